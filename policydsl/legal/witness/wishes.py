"""What should be so for a rule to act and a norm to bind it: hints, and no more.

They make random cases likelier to lead to a breach; nothing relies on them.
"""

from collections.abc import Iterator, Mapping

from attrs import define, field

from policydsl.legal.witness.inventory import Inventory
from policydsl.runtime.case import Count, Money, Value
from policydsl.semantics import core

_DEEPEST = 6


@define
class Wishes:
    """The values that facts should have, and how often events should happen.

    ``events`` that should not happen have the number 0.
    """

    policy: core.Policy
    clocks: Mapping[str, core.Clock]
    said: Inventory
    facts: dict[core.FactRef, list[Value | None]] = field(factory=dict)
    events: dict[core.Event, int] = field(factory=dict)
    _seen: set[str] = field(factory=set)

    def of(self, rule: core.Rule, norm: core.Norm) -> "Wishes":
        """Wish that a rule acts and that a norm binds it."""
        self._rule(rule, 0)
        for guard in getattr(norm, "guards", ()):
            self._condition(guard.condition, wanted=guard.wanted, depth=0)
        return self

    def _rule(self, rule: core.Rule, depth: int) -> None:
        if depth > _DEEPEST or rule.name in self._seen:
            return
        self._seen.add(rule.name)
        for guard in rule.guards:
            self._condition(guard.condition, wanted=guard.wanted, depth=depth)
        match rule.trigger:
            case core.When(events):
                self._events(events, 1, depth)
            case core.While(condition):
                self._condition(condition, wanted=True, depth=depth)
            case core.Before():
                pass
            case trigger:
                self._clock(trigger.clock, wanted=True, depth=depth)

    def _condition(
        self, condition: core.Condition, *, wanted: bool, depth: int
    ) -> None:
        if depth > _DEEPEST:
            return
        match condition:
            case core.Not(inner):
                self._condition(inner, wanted=not wanted, depth=depth)
            case core.AllOf(parts) | core.AnyOf(parts):
                for part in parts:
                    self._condition(part, wanted=wanted, depth=depth)
            case core.Runs(clock) | core.ClockAt(clock):
                self._clock(clock, wanted=wanted, depth=depth + 1)
            case core.ItemsRun(clock):
                self._clock(clock, wanted=wanted, depth=depth + 1)
            case core.FactEquals() | core.FactAt() | core.FactUnknown():
                self._fact(condition, wanted=wanted)
            case core.Occurred(events, times, on_days):
                number = max(times, on_days)
                if wanted:
                    self._events(events, number, depth)
                else:
                    self._events(events, number - 1, depth)
            case core.Holds(rule):
                self._named_rule(rule, depth)
            case _:
                pass

    def _clock(self, clock: core.ClockRef, *, wanted: bool, depth: int) -> None:
        if not isinstance(clock, str):
            if isinstance(clock.start, tuple):
                self._events(clock.start, int(wanted), depth)
            return
        name = f"clock {clock} {wanted}"
        if depth > _DEEPEST or name in self._seen:
            return
        self._seen.add(name)
        kind = self.clocks.get(clock) or self.policy.clocks.get(clock)
        if kind is None:
            return
        match kind.start:
            case tuple() as events:
                self._events(events, int(wanted), depth)
            case core.Earliest(other):
                self._clock(other, wanted=wanted, depth=depth + 1)
            case _:
                pass
        if wanted:
            self._events(kind.until, 0, depth)
        for condition in (kind.running_while, kind.evidence):
            if condition is not None:
                self._condition(condition, wanted=wanted, depth=depth + 1)

    def _events(self, events: core.Events, number: int, depth: int) -> None:
        for event in events:
            match event:
                case core.RuleEvent(rule) | core.FateEvent(rule):
                    if number:
                        self._named_rule(rule, depth)
                case core.ClockEvent(clock, is_end):
                    if number and not is_end:
                        self._clock(clock, wanted=True, depth=depth + 1)
                case _:
                    self.events.setdefault(event, number)

    def _named_rule(self, name: str, depth: int) -> None:
        rule = self.policy.every_rule.get(name)
        if rule is not None:
            self._rule(rule, depth + 1)

    def _fact(
        self,
        condition: core.FactEquals | core.FactAt | core.FactUnknown,
        *,
        wanted: bool,
    ) -> None:
        ref = condition.fact
        fit = [
            value
            for value in self.said.facts.get(ref, ())
            if _holds(condition, value) is wanted
        ]
        before = self.facts.get(ref)
        both = [one for one in fit if before is None or one in before]
        # Where not everything can be had, any of it may do.
        self.facts[ref] = both or [*(before or []), *fit]


def _holds(
    condition: core.FactEquals | core.FactAt | core.FactUnknown, value: Value | None
) -> bool | None:
    if isinstance(condition, core.FactUnknown):
        return value is None
    if value is None:
        return None
    if isinstance(condition, core.FactEquals):
        return value == condition.value
    amounts = list(_amounts(value, condition.value))
    if not amounts:
        return None
    (mine, other) = amounts[0]
    match condition.comparison:
        case core.Comparison.AT_LEAST:
            return mine >= other
        case core.Comparison.MORE_THAN:
            return mine > other
        case core.Comparison.AT_MOST:
            return mine <= other
        case core.Comparison.LESS_THAN:
            return mine < other


def _amounts(one: Value, other: Money | Count) -> Iterator[tuple[int, int]]:
    if isinstance(one, Money) and isinstance(other, Money):
        yield one.minor_units, other.minor_units
    elif isinstance(one, Count) and isinstance(other, Count):
        yield one.number, other.number
