"""The values of settings, read from TOML; a wrong one is a finding with its place."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from attrs import frozen

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Severity
from policydsl.diagnostics.selecting import can_be_left_out, codes_of, nearest
from policydsl.diagnostics.text import Text
from policydsl.source import Source, Span

SEVERITIES = {one.value: one for one in Severity}


class Wrong(Exception):
    """A value cannot be used. ``words`` are those in it that are wrong."""

    def __init__(self, message: str, words: str = "", help: str | None = None) -> None:
        self.message = message
        self.words = words
        self.help = help


@frozen
class Value:
    """What is written for a key, in a file that lies in ``folder``."""

    key: str
    value: object
    folder: Path

    def wrong(self, message: str, words: object = "", help: str | None = None) -> Wrong:
        """Return why the value, or some words of it, cannot be used."""
        return Wrong(message, str(words), help)


Read = Callable[[Value], object]


def place(source: Source, words: str, key: str = "") -> Span:
    """Return where words stand in the settings of policydsl, after a key if given."""
    start = max(source.text.find("policydsl"), 0)
    if key:
        start = _found(source.text, key, start)
    start = _found(source.text, words, start)
    is_there = source.text.startswith(words, start)
    return Span(source, start, start + len(words) if is_there else start)


def _found(text: str, words: str, start: int) -> int:
    """Return where words stand by themselves, or where the search began."""
    found = re.compile(rf"(?<![\w-]){re.escape(words)}(?![\w-])").search(text, start)
    return found.start() if found else start


def bad(source: Source, key: str, wrong: Wrong) -> Diagnostic:
    """Return the finding about a value that cannot be used."""
    span = place(source, wrong.words, key) if wrong.words else place(source, key)
    return codes.BAD_SETTINGS.at(span, wrong.message, help=wrong.help)


# --- the kinds of values ------------------------------------------------------------


def texts(value: Value) -> tuple[str, ...]:
    """Read a list of texts."""
    given = value.value
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise value.wrong(
            Text("`{key}` is not a list of texts", key=value.key),
            help=Text('write `{key} = ["..."]`', key=value.key),
        )
    return tuple(given)


def folders(value: Value) -> tuple[Path, ...]:
    """Read a list of folders, from the folder of the settings."""
    help = Text('write `{key} = ["folder", "other folder"]`', key=value.key)
    found = []
    for name in texts(value):
        if not (value.folder / name).is_dir():
            message = Text("`{name}` is not a folder", name=name)
            raise value.wrong(message, name, help)
        found.append(value.folder / name)
    return tuple(found)


def file(value: Value) -> Path:
    """Read the path of a file, which need not be there."""
    if not isinstance(value.value, str) or not value.value:
        raise value.wrong(
            Text("`{key}` is not the name of a file", key=value.key),
            help=Text('write `{key} = "..."`', key=value.key),
        )
    return value.folder / value.value


def switch(value: Value) -> bool:
    """Read ``true`` or ``false``."""
    if not isinstance(value.value, bool):
        raise value.wrong(
            Text("`{key}` is neither `true` nor `false`", key=value.key),
            help=Text("write `{key} = true`", key=value.key),
        )
    return value.value


def days(value: Value) -> int:
    """Read a whole number of at least 1."""
    given = value.value
    if isinstance(given, bool) or not isinstance(given, int) or given < 1:
        raise value.wrong(
            Text("`{key}` is not a whole number of at least 1", key=value.key),
            help=Text("write `{key} = 30`", key=value.key),
        )
    return given


def seconds(value: Value) -> float:
    """Read a number above 0."""
    given = value.value
    if isinstance(given, bool) or not isinstance(given, int | float) or not given > 0:
        raise value.wrong(
            Text("`{key}` is not a number above 0", key=value.key),
            help=Text("write `{key} = 10`", key=value.key),
        )
    return float(given)


def severity(value: Value) -> Severity:
    """Read the name of a severity."""
    return _severity(value, value.value)


def _severity(value: Value, given: object) -> Severity:
    if not isinstance(given, str) or given not in SEVERITIES:
        raise value.wrong(
            Text("`{given}` is no severity", given=given),
            given,
            Text("it is one of: {names}", names=", ".join(SEVERITIES)),
        )
    return SEVERITIES[given]


# --- codes --------------------------------------------------------------------------


def selectors(value: Value) -> tuple[str, ...]:
    """Read a list of codes: numbers, slugs, or how numbers begin."""
    found = texts(value)
    for one in found:
        if not codes_of(one):
            raise unknown_code(one)
    return found


def ignorable(value: Value) -> tuple[str, ...]:
    """Read a list of codes that may be left out."""
    found = selectors(value)
    for one in found:
        _can_be_left_out(one)
    return found


def unknown_code(written: str) -> Wrong:
    """Return that nothing is called so."""
    guess = nearest(written)
    return Wrong(
        Text("there is no code `{code}`", code=written),
        written,
        Text("did you mean `{word}`?", word=guess) if guess else None,
    )


def _can_be_left_out(selector: str) -> None:
    if not any(can_be_left_out(one) for one in codes_of(selector)):
        raise Wrong(
            Text("`{code}` cannot be left out", code=selector),
            selector,
            Text(
                "an error has to be mended; for the law, say the reason in the document"
            ),
        )


def by_file(value: Value) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Read a table of patterns of files, each with its list of codes."""
    return tuple(
        (pattern, ignorable(Value(pattern, given, value.folder)))
        for pattern, given in _table(value)
    )


def severities(value: Value) -> tuple[tuple[str, Severity], ...]:
    """Read a table of codes, each with its severity."""
    found = []
    for code, given in _table(value):
        if not codes_of(code):
            raise unknown_code(code)
        _can_be_left_out(code)
        found.append((code, _severity(value, given)))
    return tuple(found)


def _table(value: Value) -> Iterator[tuple[str, object]]:
    if not isinstance(value.value, dict):
        raise value.wrong(
            Text("`{key}` is not a table", key=value.key),
            help=Text('write `{key} = {{"..." = ...}}`', key=value.key),
        )
    yield from value.value.items()


def version(value: Value) -> str:
    """Read which versions of policydsl will do, such as ``>=0.1,<1``."""
    # Loaded late: few projects ask for a version.
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    from policydsl import __version__

    try:
        wanted = SpecifierSet(str(value.value))
    except InvalidSpecifier as error:
        raise value.wrong(
            Text("`{given}` is no version", given=value.value),
            value.value,
            Text('write `{key} = ">=0.1"`', key=value.key),
        ) from error
    if not wanted.contains(__version__, prereleases=True):
        raise value.wrong(
            Text(
                "this is policydsl {version}, and the project wants `{wanted}`",
                version=__version__,
                wanted=value.value,
            ),
            value.value,
        )
    return str(value.value)
