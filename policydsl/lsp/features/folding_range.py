"""What can be folded away: sentences, and comments of several lines."""

from collections.abc import Iterator
from itertools import pairwise

from lsprotocol import types

from policydsl.lsp.feature import Feature
from policydsl.lsp.places import Places
from policydsl.lsp.session import Session
from policydsl.source import Source
from policydsl.syntax.cutting import Cut, cut


async def answer(
    session: Session, params: types.FoldingRangeParams
) -> list[types.FoldingRange]:
    """Return the ranges; no word has to be known for that."""
    document = session.document(params.text_document.uri)
    found = cut(Source(str(document.path), document.text))
    places = Places(document.text, session.codec)
    return sorted(
        (*_sentences(found, places), *_comments(found, places)),
        key=lambda one: one.start_line,
    )


def _sentences(found: Cut, places: Places) -> Iterator[types.FoldingRange]:
    for units in found.sentences:
        first = places.position(units[0].start).line
        last = places.position(units[-1].end).line
        if first < last:
            yield types.FoldingRange(first, last)


def _comments(found: Cut, places: Places) -> Iterator[types.FoldingRange]:
    lines = [places.position(c.start).line for c in found.comments if c.is_own_line]
    first = lines[0] if lines else 0
    for line, following in pairwise([*lines, -1]):
        if following != line + 1:
            if first < line:
                kind = types.FoldingRangeKind.Comment
                yield types.FoldingRange(first, line, kind=kind)
            first = following


FEATURE = Feature(types.TEXT_DOCUMENT_FOLDING_RANGE, answer)
