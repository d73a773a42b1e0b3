"""``policydsl format``: documents in their one canonical form."""

import difflib
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click
from attrs import frozen

from policydsl.cli.inputs import expanded
from policydsl.cli.output import counted, rewrite
from policydsl.diagnostics.catalogue import in_language
from policydsl.diagnostics.render import terminal
from policydsl.diagnostics.text import Text, listed
from policydsl.documents.trees import Tree, Trees
from policydsl.documents.workspace import Workspace
from policydsl.source import Source
from policydsl.syntax import words
from policydsl.syntax.formatter import changes, format_document
from policydsl.syntax.parser import parse

STDIN = Path("-")
# A bar is drawn for as many documents as take a while.
FEW = 20
_BYTE_ORDER_MARK = "\ufeff"
_LINES = re.compile(r"([1-9][0-9]*)(?:-([1-9][0-9]*))?")
_CHANGED = (
    Text("{number} document reformatted"),
    Text("{number:,} documents reformatted"),
)
_WOULD_CHANGE = (
    Text("{number} document would be reformatted"),
    Text("{number:,} documents would be reformatted"),
)
_SAME = (
    Text("{number} document left as it is"),
    Text("{number:,} documents left as they are"),
)
_UNREAD = (
    Text("{number} document could not be read"),
    Text("{number:,} documents could not be read"),
)
_DAMAGED = (
    Text("`{path}`: {number} sentence has mistakes and stays as it is"),
    Text("`{path}`: {number:,} sentences have mistakes and stay as they are"),
)


@frozen
class _Formatted:
    """A document and its canonical text, which is ``None`` if it was not read."""

    path: Path
    tree: Tree
    text: str | None

    @property
    def is_changed(self) -> bool:
        """Whether the text is another than the one that was read."""
        return self.text is not None and self.text != self.tree.source.text


