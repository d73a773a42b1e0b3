"""Scenarios: what is given, and what must happen."""

from collections.abc import Callable

from policydsl.syntax import ast
from policydsl.syntax.ast import Sort
from policydsl.syntax.builder import literals, phrases
from policydsl.syntax.builder.moving import item_event, item_fact, of_item
from policydsl.syntax.parts import Part

_GIVENS = (
    ast.GivenFact,
    ast.GivenEvent,
    ast.GivenAct,
    ast.GivenPerson,
    ast.GivenOutage,
)
_GivenValue = (
    ast.Term
    | ast.BuiltIn
    | ast.Money
    | ast.Quantity
    | ast.Date
    | ast.Between
    | ast.ListedDays
    | ast.Text
)
_EXPECTATIONS = (ast.Expect, ast.ExpectNever, ast.ExpectNothingElse)


def _scenario(part: Part) -> ast.Node:
    tests = part.part("tests")
    first = literals.date(part.part("from_date"))
    last = literals.date(part.part("until_date"))
    assert tests
    assert first
    assert last
    return ast.Scenario(
        literals.name(part),
        literals.text(part),
        literals.name(tests),
        first,
        last,
        tuple(c for c in part.children if isinstance(c, _GIVENS)),
        tuple(c for c in part.children if isinstance(c, _EXPECTATIONS)),
        span=part.span,
    )


def _recorded(part: Part) -> ast.Moment | None:
    inner = part.part("recorded")
    return inner.first(ast.Moment) if inner else None


def _given_fact(part: Part) -> ast.Node:
    since = part.part("given_since")
    return ast.GivenFact(
        item_fact(part) or part.the(ast.FactOf),
        _given_value(part),
        since.first(ast.Moment) if since else None,
        _recorded(part),
        of_item(part),
        part.has("ELSEWHERE"),
        span=part.span,
    )


def _given_value(part: Part) -> _GivenValue:
    """Return what a fact is; one date alone is a date, and no set of days."""
    listed = part.first(ast.ListedDays)
    match listed:
        case None:
            other = part.first(ast.Between) or literals.text(part)
            return other or phrases.value(part)
        case ast.ListedDays((ast.Dates(first, last),)) if first is last:
            return first
        case _:
            return listed


def _listed_days(part: Part) -> ast.Node:
    days = tuple(c for c in part.children if isinstance(c, ast.Weekdays | ast.Dates))
    return ast.ListedDays(days, span=part.span)


def _given_event(part: Part) -> ast.Node:
    return ast.GivenEvent(
        item_event(part) or phrases.event(part),
        part.all(ast.Moment),
        part.has("ALWAYS"),
        _recorded(part),
        of_item(part),
        part.has("ELSEWHERE"),
        span=part.span,
    )


def _given_act(part: Part) -> ast.Node:
    return ast.GivenAct(
        part.the(ast.Act),
        part.all(ast.Moment),
        _recorded(part),
        part.has("ELSEWHERE"),
        span=part.span,
    )


def _person(part: Part) -> ast.Node:
    """Return one of several, by name."""
    of, id = part.the_term(Sort.PARTY), literals.text(part)
    assert id is not None
    return ast.Person(of.text, of.sort, id, span=part.span)


def _for_person(part: Part) -> ast.Person | None:
    inner = part.part("for_person")
    return inner.first(ast.Person) if inner else None


def _given_outage(part: Part) -> ast.Node:
    start, end = part.part("outage_from"), part.part("outage_until")
    assert start is not None
    assert end is not None
    return ast.GivenOutage(start.the(ast.Moment), end.the(ast.Moment), span=part.span)


def _expect(part: Part) -> ast.Node:
    of_dates, over = part.part("of_dates"), part.part("over")
    became = phrases.outcome(part)
    assert became is not None
    return ast.Expect(
        part.the_term(Sort.RULE),
        literals.dates(of_dates) if of_dates else (),
        became,
        part.all(ast.Moment),
        phrases.condition(over) if over else None,
        _for_person(part),
        span=part.span,
    )


def _expect_never(part: Part) -> ast.Node:
    return ast.ExpectNever(part.the_term(Sort.RULE), _for_person(part), span=part.span)


NODES: dict[str, Callable[[Part], ast.Node]] = {
    "scenario": _scenario,
    "given_fact": _given_fact,
    "listed_days": _listed_days,
    "given_event": _given_event,
    "given_act": _given_act,
    "person": _person,
    "given_person": lambda p: ast.GivenPerson(p.the(ast.Person), span=p.span),
    "given_outage": _given_outage,
    "expect": _expect,
    "expect_never": _expect_never,
    "expect_nothing_else": lambda part: ast.ExpectNothingElse(span=part.span),
}
