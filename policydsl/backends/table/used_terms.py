"""The terms that a policy uses, those in the definitions of others included."""

from collections.abc import Iterator

import attrs

from policydsl.semantics import core
from policydsl.syntax import ast
from policydsl.vocabulary.model import Vocabulary


def used_terms(policy: core.Policy) -> dict[ast.Term, tuple[str, ...]]:
    """Return each term and the names of the rules and limits that say it.

    Terms that only a definition says have no such name. In order of appearance.
    """
    found: dict[ast.Term, list[str]] = {}
    for name, node in _parts(policy):
        for term in terms_in(node):
            names = found.setdefault(term, [])
            if name and name not in names:
                names.append(name)
    for term in list(found):
        _follow(policy.vocabulary, term, found)
    return {term: tuple(names) for term, names in found.items()}


def used_outcomes(policy: core.Policy) -> tuple[ast.Outcome, ...]:
    """Return the built-in outcomes that rules, limits and definitions speak of."""
    said: set[ast.Outcome] = set()
    for _, node in _parts(policy):
        said |= {value for value in _leaves(node) if isinstance(value, ast.Outcome)}
    for term in used_terms(policy):
        for part in _definition(policy.vocabulary, term):
            said |= {value for value in _leaves(part) if isinstance(value, ast.Outcome)}
    return tuple(outcome for outcome in ast.Outcome if outcome in said)


def terms_in(node: object) -> Iterator[ast.Term]:
    """Yield the terms of a node, in order."""
    if isinstance(node, ast.Term):
        yield node
        return
    for value in _children(node):
        yield from terms_in(value)


def _parts(policy: core.Policy) -> Iterator[tuple[str, ast.Node]]:
    """Yield the rules by name, and what has no name of its own."""
    for rule in policy.rules:
        yield rule.name, rule.node.trigger
        yield rule.name, rule.node.action
        for clause in rule.node.clauses:
            if not isinstance(clause, ast.Cites):
                yield rule.name, clause
    for forbid in policy.forbids:
        yield "", forbid.node
    for limit in policy.limits:
        yield "", limit.node
    required: list[core.Norm] = [*policy.requires, *policy.duties]
    for norm in required:
        yield "", norm.node
    header = policy.document.header
    if isinstance(header, ast.PolicyHeader):
        for event in header.closes_at:
            yield "", event
        if header.business_days is not None:
            yield "", header.business_days


def _follow(
    vocabulary: Vocabulary, term: ast.Term, found: dict[ast.Term, list[str]]
) -> None:
    for node in _definition(vocabulary, term):
        for inner in terms_in(node):
            if inner not in found:
                found[inner] = []
                _follow(vocabulary, inner, found)


def _definition(vocabulary: Vocabulary, term: ast.Term) -> list[object]:
    """Return what a term is defined by; a clock and an event have definitions."""
    if term.text in vocabulary.clocks:
        node = vocabulary.clocks[term.text].node
        parts = [node.of, node.start, node.running_while, node.until, node.evidence]
        freezes = vocabulary.freezes_of(term.text)
        return [*parts, *(freeze.condition for freeze in freezes)]
    if term.text in vocabulary.events:
        return list(vocabulary.events[term.text].means)
    return []


def _leaves(node: object) -> Iterator[object]:
    yield node
    for value in _children(node):
        yield from _leaves(value)


def _children(node: object) -> Iterator[object]:
    if isinstance(node, tuple):
        yield from node
    elif isinstance(node, ast.Node):
        for attribute in attrs.fields(type(node)):
            if attribute.name != "span":
                yield getattr(node, attribute.name)
