"""What is planned so long before a date, for the case or for each of its items."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from attrs import frozen

from policydsl.runtime.calendars import CalendarEnds
from policydsl.runtime.durations import subtract
from policydsl.semantics import core
from policydsl.semantics.day_sets import rolled
from policydsl.semantics.episodes import dates
from policydsl.semantics.view import View


@frozen
class Ahead:
    """A date that a fact had, ``named``, and when something is done before it.

    ``since`` the fact had it, ``until`` it had another one. ``day``: when it is to
    be done, ``None`` for elapsed time. ``proper``: the same as an instant.
    """

    named: date
    item: str | None
    since: datetime
    until: datetime | None
    day: date | None
    proper: datetime

    @property
    def key(self) -> str:
        """What tells it from the other dates of the rule."""
        day = self.named.isoformat()
        return day if self.item is None else f"{day}/{self.item}"


def dates_ahead(seen: View, trigger: core.Before, acts_from: int) -> Iterator[Ahead]:
    """Yield what is planned before each date that a fact has had."""
    items = [None] if trigger.items is None else seen.items(trigger.items)
    for item in items:
        one = seen.of_item(item)
        for day, since, until in dates(one, trigger.date):
            place = _place(one, trigger, day)
            if isinstance(place, datetime):
                yield Ahead(day, item, since, until, None, place)
            elif place is not None:
                proper = seen.time_on(place, acts_from)
                yield Ahead(day, item, since, until, place, proper)


def _place(seen: View, trigger: core.Before, day: date) -> date | None:
    if trigger.lead.is_elapsed:
        return seen.start_of_day(day) - trigger.lead.elapsed
    try:
        earlier = subtract(day, trigger.lead, seen.calendar)
    except CalendarEnds as error:
        if seen.today > error.last:
            raise
        seen.note_day(error.last + timedelta(days=1))
        return None
    return rolled(seen, earlier, trigger.roll)
