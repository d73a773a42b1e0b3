"""The author's words, and words that the author might have written."""

from policydsl.source import Span
from policydsl.syntax import ast
from policydsl.syntax.formatter import phrase
from policydsl.syntax.lexicon import Lexicon


def words_of(node: ast.Node, lexicon: Lexicon, language: str) -> str:
    """Return a phrase as the author wrote it, on one line.

    The text is taken as it is, which is much faster than writing it anew, unless
    there may be a comment in it.
    """
    text = node.span.text
    if not text or "#" in text:
        text = phrase(node, lexicon, language)
    return " ".join(text.split())


def said(node: ast.Term | ast.Name) -> str:
    """Return a term as the author spelled it."""
    return " ".join(node.span.text.split()) or node.text


def spanning(first: ast.Node, last: ast.Node) -> Span:
    """Return the place from one node to a later one of the same document."""
    return Span(
        first.span.source,
        min(first.span.start, last.span.start),
        max(first.span.end, last.span.end),
    )
