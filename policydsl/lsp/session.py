"""One editor and its open documents; every request is answered from here."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote

from attrs import frozen
from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.uris import from_fs_path, to_fs_path
from pygls.workspace import PositionCodec

from policydsl.documents.paths import absolute
from policydsl.documents.trees import Tree
from policydsl.loaded import Loaded
from policydsl.lsp.analysis import Analysis
from policydsl.lsp.places import Places
from policydsl.source import Source, Span

_Answer = TypeVar("_Answer")


@frozen(eq=False)
class OpenDocument:
    """A document as the editor has it; ``version`` is the editor's own count."""

    uri: str
    path: Path
    text: str
    version: int | None


class Session:
    """The open documents, and what is known of them.

    ``codec`` turns code points into the units that were agreed with the editor.
    """

    def __init__(self) -> None:
        self.codec = PositionCodec()
        self._open: dict[str, OpenDocument] = {}
        # All open texts as they are now, gathered when somebody asks about them.
        self._texts: dict[Path, str] | None = None
        # The texts that were asked about last, and what is known of them: only that
        # thread looks at these.
        self._asked: dict[Path, str] | None = None
        self._analysis: Analysis | None = None
        # The compiler is no faster in two threads, and two would do things twice.
        self._thread = ThreadPoolExecutor(1, "policydsl")
        self._places: dict[Source, Places] = {}

    # --- what the editor says ---------------------------------------------------

    def put(self, uri: str, text: str, version: int | None) -> None:
        """Take over the text of a document that was opened or changed."""
        self._open[_key(uri)] = OpenDocument(uri, path_of(uri), text, version)
        self.forget()

    def close(self, uri: str) -> None:
        """Forget the text of a document; what is on disk is true from now on."""
        self._open.pop(_key(uri), None)
        self.forget()

    def forget(self) -> None:
        """Forget all that was worked out: something has changed."""
        self._texts = None
        self._places.clear()

    # --- what is known ----------------------------------------------------------

    @property
    def documents(self) -> tuple[OpenDocument, ...]:
        """All open documents."""
        return tuple(self._open.values())

    def document(self, uri: str) -> OpenDocument:
        """Return an open document.

        Raises:
            JsonRpcInvalidParams: If it is not open; the editor is told so.
        """
        found = self._open.get(_key(uri))
        if found is None:
            raise JsonRpcInvalidParams(message=f"`{uri}` is not open")
        return found

    async def loaded(self, uri: str) -> Loaded:
        """Return a document with all that is found in it."""
        path = self.document(uri).path
        return await self.ask(lambda analysis: analysis.loaded(path))

    async def tree(self, uri: str) -> Tree:
        """Return a document with its words only."""
        path = self.document(uri).path
        return await self.ask(lambda analysis: analysis.tree(path))

    async def ask(self, question: Callable[[Analysis], _Answer]) -> _Answer:
        """Work something out about the documents as they are now.

        Messages of the editor are read meanwhile. What changed in the meantime is not
        in the answer; its spans belong to their own texts. What is cancelled while
        it waits is not begun.
        """
        if self._texts is None:
            self._texts = {one.path: one.text for one in self._open.values()}
        texts = self._texts
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._thread, lambda: question(self._of(texts))
        )

    def _of(self, texts: dict[Path, str]) -> Analysis:
        """Return what is known of some texts; what does not change is taken over."""
        if self._analysis is None or self._asked is not texts:
            self._analysis = Analysis(texts, self._analysis)
            self._asked = texts
        return self._analysis

    # --- places -----------------------------------------------------------------

    def places(self, source: Source) -> Places:
        """Return the places of a text, in units of the editor."""
        if source not in self._places:
            self._places[source] = Places(source.text, self.codec)
        return self._places[source]

    def range(self, span: Span) -> types.Range:
        """Return the range of a span, in units of the editor."""
        return self.places(span.source).range(span.start, span.end)

    def uri(self, source: Source) -> str:
        """Return the address of a document, open or not."""
        path = absolute(Path(source.path))
        for one in self._open.values():
            if one.path == path:
                return one.uri
        return from_fs_path(str(path)) or ""

    def location(self, span: Span) -> types.Location:
        """Return where a span is, in whatever document."""
        return types.Location(self.uri(span.source), self.range(span))


def path_of(uri: str) -> Path:
    """Return the path of an address; a document that has none yet gets one here."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    if path is not None:
        return absolute(Path(path))
    name = "".join(char if char.isalnum() else "_" for char in unquote(uri))
    return absolute(Path(f"{name}.policy"))


def _key(uri: str) -> str:
    # Editors do not agree on what is escaped in an address.
    return unquote(uri)
