"""How far a clock comes that stands still on some days and at some hours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from policydsl.runtime.calendars import Calendar
from policydsl.runtime.durations import Duration, Unit, add

ONE_DAY = timedelta(days=1)

# Both ends are in it; an open end is not known yet.
Days = tuple[date, date | None]
# Half-open; an open end is not known yet.
Stretch = tuple[datetime, datetime | None]


@dataclass(frozen=True, slots=True)
class Pauses:
    """When a clock stands still.

    ``days`` begin without the clock counting one more: they are in order and apart.
    In ``stretches`` hours do not count.
    """

    days: tuple[Days, ...] = ()
    stretches: tuple[Stretch, ...] = ()


NO_PAUSES = Pauses()


def joined(days: Iterable[Days]) -> tuple[Days, ...]:
    """Return the same days in order, with none named twice; drop what is empty."""
    found: list[Days] = []
    for first, last in sorted(days, key=lambda one: one[0]):
        if last is not None and last < first:
            continue
        end = found[-1][1] if found else None
        if found and (end is None or first <= end + ONE_DAY):
            if end is not None and (last is None or last > end):
                found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return tuple(found)


def day_reached(
    start: date, length: Duration, calendar: Calendar | None, pauses: Pauses
) -> date | None:
    """Return the first day on which so much has been counted; ``None``: not yet known.

    Raises:
        CalendarEnds: If the calendar does not know a day that is to be counted.
    """
    if not pauses.days:
        return add(start, length, calendar)
    if length.unit is Unit.BUSINESS_DAY:
        return _business_day(start, length, calendar, pauses)
    planned = add(start, length, calendar)
    day = planned
    while True:
        skipped = _skipped(pauses.days, start, day)
        if skipped is None or planned + skipped == day:
            return None if skipped is None else day
        day = planned + skipped


def _business_day(
    start: date, length: Duration, calendar: Calendar | None, pauses: Pauses
) -> date | None:
    """Free days and still days count nothing."""
    if calendar is None:
        raise ValueError("business days need a calendar")
    day, left = start, length.amount
    while left > 0:
        following = day_passed(day, pauses)
        if following is None:
            return None
        day = following
        left -= not calendar.is_free(day)
    return day


def _skipped(days: Sequence[Days], start: date, day: date) -> timedelta | None:
    """Return how many still days there are after ``start`` up to ``day``."""
    found = timedelta(0)
    for first, last in days:
        begin = max(first, start + ONE_DAY)
        if last is None and begin <= day:
            return None
        end = day if last is None else min(last, day)
        found += max(end - begin + ONE_DAY, timedelta(0)) if last else timedelta(0)
    return found


def day_passed(day: date, pauses: Pauses) -> date | None:
    """Return the first later day that counts; ``None``: not yet known."""
    day += ONE_DAY
    for first, last in pauses.days:
        if first <= day and last is None:
            return None
        if last is not None and first <= day <= last:
            day = last + ONE_DAY
    return day


def instant_reached(
    origin: datetime, elapsed: timedelta, pauses: Pauses
) -> datetime | None:
    """Return when so much time has gone by; ``None``: not yet known."""
    planned = origin + elapsed
    instant = planned
    while pauses.stretches:
        lost = timedelta(0)
        for begin, end in pauses.stretches:
            begin = max(begin, origin)
            if begin < instant:
                if end is None:
                    return None
                lost += max(min(end, instant) - begin, timedelta(0))
        if planned + lost == instant:
            break
        instant = planned + lost
    return instant


def instant_passed(instant: datetime, pauses: Pauses) -> datetime | None:
    """Return the end of the stretch at an instant, or the instant itself."""
    for begin, end in pauses.stretches:
        if begin <= instant and (end is None or instant < end):
            return end
    return instant
