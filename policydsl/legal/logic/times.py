"""When rules act first, and what they wait for, as far as their words say it."""

from collections.abc import Iterator

from attrs import frozen

from policydsl.diagnostics.text import Text
from policydsl.runtime.durations import Duration, Unit
from policydsl.semantics import core

_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
_MINUTES = {Unit.MINUTE: 1, Unit.HOUR: 60}
_FLOORS = (core.Comparison.AT_LEAST, core.Comparison.MORE_THAN)
_POINTS = {
    Unit.MINUTE: Text("minute {number}"),
    Unit.HOUR: Text("hour {number}"),
    Unit.DAY: Text("day {number}"),
    Unit.BUSINESS_DAY: Text("business day {number}"),
    Unit.WEEK: Text("week {number}"),
    Unit.MONTH: Text("month {number}"),
    Unit.YEAR: Text("year {number}"),
}


@frozen
class Point:
    """A value of a clock, from which on a rule acts."""

    clock: str
    at: Duration


@frozen
class Wanted:
    """A rule must have been done, so often and so long before, for another one.

    ``spaced``: how long before; ``None`` if the author says no length.
    """

    earlier: str
    spaced: Duration | None
    times: int
    words: core.Guard | None


def point_of(rule: core.Rule) -> Point | None:
    """Return from which value of a named clock on a rule acts."""
    points = list(points_of(rule))
    return points[0] if points else None


def points_of(rule: core.Rule) -> Iterator[Point]:
    """Yield the values of a named clock at which a rule begins to act."""
    match rule.trigger:
        case core.After(delay, str(clock)):
            yield Point(clock, delay)
        case core.AfterEach(points, str(clock)):
            for point in points:
                yield Point(clock, point)
        case core.Every(_, first, _, str(clock)):
            yield Point(clock, first)
        case core.While(condition):
            for part in parts_of(condition):
                match part:
                    case core.ClockAt(str(clock), comparison, length) if (
                        comparison in _FLOORS
                    ):
                        yield Point(clock, length)


def parts_of(condition: core.Condition) -> Iterator[core.Condition]:
    """Yield the conditions that must all hold."""
    if isinstance(condition, core.AllOf):
        for one in condition.conditions:
            yield from parts_of(one)
    else:
        yield condition


def wanted_by(rule: core.Rule) -> Iterator[Wanted]:
    """Yield which rules must have been done before a rule acts."""
    if isinstance(rule.trigger, core.While):
        for part in parts_of(rule.trigger.condition):
            yield from _wanted(part, None)
    for guard in rule.guards:
        if guard.wanted:
            for part in parts_of(guard.condition):
                yield from _wanted(part, guard)


def _wanted(condition: core.Condition, guard: core.Guard | None) -> Iterator[Wanted]:
    match condition:
        case core.ClockAt(core.Since((core.RuleEvent() as event,)), how, length) if (
            how in _FLOORS and event.outcome is core.Outcome.DONE
        ):
            yield Wanted(event.rule, length, 1, guard)
        case core.Occurred((core.RuleEvent() as event,), times) if (
            event.outcome is core.Outcome.DONE
        ):
            yield Wanted(event.rule, None, times, guard)


def compared(one: Duration, other: Duration) -> tuple[int, int] | None:
    """Return two lengths in one unit; ``None`` if they have none in common."""
    for units in (_DAYS, _MINUTES, {one.unit: 1}):
        if one.unit in units and other.unit in units:
            if one.rounding is not other.rounding:
                return None
            return one.amount * units[one.unit], other.amount * units[other.unit]
    return None


def minutes(length: Duration) -> int | None:
    """Return how many minutes of elapsed time a length has; ``None`` if it has days."""
    return length.amount * _MINUTES[length.unit] if length.unit in _MINUTES else None


def days(length: Duration) -> int | None:
    """Return how many civil days a length has; ``None`` if it has other units."""
    return length.amount * _DAYS[length.unit] if length.unit in _DAYS else None


def is_more(one: Duration, other: Duration) -> bool:
    """Whether one length is surely longer than another."""
    both = compared(one, other)
    return both is not None and both[0] > both[1]


def added(one: Duration, other: Duration) -> Duration | None:
    """Return the sum of two lengths, in the smaller of their units."""
    both = compared(one, other)
    if both is None:
        return None
    if one.unit is not other.unit:
        return Duration(sum(both), Unit.DAY if one.unit in _DAYS else Unit.MINUTE)
    return Duration(one.amount + other.amount, one.unit, one.rounding)


def said(length: Duration) -> Text:
    """Return a value of a clock in words."""
    return Text(_POINTS[length.unit].template, number=length.amount)
