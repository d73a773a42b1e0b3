"""What a law says, in the language of whoever reads it.

Titles, reasons, sources and open words are said in a language if the law gives them
in it, and its norms in the words of its vocabularies; what is not given is said in the
language of the law.
"""

from collections.abc import Iterator

import attrs

from policydsl.semantics import core
from policydsl.syntax import ast
from policydsl.syntax.formatter import phrase
from policydsl.syntax.saying import said_in


def said(law: core.Law, node: ast.Node, language: str) -> str:
    """Return a part of a law in one line."""
    own = law.document.language
    return " ".join(phrase(node, law.lexicon, language, own).split())


def text_of(law: core.Law, text: ast.Text | None, language: str) -> str | None:
    """Return words for people of a law, without their quotation marks."""
    if text is None:
        return None
    return said_in(text, law.document.language, language)


def open_words(law: core.Law, article: core.Article, words: str, language: str) -> str:
    """Return words that an article leaves open, which the core knows as ``words``."""
    for node in _within(article.node):
        if isinstance(node, ast.LawWords) and node.words.text == words:
            return said_in(node.words, law.document.language, language)
    return words


def _within(form: object) -> Iterator[ast.Node]:
    """Yield all nodes of a tree or of several."""
    if isinstance(form, tuple):
        for one in form:
            yield from _within(one)
    elif isinstance(form, ast.Node):
        yield form
        for field in attrs.fields(type(form)):
            if field.name != "span":
                yield from _within(getattr(form, field.name))
