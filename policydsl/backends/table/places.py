"""Where a rule stands on the ladder: at which clock, at which point."""

from typing import assert_never

from policydsl.runtime.durations import Duration, Unit
from policydsl.semantics import core

# Only to put the rungs in order; what is counted is counted by the calendar.
_MINUTES = {
    Unit.MINUTE: 1,
    Unit.HOUR: 60,
    Unit.DAY: 1440,
    Unit.BUSINESS_DAY: 2016,
    Unit.WEEK: 10080,
    Unit.MONTH: 43800,
    Unit.YEAR: 525600,
}


def clock_of(rule: core.Rule) -> core.ClockRef | None:
    """Return the clock on whose ladder a rule stands, if it stands on one."""
    match rule.trigger:
        case core.After(_, clock) | core.AfterEach(_, clock):
            return clock
        case core.Every(clock=clock):
            return clock
        case core.When() | core.Before():
            return None
        case core.While(condition):
            reached = reached_clock(condition)
            return reached.clock if reached else None
        case _:
            assert_never(rule.trigger)


def reached_clock(condition: core.Condition) -> core.ClockAt | None:
    """Return the part of a condition that waits for a point of a named clock."""
    parts = condition.conditions if isinstance(condition, core.AllOf) else (condition,)
    for part in parts:
        if (
            isinstance(part, core.ClockAt)
            and isinstance(part.clock, str)
            and part.comparison is core.Comparison.AT_LEAST
        ):
            return part
    return None


def first_minute(rule: core.Rule) -> int:
    """Return about how many minutes after its clock began a rule acts first."""
    match rule.trigger:
        case core.After(delay):
            return _minutes(delay)
        case core.AfterEach(points):
            return _minutes(points[0])
        case core.Every(first=first):
            return _minutes(first)
        case core.When() | core.Before():
            return 0
        case core.While(condition):
            reached = reached_clock(condition)
            return _minutes(reached.duration) if reached else 0
        case _:
            assert_never(rule.trigger)


def _minutes(length: Duration) -> int:
    return length.amount * _MINUTES[length.unit]
