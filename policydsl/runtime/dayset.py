"""Sets of days: weekdays, dates, working days, ends of months."""

from datetime import date, timedelta
from typing import assert_never

from policydsl.runtime.calendars import last_day_of_month
from policydsl.runtime.forms import (
    Dates,
    DayBefore,
    Days,
    DaySet,
    FreeDays,
    LastDayOfMonth,
    Weekdays,
    WorkingDays,
    Yearly,
)

ONE_DAY = timedelta(days=1)


def is_in(days: DaySet, day: date) -> bool:
    """Return whether a civil day is in a set.

    Raises:
        CalendarEnds: If a calendar of the set does not know the day.
    """
    return any(_is_in(part, day) for part in days.including) and not any(
        _is_in(part, day) for part in days.excluding
    )


def _is_in(part: Days, day: date) -> bool:
    match part:
        case Weekdays(first, last):
            return first <= day.weekday() <= last
        case Dates(first, last):
            return first <= day <= last
        case Yearly(first, last):
            return first <= (day.month, day.day) <= last
        case WorkingDays(calendar):
            return not calendar.is_free(day)
        case FreeDays(calendar):
            return calendar.is_free(day)
        case LastDayOfMonth():
            return last_day_of_month(day)
        case DayBefore(inner):
            return _is_in(inner, day + ONE_DAY)
        case _:
            assert_never(part)


def last_known(days: DaySet) -> date:
    """Return the last day about which every calendar of the set can be asked.

    A calendar has to know the day after, too, for `the day before`.
    """
    last = date.max
    for part in (*days.including, *days.excluding):
        inner = part.days if isinstance(part, DayBefore) else part
        if isinstance(inner, WorkingDays | FreeDays):
            last = min(last, inner.calendar.last - ONE_DAY)
    return last
