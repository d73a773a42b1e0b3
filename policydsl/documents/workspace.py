"""The documents of one run: each is read once, and known by its path."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from attrs import frozen

from policydsl.diagnostics.model import Diagnostic
from policydsl.documents.finding import LIBRARY, Shelves
from policydsl.documents.paths import absolute, shown_path
from policydsl.documents.projects import Projects
from policydsl.documents.reading import decode, read
from policydsl.source import Source
from policydsl.syntax.parser import Glance, glance

_Loaded = TypeVar("_Loaded")


@frozen
class Opened:
    """A document that was read. ``folders`` is where its names are looked for.

    ``diagnostics``: why there is no ``source``, and what is wrong with the settings.
    """

    path: Path
    source: Source
    glance: Glance | None
    folders: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


class Workspace:
    """Reads documents from disk, or from memory.

    ``texts`` maps paths to documents in memory, which hide those on disk.
    ``projects`` knows which settings hold where.
    """

    def __init__(
        self,
        texts: Mapping[Path, str | bytes] | None = None,
        projects: Projects | None = None,
    ) -> None:
        self._texts = {absolute(path): text for path, text in (texts or {}).items()}
        self._shown = {absolute(path): str(path) for path in texts or {}}
        self._opened: dict[Path, Opened] = {}
        self._languages: dict[Source, str] = {}
        self.projects = projects or Projects()
        self.shelves = Shelves(self._name_of, self._texts)

    def open(self, path: Path, shown: str | None = None) -> Opened:
        """Return a document; a path always returns the same one.

        ``shown`` is how the path is shown to people, if not in the usual way.
        """
        place = absolute(path)
        if place not in self._opened:
            self._opened[place] = self._open(place, shown or self._shown.get(place))
        return self._opened[place]

    def _open(self, path: Path, shown: str | None) -> Opened:
        shown = shown or shown_path(path)
        if (text := self._texts.get(path)) is not None:
            data = text if isinstance(text, bytes) else text.encode(errors="replace")
            found = decode(data, shown)
        else:
            found = read(path, shown)
        if isinstance(found, Diagnostic):
            source = found.primary.span.source
            return Opened(path, source, None, (), (found,))
        settings, diagnostics = self.projects.of(path.parent)
        folders = (path.parent, *settings.folders)
        seen = glance(found)
        self._languages[found] = seen.language
        return Opened(path, found, seen, folders, diagnostics)

    def take_library(
        self, other: "Workspace", loaded: Mapping[Path, _Loaded]
    ) -> dict[Path, _Loaded]:
        """Take over what another workspace opened in the library.

        Returns what was ``loaded`` there; nothing if a text in memory hides some of it.
        """
        if any(path.is_relative_to(LIBRARY) for path in (*self._texts, *other._texts)):
            return {}
        for path, opened in other._opened.items():
            if path.is_relative_to(LIBRARY):
                self._opened[path] = opened
                self._languages[opened.source] = other.language_of(opened.source)
        return {
            path: one for path, one in loaded.items() if path.is_relative_to(LIBRARY)
        }

    def language_of(self, source: Source) -> str:
        """Return the language of a document; empty if it could not be opened."""
        return self._languages.get(source, "")

    def _name_of(self, path: Path) -> str | None:
        opened = self.open(path)
        name = opened.glance.name if opened.glance else None
        return name.text if name else None
