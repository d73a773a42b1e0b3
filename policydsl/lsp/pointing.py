"""What stands at a place of a document, and where that was declared."""

from collections.abc import Iterator, Mapping

import attrs
from attrs import frozen

from policydsl.loaded import Loaded
from policydsl.semantics import core
from policydsl.source import Span
from policydsl.syntax import ast
from policydsl.syntax.declared import names_of
from policydsl.syntax.lexicon import Lexicon
from policydsl.vocabulary.model import (
    ClockKind,
    EventKind,
    Fact,
    Noun,
    Verb,
    Vocabulary,
)


@frozen
class Target:
    """What a word stands for: the sentence that says it, and its name there.

    ``word`` is the word that was pointed at; ``lexicon`` has the words of the sentence,
    and ``own`` is the language of its document.
    """

    word: Span
    name: Span
    sentence: ast.Node
    lexicon: Lexicon
    own: str


def target(loaded: Loaded, offset: int) -> Target | None:
    """Return what the word at an offset stands for, if it was declared anywhere."""
    if loaded.document is None or loaded.lexicon is None:
        return None
    path = nodes_at(loaded.document, offset)
    law = _law_target(loaded, path)
    if law is not None or not path:
        return law
    node = path[-1]
    if isinstance(node, ast.Term | ast.Name):
        sort = node.sort if isinstance(node, ast.Term) else None
        for name, sentence in _declared(loaded, node.text, sort):
            language = loaded.document.language
            return Target(node.span, name, sentence, loaded.lexicon, language)
    return None


def nodes_at(document: ast.Document, offset: int) -> list[ast.Node]:
    """Return the nodes around an offset, from the sentence to the smallest."""
    sentences = (document.header, *document.sentences)
    found: list[ast.Node] = []
    inside: list[ast.Node] = [one for one in sentences if one is not None]
    while inside:
        around = [one for one in inside if one.span.start <= offset <= one.span.end]
        if not around:
            break
        # At the border of two, the one that begins there.
        node = max(around, key=lambda one: (one.span.start, -one.span.end))
        found.append(node)
        inside = list(_parts(node))
    return found


def _parts(node: ast.Node) -> Iterator[ast.Node]:
    for field in attrs.fields(type(node)):
        value = getattr(node, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, ast.Node):
                yield one


def _law_target(loaded: Loaded, path: list[ast.Node]) -> Target | None:
    """Return the article, or the law, that a rule or an article names."""
    if len(path) < 2 or not isinstance(path[-2], ast.Cites | ast.Settles):
        return None
    named, word = path[-2], path[-1]
    law = loaded.laws.get(named.law.text)
    if law is None:
        return None
    language = law.document.language
    if word is named.article:
        for article in law.articles:
            if article.number == named.article.text:
                name = article.node.number.span
                return Target(word.span, name, article.node, law.lexicon, language)
        return None
    header = law.document.header
    if header is None:
        return None
    return Target(word.span, header.name.span, header, law.lexicon, language)


def _declared(
    loaded: Loaded, text: str, sort: ast.Sort | None
) -> Iterator[tuple[Span, ast.Node]]:
    """Yield the names under which a word was declared, each with its sentence."""
    document = loaded.document
    assert document is not None
    named = (ast.Rule, ast.Stages, ast.Ladder, ast.Scenario)
    for sentence in document.sentences:
        if isinstance(sentence, named) and sentence.name.text == text:
            yield sentence.name.span, sentence
    for policy in loaded.policies.values():
        yield from _rules(policy, text)
    if loaded.vocabulary is not None:
        yield from _terms(loaded.vocabulary, text, sort)
    header = document.header
    laws = loaded.laws if isinstance(header, ast.PolicyHeader) else {}
    if text in laws and (other := laws[text].document.header) is not None:
        yield other.name.span, other


def _rules(policy: core.Policy, text: str) -> Iterator[tuple[Span, ast.Node]]:
    for sentence in policy.document.sentences:
        if isinstance(sentence, ast.Rule) and sentence.name.text == text:
            yield sentence.name.span, sentence


def _terms(
    vocabulary: Vocabulary, text: str, sort: ast.Sort | None
) -> Iterator[tuple[Span, ast.Node]]:
    kinds: tuple[Mapping[str, Noun | Verb | Fact | EventKind | ClockKind], ...] = (
        vocabulary.nouns,
        vocabulary.verbs,
        vocabulary.facts,
        vocabulary.events,
        vocabulary.clocks,
    )
    for kind in kinds:
        # A value stands in the declaration of its fact.
        entries = kind.values() if sort is ast.Sort.VALUE else [kind.get(text)]
        for entry in entries:
            if entry is None:
                continue
            for name, of in names_of(entry.node):
                if name.text == text and sort in (None, of):
                    yield name.span, entry.node
