"""The server: messages of the editor in, answers of the features out."""

import asyncio
import os
import sys
from functools import partial
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from policydsl import __version__
from policydsl.lsp.feature import Feature
from policydsl.lsp.features import FEATURES
from policydsl.lsp.places import Document
from policydsl.lsp.publishing import Publisher
from policydsl.lsp.session import Session


def start() -> None:
    """Talk to an editor on standard input and output until it says goodbye."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever else is printed must not stand between the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    make_server().start_io(stdin=sys.stdin.buffer, stdout=answers)


def make_server() -> LanguageServer:
    """Return a server that answers all features about one session."""
    server = LanguageServer("policydsl", __version__)
    session = Session()
    _follow(server, session, Publisher(server, session))
    for feature in FEATURES:
        _answer(server, session, feature)
    return server


def _answer(server: LanguageServer, session: Session, feature: Feature) -> None:
    """Register a feature."""

    async def answered(params: Any) -> Any:
        # Messages that wait are read first: one may cancel this.
        await asyncio.sleep(0)
        return await feature.answer(session, params)

    server.feature(feature.method, feature.options)(answered)


def _follow(server: LanguageServer, session: Session, publisher: Publisher) -> None:
    """Register what is to be done when the editor changes something."""

    @server.feature(types.INITIALIZE)
    def initialized(_: types.InitializeParams) -> None:
        workspace = server.workspace
        session.codec = workspace.position_codec
        # There is no other way to say where lines end.
        workspace._create_text_document = partial(  # type: ignore[method-assign]
            Document, position_codec=workspace.position_codec
        )

    def taken(uri: str) -> None:
        document = server.workspace.get_text_document(uri)
        session.put(uri, document.source, document.version)
        publisher.soon(uri)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        taken(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: types.DidChangeTextDocumentParams) -> None:
        taken(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: types.DidCloseTextDocumentParams) -> None:
        session.close(params.text_document.uri)
        publisher.clear(params.text_document.uri)
        publisher.soon()

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(_: types.DidSaveTextDocumentParams) -> None:
        session.forget()
        publisher.soon()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def moved(_: types.DidChangeWatchedFilesParams) -> None:
        session.forget()
        publisher.soon()
