"""Which rules and clocks a piece of the core speaks of."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from policydsl.semantics import core

_NOTICED = (core.Outcome.DONE, core.Outcome.DELIVERED)


def notices(trigger: core.Trigger, guards: Iterable[core.Guard]) -> frozenset[str]:
    """Return the rules whose being done or delivered a rule waits for."""
    found = list(events_of_trigger(trigger))
    for guard in guards:
        if guard.wanted:
            found += events_of_condition(guard.condition)
    return frozenset(
        event.rule
        for event in found
        if isinstance(event, core.RuleEvent) and event.outcome in _NOTICED
    )


def events_of_trigger(trigger: core.Trigger) -> Iterator[core.Event]:
    """Yield the events that a trigger looks at, those of named clocks apart."""
    match trigger:
        case core.After(_, clock) | core.AfterEach(_, clock) | core.Every(clock=clock):
            yield from events_of_clock(clock)
        case core.When(events):
            yield from events
        case core.While(condition):
            yield from events_of_condition(condition)
        case core.Before():
            return
        case _:
            assert_never(trigger)


def events_of_clock(clock: core.ClockRef) -> Iterator[core.Event]:
    """Yield the events that a `since` starts from; a named clock has none here."""
    if isinstance(clock, core.Since) and isinstance(clock.start, tuple):
        yield from clock.start


def events_of_condition(condition: core.Condition) -> Iterator[core.Event]:
    """Yield the events that a condition looks at."""
    for part in simple(condition):
        match part:
            case core.ClockAt(clock=clock):
                yield from events_of_clock(clock)
            case core.Occurred(events=events):
                yield from events
            case _:
                pass


def simple(condition: core.Condition) -> Iterator[core.Condition]:
    """Yield the conditions that `not`, `and` and `or` are made of."""
    match condition:
        case core.Not(inner):
            yield from simple(inner)
        case core.AllOf(parts) | core.AnyOf(parts):
            for part in parts:
                yield from simple(part)
        case _:
            yield condition
