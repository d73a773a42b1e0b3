"""The clauses of a policy that only hold acts back, and the policy without some.

Without such a clause nothing is done less: more acts are due, or the same ones at more
moments.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Any, TypeVar

from attrs import evolve, fields, frozen

from policydsl.source import Span
from policydsl.syntax import ast

Place = tuple[type[ast.Node], Span]
_N = TypeVar("_N", bound=ast.Node)


@frozen
class Clause:
    """Something that can be left out. ``rule`` is the one that it belongs to.

    ``groups``: parts of it, of which some can be left out, but not all of a group;
    what is left is a weaker clause.
    """

    node: ast.Node
    rule: str | None = None
    groups: tuple[tuple["Clause", ...], ...] = ()

    @property
    def place(self) -> Place:
        """Where it stands; no two nodes of a kind stand in one place."""
        return _place(self.node)

    @property
    def words(self) -> str:
        """What the author wrote, in one line."""
        return " ".join(self.node.span.text.split())


def clauses_of(document: ast.Document) -> Iterator[Clause]:
    """Yield the clauses of a policy that hold acts back, in the order of the text."""
    for sentence in document.sentences:
        match sentence:
            case ast.Rule():
                yield from _of_rule(sentence)
            case ast.Forbid():
                yield Clause(sentence, groups=_of_guards(sentence.clauses))
            case ast.Limit():
                groups = _several(sentence.bounds), *_of_guards(sentence.clauses)
                yield Clause(sentence, groups=groups)
            case ast.RequireBefore() | ast.Ladder():
                yield Clause(sentence)


def _of_rule(rule: ast.Rule) -> Iterator[Clause]:
    name = rule.name.text
    if isinstance(rule.action, ast.Act):
        yield from (Clause(one, name) for one in rule.action.permissions)
    for clause in rule.clauses:
        match clause:
            case ast.If(condition):
                yield Clause(clause, name, (_joined(condition, ast.AllOf, name),))
            case ast.Unless(condition):
                yield Clause(clause, name, (_joined(condition, ast.AnyOf, name),))
            case ast.Only(bounds):
                yield Clause(clause, name, (_several(bounds, name),))
            case ast.Otherwise(act):
                yield from (Clause(one, name) for one in act.permissions)


def _of_guards(
    guards: Iterable[ast.If | ast.Unless],
) -> tuple[tuple[Clause, ...], ...]:
    """Return parts of the conditions of a norm without which it holds back less."""
    return tuple(
        _joined(one.condition, ast.AnyOf if isinstance(one, ast.If) else ast.AllOf)
        for one in guards
    )


def _joined(
    condition: ast.Condition,
    joined: type[ast.AllOf | ast.AnyOf],
    rule: str | None = None,
) -> tuple[Clause, ...]:
    if not isinstance(condition, joined):
        return ()
    return _several(condition.conditions, rule)


def _several(nodes: Sequence[ast.Node], rule: str | None = None) -> tuple[Clause, ...]:
    """Return nodes of which another one is left if one goes."""
    return tuple(Clause(one, rule) for one in nodes) if len(nodes) > 1 else ()


# --- without some -------------------------------------------------------------------


def without(document: ast.Document, gone: Set[Place]) -> ast.Document:
    """Return a document without the nodes in these places."""
    return _without(document, gone)


def _without(node: _N, gone: Set[Place]) -> _N:
    changed: dict[str, Any] = {
        one.name: value
        for one in fields(type(node))
        if (value := _value(getattr(node, one.name), gone)) is not None
    }
    return evolve(node, **changed) if changed else node


def _value(value: object, gone: Set[Place]) -> object | None:
    """Return what takes the place of a field; ``None`` if it stays as it is."""
    if isinstance(value, ast.Node):
        left = _left(value, gone)
        return None if left is value else left
    if isinstance(value, tuple):
        kept = tuple(
            _left(one, gone) if isinstance(one, ast.Node) else one
            for one in value
            if not isinstance(one, ast.Node) or _place(one) not in gone
        )
        is_same = len(kept) == len(value) and all(map(_is, kept, value))
        return None if is_same else kept
    return None


def _left(node: ast.Node, gone: Set[Place]) -> ast.Node:
    """Return a node without what is gone; of two conditions one may be left."""
    left = _without(node, gone)
    if isinstance(left, ast.AllOf | ast.AnyOf) and len(left.conditions) == 1:
        return left.conditions[0]
    return left


def _is(one: object, other: object) -> bool:
    return one is other


def _place(node: ast.Node) -> Place:
    return type(node), node.span
