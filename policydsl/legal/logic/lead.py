"""Days that a rule names and cannot keep, since what it waits for comes later."""

from collections.abc import Iterator

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Label
from policydsl.diagnostics.text import Text
from policydsl.legal.logic.times import (
    Point,
    added,
    is_more,
    point_of,
    said,
    wanted_by,
)
from policydsl.runtime.durations import Duration
from policydsl.semantics import core
from policydsl.semantics.patterns import matches


def findings(policy: core.Policy) -> Iterator[Diagnostic]:
    """Yield a finding for each rule whose day comes before what it waits for."""
    rules = {rule.name: rule for rule in policy.rules}
    for rule in policy.rules:
        own = point_of(rule)
        if own is None:
            continue
        for earlier, spaced in (*_asked(rule, rules), *_required(policy, rule)):
            theirs = point_of(earlier)
            if theirs is None or theirs.clock != own.clock or earlier is rule:
                continue
            first = _first(policy, theirs, spaced)
            if is_more(first, own.at):
                yield _finding(rule, own, earlier, theirs, first)
                break


def _asked(
    rule: core.Rule, rules: dict[str, core.Rule]
) -> Iterator[tuple[core.Rule, Duration | None]]:
    for wanted in wanted_by(rule):
        if wanted.earlier in rules:
            yield rules[wanted.earlier], wanted.spaced


def _required(
    policy: core.Policy, rule: core.Rule
) -> Iterator[tuple[core.Rule, Duration | None]]:
    """Yield the only rule that does what the policy asks for before an act."""
    act = rule.act
    if act is None:
        return
    for norm in policy.requires:
        if not matches(norm.later, act, rule.name, act.audience):
            continue
        doing = [
            one
            for one in policy.rules
            if one.act is not None
            and matches(norm.earlier, one.act, one.name, one.act.audience)
        ]
        if len(doing) == 1:
            yield doing[0], norm.at_least


def _first(policy: core.Policy, earlier: Point, spaced: Duration | None) -> Duration:
    """Return the value of the clock before which the later act surely is not done.

    A clock that may stand still lets time pass between two of its days.
    """
    if spaced is None or policy.clocks[earlier.clock].freezes:
        return earlier.at
    return added(earlier.at, spaced) or earlier.at


def _finding(
    rule: core.Rule, own: Point, earlier: core.Rule, theirs: Point, first: Duration
) -> Diagnostic:
    return codes.DAY_NOT_KEPT.at(
        rule.node.trigger.span,
        Text(
            "`{rule}` waits for `{earlier}`, which comes too late for its day",
            rule=rule.name,
            earlier=earlier.name,
        ),
        label=Text("it cannot be before {first}", first=said(first)),
        related=(
            Label(
                earlier.node.trigger.span,
                Text("this is done on {point} at the earliest", point=said(theirs.at)),
            ),
        ),
        help="let the earlier one come earlier, or name the day on which this can be",
    )
