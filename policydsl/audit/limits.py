"""Bounds of a limit, asked about one act of a log: its hour, its day, its number."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import assert_never

from policydsl.audit.asking import Clocks
from policydsl.audit.sight import Sight, sight_of
from policydsl.audit.story import Deed, Story, day_there
from policydsl.runtime.case import Hours, SetOfDays, Value
from policydsl.runtime.durations import Duration, add
from policydsl.runtime.zones import instant_of, local_date, start_of_day
from policydsl.semantics import core
from policydsl.semantics.day_sets import day_in
from policydsl.semantics.view import value_of
from policydsl.semantics.whereabouts import Whereabouts
from policydsl.syntax.ast import Period

# Whether an act was done when a bound was open.
IsOpen = Callable[[Story, Deed], bool]
_ONE_DAY = timedelta(days=1)


def gate(bound: core.Bound, night: core.Between | None, clocks: Clocks) -> IsOpen:
    """Return the function that asks whether hours or days were kept.

    They have to be in every zone that is possible for whom the act is addressed to.
    """
    match bound.limit:
        case core.Between(start, end, throughout):
            return _within_hours(start, end, throughout=throughout)
        case core.DaySet() as days:
            return _in_every_zone(
                lambda now, zone: day_in(days, _day(now, zone, night))
            )
        case core.OutsideDays(days):
            return _in_every_zone(
                lambda now, zone: not day_in(days, local_date(now, zone))
            )
        case core.OutsideDaysOf(fact):
            return _outside_days(fact, sight_of(fact, clocks))
        case core.OutsideHours(fact):
            return _outside_hours(fact, sight_of(fact, clocks))
        case core.Times():
            raise TypeError("a number of times is no gate")
        case _:
            assert_never(bound.limit)


def _in_every_zone(is_open: Callable[[datetime, str], bool]) -> IsOpen:
    def ask(story: Story, deed: Deed) -> bool:
        now = deed.act.at
        zones = story.zones_of(deed.act.audience, now)
        return all(is_open(now, zone) for zone in zones)

    return ask


def _within_hours(start: int, end: int, *, throughout: bool) -> IsOpen:
    def ask(story: Story, deed: Deed) -> bool:
        now = deed.act.at
        ended = deed.act.ended if throughout else None
        zones = story.zones_of(deed.act.audience, now)
        return all(_in_hours(now, zone, start, end, ended) for zone in zones)

    return ask


def _in_hours(
    now: datetime, zone: str, start: int, end: int, ended: datetime | None = None
) -> bool:
    for begin, over in _spans(now.date(), zone, start, end):
        if begin <= now < over:
            return ended is None or ended <= over
    return False


@lru_cache(maxsize=65536)
def _spans(
    today: date, zone: str, start: int, end: int
) -> tuple[tuple[datetime, datetime], ...]:
    """Return the hours that may be open on a day of UTC, wherever the zone is."""
    days = [today + step * _ONE_DAY for step in (0, -1, 1, -2, 2)]
    return tuple(
        (
            instant_of(day, start, zone),
            instant_of(day if start < end else day + _ONE_DAY, end, zone),
        )
        for day in days
    )


def _day(now: datetime, zone: str, night: core.Between | None) -> date:
    """Hours over midnight belong to the day on which they begin."""
    today = local_date(now, zone)
    if night is not None and now < instant_of(today, night.end, zone):
        return today - _ONE_DAY
    return today


def _outside_hours(fact: core.FactRef, sight: Sight) -> IsOpen:
    def ask(story: Story, deed: Deed) -> bool:
        hours = _value(story, deed, fact, sight)
        if not isinstance(hours, Hours):
            return False  # what is not known cannot be kept clear of
        start, end = hours.end, hours.start
        kept = _in_every_zone(lambda now, zone: _in_hours(now, zone, start, end))
        return kept(story, deed)

    return ask


def _outside_days(fact: core.FactRef, sight: Sight) -> IsOpen:
    def ask(story: Story, deed: Deed) -> bool:
        rest = _value(story, deed, fact, sight)
        if not isinstance(rest, SetOfDays):
            return False  # what is not known cannot be kept clear of
        kept = _in_every_zone(lambda now, zone: not rest.has(local_date(now, zone)))
        return kept(story, deed)

    return ask


def _value(story: Story, deed: Deed, fact: core.FactRef, sight: Sight) -> Value | None:
    entries, _ = story.before(sight, deed)
    if not entries:
        return None
    return value_of(story.view(entries, deed.act.at), fact, deed.act.audience)


# --- numbers ----------------------------------------------------------------------


def too_many(
    times: core.Times, counted: list[tuple[datetime, str]], where: Whereabouts
) -> tuple[str, ...]:
    """Return the acts that are too many together, the last one included.

    ``counted`` are those that count, in order; the last is the one that is asked about.
    """
    now = counted[-1][0]
    if len(counted) <= times.number:
        return ()
    # What happened later is in the span if what happened before it is.
    if not _in_span(counted[-times.number - 1][0], now, times, where):
        return ()
    first = len(counted) - times.number - 1
    while first and _in_span(counted[first - 1][0], now, times, where):
        first -= 1
    return tuple(id for _, id in counted[first:])


def _in_span(
    instant: datetime, now: datetime, times: core.Times, where: Whereabouts
) -> bool:
    span = times.span
    if isinstance(span, Duration) and span.is_elapsed:
        return now < instant + span.elapsed
    if span is Period.CASE:
        return True
    if len(where.stays) == 1:
        zone = where.stays[0].zone
        return now < start_of_day(_day_after(day_there(instant, zone), span), zone)
    return now < where.start_of(_day_after(where.day_of(instant), span))


def _day_after(day: date, span: object) -> date:
    """Return the first day on which what was on ``day`` is no longer counted."""
    match span:
        case Period.DAY:
            return day + _ONE_DAY
        case Period.MONTH:
            return date(day.year + day.month // 12, day.month % 12 + 1, 1)
        case int(first_weekday):
            return day + timedelta(days=(first_weekday - day.weekday() - 1) % 7 + 1)
        case Duration():
            return add(day, span)
        case _:
            raise ValueError(f"no span: {span}")
