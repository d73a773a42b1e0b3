"""Hours, days and numbers of times -> bounds of the core."""

from collections.abc import Sequence
from functools import partial
from typing import assert_never

from policydsl.diagnostics import codes
from policydsl.diagnostics.suggest import did_you_mean
from policydsl.diagnostics.text import Text
from policydsl.runtime.case import Hours
from policydsl.runtime.durations import Duration
from policydsl.runtime.zones import MINUTES_OF_A_DAY
from policydsl.semantics import core
from policydsl.semantics.lowering import quantities
from policydsl.semantics.lowering.clocks import clock_named
from policydsl.semantics.lowering.days import each_day, empty
from policydsl.semantics.lowering.facts import fact_named, fact_ref, wrong_type
from policydsl.semantics.lowering.outcomes import not_available
from policydsl.semantics.lowering.parties import check_declared, undeclared
from policydsl.semantics.lowering.setting import Mistake, Position, Setting
from policydsl.semantics.lowering.spelling import said, words_of
from policydsl.syntax import ast

_WITH_RECIPIENT = Position(has_recipient=True)


def bounds(
    nodes: Sequence[ast.Bound],
    prefix: str,
    verbs: frozenset[str] | None,
    setting: Setting,
) -> tuple[core.Bound, ...]:
    """Return bounds, in their order; ``PREFIX/0`` is the clause of the first.

    ``verbs`` are those that are bound, as far as they are known: an outcome that
    is counted must be one of theirs.
    """
    return tuple(
        setting.attempt_all(
            partial(_bound, node, f"{prefix}/{at}", verbs, setting)
            for at, node in enumerate(nodes)
        )
    )


def _bound(
    node: ast.Bound, clause: str, verbs: frozenset[str] | None, setting: Setting
) -> core.Bound:
    words = words_of(node, setting.lexicon, setting.document.language)
    return core.Bound(clause, words, _limit(node, verbs, setting), node)


def day_set(node: ast.OnDays, setting: Setting) -> core.DaySet:
    """Return the days that are meant, less those that are excepted."""
    return core.DaySet(
        tuple(each_day(node.days, setting)), tuple(each_day(node.excluding, setting))
    )


def _limit(
    node: ast.Bound, verbs: frozenset[str] | None, setting: Setting
) -> (
    core.Between
    | core.DaySet
    | core.OutsideHours
    | core.OutsideDays
    | core.OutsideDaysOf
    | core.Times
):
    match node:
        case ast.Between():
            return _between(node, setting)
        case ast.OnDays():
            return day_set(node, setting)
        case ast.Outside(what):
            if isinstance(what, ast.FactOf):
                return _outside(what, setting)
            return core.OutsideDays(core.DaySet(tuple(each_day((what,), setting))))
        case ast.Times():
            return _times(node, verbs, setting)
        case _:
            assert_never(node)


def _between(node: ast.Between, setting: Setting) -> core.Between:
    start, end = node.start.minutes, node.end.minutes
    if start == end:
        raise empty(node, Text("both ends are the same"), setting)
    if start >= MINUTES_OF_A_DAY:
        raise empty(node, Text("the end of a day is no beginning"), setting)
    return core.Between(start, end, node.throughout)


def hours_of(fact: ast.FactOf, node: ast.Between, setting: Setting) -> Hours:
    """Return the hours that a story gives to a fact."""
    found = fact_named(fact.fact, setting)
    fact_ref(fact, setting, Position())
    if not isinstance(found.type, ast.HoursOfDay):
        complaint = Text("has no hours")
        label = Text("another kind of value is needed")
        raise wrong_type(node, found, complaint, label, setting)
    between = _between(node, setting)
    if between.throughout:
        raise Mistake(
            codes.CLAUSE_DOES_NOT_FIT.at(
                node.span,
                "a fact names hours, and no acts that are over in them",
                label="leave out what stands behind the hours",
                help="only a bound asks that an act be over in its hours",
            )
        )
    return Hours(between.start, between.end)


def check_days(
    fact: ast.FactOf, node: ast.ListedDays, setting: Setting, position: Position
) -> None:
    """Report what cannot be the days that a story gives to a fact."""
    found = fact_named(fact.fact, setting)
    fact_ref(fact, setting, position)
    if not isinstance(found.type, ast.SetOfDays):
        complaint = Text("is no set of days")
        label = Text("another kind of value is needed")
        raise wrong_type(node, found, complaint, label, setting)
    tuple(each_day(node.days, setting))


def _outside(
    node: ast.FactOf, setting: Setting
) -> core.OutsideHours | core.OutsideDaysOf:
    fact = fact_named(node.fact, setting)
    if isinstance(fact.type, ast.SetOfDays):
        return core.OutsideDaysOf(fact_ref(node, setting, _WITH_RECIPIENT))
    if not isinstance(fact.type, ast.HoursOfDay):
        raise Mistake(
            codes.WRONG_TYPE.at(
                node.span,
                Text("`{fact}` names no hours", fact=setting.spelled(fact.name)),
                label="nothing can be outside of it",
            )
        )
    return core.OutsideHours(fact_ref(node, setting, _WITH_RECIPIENT))


def _times(
    node: ast.Times, verbs: frozenset[str] | None, setting: Setting
) -> core.Times:
    if node.number < 1:
        raise Mistake(
            codes.SENSELESS_NUMBER.at(
                node.span,
                "at most 0 times is never",
                label="at least 1 is needed here",
                help="to rule the act out, forbid it",
            )
        )
    for outcome in node.counting:
        _check_counted(outcome, verbs, setting)
    for key in node.keys:
        check_declared(key, setting)
        if key.sort not in (ast.Sort.PARTY, ast.Sort.ITEM):
            raise not_available(key, Text("counting for each of these"), setting)
    return core.Times(
        number=node.number,
        span=_span(node.period, setting),
        counting=frozenset(outcome.text for outcome in node.counting),
        per_recipient=any(key.sort is ast.Sort.PARTY for key in node.keys),
        per_item=any(key.sort is ast.Sort.ITEM for key in node.keys),
    )


def _span(
    node: ast.CountingSpan, setting: Setting
) -> ast.Period | int | Duration | str:
    match node:
        case ast.Per(period):
            return period
        case ast.PerWeek(first_weekday):
            return first_weekday
        case ast.InSpan(length):
            return quantities.positive(length, setting)
        case ast.During(clock):
            return clock_named(clock, setting, Position())
        case _:
            assert_never(node)


def _check_counted(
    outcome: ast.Term, verbs: frozenset[str] | None, setting: Setting
) -> None:
    if outcome.text not in setting.vocabulary.events:
        raise undeclared(outcome, setting.vocabulary.events, setting)
    if verbs is None:
        return
    known = {o for verb in verbs for o in setting.vocabulary.verbs[verb].outcomes}
    if outcome.text not in known:
        raise Mistake(
            codes.WRONG_OUTCOME.at(
                outcome.span,
                Text(
                    "`{outcome}` is no outcome of the acts that are counted",
                    outcome=said(outcome),
                ),
                label="cannot become of them",
                help=did_you_mean(said(outcome), setting.all_spelled(sorted(known))),
            )
        )