class _Lines(click.ParamType[tuple[int, int]]):
    """``3-7``, or ``3`` for one line; counted from 1."""

    name = "lines"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Return the first and the last line."""
        match = _LINES.fullmatch(value)
        if match is None:
            self.fail(f"`{value}` is not like `3-7`", param, ctx)
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first:
            self.fail(f"`{value}` ends before it begins", param, ctx)
        return first, last


@click.command("format")
@click.argument(
    "paths",
    nargs=-1,
    type=click.Path(exists=True, allow_dash=True, path_type=Path),
    metavar="[PATH]...",
)
@click.option(
    "--check", is_flag=True, help="Write nothing; list what would be reformatted."
)
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option(
    "--stdin-filename",
    type=click.Path(path_type=Path),
    default=Path("stdin.policy"),
    help="Where the document would be that is read from standard input (PATH is -).",
)
@click.option(
    "--range",
    "lines",
    type=_Lines(),
    metavar="LINE-LINE",
    help="Change only the sentences of one document that meet these lines.",
)
@click.option(
    "--language", help="Write in another language of documents, such as zh_hans."
)
def command(
    paths: tuple[Path, ...],
    check: bool,
    diff: bool,
    stdin_filename: Path,
    lines: tuple[int, int] | None,
    language: str | None,
) -> int:
    """Write documents in their one canonical form.

    PATH is a document, or a folder with documents; without one, it is this folder.
    With -, standard input is formatted to standard output. Comments stay, what the
    documents say stays, and sentences with mistakes stay as they are written.

    With --check or --diff, the exit status is 1 if anything would change.
    """
    is_stdin = STDIN in paths
    places = [stdin_filename] if is_stdin else expanded(paths or (Path(),))
    if is_stdin and len(paths) > 1:
        raise click.UsageError("standard input is formatted alone")
    if lines is not None and (len(places) > 1 or language is not None):
        raise click.UsageError("--range is for one document, in its own language")
    _refuse_unknown(language)
    texts = {stdin_filename: sys.stdin.buffer.read()} if is_stdin else {}
    formatted = []
    for one in _formatted(places, Trees(Workspace(texts)), lines, language):
        formatted.append(one)
        _report(one, check and not diff)
        if diff:
            _print(_diff(one))
        elif is_stdin and not check and one.text is not None:
            mark = _BYTE_ORDER_MARK if _has_mark(texts[stdin_filename]) else ""
            _print(mark + one.text)
        elif one.is_changed and not check:
            _write(one)
    if not is_stdin:
        _say_closing(formatted, check or diff)
    is_wrong = any(one.text is None for one in formatted)
    if check or diff:
        is_wrong |= any(one.is_changed for one in formatted)
    return int(is_wrong)


def _refuse_unknown(language: str | None) -> None:
    known = [key for key in words.language_keys() if words.load_language(key).grammar]
    if language is not None and language not in known:
        raise click.BadParameter(
            f"`{language}` is none of: {', '.join(known)}", param_hint="--language"
        )


def _formatted(
    places: Sequence[Path],
    trees: Trees,
    lines: tuple[int, int] | None,
    language: str | None,
) -> Iterator[_Formatted]:
    """Yield each document with its text; a bar shows how far they are."""
    is_hidden = not sys.stderr.isatty() or len(places) < FEW
    with click.progressbar(places, file=sys.stderr, hidden=is_hidden) as bar:
        for path in bar:
            tree = trees.tree(path, str(path))
            yield _Formatted(path, tree, _text(tree, lines, language))


def _text(
    tree: Tree, lines: tuple[int, int] | None, language: str | None
) -> str | None:
    """Return what a document should be, with the line ends that it has."""
    source, document = tree.source, tree.document
    if document is None:
        return None
    end = _line_end(source.text)
    if lines is not None:
        pieces, at = [], 0
        for change in changes(document, tree.lexicon, lines):
            pieces += [source.text[at : change.start], change.text.replace("\n", end)]
            at = change.end
        text = "".join((*pieces, source.text[at:]))
    else:
        text = format_document(document, tree.lexicon, language).replace("\n", end)
    if text != source.text and language in (None, document.language):
        _compare(tree, text)
    return text


def _compare(tree: Tree, text: str) -> None:
    """Read a text again: whoever formats a policy may rely on that it is the same."""
    assert tree.document is not None
    again, _ = parse(Source(tree.source.path, text), tree.lexicon)
    damaged = len(tree.document.damaged)
    if again != tree.document or len(again.damaged) != damaged:
        raise AssertionError(f"formatting `{tree.source.path}` would change it")


def _line_end(text: str) -> str:
    """Return the line end that most lines have."""
    with_return = text.count("\r\n")
    return "\r\n" if 2 * with_return > text.count("\n") else "\n"


def _report(one: _Formatted, is_listed: bool) -> None:
    """Say what could not be read, and with ``is_listed`` what would change."""
    document = one.tree.document
    if document is None:
        click.echo(terminal.render(one.tree.diagnostics), nl=False, err=True)
    elif document.damaged:
        number = len(document.damaged)
        said = Text(_DAMAGED[number > 1], path=one.path, number=number)
        click.echo(in_language(said, document.language), err=True)
    if is_listed and one.is_changed:
        click.echo(str(one.path))


def _diff(one: _Formatted) -> str:
    if one.text is None:
        return ""
    # Not split at what only Python takes for the end of a line.
    before, after = (
        re.findall(r"[^\n]*\n|[^\n]+", text)
        for text in (one.tree.source.text, one.text)
    )
    name = one.path.as_posix()
    found = difflib.unified_diff(before, after, name, name)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in found
    )


def _print(text: str) -> None:
    """Print a document to the letter: in UTF-8, with its own line ends."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def _write(one: _Formatted) -> None:
    assert one.text is not None
    with one.path.open("rb") as file:
        mark = _BYTE_ORDER_MARK if _has_mark(file.read(3)) else ""
    rewrite(one.path, mark + one.text)


def _has_mark(data: bytes) -> bool:
    return data.startswith(_BYTE_ORDER_MARK.encode())


def _say_closing(formatted: Iterable[_Formatted], would: bool) -> None:
    every = list(formatted)
    unread = sum(one.text is None for one in every)
    changed = sum(one.is_changed for one in every)
    same = len(every) - unread - changed
    things = [
        counted(*templates, number)
        for templates, number in (
            (_WOULD_CHANGE if would else _CHANGED, changed),
            (_SAME, same),
            (_UNREAD, unread),
        )
        if number
    ]
    documents = [one.tree.document for one in every]
    language = terminal.language_of(d.language for d in documents if d is not None)
    click.echo(
        in_language(Text("{things}.", things=listed(things)), language), err=True
    )
