"""A rule that is repeated, and nothing in the document ever ends it."""

from collections.abc import Iterator

from policydsl.diagnostics import lint_codes as codes
from policydsl.diagnostics.model import Diagnostic
from policydsl.diagnostics.text import Text
from policydsl.lint.engine import LintRule
from policydsl.lint.subject import Subject
from policydsl.runtime.durations import Duration, Unit
from policydsl.semantics import core

_LONG = (Unit.MONTH, Unit.YEAR)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Report repeats without a last day, a clock that ends, a guard or a bound.

    Guards are taken to end a repeat, whatever they ask for, and so is the closing of
    the case. Steps of a month and more are taken for reports, which are meant to go
    on.
    """
    policy = subject.core
    if policy.closes_at:
        return
    for rule in policy.rules:
        trigger = rule.trigger
        if not isinstance(trigger, core.Every) or trigger.last is not None:
            continue
        if not isinstance(trigger.step, Duration) or trigger.step.unit in _LONG:
            continue
        if _ends(trigger.clock, policy) or rule.guards or rule.bounds:
            continue
        yield codes.ENDLESS_REPEAT.at(
            rule.node.trigger.span,
            Text("nothing ever ends `{rule}`", rule=rule.name),
            label="is repeated for ever",
            help="say until when, or what closes the case",
        )


def _ends(clock: core.ClockRef, policy: core.Policy) -> bool:
    """Whether there is an event or a fact that ends a clock."""
    if not isinstance(clock, str):
        return False
    found = policy.clocks[clock]
    return bool(found.until) or found.running_while is not None


RULE = LintRule(codes.ENDLESS_REPEAT, check, needs_core=True)
