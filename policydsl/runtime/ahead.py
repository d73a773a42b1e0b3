"""Days before a date, and days that are rolled to one of a set."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from policydsl.runtime.calendars import CalendarEnds
from policydsl.runtime.dayset import ONE_DAY, is_in
from policydsl.runtime.durations import subtract
from policydsl.runtime.facts import dates_of
from policydsl.runtime.sight import Sight
from policydsl.runtime.triggers import Before, Roll

_LONGEST_GAP = timedelta(days=800)


@dataclass(frozen=True, slots=True)
class Ahead:
    """When something is to be done before a date that a fact had, ``named``.

    ``since`` the fact had it, ``until`` it had another one. ``day`` is ``None`` for
    elapsed time.
    """

    key: str
    item: str | None
    named: date
    since: datetime
    until: datetime | None
    day: date | None
    proper: datetime


def dates_ahead(sight: Sight, trigger: Before) -> Iterator[Ahead]:
    """Yield what is to be done before each date, of the case or of each item."""
    items = (None,) if trigger.items is None else sight.items(trigger.items)
    acts_from = sight.program.acts_from
    for item in items:
        for day, since, until in dates_of(sight.of_item(item), trigger.date):
            key = day.isoformat() if item is None else f"{day.isoformat()}/{item}"
            if trigger.lead.is_elapsed:
                proper = sight.start_of_day(day) - trigger.lead.elapsed
                yield Ahead(key, item, day, since, until, None, proper)
                continue
            earlier = _earlier(sight, trigger, day)
            if earlier is not None:
                proper = sight.time_on(earlier, acts_from)
                yield Ahead(key, item, day, since, until, earlier, proper)


def _earlier(sight: Sight, trigger: Before, day: date) -> date | None:
    try:
        earlier = subtract(day, trigger.lead, sight.program.calendar)
    except CalendarEnds as error:
        _put_off(sight, error)
        return None
    return earlier if trigger.roll is None else rolled(sight, earlier, trigger.roll)


def rolled(sight: Sight, day: date, roll: Roll) -> date | None:
    """Return the next day of a set that way; the day itself if it is one.

    ``None``: no calendar knows it yet, or there is no such day.

    Raises:
        CalendarEnds: If today is after the last day that a calendar knows.
    """
    try:
        if roll.way != "back":
            later = _nearest(roll, day, ONE_DAY)
            if roll.way == "forward":
                return later
            if later is not None and later.month == day.month:
                return later
        return _nearest(roll, day, -ONE_DAY)
    except CalendarEnds as error:
        _put_off(sight, error)
        return None


def _nearest(roll: Roll, day: date, step: timedelta) -> date | None:
    candidate = day
    while abs(candidate - day) < _LONGEST_GAP:
        if is_in(roll.days, candidate):
            return candidate
        candidate += step
    return None


def _put_off(sight: Sight, error: CalendarEnds) -> None:
    """Ask again once the calendar has ended; after that nobody can tell."""
    if sight.today > error.last:
        raise error
    sight.note_day(error.last + ONE_DAY)
