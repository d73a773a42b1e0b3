"""Where a document is looked for by its name.

First in the folder of the document that names it, then in the folders of the
settings, then in the library that ships with the tool.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from attrs import field, frozen

LIBRARY = Path(__file__).resolve().parent.parent / "library"
VOCABULARY = ".vocabulary"
LAW = ".law"
POLICY = ".policy"
SCENARIO = ".scenario"
SUFFIXES = (VOCABULARY, LAW, POLICY, SCENARIO)


@frozen
class Shelves:
    """Folders of documents, by the names that their headers give them.

    ``name_of`` returns the name in the header of a file, or ``None``. ``texts``
    are documents in memory, which stand beside those on disk.
    """

    name_of: Callable[[Path], str | None]
    texts: Mapping[Path, str | bytes] = field(factory=dict)
    _folders: dict[tuple[Path, str], dict[str, list[Path]]] = field(
        factory=dict, init=False, repr=False
    )

    def find(self, name: str, suffix: str, folders: Sequence[Path]) -> list[Path]:
        """Return the documents of a name in the first folder that has any."""
        for folder in (*folders, *_library(suffix)):
            if found := self._named(folder, suffix).get(name):
                return found
        return []

    def find_laws(self, name: str, folders: Sequence[Path]) -> list[list[Path]]:
        """Return the law of a name, or all laws of a jurisdiction of that name.

        A law of a jurisdiction is named ``JURISDICTION.LAW``; where two places
        have a law of one name, the first place is taken.
        """
        if exact := self.find(name, LAW, folders):
            return [exact]
        laws: dict[str, list[Path]] = {}
        for folder in (*folders, *_library(LAW)):
            for law, paths in self._named(folder, LAW).items():
                if law.startswith(f"{name}."):
                    laws.setdefault(law, paths)
        return [laws[law] for law in sorted(laws)]

    def names(self, suffix: str, folders: Sequence[Path]) -> list[str]:
        """Return every name that would be found; jurisdictions are among them."""
        found: dict[str, None] = {}
        for folder in (*folders, *_library(suffix)):
            for name in self._named(folder, suffix):
                found[name] = None
                if suffix == LAW and "." in name:
                    found[name.split(".")[0]] = None
        return sorted(found)

    def name_in(self, file: str, folders: Sequence[Path]) -> str | None:
        """Return the name in the header of the first file that is called so."""
        if Path(file).name != file:
            return None
        for path in (folder / file for folder in folders):
            if path in self.texts or path.is_file():
                return self.name_of(path)
        return None

    def _named(self, folder: Path, suffix: str) -> dict[str, list[Path]]:
        key = (folder, suffix)
        if key not in self._folders:
            named: dict[str, list[Path]] = {}
            for path in self._files(folder, suffix):
                named.setdefault(self.name_of(path) or path.stem, []).append(path)
            self._folders[key] = named
        return self._folders[key]

    def _files(self, folder: Path, suffix: str) -> Iterator[Path]:
        found = {p for p in self.texts if p.parent == folder and p.suffix == suffix}
        if folder.is_dir():
            found.update(p for p in folder.iterdir() if p.suffix == suffix)
        yield from sorted(found)


def documents_in(folder: Path) -> list[Path]:
    """Return the documents in a folder and below it; hidden folders are left out."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in SUFFIXES
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def _library(suffix: str) -> list[Path]:
    if suffix == VOCABULARY:
        return [LIBRARY / "vocabularies"]
    laws = LIBRARY / "laws"
    if suffix == LAW and laws.is_dir():
        return sorted(path for path in laws.iterdir() if path.is_dir())
    return []
