"""What nothing in a history tells of: most events never happened to a case."""

from collections.abc import Set

from policydsl.runtime.forms import (
    Became,
    Clock,
    Event,
    Events,
    Permitted,
    RuleBecame,
    World,
)
from policydsl.runtime.known import ACTS, PERMISSIONS, Known

DONE = "done"


def told(known: Known, events: Events) -> Events:
    """Return the events of which an entry may tell, at whatever instant.

    ``events`` are those of a policy: the same object each time.
    """
    found = known.told.get(id(events))
    if found is None:
        # The events are kept with the answer, so that no others get their id.
        told_of = tuple(one for one in events if _is_told(known, one))
        names = frozenset(name for one in events for name in _names(one))
        found = (events, told_of, names)
        known.told[id(events)] = found
    of_these: Events = found[1]
    if known.reads is not None:
        known.reads |= found[2]
    return of_these


def is_named(events: Events, news: Set[str | None]) -> bool:
    """Return whether one of the events may be among entries of these names."""
    return any(name in news for one in events for name in _names(one))


def are_told(clock: Clock) -> bool:
    """Return whether entries alone say when a clock begins and ends."""
    events = (*clock.start, *clock.until) if isinstance(clock.start, tuple) else ()
    told_by_entries = World | Became | RuleBecame | Permitted
    return bool(events) and all(isinstance(one, told_by_entries) for one in events)


def _names(event: Event) -> tuple[str, ...]:
    """Return the names that are looked up to say whether an event is told of."""
    match event:
        case World(name):
            return (name,)
        case Became(outcome=outcome):
            return (ACTS,) if outcome == DONE else (outcome,)
        case RuleBecame(rule, outcome):
            return (rule,) if outcome == DONE else (rule, outcome)
        case Permitted():
            return (PERMISSIONS,)
        case _:
            return ()


def _is_told(known: Known, event: Event) -> bool:
    """Whether an entry may tell of an event; what follows from others may always be."""
    match event:
        case World(name):
            return name in known.happenings
        case Became(outcome=outcome):
            return bool(known.acts) if outcome == DONE else outcome in known.outcomes
        case RuleBecame(rule, outcome):
            is_known = outcome == DONE or outcome in known.outcomes
            return is_known and rule in known.acts_by_rule
        case Permitted():
            return bool(known.permissions)
        case _:
            return True
