"""The settings of a project: where documents are, and what is reported of them."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from attrs import evolve, frozen

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Severity
from policydsl.diagnostics.selecting import EVERY
from policydsl.diagnostics.suggest import did_you_mean
from policydsl.diagnostics.text import Text, listed, quoted
from policydsl.documents import setting_values as values
from policydsl.documents.reading import decode, unreadable
from policydsl.source import Source, Span

OWN_FILES = ("policydsl.toml", ".policydsl.toml")
PROJECT_FILE = "pyproject.toml"


@frozen
class Settings:
    """What holds in a folder; patterns are those of ``.gitignore``, from ``folder``.

    ``folders`` are looked through for documents, in this order. ``path`` is the file
    of the settings; without one, all is as it is when nothing is said.
    """

    path: Path | None = None
    folder: Path = Path()
    folders: tuple[Path, ...] = ()
    select: tuple[str, ...] = (EVERY,)
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    exclude: tuple[str, ...] = (".*", "node_modules", "venv")
    extend_exclude: tuple[str, ...] = ()
    respect_gitignore: bool = True
    force_exclude: bool = False
    fail_level: Severity = Severity.ERROR
    proof: bool = True
    proof_seconds: float = 10.0
    longest_gap: int | None = None
    baseline: Path | None = None
    required_version: str = ""


# Each key, the name that its value has here, and how it is read.
KEYS: Mapping[str, tuple[str, values.Read]] = {
    "documents": ("folders", values.folders),
    "select": ("select", values.selectors),
    "ignore": ("ignore", values.ignorable),
    "extend-select": ("extend_select", values.selectors),
    "per-file-ignores": ("per_file_ignores", values.by_file),
    "severity": ("severity", values.severities),
    "exclude": ("exclude", values.texts),
    "extend-exclude": ("extend_exclude", values.texts),
    "respect-gitignore": ("respect_gitignore", values.switch),
    "force-exclude": ("force_exclude", values.switch),
    "fail-level": ("fail_level", values.severity),
    "proof": ("proof", values.switch),
    "proof-seconds": ("proof_seconds", values.seconds),
    "longest-gap": ("longest_gap", values.days),
    "baseline": ("baseline", values.file),
    "required-version": ("required_version", values.version),
}
# The keys whose values are tables.
TABLES = ("per-file-ignores", "severity")


def settings_in(folder: Path) -> Path | None:
    """Return the file of settings that lies in a folder.

    A file of our own goes before a ``pyproject.toml``.
    """
    for name in (*OWN_FILES, PROJECT_FILE):
        if (folder / name).is_file():
            return folder / name
    return None


def read_settings(path: Path, shown: str) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """Read a file of settings; what is wrong with it is left out of the settings."""
    nothing = Settings(path, path.parent)
    try:
        source = decode(path.read_bytes(), shown)
    except OSError as error:
        return nothing, (unreadable(shown, error),)
    if isinstance(source, Diagnostic):
        return nothing, (source,)
    try:
        table: object = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        message = Text("`{path}` is not TOML: {error}", path=shown, error=error)
        return nothing, (codes.BAD_SETTINGS.at(Span(source, 0, 0), message),)
    if path.name == PROJECT_FILE:
        table = _inner(_inner(table, "tool"), "policydsl")
    if not isinstance(table, dict):
        wrong = values.Wrong(Text("`tool.policydsl` is not a table"))
        return nothing, (values.bad(source, "policydsl", wrong),)
    return _settings(table, source, nothing)


def _inner(table: object, key: str) -> object:
    return table.get(key, {}) if isinstance(table, dict) else table


def _settings(
    table: dict[str, object], source: Source, nothing: Settings
) -> tuple[Settings, tuple[Diagnostic, ...]]:
    diagnostics = []
    found: dict[str, object] = {}
    for key, given in table.items():
        if key not in KEYS:
            diagnostics.append(_unknown(source, key))
            continue
        name, read = KEYS[key]
        try:
            found[name] = read(values.Value(key, given, nothing.folder))
        except values.Wrong as wrong:
            diagnostics.append(values.bad(source, key, wrong))
    # The readers give what the fields hold.
    settings: Settings = evolve(nothing, **found)  # type: ignore[arg-type]
    return settings, tuple(diagnostics)


def _unknown(source: Source, key: str) -> Diagnostic:
    return codes.UNKNOWN_SETTING.at(
        values.place(source, key),
        Text("unknown setting `{key}`", key=key),
        label="no setting of policydsl",
        help=did_you_mean(key, KEYS)
        or Text("the settings are: {names}", names=listed(map(quoted, KEYS))),
    )
