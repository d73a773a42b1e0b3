"""Patterns of paths, which mean what they mean in a ``.gitignore``."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


@frozen
class Patterns:
    """The patterns of a file or of settings; paths are seen from ``folder``.

    Each path is judged by itself, as git does: what is in a folder that is left out is
    never asked about, so a pattern says nothing of what is in what it names.
    """

    folder: Path
    spec: "GitIgnoreSpec"

    def opinion(self, path: Path, is_folder: bool) -> bool | None:
        """Whether a path is left out; ``None`` if no pattern is about it."""
        if not path.is_relative_to(self.folder):
            return None
        seen = path.relative_to(self.folder).as_posix() + "/" * is_folder
        for pattern in reversed(list(self.spec.patterns)):
            if pattern.regex is not None and _names(pattern.regex, seen):
                return bool(pattern.include)
        return None


def _names(regex: "re.Pattern[Any]", path: str) -> bool:
    """Whether a pattern names a path itself, and not only a folder above it.

    The one group of these expressions is the ``/`` after a folder that is named.
    """
    return any(
        match.lastgroup is None or match.end(match.lastgroup) == len(path)
        for match in regex.finditer(path)
    )


def patterns(folder: Path, lines: Sequence[str]) -> Patterns:
    """Return patterns from their lines; a line that starts with ``#`` is a comment."""
    return Patterns(folder, _spec(tuple(one for line in lines for one in _said(line))))


def _said(line: str) -> tuple[str, ...]:
    """Return a pattern; one for all in a folder is none for the folder itself."""
    plain = line.rstrip()
    if plain.endswith("/**") and not plain.startswith("#"):
        return (plain.removesuffix("*"), f"{plain.removesuffix('*')}/**")
    return (line,)


def matches(pattern: str, path: Path, folder: Path) -> bool:
    """Whether a pattern of a folder is about a file, or about a folder above it."""
    if not path.is_relative_to(folder):
        return False
    return _spec((pattern,)).match_file(path.relative_to(folder).as_posix())


@lru_cache(maxsize=1024)
def _spec(lines: tuple[str, ...]) -> "GitIgnoreSpec":
    # Loaded late: whoever checks one document needs no patterns.
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)
