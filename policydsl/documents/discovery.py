"""The documents in files and folders, without what git ignores and settings exclude.

Patterns mean what they mean in a ``.gitignore``. A folder that is left out is not
looked into, so nothing in it can come back.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from policydsl.documents.finding import SUFFIXES
from policydsl.documents.paths import absolute
from policydsl.documents.patterns import Patterns, patterns
from policydsl.documents.projects import Projects
from policydsl.documents.settings import Settings

_GITIGNORE = ".gitignore"
_REPOSITORY = ".git"


class Discovery:
    """Finds documents under the settings that hold where they are.

    ``respect_gitignore`` and ``force_exclude`` go before the settings, if given.
    """

    def __init__(
        self,
        projects: Projects,
        *,
        suffixes: Sequence[str] = SUFFIXES,
        respect_gitignore: bool | None = None,
        force_exclude: bool | None = None,
    ) -> None:
        self._projects = projects
        self._suffixes = tuple(suffixes)
        self._respect_gitignore = respect_gitignore
        self._force_exclude = force_exclude
        self._gitignores: dict[Path, tuple[Patterns, ...]] = {}
        self._excludes: dict[tuple[Path, tuple[str, ...]], Patterns] = {}

    def documents(self, paths: Sequence[Path]) -> list[Path]:
        """Return the files among the paths, and the documents below the folders.

        Each once, in the order of the paths, and in that of names in a folder. A file
        that is named is taken, unless exclusion is forced.
        """
        found: dict[Path, None] = {}
        for path in paths:
            if path.is_dir():
                inside = self._below(path, absolute(path))
                found.update(dict.fromkeys(sorted(inside)))
            elif not (self._forces(path) and self._is_above_left_out(path)):
                found[path] = None
        return list(found)

    def _below(self, folder: Path, root: Path) -> Iterator[Path]:
        """Yield the documents in a folder and below it; ``root`` was asked about."""
        with os.scandir(folder) as entries:
            inside = list(entries)
        for entry in inside:
            path = folder / entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            is_document = path.suffix in self._suffixes and entry.is_file()
            if (is_folder or is_document) and not self._out(path, is_folder, root):
                if is_folder:
                    yield from self._below(path, root)
                else:
                    yield path

    def _forces(self, path: Path) -> bool:
        if self._force_exclude is not None:
            return self._force_exclude
        return self._projects.of(path.parent)[0].force_exclude

    def _is_above_left_out(self, path: Path) -> bool:
        """Whether a file or a folder above it is left out."""
        place, here = absolute(path), absolute(Path())
        above = [one for one in place.parents if one.is_relative_to(here)]
        return self._out(place, False, here) or any(
            self._out(one, True, here) for one in above if one != here
        )

    def _out(self, path: Path, is_folder: bool, root: Path) -> bool:
        """Whether a path is left out, by the settings or by git."""
        place = absolute(path)
        settings, _ = self._projects.of(place.parent)
        if self._excluded(settings, place, root).opinion(place, is_folder):
            return True
        respects = self._respect_gitignore
        if not (settings.respect_gitignore if respects is None else respects):
            return False
        ignored = False
        # From the outer to the inner: the last opinion wins.
        for one in self._ignoring(place.parent):
            opinion = one.opinion(place, is_folder)
            ignored = ignored if opinion is None else opinion
        return ignored

    def _excluded(self, settings: Settings, path: Path, root: Path) -> Patterns:
        """Return what settings exclude; what they do not lie above, from the root."""
        lines = (*settings.exclude, *settings.extend_exclude)
        is_above = settings.path is not None and path.is_relative_to(settings.folder)
        key = (settings.folder if is_above else root, lines)
        if key not in self._excludes:
            self._excludes[key] = patterns(*key)
        return self._excludes[key]

    def _ignoring(self, folder: Path) -> tuple[Patterns, ...]:
        """Return the patterns that git has for what is in a folder, outer first."""
        if folder not in self._gitignores:
            above: tuple[Patterns, ...] = ()
            if not (folder / _REPOSITORY).exists() and folder != folder.parent:
                above = self._ignoring(folder.parent)
            file = folder / _GITIGNORE
            if file.is_file():
                text = file.read_text(encoding="utf-8", errors="replace")
                above = (*above, patterns(folder, text.splitlines()))
            self._gitignores[folder] = above
        return self._gitignores[folder]
