"""Formatting of a whole document: what ``policydsl format`` would write."""

from lsprotocol import types

from policydsl.documents.trees import Tree
from policydsl.lsp.feature import Feature
from policydsl.lsp.session import Session
from policydsl.syntax.formatter import changes


async def answer(
    session: Session, params: types.DocumentFormattingParams
) -> list[types.TextEdit]:
    """Return the edits; none where the words of the document are not known."""
    return edits(session, await session.tree(params.text_document.uri))


def edits(
    session: Session, tree: Tree, lines: tuple[int, int] | None = None
) -> list[types.TextEdit]:
    """Return the edits that make a document canonical, or some of its lines."""
    if tree.document is None:
        return []
    places = session.places(tree.source)
    return [
        types.TextEdit(places.range(one.start, one.end), one.text)
        for one in changes(tree.document, tree.lexicon, lines)
    ]


FEATURE = Feature(types.TEXT_DOCUMENT_FORMATTING, answer)
