"""Stretches of the clock of most rules on which nothing of a policy is due."""

from collections import Counter
from collections.abc import Iterator

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Label
from policydsl.diagnostics.text import Text
from policydsl.legal.logic.times import days, points_of
from policydsl.semantics import core


def findings(policy: core.Policy, longest: int | None) -> Iterator[Diagnostic]:
    """Yield a finding for each stretch of more days than allowed; none if not said."""
    if longest is None:
        return
    points = [point for rule in policy.rules for point in points_of(rule)]
    counted = Counter(point.clock for point in points)
    # Other clocks run beside the one that most rules go by.
    for clock, _ in counted.most_common(1):
        yield from _of_clock(policy, clock, longest)


def _of_clock(policy: core.Policy, clock: str, longest: int) -> Iterator[Diagnostic]:
    spans = sorted(
        (span for rule in policy.rules for span in _spans(rule, clock)),
        key=lambda one: one[0],
    )
    if not spans:
        return
    end, before = spans[0][1], spans[0][2]
    for first, last, rule in spans[1:]:
        if end is not None and first - end > longest:
            yield codes.NOTHING_DUE.at(
                before.node.trigger.span,
                Text(
                    "from day {first} to day {last} of `{clock}` nothing is due",
                    first=end,
                    last=first,
                    clock=clock,
                ),
                label="after this, a case may be forgotten",
                related=(Label(rule.node.trigger.span, "this comes next"),),
            )
        if last is None or (end is not None and last > end):
            end, before = last, rule
    if end is not None:
        yield codes.NOTHING_DUE.at(
            before.node.trigger.span,
            Text(
                "after day {first} of `{clock}` nothing is due any more",
                first=end,
                clock=clock,
            ),
            label="after this, a case may be forgotten",
        )


def _spans(rule: core.Rule, clock: str) -> Iterator[tuple[int, int | None, core.Rule]]:
    """Yield the days of a clock on which a rule acts; ``None`` is without end."""
    for point in points_of(rule):
        day = days(point.at)
        if point.clock != clock or day is None:
            continue
        if isinstance(rule.trigger, core.Every):
            last = rule.trigger.last
            yield day, None if last is None else days(last), rule
        else:
            yield day, day, rule
