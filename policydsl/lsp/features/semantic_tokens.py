"""Colours for words whose meaning is known: terms, each by its sort, and keywords."""

from collections.abc import Iterator

from lsprotocol import types

from policydsl.lsp.feature import Feature
from policydsl.lsp.session import Session
from policydsl.syntax.ast import Sort
from policydsl.syntax.colouring import Colour, Piece, coloured

_Type = types.SemanticTokenTypes
_BY_COLOUR: dict[Colour, _Type] = {
    Colour.SENTENCE: _Type.Keyword,
    Colour.CLAUSE: _Type.Keyword,
    Colour.CONDITION: _Type.Operator,
    Colour.JOINING: _Type.Modifier,
    Colour.CONSTANT: _Type.EnumMember,
    Colour.UNIT: _Type.Type,
    Colour.OUTCOME: _Type.EnumMember,
    Colour.TYPE: _Type.Type,
    Colour.NUMBER: _Type.Number,
    Colour.DATE: _Type.Number,
    Colour.TEXT: _Type.String,
    Colour.COMMENT: _Type.Comment,
    Colour.NAME: _Type.Namespace,
}
_BY_SORT: dict[Sort, _Type] = {
    Sort.ACT: _Type.Function,
    Sort.RULE: _Type.Method,
    Sort.EVENT: _Type.Event,
    Sort.FACT: _Type.Property,
    Sort.CLOCK: _Type.Variable,
    Sort.VALUE: _Type.EnumMember,
    Sort.LEVEL: _Type.EnumMember,
    Sort.PARTY: _Type.Class,
}
_TYPES = tuple(dict.fromkeys((*_BY_COLOUR.values(), *_BY_SORT.values(), _Type.Struct)))
LEGEND = types.SemanticTokensLegend([str(one.value) for one in _TYPES], [])


async def answer(
    session: Session, params: types.SemanticTokensParams
) -> types.SemanticTokens:
    """Return all tokens of a document, each counted from the one before it."""
    tree = await session.tree(params.text_document.uri)
    places = session.places(tree.source)
    text = tree.source.text
    numbers: list[int] = []
    line, column = 0, 0
    for piece in coloured(text, tree.lexicon):
        kind = _type(piece)
        if kind is None:
            continue
        for start, end in _by_line(text, piece):
            at = places.position(start)
            begun = column if at.line == line else 0
            length = places.units(text[start:end])
            numbers += (
                *(at.line - line, at.character - begun, length),
                *(_TYPES.index(kind), 0),
            )
            line, column = at.line, at.character
    return types.SemanticTokens(numbers)


def _type(piece: Piece) -> _Type | None:
    if piece.sort is not None:
        return _BY_SORT.get(piece.sort, _Type.Struct)
    return _BY_COLOUR.get(piece.colour)


def _by_line(text: str, piece: Piece) -> Iterator[tuple[int, int]]:
    """Yield a piece line by line: few editors show one that has several."""
    start = piece.start
    for line in text[piece.start : piece.end].split("\n"):
        bare = line.strip()
        if bare:
            first = start + line.index(bare)
            yield first, first + len(bare)
        start += len(line) + 1


FEATURE = Feature(
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL,
    answer,
    types.SemanticTokensRegistrationOptions(LEGEND, full=True),
)
