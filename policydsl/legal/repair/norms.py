"""What a policy may ask of itself, or one rule alone, in the words of an article."""

from collections.abc import Iterator
from typing import Any, TypeVar, cast

from attrs import evolve, fields

from policydsl.diagnostics import codes
from policydsl.legal.repair.acts import Option
from policydsl.legal.repair.writing import Clause, Norm, Writing
from policydsl.semantics import core
from policydsl.source import Source, Span
from policydsl.syntax import ast
from policydsl.syntax.formatter import phrase
from policydsl.syntax.parser import parse

Node = TypeVar("Node", bound=ast.Node)

# What an act says that may be done in any way, for anything.
_ANY = ast.Roles(span=Span(Source("", ""), 0, 0))


def asked_of_all(policy: core.Policy, norm: core.Norm, act: ast.Act) -> list[Option]:
    """Return how the policy asks of all its rules what a norm asks.

    First in the words of the norm. An act that is addressed to more people than the
    norm speaks of keeps only what is asked of all of these.
    """
    found: dict[ast.Node, None] = {}
    for node in _widened(policy, norm.node, act):
        written = in_words(policy, node)
        if written is not None:
            found[written] = None
    return [_with_norm(one) for one in found if isinstance(one, Norm)]


def has_words(policy: core.Policy, norm: core.Norm) -> bool:
    """Return whether a policy has words for all that a norm says."""
    said = in_words(policy, norm.node)
    if not isinstance(norm.node, ast.Forbid | ast.Limit):
        return said is not None
    if not isinstance(said, ast.Forbid | ast.Limit):
        return False
    return len(said.clauses) == len(norm.node.clauses)


def in_words(policy: core.Policy, node: ast.Node) -> ast.Sentence | None:
    """Return a norm as the policy would have it; ``None`` if it has no words for it.

    A condition that its vocabulary has no words for is left out: the norm then holds
    whether it is so or not, and so asks for more.
    """
    if isinstance(node, ast.Forbid | ast.Limit):
        alone = ((c, evolve(node, clauses=(c,))) for c in node.clauses)
        known = tuple(c for c, one in alone if _parsed(policy, one) is not None)
        node = evolve(node, clauses=known)
    return _parsed(policy, node)


def asked_of_rule(norm: core.Norm) -> list[Option]:
    """Return how a rule alone is kept within a norm, by any one of these clauses."""
    match norm.node:
        case ast.Forbid(clauses=clauses):
            return [_with_clause(_opposite(one)) for one in clauses]
        case ast.Limit(bounds=bounds) as node:
            return [_with_clause(ast.Only(bounds, span=node.span))]
        case _:
            return []


def _widened(policy: core.Policy, node: ast.Node, act: ast.Act) -> Iterator[ast.Node]:
    yield node
    match node:
        case ast.Forbid(target=ast.Act() as target):
            for wider in _wider(policy, target, act):
                yield evolve(node, target=wider)
                if act.audience is not None:
                    # Of a kind that an act is addressed to in general, not only the
                    # one whom it reaches may have done what the norm asks about.
                    named = tuple(_naming(one, act.audience) for one in node.clauses)
                    yield evolve(node, target=wider, clauses=named)
        case ast.Limit(target=ast.Act() as target):
            for wider in _wider(policy, target, act):
                yield evolve(node, target=wider)
            # Acts of all kinds together: a policy may have no words for some of them.
            yield evolve(node, target=evolve(target, roles=_ANY))
        case ast.RequireBefore(later=later):
            for wider in _wider(policy, later, act):
                yield evolve(node, later=wider)
        case _:
            return


def _wider(policy: core.Policy, pattern: ast.Act, act: ast.Act) -> Iterator[ast.Act]:
    """Yield a pattern that is about whoever an act is addressed to."""
    wanted, said = pattern.audience, act.audience
    if wanted is None:
        return
    if said is None:
        yield evolve(pattern, audience=None)
    elif wanted.text not in policy.vocabulary.above(said.text):
        yield evolve(pattern, audience=said)


def _naming(node: Node, recipient: ast.Term) -> Node:
    """Return a phrase that names somebody in place of the recipient."""
    if isinstance(node, ast.Term) and node.text == core.RECIPIENT:
        return cast(Node, recipient)
    changed: dict[str, Any] = {}
    for one in fields(type(node)):
        value = getattr(node, one.name)
        if isinstance(value, ast.Node):
            changed[one.name] = _naming(value, recipient)
        elif isinstance(value, tuple):
            parts = (
                p if not isinstance(p, ast.Node) else _naming(p, recipient)
                for p in value
            )
            changed[one.name] = tuple(parts)
    return evolve(node, **changed)


def _parsed(policy: core.Policy, node: ast.Node) -> ast.Sentence | None:
    words = phrase(node, policy.lexicon, policy.document.language)
    document, mistakes = parse(Source("", words), policy.lexicon)
    is_wrong = any(one.is_error and one.code is not codes.NO_HEADER for one in mistakes)
    if is_wrong or len(document.sentences) != 1:
        return None
    return document.sentences[0]


def _with_norm(norm: Norm) -> Option:
    def write(writing: Writing) -> Writing:
        if norm in writing.norms:
            return writing
        return evolve(writing, norms=(*writing.norms, norm))

    return write


def _with_clause(clause: Clause) -> Option:
    def write(writing: Writing) -> Writing:
        if clause in writing.clauses:
            return writing
        return evolve(writing, clauses=(*writing.clauses, clause))

    return write


def _opposite(clause: ast.If | ast.Unless) -> ast.If | ast.Unless:
    if isinstance(clause, ast.If):
        return ast.Unless(clause.condition, span=clause.span)
    return ast.If(clause.condition, span=clause.span)
