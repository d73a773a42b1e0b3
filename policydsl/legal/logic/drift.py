"""Months that are added to a day that was rounded already: the day is lost."""

from collections.abc import Iterator

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Label
from policydsl.diagnostics.text import Text
from policydsl.runtime.durations import Unit
from policydsl.semantics import core

_ROUNDED = (Unit.MONTH, Unit.YEAR)


def findings(policy: core.Policy) -> Iterator[Diagnostic]:
    """Yield a finding for each rule that counts months from an act dated in months."""
    rules = {rule.name: rule for rule in policy.rules}
    for rule in policy.rules:
        for name in _counted_from(rule, policy):
            if not _is_in_months(rules[name].trigger):
                continue
            yield codes.MONTHS_DRIFT.at(
                rule.node.trigger.span,
                Text("`{rule}` may lose its day of the month", rule=rule.name),
                label="after 31 January comes 28 February, and then 28 March",
                related=(
                    Label(rules[name].node.trigger.span, "this day is rounded already"),
                ),
                help="count all months from one and the same day",
            )
            break


def _is_in_months(trigger: core.Trigger) -> bool:
    match trigger:
        case core.After(delay):
            return delay.unit in _ROUNDED
        case core.AfterEach(points):
            return any(point.unit in _ROUNDED for point in points)
        case core.Every(_, first):
            return first.unit in _ROUNDED
    return False


def _counted_from(rule: core.Rule, policy: core.Policy) -> Iterator[str]:
    """Yield the rules from whose acts a rule counts its months."""
    match rule.trigger:
        case core.After(_, core.Since(tuple(events))) if _is_in_months(rule.trigger):
            for event in events:
                yield from _doing(event, policy)


def _doing(event: core.Event, policy: core.Policy) -> Iterator[str]:
    match event:
        case core.RuleEvent(name) if any(one.name == name for one in policy.rules):
            yield name
        case core.ActEvent(verbs, _, None, audiences):
            for one in policy.rules:
                act = one.act
                if act is None or act.verb not in verbs:
                    continue
                if audiences is None or act.audience in audiences:
                    yield one.name
