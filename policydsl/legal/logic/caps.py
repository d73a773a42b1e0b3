"""Numbers of times that may hold back what is owed in time."""

from collections.abc import Iterator

from attrs import frozen

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Label
from policydsl.diagnostics.text import Text
from policydsl.legal.logic.times import days
from policydsl.runtime.durations import Duration, Unit
from policydsl.semantics import core
from policydsl.semantics.patterns import matches
from policydsl.source import Span
from policydsl.syntax import ast

_PERIODS = {ast.Period.DAY: 1, ast.Period.MONTH: 28}
_A_WEEK = 7


@frozen
class _Owed:
    """An act that a rule does, and how long it has."""

    rule: core.Rule
    duration: Duration
    place: Span


def findings(policy: core.Policy) -> Iterator[Diagnostic]:
    """Yield a finding for each number of times that others may use up."""
    for owed in _owed(policy):
        for limit in policy.limits:
            others = _others(policy, limit, owed.rule)
            if not others or not _is_of(limit, owed.rule):
                continue
            for bound in limit.bounds:
                if isinstance(bound.limit, core.Times) and _lasts(bound.limit, owed):
                    yield _finding(owed, bound, others)


def _owed(policy: core.Policy) -> Iterator[_Owed]:
    for rule in policy.rules:
        act = rule.act
        if act is None:
            continue
        if rule.within is not None:
            yield _Owed(rule, rule.within, rule.node.name.span)
            continue
        for duty in policy.duties:
            if matches(duty.pattern, act, rule.name, act.audience):
                yield _Owed(rule, duty.duration, duty.node.span)
                break


def _others(policy: core.Policy, limit: core.Limit, rule: core.Rule) -> list[core.Rule]:
    """Return the rules that use up a limit, and do not stand back for a rule."""
    if limit.order and limit.order[0] == rule.name:
        return []
    return [one for one in policy.rules if one is not rule and _is_of(limit, one)]


def _is_of(limit: core.Limit, rule: core.Rule) -> bool:
    act = rule.act
    return act is not None and matches(limit.pattern, act, rule.name, act.audience)


def _lasts(wanted: core.Times, owed: _Owed) -> bool:
    """Whether a number that is used up stays so for as long as an act is owed."""
    if wanted.per_rung:
        return False
    length = _length(wanted.span)
    if length is None:
        return isinstance(wanted.span, str | ast.Period)
    unit = owed.duration.unit
    if unit is Unit.BUSINESS_DAY:
        return length > owed.duration.amount
    span = days(owed.duration)
    return length > (0 if span is None else span)


def _length(span: ast.Period | int | Duration | str) -> int | None:
    """Return the days of a span; ``None`` if it has no such length."""
    match span:
        case ast.Period():
            return _PERIODS.get(span)
        case int():
            return _A_WEEK
        case Duration():
            return days(span)
        case _:
            return None


def _finding(owed: _Owed, bound: core.Bound, others: list[core.Rule]) -> Diagnostic:
    return codes.CAP_HOLDS_BACK.at(
        bound.node.span,
        Text("this number may hold back what `{rule}` owes", rule=owed.rule.name),
        label=Text("`{other}` may have used it up", other=others[0].name),
        related=(Label(owed.place, "this is owed in time"),),
        help="leave what is owed out of the limit, or name it first in its order",
    )
