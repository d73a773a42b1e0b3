"""Paths of documents, as they are known and as they are shown."""

import os
from pathlib import Path

from policydsl.documents.finding import LIBRARY


def absolute(path: Path) -> Path:
    """Return a path from the root, without ``..``; links are kept as they are."""
    return Path(os.path.abspath(path))


def shown_path(path: Path) -> str:
    """Return a path as it is shown: from here, or from the library's parent."""
    if path.is_relative_to(LIBRARY):
        return path.relative_to(LIBRARY.parent.parent).as_posix()
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
