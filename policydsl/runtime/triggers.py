"""Triggers of a compiled policy: what sets off a rule."""

from dataclasses import dataclass

from policydsl.runtime.durations import Duration
from policydsl.runtime.forms import ClockRef, Condition, DaySet, Events, Fact, Names


@dataclass(frozen=True, slots=True)
class Roll:
    """A day not in ``days`` is moved ``forward``, ``back`` or ``within`` the month."""

    way: str
    days: DaySet


@dataclass(frozen=True, slots=True)
class After:
    """Once per episode, so long after its start."""

    delay: Duration
    clock: ClockRef
    roll: Roll | None = None


@dataclass(frozen=True, slots=True)
class AfterEach:
    """At each of these points of an episode."""

    points: tuple[Duration, ...]
    clock: ClockRef


@dataclass(frozen=True, slots=True)
class Every:
    """On a grid fixed to the start of the episode; both ends are in it."""

    step: Duration | DaySet
    first: Duration
    last: Duration | None
    clock: ClockRef


@dataclass(frozen=True, slots=True)
class When:
    """Once for each event."""

    events: Events


@dataclass(frozen=True, slots=True)
class While:
    """As long as it holds."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class Before:
    """Once so long before a date; ``items``: for each that has one of these words.

    ``ends_with_date``: it may be late until the end of that date, and no longer.
    """

    lead: Duration
    date: Fact
    items: Names | None = None
    roll: Roll | None = None
    ends_with_date: bool = False


Trigger = After | AfterEach | Every | When | While | Before
