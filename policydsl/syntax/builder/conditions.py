"""Conditions of the world, and what the act itself says."""

from collections.abc import Callable

from policydsl.syntax import ast
from policydsl.syntax.ast import Sort
from policydsl.syntax.builder import literals, phrases
from policydsl.syntax.parts import Part


def _all_of(part: Part) -> ast.Node:
    flat: list[ast.Condition] = []
    for one in phrases.conditions(part):
        flat.extend(one.conditions if isinstance(one, ast.AllOf) else (one,))
    return ast.AllOf(tuple(flat), span=part.span)


def _any_of(part: Part) -> ast.Node:
    flat: list[ast.Condition] = []
    for one in phrases.conditions(part):
        flat.extend(one.conditions if isinstance(one, ast.AnyOf) else (one,))
    return ast.AnyOf(tuple(flat), span=part.span)


def _not(part: Part) -> ast.Node:
    return ast.Not(phrases.condition(part), span=part.span)


def _clock_runs(part: Part) -> ast.Node:
    return ast.ClockRuns(part.the(ast.NamedClock), span=part.span)


def _clock_compares(part: Part) -> ast.Node:
    how = phrases.comparison(part)
    assert how is not None
    return ast.ClockCompares(
        how, part.the(ast.Duration), phrases.clock(part), span=part.span
    )


def _fact_holds(part: Part) -> ast.Node:
    return ast.FactHolds(part.the(ast.FactOf), span=part.span)


def _fact_compares(part: Part) -> ast.Node:
    how = phrases.comparison(part)
    quantity = part.first(ast.Money) or part.first(ast.Quantity)
    assert how is not None
    assert quantity is not None
    return ast.FactCompares(part.the(ast.FactOf), how, quantity, span=part.span)


def _fact_is(part: Part) -> ast.Node:
    negated = part.has("IS_NOT")
    return ast.FactIs(
        part.the(ast.FactOf), phrases.value(part), negated, span=part.span
    )


def _items_run(part: Part) -> ast.Node:
    how = phrases.comparison(part)
    assert how is not None
    return ast.ItemsRun(
        how,
        literals.numbers(part)[0],
        part.the_term(Sort.ITEM),
        part.the_term(Sort.CLOCK),
        span=part.span,
    )


def _total_compares(part: Part) -> ast.Node:
    how = phrases.comparison(part)
    quantity = part.first(ast.Money) or part.first(ast.Quantity)
    assert how is not None
    assert quantity is not None
    return ast.TotalCompares(
        part.the_term(Sort.FACT),
        part.term(Sort.CLOCK),
        how,
        quantity,
        span=part.span,
    )


def _permission_held(part: Part) -> ast.Node:
    permission, of = phrases.whose_permission(part)
    given_to = phrases.term_of(part, "given_to")
    purpose = phrases.term_of(part, "covering")
    return ast.PermissionHeld(permission, of, given_to, purpose, span=part.span)


def _happened(part: Part) -> ast.Node:
    times, on_days = part.part("so_many_times"), part.part("on_so_many_days")
    within = part.part("in_duration")
    return ast.Happened(
        phrases.event(part),
        literals.numbers(times)[0] if times else None,
        literals.numbers(on_days)[0] if on_days else None,
        phrases.term_of(part, "during_clock"),
        within.first(ast.Duration) if within else None,
        span=part.span,
    )


def _rule_holds(part: Part) -> ast.Node:
    return ast.RuleHolds(part.the_term(Sort.RULE), span=part.span)


def _this_act(part: Part) -> ast.Node:
    return ast.ThisAct(phrases.roles(part), span=part.span)


def _law_words(part: Part) -> ast.Node:
    words = literals.said(part)
    assert words is not None
    return ast.LawWords(words, span=part.span)


NODES: dict[str, Callable[[Part], ast.Node]] = {
    "all_of": _all_of,
    "any_of": _any_of,
    "not": _not,
    "clock_runs": _clock_runs,
    "clock_compares": _clock_compares,
    "fact_holds": _fact_holds,
    "fact_compares": _fact_compares,
    "fact_is": _fact_is,
    "items_run": _items_run,
    "total_compares": _total_compares,
    "permission_held": _permission_held,
    "happened": _happened,
    "rule_holds": _rule_holds,
    "this_act": _this_act,
    "law_words": _law_words,
}
