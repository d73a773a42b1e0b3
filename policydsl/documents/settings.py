"""The settings of a project: further folders in which documents are looked for."""

import tomllib
from pathlib import Path

from attrs import frozen

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic
from policydsl.diagnostics.suggest import did_you_mean
from policydsl.diagnostics.text import Text
from policydsl.documents.reading import decode, unreadable
from policydsl.source import Source, Span

OWN_FILE = "policydsl.toml"
PROJECT_FILE = "pyproject.toml"
KEYS = ("documents",)


@frozen
class Settings:
    """``folders`` are looked through in this order."""

    folders: tuple[Path, ...] = ()


def find_settings(folder: Path) -> Path | None:
    """Return the nearest file of settings in a folder or above it.

    ``policydsl.toml`` goes before a ``pyproject.toml`` in the same folder. The
    nearest ``pyproject.toml`` ends the search: a project ends there.
    """
    for place in (folder, *folder.parents):
        for name in (OWN_FILE, PROJECT_FILE):
            if (place / name).is_file():
                return place / name
    return None


def read_settings(path: Path, shown: str) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """Read a file of settings; what is wrong with it is left out of the settings."""
    try:
        source = decode(path.read_bytes(), shown)
    except OSError as error:
        return Settings(), (unreadable(shown, error),)
    if isinstance(source, Diagnostic):
        return Settings(), (source,)
    try:
        table: object = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        return Settings(), (
            _bad(
                source,
                0,
                Text("`{path}` is not TOML: {error}", path=shown, error=error),
            ),
        )
    if path.name == PROJECT_FILE:
        table = _inner(_inner(table, "tool"), "policydsl")
    if not isinstance(table, dict):
        return Settings(), (_bad(source, 0, Text("`tool.policydsl` is not a table")),)
    return _settings(table, source, path.parent)


def _inner(table: object, key: str) -> object:
    return table.get(key, {}) if isinstance(table, dict) else table


def _settings(
    table: dict[str, object], source: Source, folder: Path
) -> tuple[Settings, tuple[Diagnostic, ...]]:
    diagnostics = [_unknown(source, key) for key in table if key not in KEYS]
    names = table.get("documents", [])
    if not isinstance(names, list) or not all(isinstance(n, str) for n in names):
        message = Text("`documents` is not a list of folders")
        diagnostics.append(_bad(source, _offset(source, "documents"), message))
        names = []
    folders = []
    for name in names:
        if (folder / name).is_dir():
            folders.append(folder / name)
        else:
            at = _offset(source, name)
            message = Text("`{name}` is not a folder", name=name)
            diagnostics.append(_bad(source, at, message, name))
    return Settings(tuple(folders)), tuple(diagnostics)


def _unknown(source: Source, key: str) -> Diagnostic:
    start = _offset(source, key)
    return codes.UNKNOWN_SETTING.at(
        Span(source, start, start + len(key)),
        Text("unknown setting `{key}`", key=key),
        label="no setting of policydsl",
        help=did_you_mean(key, KEYS) or "the only setting is `documents`",
    )


def _bad(source: Source, start: int, message: Text, words: str = "") -> Diagnostic:
    return codes.BAD_SETTINGS.at(
        Span(source, start, start + len(words)),
        message,
        help='write `documents = ["folder", "other folder"]`',
    )


def _offset(source: Source, words: str) -> int:
    """Return where words stand in the settings of policydsl, or the beginning."""
    return max(source.text.find(words, max(source.text.find("policydsl"), 0)), 0)
