"""Bounds: hours, days and numbers, asked at one instant."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import Enum
from functools import partial
from typing import Literal, assert_never

from attrs import frozen

from policydsl.runtime.case import ActDone, Hours, Length, OutcomeKnown, SetOfDays
from policydsl.runtime.durations import Duration, add
from policydsl.runtime.zones import (
    instant_of,
    local_date,
    start_of_day,
)
from policydsl.semantics import core
from policydsl.semantics.day_sets import day_in
from policydsl.semantics.episodes import episodes
from policydsl.semantics.history import acts
from policydsl.semantics.patterns import matches
from policydsl.semantics.view import View, value_of
from policydsl.semantics.whereabouts import TICK, Whereabouts
from policydsl.syntax.ast import Period

ONE_DAY = timedelta(days=1)


class Gate(Enum):
    """Nothing stands in the way."""

    OPEN = "open"


OPEN = Gate.OPEN
Retry = datetime | Literal[Gate.OPEN] | None


@frozen
class Taken:
    """An act that is due in the same decision, and so uses up a slot of a cap."""

    act: core.Act
    rule: str
    audience: str | None
    item: str | None


@frozen
class About:
    """The person whom an act is addressed to, its item, and the rule that plans it.

    ``length``: when a planned act is over; ``ended``: when one that was done was.
    """

    audience: str | None
    item: str | None = None
    rule: str | None = None
    length: Length | None = None
    ended: datetime | None = None


def night_of(bounds: tuple[core.Bound, ...]) -> core.Between | None:
    """Return the hours of the bounds that run over midnight."""
    for bound in bounds:
        if (
            isinstance(bound.limit, core.Between)
            and bound.limit.start > bound.limit.end
        ):
            return bound.limit
    return None


def blocked_until(
    seen: View,
    bound: core.Bound,
    pattern: core.Pattern,
    about: About,
    taken: tuple[Taken, ...],
    night: core.Between | None,
) -> Retry:
    """Return ``OPEN``, or when a bound may be open again; ``None`` if it never is.

    It has to be open in every zone that is possible for whom it is ``about``. A cap
    counts acts of the ``pattern``. ``night``: hours of the same limit that wrap.
    """
    retries = [
        _in_zone(seen, bound.limit, pattern, about, taken, night, where)
        for where in seen.whereabouts_of(about.audience)
    ]
    closed = [retry for retry in retries if retry is not OPEN]
    if not closed:
        return OPEN
    known = [retry for retry in closed if isinstance(retry, datetime)]
    return max(known) if len(known) == len(closed) else None


def _in_zone(
    seen: View,
    limit: core.Between
    | core.DaySet
    | core.OutsideHours
    | core.OutsideDays
    | core.OutsideDaysOf
    | core.Times,
    pattern: core.Pattern,
    about: About,
    taken: tuple[Taken, ...],
    night: core.Between | None,
    where: Whereabouts,
) -> Retry:
    zone = where.zone_at(seen.now)
    match limit:
        case core.Between(start, end, throughout):
            whole = about if throughout else None
            return _hours(seen, zone, start, end, whole)
        case core.DaySet():
            return _days(seen, zone, limit, night)
        case core.OutsideDays(days):
            return _outside(seen, zone, partial(day_in, days))
        case core.OutsideDaysOf(fact):
            rest = value_of(seen, fact, about.audience)
            if not isinstance(rest, SetOfDays):
                return None  # what is not known cannot be kept clear of
            return _outside(seen, zone, rest.has)
        case core.OutsideHours(fact):
            hours = value_of(seen, fact, about.audience)
            if not isinstance(hours, Hours):
                return None  # what is not known cannot be kept clear of
            return _hours(seen, zone, hours.end, hours.start)
        case core.Times():
            return _cap(seen, limit, pattern, about, taken, where)
        case _:
            assert_never(limit)


def _hours(
    seen: View, zone: str, start: int, end: int, whole: About | None = None
) -> Retry:
    """Half-open hours of a zone; they may run over midnight.

    Each day has its own span of instants, so that a wall clock that goes back does
    not open or close anything twice. An act that has to be in them as a ``whole`` is
    over in them, too.
    """
    today = local_date(seen.now, zone)
    begins: list[datetime] = []
    is_open = False
    for day in (today - ONE_DAY, today, today + ONE_DAY, today + 2 * ONE_DAY):
        begin = instant_of(day, start, zone)
        over = instant_of(day if start < end else day + ONE_DAY, end, zone)
        is_fit = partial(_is_within, (begin, over), whole or About(None), zone)
        seen.note(begin)
        seen.note(_shut(begin, over, whole, zone, is_fit))
        is_open = is_open or is_fit(seen.now)
        begins.append(begin)
    return OPEN if is_open else min(begin for begin in begins if begin > seen.now)


def _is_within(
    hours: tuple[datetime, datetime], whole: About, zone: str, now: datetime
) -> bool:
    """Whether an act that is begun now is begun and over in the hours of a day."""
    begin, over = hours
    ended = whole.ended
    if whole.length is not None:
        ended = latest_end(whole.length, now, zone)
    return begin <= now < over and (ended is None or ended <= over)


def _shut(
    begin: datetime,
    over: datetime,
    whole: About | None,
    zone: str,
    is_fit: Callable[[datetime], bool],
) -> datetime:
    """Return when it is too late to begin: the last instant before which it is not."""
    instants = [over]
    if whole is not None and whole.length is not None:
        if whole.length.minutes is not None:
            instants.append(over - timedelta(minutes=whole.length.minutes) + TICK)
        if whole.length.by is not None:
            days = (local_date(begin, zone), local_date(over, zone))
            instants += [instant_of(day, whole.length.by, zone) for day in days]
    return max((one for one in instants if is_fit(one - TICK)), default=begin)


def latest_end(length: Length, begun: datetime, zone: str) -> datetime:
    """Return when an act is over at the latest that is begun at an instant."""
    ends: list[datetime] = []
    if length.minutes is not None:
        ends.append(begun + timedelta(minutes=length.minutes))
    if length.by is not None:
        today = local_date(begun, zone)
        named = [instant_of(today + n * ONE_DAY, length.by, zone) for n in range(3)]
        ends.append(min(instant for instant in named if instant > begun))
    return min(ends)


def _days(
    seen: View, zone: str, days: core.DaySet, night: core.Between | None
) -> Retry:
    """Hours over midnight belong to the day on which they begin."""
    today = local_date(seen.now, zone)
    tomorrow = start_of_day(today + ONE_DAY, zone)
    seen.note(tomorrow)
    day = today
    if night is not None:
        seen.note(instant_of(today, night.end, zone))
        if seen.now < instant_of(today, night.end, zone):
            day = today - ONE_DAY
    if day_in(days, day):
        return OPEN
    if day != today and night is not None:
        return instant_of(today, night.end, zone)
    return tomorrow


def _outside(seen: View, zone: str, is_one: Callable[[date], bool]) -> Retry:
    today = local_date(seen.now, zone)
    tomorrow = start_of_day(today + ONE_DAY, zone)
    seen.note(tomorrow)
    return tomorrow if is_one(today) else OPEN


def _cap(
    seen: View,
    times: core.Times,
    pattern: core.Pattern,
    about: About,
    taken: tuple[Taken, ...],
    where: Whereabouts,
) -> Retry:
    """Count the acts of the span, and those that are due at the same time."""
    counted = [
        act
        for act in acts(seen).values()
        if matches(pattern, act, act.rule, seen.kind(act.audience))
        and _are_counted_together(times, act, about)
        and _counts(seen, act, times)
        and (times.span is not Period.CASE or not act.of_person)
    ]
    inside = [act for act in counted if in_span_of(seen, act.at, times, where)]
    for act in inside:
        seen.note(_leaves(seen, act.at, times, where) or seen.now)
    competing = sum(
        matches(pattern, other.act, other.rule, seen.kind(other.audience))
        and _are_counted_together(times, other, about)
        for other in taken
    )
    if len(inside) + competing < times.number:
        return OPEN
    if competing:
        return None  # when the slot is free depends on when the other act is done
    leaving = [_leaves(seen, act.at, times, where) for act in inside]
    known = sorted(instant for instant in leaving if instant is not None)
    excess = len(leaving) - times.number
    return known[excess] if times.number and excess < len(known) else None


def _are_counted_together(
    times: core.Times, other: ActDone | Taken, about: About
) -> bool:
    """What an act does not say may be anything, and so it counts with each."""
    if times.per_recipient and other.audience not in (about.audience, None):
        return False
    is_own = other.rule is not None and other.rule == about.rule
    if times.per_rung and is_own and other.audience not in (about.audience, None):
        return False
    return (
        not times.per_item
        or other.item is None
        or about.item is None
        or other.item == about.item
    )


def _counts(seen: View, act: ActDone, times: core.Times) -> bool:
    """An act whose outcome is not known yet may turn out to count."""
    if not times.counting:
        return True
    known = [
        e.outcome
        for e in seen.entries
        if isinstance(e, OutcomeKnown) and e.act == act.id
    ]
    return not known or any(outcome in times.counting for outcome in known)


def in_span_of(
    seen: View, instant: datetime, times: core.Times, where: Whereabouts
) -> bool:
    """Return whether a cap counts what happened at ``instant``, by the days there."""
    if isinstance(times.span, str):
        of_clock = episodes(seen, times.span)
        return bool(of_clock) and of_clock[-1].runs_at(instant)
    leaves = _leaves(seen, instant, times, where)
    return leaves is None or seen.now < leaves


def _leaves(
    seen: View, instant: datetime, times: core.Times, where: Whereabouts
) -> datetime | None:
    """Return when what happened at ``instant`` is no longer counted, if ever."""
    day = where.day_of(instant)
    match times.span:
        case Period.DAY:
            return where.start_of(day + ONE_DAY)
        case Period.MONTH:
            return where.start_of(_first_of_next_month(day))
        case int(first_weekday):
            to_go = (first_weekday - day.weekday() - 1) % 7 + 1
            return where.start_of(day + timedelta(days=to_go))
        case Duration() as span if span.is_elapsed:
            return instant + span.elapsed
        case Duration() as span:
            return where.start_of(add(day, span, seen.calendar))
        case _:
            return None


def _first_of_next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
