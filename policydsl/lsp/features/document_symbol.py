"""The outline: what a document says, sentence by sentence."""

from lsprotocol import types

from policydsl.lsp.feature import Feature
from policydsl.lsp.session import Session
from policydsl.source import Span
from policydsl.syntax import ast

_KINDS: dict[type[ast.Node], types.SymbolKind] = {
    ast.VocabularyHeader: types.SymbolKind.Module,
    ast.PolicyHeader: types.SymbolKind.Module,
    ast.LawHeader: types.SymbolKind.Module,
    ast.Scenario: types.SymbolKind.Method,
    ast.Rule: types.SymbolKind.Function,
    ast.Stages: types.SymbolKind.Array,
    ast.Ladder: types.SymbolKind.Array,
    ast.Article: types.SymbolKind.Class,
    ast.Forbid: types.SymbolKind.Operator,
    ast.Limit: types.SymbolKind.Operator,
    ast.RequireBefore: types.SymbolKind.Operator,
    ast.RequireWithin: types.SymbolKind.Operator,
    ast.ActDeclaration: types.SymbolKind.Interface,
    ast.FactDeclaration: types.SymbolKind.Property,
    ast.EventDeclaration: types.SymbolKind.Event,
    ast.ClockDeclaration: types.SymbolKind.Variable,
    ast.DisclosureDeclaration: types.SymbolKind.Enum,
    ast.CalendarDeclaration: types.SymbolKind.Object,
}
_LONGEST = 80


async def answer(
    session: Session, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol]:
    """Return the sentences of a document, with the norms of an article in it."""
    tree = await session.tree(params.text_document.uri)
    if tree.document is None:
        return []
    header = tree.document.header
    sentences = (header, *tree.document.sentences)
    return [symbol(session, one) for one in sentences if one is not None]


def symbol(session: Session, node: ast.Node) -> types.DocumentSymbol:
    """Return what the outline shows of a sentence."""
    name = _name(node)
    title = getattr(node, "title", None)
    inner = node.norms if isinstance(node, ast.Article) else ()
    return types.DocumentSymbol(
        name=name.text.split("\n")[0].strip()[:_LONGEST] or "-",
        kind=_KINDS.get(type(node), types.SymbolKind.Constant),
        range=session.range(node.span),
        selection_range=session.range(name),
        detail=title.text if isinstance(title, ast.Text) else None,
        children=[symbol(session, one) for one in inner],
    )


def _name(node: ast.Node) -> Span:
    """Return the words that stand for a sentence: its name, or its first line."""
    for part in ("name", "number"):
        name = getattr(node, part, None)
        if isinstance(name, ast.Name) and name.span.start < name.span.end:
            return name.span
    if isinstance(node, ast.DisclosureDeclaration) and node.levels:
        return node.levels[0].span
    span = node.span
    end = span.start + len(span.text.split("\n")[0].rstrip())
    return Span(span.source, span.start, end)


FEATURE = Feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, answer)
