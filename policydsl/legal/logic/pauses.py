"""Acts that a pause holds back while the clock goes on: all are due at its end."""

from collections.abc import Iterator
from itertools import combinations

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Label
from policydsl.diagnostics.text import Text
from policydsl.legal.logic.times import Point, added, compared, is_more, point_of
from policydsl.legal.naming import mentioned
from policydsl.semantics import core
from policydsl.semantics.patterns import matches


def findings(policy: core.Policy) -> Iterator[Diagnostic]:
    """Yield a finding for each pause at whose end several acts are due at once."""
    for norm in policy.forbids:
        states = {one for guard in norm.guards for one in _states(guard)}
        if not states:
            continue
        held_back = [rule for rule in policy.rules if _is_of(norm, rule)]
        for one, other in combinations(held_back, 2):
            if _is_at_once(policy, states, one, other):
                yield _finding(norm, one, other)
                break


def _states(guard: core.Guard) -> Iterator[str]:
    """Yield the clocks while which a norm applies."""
    waiting = [guard.condition] if guard.wanted else []
    while waiting:
        match waiting.pop():
            case core.Runs(clock):
                yield clock
            case core.AllOf(parts) | core.AnyOf(parts):
                waiting += parts


def _is_of(norm: core.Forbid | core.Limit, rule: core.Rule) -> bool:
    act = rule.act
    return (
        act is not None
        and isinstance(rule.trigger, core.After)
        and matches(norm.pattern, act, rule.name, act.audience)
    )


def _is_at_once(
    policy: core.Policy, states: set[str], one: core.Rule, other: core.Rule
) -> bool:
    """Whether both are due at the end of a pause, and nothing keeps them apart."""
    mine, theirs = point_of(one), point_of(other)
    if mine is None or theirs is None or mine.clock != theirs.clock:
        return False
    assert one.act is not None
    assert other.act is not None
    if one.act.audience is None or one.act.audience != other.act.audience:
        return False
    stops = policy.clocks[mine.clock].freezes
    if states & {name for stop in stops for name in mentioned(stop.condition)}:
        return False
    first, second = _in_order((one, mine), (other, theirs))
    if not _may_wait(first[0], first[1], second[1]):
        return False
    return not _is_kept_apart(policy, first[0], second[0])


def _in_order(
    one: tuple[core.Rule, Point], other: tuple[core.Rule, Point]
) -> tuple[tuple[core.Rule, Point], tuple[core.Rule, Point]]:
    return (other, one) if is_more(one[1].at, other[1].at) else (one, other)


def _may_wait(rule: core.Rule, own: Point, later: Point) -> bool:
    """Whether an act may still be done when the next one comes due."""
    if compared(own.at, later.at) is None or own.at == later.at:
        return False
    if rule.late is None:
        return True
    last = added(own.at, rule.late)
    return last is not None and not is_more(later.at, last)


def _is_kept_apart(policy: core.Policy, one: core.Rule, other: core.Rule) -> bool:
    """Whether a ladder or a limit lets them be done on different days only."""
    if any({one.name, other.name} <= set(group.rules) for group in policy.ladders):
        return True
    return any(
        isinstance(bound.limit, core.Times) and bound.limit.number == 1
        for limit in policy.limits
        if _is_of(limit, one) and _is_of(limit, other)
        for bound in limit.bounds
    )


def _finding(norm: core.Forbid, one: core.Rule, other: core.Rule) -> Diagnostic:
    return codes.DUE_AT_ONCE.at(
        norm.node.span,
        Text(
            "after this pause `{one}` and `{other}` are due at once",
            one=one.name,
            other=other.name,
        ),
        label="acts are held back, but the clock goes on",
        related=(
            Label(one.node.trigger.span, "this waits for the end of the pause"),
            Label(other.node.trigger.span, "and this comes due meanwhile"),
        ),
        help="let the clock stand still with `freeze`, or keep the acts a day apart",
    )
