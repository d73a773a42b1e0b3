"""Formatting of some lines: the sentences that meet them, and no others."""

from lsprotocol import types

from policydsl.lsp.feature import Feature
from policydsl.lsp.features.formatting import edits
from policydsl.lsp.session import Session


async def answer(
    session: Session, params: types.DocumentRangeFormattingParams
) -> list[types.TextEdit]:
    """Return the edits."""
    tree = await session.tree(params.text_document.uri)
    start, end = params.range.start, params.range.end
    # A selection of whole lines ends before the first character of the next one.
    last = end.line if end.character or end.line == start.line else end.line - 1
    return edits(session, tree, (start.line + 1, last + 1))


FEATURE = Feature(types.TEXT_DOCUMENT_RANGE_FORMATTING, answer)
