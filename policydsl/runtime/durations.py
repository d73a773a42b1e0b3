"""Lengths of time, and civil days that are some length away."""

import calendar as months
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from policydsl.runtime.calendars import Calendar


class Unit(Enum):
    """Units of time. Days are civil days; hours and minutes are elapsed time."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    BUSINESS_DAY = "business_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Rounding(Enum):
    """Where a month has no such day: its last day, or the first of the next."""

    DOWN = "down"
    UP = "up"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time; ``rounding`` belongs to months and years alone."""

    amount: int
    unit: Unit
    rounding: Rounding | None = None

    @property
    def is_elapsed(self) -> bool:
        """Whether it is measured by a stopwatch and not by a calendar."""
        return self.unit in (Unit.MINUTE, Unit.HOUR)

    @property
    def elapsed(self) -> timedelta:
        """The time that passes; only of minutes and hours.

        Raises:
            ValueError: If the unit is a civil one.
        """
        match self.unit:
            case Unit.MINUTE:
                return timedelta(minutes=self.amount)
            case Unit.HOUR:
                return timedelta(hours=self.amount)
            case _:
                raise ValueError(f"{self.unit.value} is no unit of elapsed time")


def add(start: date, length: Duration, calendar: Calendar | None = None) -> date:
    """Return the civil day that is ``length`` after ``start``.

    ``start`` is day 0. Business days begin with the first one after ``start``;
    months and years are added to ``start`` at once, never step by step.

    Raises:
        CalendarEnds: If the calendar does not know a day that is to be counted.
        ValueError: For elapsed time, for business days without a calendar, and for
            months or years without a rounding.
    """
    match length.unit:
        case Unit.DAY:
            return start + timedelta(days=length.amount)
        case Unit.WEEK:
            return start + timedelta(weeks=length.amount)
        case Unit.BUSINESS_DAY:
            if calendar is None:
                raise ValueError("business days need a calendar")
            return _add_business_days(start, length.amount, calendar)
        case Unit.MONTH:
            return _add_months(start, length.amount, length.rounding)
        case Unit.YEAR:
            return _add_months(start, 12 * length.amount, length.rounding)
        case _:
            raise ValueError("elapsed time is no number of days")


def subtract(start: date, length: Duration, calendar: Calendar | None = None) -> date:
    """Return the civil day that is ``length`` before ``start``.

    Business days begin with the last one before ``start``.

    Raises:
        CalendarEnds: If the calendar does not know a day that is to be counted.
        ValueError: As ``add`` does.
    """
    match length.unit:
        case Unit.DAY:
            return start - timedelta(days=length.amount)
        case Unit.WEEK:
            return start - timedelta(weeks=length.amount)
        case Unit.BUSINESS_DAY:
            if calendar is None:
                raise ValueError("business days need a calendar")
            return _add_business_days(start, length.amount, calendar, step=-1)
        case Unit.MONTH:
            return _add_months(start, -length.amount, length.rounding)
        case Unit.YEAR:
            return _add_months(start, -12 * length.amount, length.rounding)
        case _:
            raise ValueError("elapsed time is no number of days")


def _add_business_days(
    start: date, amount: int, calendar: Calendar, step: int = 1
) -> date:
    day = start
    while amount > 0:
        day += timedelta(days=step)
        if not calendar.is_free(day):
            amount -= 1
    return day


def _add_months(start: date, amount: int, rounding: Rounding | None) -> date:
    if rounding is None:
        raise ValueError("months need a rounding")
    year, month = divmod(start.year * 12 + start.month - 1 + amount, 12)
    month += 1
    length = months.monthrange(year, month)[1]
    if start.day <= length:
        return date(year, month, start.day)
    if rounding is Rounding.DOWN:
        return date(year, month, length)
    return date(year, month, length) + timedelta(days=1)
