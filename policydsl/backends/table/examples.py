"""What follows for an example: the days on which a rule acts."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import assert_never

from policydsl.backends.table.places import reached_clock
from policydsl.backends.table.setting import Setting
from policydsl.runtime.calendars import CalendarEnds
from policydsl.runtime.durations import Duration, add
from policydsl.semantics import core
from policydsl.semantics.day_sets import day_in, moved

# How many days of a row are listed before it is cut short; how far it is followed.
_LISTED = 3
_FOLLOWED = 400
_NOON = time(12)


def example(setting: Setting, rule: core.Rule) -> str | None:
    """Return when a rule acts if its clock begins on the day of the example.

    ``None`` if no day can be told: an event has no day of its own.
    """
    try:
        return _example(setting, rule)
    except CalendarEnds as end:
        return setting.say(
            "when.example_end", calendar=end.calendar, last=end.last.isoformat()
        )


def last_day(setting: Setting, rule: core.Rule) -> str | None:
    """Return the last day on which the first act of the example may be done."""
    if rule.late is None or rule.late.is_elapsed:
        return None
    try:
        first = next(_days(setting, rule), None)
        if first is None:
            return None
        last = add(first, rule.late, setting.policy.calendar)
    except CalendarEnds:
        return None
    return setting.say("until.last", date=last.isoformat())


def _example(setting: Setting, rule: core.Rule) -> str | None:
    first = _first(rule)
    if first is None:
        return None
    if first.is_elapsed:
        start = datetime.combine(setting.start, _NOON)
        return setting.say(
            "when.example_instant",
            start=f"{start:%Y-%m-%d %H:%M}",
            due=f"{start + first.elapsed:%Y-%m-%d %H:%M}",
        )
    days = _listed(setting, rule)
    if not days:
        return None
    if rule.act is None or not setting.policy.acts_from:
        return setting.say("when.example", date=days)
    morning = clock_time(setting.policy.acts_from)
    return setting.say("when.example_time", date=days, time=morning)


def clock_time(minutes: int) -> str:
    """Return a time of day, given in minutes from midnight."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _listed(setting: Setting, rule: core.Rule) -> str:
    """Return the first days and the last, or, of a row without end, the first."""
    found = list(islice(_days(setting, rule), _FOLLOWED))
    texts = [day.isoformat() for day in found]
    if len(texts) <= _LISTED + 1:
        return setting.listed(texts)
    has_end = isinstance(rule.trigger, core.AfterEach) or (
        isinstance(rule.trigger, core.Every) and rule.trigger.last is not None
    )
    first = setting.listed(texts[:_LISTED])
    last = texts[-1] if has_end and len(texts) < _FOLLOWED else ""
    return setting.say("list.more", first=first, last=last).rstrip()


def _first(rule: core.Rule) -> Duration | None:
    match rule.trigger:
        case core.After(delay):
            return delay
        case core.AfterEach(points):
            return points[0]
        case core.Every(first=first):
            return first
        case core.When() | core.Before():
            return None
        case core.While(condition):
            reached = reached_clock(condition)
            return reached.duration if reached else None
        case _:
            assert_never(rule.trigger)


def _days(setting: Setting, rule: core.Rule) -> Iterator[date]:
    match rule.trigger:
        case core.AfterEach(points):
            yield from (_day(setting, point) for point in points)
        case core.Every(core.DaySet() as days, first, last):
            yield from _days_of_set(setting, days, first, last)
        case core.Every(Duration() as step, first, last):
            yield from _grid(setting, step, first, last)
        case _:
            only = _first(rule)
            if only is not None and not only.is_elapsed:
                day: date | None = _day(setting, only)
                if isinstance(rule.trigger, core.After) and day is not None:
                    day = moved(day, rule.trigger.roll)
                if day is not None:
                    yield day


def _day(setting: Setting, length: Duration) -> date:
    return add(setting.start, length, setting.policy.calendar)


def _grid(
    setting: Setting, step: Duration, first: Duration, last: Duration | None
) -> Iterator[date]:
    if step.is_elapsed or first.is_elapsed or (last and last.is_elapsed):
        return
    end = _day(setting, last) if last is not None else date.max
    begin = _day(setting, first)
    number = 0
    day = begin
    while day <= end:
        yield day
        number += 1
        so_far = Duration(number * step.amount, step.unit, step.rounding)
        if first.unit is step.unit:
            amount = first.amount + so_far.amount
            day = _day(setting, Duration(amount, step.unit, step.rounding))
        else:
            day = add(begin, so_far, setting.policy.calendar)


def _days_of_set(
    setting: Setting, days: core.DaySet, first: Duration, last: Duration | None
) -> Iterator[date]:
    if first.is_elapsed or (last and last.is_elapsed):
        return
    day = _day(setting, first)
    end = _day(setting, last) if last else day + timedelta(days=_FOLLOWED)
    while day <= end:
        if day_in(days, day):
            yield day
        day += timedelta(days=1)
