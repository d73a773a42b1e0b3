"""Findings, sent a moment after the last key was pressed."""

import asyncio
import logging

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from policydsl.lsp.findings import as_shown, own
from policydsl.lsp.session import OpenDocument, Session

# Keys that come together are one change.
PAUSE_SECONDS = 0.02
# Whatever takes longer than this is looked for after a pause as long as it takes, up to
# a limit: so there is time left for what is asked while somebody types.
SOON_SECONDS = 0.15
LONGEST_PAUSE_SECONDS = 0.5
_log = logging.getLogger(__name__)


class Publisher:
    """Sends the findings of all open documents after something has changed."""

    def __init__(self, server: LanguageServer, session: Session) -> None:
        self._server = server
        self._session = session
        self._waiting: asyncio.Task[None] | None = None
        self._took = 0.0

    def soon(self, first: str = "") -> None:
        """Send the findings after a pause; that of ``first``, an address, before all.

        Whatever is still to be sent is not sent any more: it is about an older text.
        """
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = asyncio.get_running_loop().create_task(self._send(first))

    def clear(self, uri: str) -> None:
        """Take away the findings of a document that was closed."""
        gone = types.PublishDiagnosticsParams(uri, [])
        self._server.text_document_publish_diagnostics(gone)

    async def _send(self, first: str) -> None:
        slow = self._took if self._took > SOON_SECONDS else 0
        await asyncio.sleep(min(max(PAUSE_SECONDS, slow), LONGEST_PAUSE_SECONDS))
        loop = asyncio.get_running_loop()
        start = loop.time()
        documents = sorted(self._session.documents, key=lambda one: one.uri != first)
        for document in documents:
            try:
                await self._send_one(document)
            except Exception:
                # A bug must not keep the others from being shown.
                _log.exception("findings of %s", document.uri)
            if document is documents[0]:
                self._took = loop.time() - start

    async def _send_one(self, document: OpenDocument) -> None:
        loaded = await self._session.loaded(document.uri)
        if document not in self._session.documents:
            return
        shown = [as_shown(self._session, one) for one in own(loaded)]
        self._server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(document.uri, shown, document.version)
        )
