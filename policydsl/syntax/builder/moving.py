"""Items, dates before which something is done, and days that are rolled."""

from collections.abc import Callable

from policydsl.syntax import ast
from policydsl.syntax.ast import Rolling, Sort
from policydsl.syntax.builder import literals, phrases
from policydsl.syntax.parts import Part

_WAYS = {
    "ROLLED_FORWARD": Rolling.FORWARD,
    "ROLLED_BACK": Rolling.BACK,
    "ROLLED_WITHIN": Rolling.WITHIN_MONTH,
}


def _after(part: Part) -> ast.Node:
    return ast.After(
        part.the(ast.Duration),
        phrases.clock(part),
        part.first(ast.Rolled),
        span=part.span,
    )


def _before(part: Part) -> ast.Node:
    return ast.Before(
        part.the(ast.Duration),
        part.the(ast.FactOf),
        phrases.term_of(part, "of_each"),
        part.first(ast.Rolled),
        span=part.span,
    )


def _rolled(part: Part) -> ast.Node:
    way = part.token(*_WAYS)
    assert way is not None
    return ast.Rolled(_WAYS[way.kind], part.the(ast.OnDays), span=part.span)


def _the_earliest(part: Part) -> ast.Node:
    return ast.TheEarliest(part.the_term(Sort.CLOCK), span=part.span)


def of_item(part: Part) -> ast.OfItem | None:
    """Return which item a given is about, if it is about one."""
    inner = part.part("item_fact") or part.part("item_event")
    if inner is None:
        return None
    id = literals.text(inner)
    assert id is not None
    return ast.OfItem(inner.the_term(Sort.ITEM), id, span=inner.span)


def item_fact(part: Part) -> ast.FactOf | None:
    """Return the fact that is given of one item."""
    inner = part.part("item_fact")
    if inner is None:
        return None
    return ast.FactOf(inner.the_term(Sort.FACT), span=inner.span)


def item_event(part: Part) -> ast.Happens | None:
    """Return the event that is given of one item."""
    inner = part.part("item_event")
    if inner is None:
        return None
    by = phrases.term_of(inner, "by_party")
    return ast.Happens(inner.the_term(Sort.EVENT), by, span=inner.span)


NODES: dict[str, Callable[[Part], ast.Node]] = {
    "after": _after,
    "before": _before,
    "rolled": _rolled,
    "the_earliest": _the_earliest,
}
