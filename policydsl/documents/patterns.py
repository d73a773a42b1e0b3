"""Patterns of paths, which mean what they mean in a ``.gitignore``."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


@frozen
class Patterns:
    """The patterns of a file or of settings; paths are seen from ``folder``.

    Those for folders only are no patterns for files: what is in a folder that is left
    out is never asked about. So each path is judged by itself.
    """

    folder: Path
    files: "GitIgnoreSpec"
    folders: "GitIgnoreSpec"

    def opinion(self, path: Path, is_folder: bool) -> bool | None:
        """Whether a path is left out; ``None`` if no pattern is about it."""
        if not path.is_relative_to(self.folder):
            return None
        spec = self.folders if is_folder else self.files
        return spec.check_file(path.relative_to(self.folder).as_posix()).include


def patterns(folder: Path, lines: Sequence[str]) -> Patterns:
    """Return patterns from their lines; a line that starts with ``#`` is a comment."""
    plain = [line.rstrip() if line.rstrip().endswith("/") else line for line in lines]
    return Patterns(
        folder,
        _spec(tuple(one for one in plain if not one.endswith("/"))),
        _spec(tuple(one.removesuffix("/") for one in plain)),
    )


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
