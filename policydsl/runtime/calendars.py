"""Calendars: which days are free, up to the last day that is known."""

from dataclasses import dataclass
from datetime import date, timedelta

# Nothing that is counted from a day of these years leaves the years that Python has.
FIRST_YEAR, LAST_YEAR = 1900, 2999


class CalendarEnds(Exception):
    """A calendar was asked about a day after the last one that it knows.

    Nobody knows next year's holidays before they are published, so the answer is
    never "no holidays".
    """

    def __init__(self, calendar: str, last: date, asked: date) -> None:
        super().__init__(
            f"calendar `{calendar}` ends on {last.isoformat()}, "
            f"and {asked.isoformat()} was asked for"
        )
        self.calendar = calendar
        self.last = last
        self.asked = asked


class CalendarBegins(CalendarEnds):
    """A calendar was asked about a day before the first one that it knows.

    Time does not mend it, so no day is the last after which nobody can tell.
    """

    def __init__(self, calendar: str, first: date, asked: date) -> None:
        super().__init__(calendar, date.min, asked)
        self.first = first
        begins = f"calendar `{calendar}` begins on {first.isoformat()}"
        self.args = (f"{begins}, and {asked.isoformat()} was asked for",)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A named, versioned table of free days.

    ``free_weekdays``: 0 is Monday. ``free`` and ``working`` are days that differ
    from their weekday; a day in both is working. ``last`` is the last known day, and
    ``first`` the first, if there is one.
    """

    name: str
    last: date
    free_weekdays: frozenset[int]
    free: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()
    first: date | None = None

    def is_free(self, day: date) -> bool:
        """Whether nobody works on ``day``.

        Raises:
            CalendarEnds: If ``day`` is after the last day of the calendar, or before
                its first.
        """
        if self.first is not None and day < self.first:
            raise CalendarBegins(self.name, self.first, day)
        if day > self.last:
            raise CalendarEnds(self.name, self.last, day)
        if day in self.working:
            return False
        return day in self.free or day.weekday() in self.free_weekdays


def is_countable(day: date) -> bool:
    """Whether what is counted from ``day``, or an instant, still has a date."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def last_day_of_month(day: date) -> bool:
    """Whether the next day is in another month."""
    return (day + timedelta(days=1)).month != day.month
