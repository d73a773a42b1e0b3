"""What an editor does with a document: open, type, wait, apply."""

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attrs import define, field
from lsprotocol import types

# The machine of a test may be busy.
PATIENCE_SECONDS = 60


@define
class Client:
    """An editor with its documents; ``encoding`` is the unit of its columns."""

    lsp: Any
    folder: Path
    encoding: str
    legend: list[str]
    texts: dict[str, str] = field(factory=dict)
    versions: dict[str, int] = field(factory=dict)
    # All that the server has sent about findings.
    sent: list[types.PublishDiagnosticsParams] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        """Keep the versions, too, which the client of the library forgets."""
        features = self.lsp.protocol.fm.features
        features[types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS] = self.sent.append

    def open(self, name: str, text: str) -> str:
        """Open a document of the folder; return its address."""
        uri = (self.folder / name).as_uri()
        self.texts[uri], self.versions[uri] = text, 1
        item = types.TextDocumentItem(uri, "policydsl", 1, text)
        self.lsp.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def type(self, uri: str, at: int, text: str, replaced: int = 0) -> None:
        """Replace some characters at an offset in code points."""
        before = self.texts[uri]
        end = at + replaced
        where = types.Range(self.position(uri, at), self.position(uri, end))
        self.texts[uri] = before[:at] + text + before[end:]
        self.versions[uri] += 1
        self.lsp.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self.versions[uri], uri),
                [types.TextDocumentContentChangePartial(where, text)],
            )
        )

    def position(self, uri: str, offset: int) -> types.Position:
        """Return the place of an offset, counted without the server's help."""
        lines = self.texts[uri][:offset].split("\n")
        return types.Position(len(lines) - 1, self.units(lines[-1]))

    def units(self, text: str) -> int:
        """Return the length of a text in units of the editor."""
        width = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[self.encoding]
        return len(text.encode(f"{self.encoding}{'-le' * (width > 1)}")) // width

    def words(self, uri: str, where: types.Range) -> str:
        """Return the text of a range."""
        return self.texts[uri][self.offset(uri, where.start) :][
            : self.offset(uri, where.end) - self.offset(uri, where.start)
        ]

    def offset(self, uri: str, place: types.Position) -> int:
        """Return the offset of a place in code points."""
        lines = self.texts[uri].split("\n")
        line = lines[place.line]
        column = next(
            n for n in range(len(line) + 1) if self.units(line[:n]) >= place.character
        )
        return sum(len(one) + 1 for one in lines[: place.line]) + column

    def apply(self, uri: str, edits: Iterable[types.TextEdit]) -> None:
        """Apply edits as an editor does: the last one first."""
        for edit in sorted(edits, key=lambda one: self.offset(uri, one.range.start))[
            ::-1
        ]:
            at = self.offset(uri, edit.range.start)
            end = self.offset(uri, edit.range.end)
            self.type(uri, at, edit.new_text, end - at)

    async def findings(self, uri: str) -> list[types.Diagnostic]:
        """Wait for the findings about the text as it is now."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                for sent in reversed(self.sent):
                    if sent.uri == uri and sent.version == self.versions[uri]:
                        return list(sent.diagnostics)
                await asyncio.sleep(0.02)
