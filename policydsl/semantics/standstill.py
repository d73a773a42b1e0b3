"""Days and hours at which a clock stands still, and how far it comes meanwhile."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from attrs import frozen

from policydsl.runtime.calendars import Calendar
from policydsl.runtime.durations import Duration, Unit, add

ONE_DAY = timedelta(days=1)

# From the first to the last, or for as long as anybody knows.
DayRun = tuple[date, date | None]
Stretch = tuple[datetime, datetime | None]


@frozen
class Pauses:
    """When a clock stands still; all are in order and apart from each other.

    ``days`` are those at whose beginning the clock counts nothing, from first to
    last. ``stretches`` are the times in which hours do not count, half-open.
    """

    days: tuple[DayRun, ...] = ()
    stretches: tuple[Stretch, ...] = ()


NO_PAUSES = Pauses()


def united(runs: Iterable[DayRun]) -> tuple[DayRun, ...]:
    """Return the same days; runs that overlap or touch become one."""
    found: list[DayRun] = []
    for first, last in sorted(runs, key=lambda run: run[0]):
        if last is not None and last < first:
            continue  # a pause of one day changes nothing
        before = found[-1] if found else None
        if before is None or (before[1] is not None and before[1] + ONE_DAY < first):
            found.append((first, last))
        elif before[1] is not None and (last is None or last > before[1]):
            found[-1] = (before[0], last)
    return tuple(found)


def day_reached(
    start: date, length: Duration, calendar: Calendar | None, pauses: Pauses
) -> date | None:
    """Return the first day on which a clock from ``start`` shows a value.

    Months and years are first added to ``start``; the days at which the clock stands
    still then move that day away, one by one. ``None``: it stands still for now.

    Raises:
        CalendarEnds: If the calendar does not know a day that is to be counted.
    """
    if length.unit is Unit.BUSINESS_DAY and pauses.days:
        return _business_day_reached(start, length, calendar, pauses)
    day = add(start, length, calendar)
    for first, last in pauses.days:
        first = max(first, start + ONE_DAY)  # what is not begun does not stand still
        if last is not None and last < first:
            continue
        if day < first:
            break
        if last is None:
            return None
        day += last - first + ONE_DAY
    return day


def _business_day_reached(
    start: date, length: Duration, calendar: Calendar | None, pauses: Pauses
) -> date | None:
    if calendar is None:
        raise ValueError("business days need a calendar")
    day, counted = start, 0
    while counted < length.amount:
        following = next_day(day, pauses)
        if following is None:
            return None
        day = following
        if not calendar.is_free(day):
            counted += 1
    return day


def days_shown(start: date, day: date, pauses: Pauses) -> int:
    """Return how many days a clock from ``start`` shows on a day."""
    away = timedelta(0)
    for first, last in pauses.days:
        begin = max(first, start + ONE_DAY)
        end = day if last is None else min(last, day)
        away += max(end - begin + ONE_DAY, timedelta(0))
    return (day - start - away) // ONE_DAY


def next_day(day: date, pauses: Pauses) -> date | None:
    """Return the first day after ``day`` at whose beginning the clock counts."""
    following = day + ONE_DAY
    for first, last in pauses.days:
        if first <= following and (last is None or following <= last):
            return None if last is None else last + ONE_DAY
    return following


def instant_reached(
    origin: datetime, elapsed: timedelta, pauses: Pauses
) -> datetime | None:
    """Return the first instant at which so much time has gone by on a clock.

    ``None``: it stands still for now.
    """
    instant = origin + elapsed
    for begin, end in pauses.stretches:
        begin = max(begin, origin)
        if end is not None and end <= begin:
            continue
        if instant <= begin:
            break
        if end is None:
            return None
        instant += end - begin
    return instant


def instant_passed(instant: datetime, pauses: Pauses) -> datetime | None:
    """Return the last instant at which a clock shows what it shows at ``instant``."""
    for begin, end in pauses.stretches:
        if begin <= instant and (end is None or instant < end):
            return end
    return instant
