"""Sets of days, and days that are moved to one of them."""

from datetime import date, timedelta

from policydsl.runtime.calendars import CalendarEnds, last_day_of_month
from policydsl.semantics import core
from policydsl.semantics.view import View
from policydsl.syntax.ast import Rolling

# After so long without a day of a set, there is none.
LONGEST_GAP_DAYS = 800
_ONE_DAY = timedelta(days=1)


def day_in(days: core.DaySet, day: date) -> bool:
    """Return whether a civil day is in a set.

    Raises:
        CalendarEnds: If a calendar of the set does not know the day.
    """
    return any(_is_in(part, day) for part in days.including) and not any(
        _is_in(part, day) for part in days.excluding
    )


def _is_in(part: core.Days, day: date) -> bool:
    match part:
        case core.Weekdays(first, last):
            return first <= day.weekday() <= last
        case core.Dates(first, last):
            return first <= day <= last
        case core.Yearly(first, last):
            return first <= (day.month, day.day) <= last
        case core.WorkingDays(calendar):
            return not calendar.is_free(day)
        case core.FreeDays(calendar):
            return calendar.is_free(day)
        case core.LastDayOfMonth():
            return last_day_of_month(day)
        case core.DayBefore(inner):
            return _is_in(inner, day + _ONE_DAY)


def is_known(days: core.DaySet, day: date) -> bool:
    """Return whether every calendar of the set knows the day and the next."""
    parts = [
        p.days if isinstance(p, core.DayBefore) else p
        for p in (*days.including, *days.excluding)
    ]
    return all(
        day + _ONE_DAY <= part.calendar.last
        for part in parts
        if isinstance(part, core.WorkingDays | core.FreeDays)
    )


def rolled(seen: View, day: date, roll: core.Roll | None) -> date | None:
    """Return the day to which a day is moved.

    ``None``: no calendar knows it yet, or there is no such day.

    Raises:
        CalendarEnds: If today is after the last day that a calendar knows.
    """
    try:
        return moved(day, roll)
    except CalendarEnds as error:
        if seen.today > error.last:
            raise
        seen.note_day(error.last + _ONE_DAY)
        return None


def moved(day: date, roll: core.Roll | None) -> date | None:
    """Return the day itself if it is one of the days named, or the next that way.

    Within the month: forward, unless that leaves the month; then back. ``None``:
    there is no such day.

    Raises:
        CalendarEnds: If a calendar does not know a day that is asked for.
    """
    if roll is None:
        return day
    if roll.way is Rolling.BACK:
        return _next(roll.days, day, -1)
    found = _next(roll.days, day, 1)
    if roll.way is Rolling.FORWARD:
        return found
    is_same_month = found is not None and found.month == day.month
    return found if is_same_month else _next(roll.days, day, -1)


def _next(days: core.DaySet, day: date, step: int) -> date | None:
    for distance in range(LONGEST_GAP_DAYS):
        candidate = day + timedelta(days=step * distance)
        if day_in(days, candidate):
            return candidate
    return None
