"""The settings of a folder, as they would be written in ``policydsl.toml``."""

import json
from collections.abc import Iterator
from pathlib import Path

from policydsl.diagnostics.model import Severity
from policydsl.documents.paths import shown_path
from policydsl.documents.settings import KEYS, TABLES, Settings


def lines(settings: Settings) -> Iterator[str]:
    """Yield a comment that says where they come from, then a line for each key."""
    path = settings.path
    yield "# no settings are read" if path is None else f"# {shown_path(path)}"
    for key, (name, _) in KEYS.items():
        value = getattr(settings, name)
        if value is None or value == "":
            yield f"# {key} is not set"
        else:
            yield f"{key} = {_written(value, settings.folder, key in TABLES)}"


def _written(value: object, folder: Path, is_table: bool = False) -> str:
    """Return a value in TOML; paths are seen from the folder of the settings."""
    match value:
        case bool():
            return "true" if value else "false"
        case Severity():
            return json.dumps(value.value)
        case Path():
            inside = value.is_relative_to(folder)
            shown = value.relative_to(folder) if inside else value
            return json.dumps(shown.as_posix(), ensure_ascii=False)
        case tuple() if is_table:
            pairs = ", ".join(
                f"{json.dumps(key, ensure_ascii=False)} = {_written(one, folder)}"
                for key, one in value
            )
            return f"{{{pairs}}}"
        case tuple():
            return f"[{', '.join(_written(one, folder) for one in value)}]"
        case str():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)
