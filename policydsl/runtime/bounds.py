"""Bounds: hours, days and numbers, asked at one instant."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Literal, NamedTuple, assert_never

from policydsl.runtime.case import ActDone, Hours, Length, SetOfDays
from policydsl.runtime.dayset import ONE_DAY, is_in
from policydsl.runtime.durations import Duration, add
from policydsl.runtime.episodes import episodes
from policydsl.runtime.facts import value_of
from policydsl.runtime.forms import (
    Act,
    Between,
    Bound,
    DaySet,
    During,
    OutsideDays,
    OutsideDaysOf,
    OutsideHours,
    Pattern,
    Times,
)
from policydsl.runtime.patterns import matches
from policydsl.runtime.sight import Sight
from policydsl.runtime.values import TICK
from policydsl.runtime.whereabouts import Whereabouts
from policydsl.runtime.zones import (
    instant_of,
    local_date,
    start_of_day,
)


class Gate(Enum):
    """Nothing stands in the way."""

    OPEN = "open"


OPEN = Gate.OPEN
_MINUTES_OF_A_DAY = 24 * 60
Retry = datetime | Literal[Gate.OPEN] | None


class Taken(NamedTuple):
    """An act that is due in the same decision, and so uses up a slot of a cap."""

    act: Act
    rule: str
    audience: str | None
    item: str | None


class Asked(NamedTuple):
    """For which act a bound is asked; ``pattern``: which acts a cap counts.

    ``audience`` is a person. ``night``: hours of the same limit over midnight.
    ``length``: when the act is over, if it says so.
    """

    audience: str | None
    item: str | None
    rule: str
    pattern: Pattern
    taken: Sequence[Taken]
    night: Between | None
    length: Length | None = None


def night_of(bounds: Sequence[Bound]) -> Between | None:
    """Return the hours of the bounds that run over midnight."""
    for bound in bounds:
        limit = bound.limit
        if isinstance(limit, Between) and limit.start > limit.end:
            return limit
    return None


def blocked_until(sight: Sight, bound: Bound, asked: Asked) -> Retry:
    """Return ``OPEN``, or when a bound may be open again; ``None`` if it never is.

    It has to be open in every zone that is possible for the recipient.
    """
    result: Retry = OPEN
    for where in sight.whereabouts_of(asked.audience):
        retry = _in_zone(sight, bound, asked, where)
        if retry is OPEN or result is None:
            continue
        result = retry if result is OPEN or retry is None else max(result, retry)
    return result


def _in_zone(sight: Sight, bound: Bound, asked: Asked, where: Whereabouts) -> Retry:
    limit = bound.limit
    zone = where.zone_at(sight.now)
    match limit:
        case Between(start, end, throughout):
            length = asked.length if throughout else None
            return _hours(sight, zone, start, end, length)
        case DaySet():
            return _days(sight, zone, limit, asked.night)
        case OutsideDays(days):
            tomorrow = start_of_day(local_date(sight.now, zone) + ONE_DAY, zone)
            sight.note(tomorrow)
            return tomorrow if is_in(days, local_date(sight.now, zone)) else OPEN
        case OutsideDaysOf(fact):
            free = value_of(sight, fact, asked.audience)
            if not isinstance(free, SetOfDays):
                return None  # what is not known cannot be kept clear of
            today = local_date(sight.now, zone)
            tomorrow = start_of_day(today + ONE_DAY, zone)
            sight.note(tomorrow)
            return tomorrow if free.has(today) else OPEN
        case OutsideHours(fact):
            hours = value_of(sight, fact, asked.audience)
            if not isinstance(hours, Hours):
                return None  # what is not known cannot be kept clear of
            return _hours(sight, zone, hours.end, hours.start)
        case Times():
            return _cap(sight, limit, asked, where)
        case _:
            assert_never(limit)


def _hours(
    sight: Sight, zone: str, start: int, end: int, length: Length | None = None
) -> Retry:
    """Half-open hours of a zone, each day a span of instants; may run over midnight.

    An act of some ``length`` may begin only where it is over before they are.
    """
    today = local_date(sight.now, zone)
    wraps = start >= end
    is_open = False
    following: datetime | None = None
    for offset in (-1, 0, 1, 2):
        day = today + timedelta(days=offset)
        begin = instant_of(day, start, zone)
        over = instant_of(day + ONE_DAY if wraps else day, end, zone)
        if length is not None:
            over = _last_begin(day, zone, (start, end), length)
        sight.note(begin)
        sight.note(over)
        if begin > sight.now:
            following = following or begin
        elif sight.now < over:
            is_open = True
    return OPEN if is_open else following


def _last_begin(
    day: date, zone: str, hours: tuple[int, int], length: Length
) -> datetime:
    """Return the first instant at which it is too late to begin, in hours of a day."""
    start, end = hours
    if start >= end:
        end += _MINUTES_OF_A_DAY
    last = instant_of(day, start, zone)
    over = _on_wall(day, end, zone)
    if length.minutes is not None:
        last = max(last, over - timedelta(minutes=length.minutes) + TICK)
    if length.by is not None:
        by = length.by if length.by > start else length.by + _MINUTES_OF_A_DAY
        if by <= end:
            last = max(last, _on_wall(day, by, zone))
    return min(last, over)


def _on_wall(day: date, minutes: int, zone: str) -> datetime:
    """Return the instant of so many minutes of a day or of the day after it."""
    days, rest = divmod(minutes, _MINUTES_OF_A_DAY)
    return instant_of(day + days * ONE_DAY, rest, zone)


def _days(sight: Sight, zone: str, days: DaySet, night: Between | None) -> Retry:
    """Hours over midnight belong to the day on which they begin."""
    today = local_date(sight.now, zone)
    tomorrow = start_of_day(today + ONE_DAY, zone)
    sight.note(tomorrow)
    day, retry = today, tomorrow
    if night is not None:
        dawn = instant_of(today, night.end, zone)
        sight.note(dawn)
        if sight.now < dawn:
            day, retry = today - ONE_DAY, dawn
    return OPEN if is_in(days, day) else retry


# --- caps ---------------------------------------------------------------------


def _cap(sight: Sight, times: Times, asked: Asked, where: Whereabouts) -> Retry:
    """Count the acts of the span, and those that are due at the same time."""
    leaving: list[datetime | None] = []
    for act in reversed(_candidates(sight, asked.pattern)):
        if not _counts(sight, act, times, asked):
            continue
        leaves = _leaves(sight, act.at, times, where)
        if leaves is not None and leaves <= sight.now:
            break  # what was done before it has left the span, too
        if isinstance(times.span, During):
            of_clock = episodes(sight, times.span.clock)
            if not of_clock or not of_clock[-1].runs_at(act.at):
                continue
        if leaves is not None:
            sight.note(leaves)
        leaving.append(leaves)
    competing = sum(
        matches(asked.pattern, other.act, other.rule, sight.kind(other.audience))
        for other in asked.taken
        if _count_together(times, other, asked)
    )
    if len(leaving) + competing < times.number:
        return OPEN
    if competing:
        return None  # when the slot is free depends on when the other act is done
    known = sorted(instant for instant in leaving if instant is not None)
    excess = len(leaving) - times.number
    return known[excess] if times.number and excess < len(known) else None


def _count_together(times: Times, other: ActDone | Taken, asked: Asked) -> bool:
    """Whether a cap counts an act and the one that is asked about as of one kind.

    Of what an act does not say it may be, so it counts with each.
    """
    if times.per_recipient and other.audience not in (asked.audience, None):
        return False
    is_own = times.per_rung and other.rule == asked.rule
    if is_own and other.audience not in (asked.audience, None):
        return False
    is_same_item = None in (other.item, asked.item) or other.item == asked.item
    return is_same_item or not times.per_item


def _candidates(sight: Sight, pattern: Pattern) -> Sequence[ActDone]:
    """Return the acts among which those of a pattern are."""
    if pattern.rules is not None and len(pattern.rules) == 1:
        return sight.acts_of(next(iter(pattern.rules)))
    return sight.acts()


def _counts(sight: Sight, act: ActDone, times: Times, asked: Asked) -> bool:
    """An act whose outcome is not known yet may turn out to count."""
    if not matches(asked.pattern, act, act.rule, sight.kind(act.audience)):
        return False
    if not _count_together(times, act, asked):
        return False
    if times.span == "case" and act.of_person:
        return False
    if not times.counting:
        return True
    outcomes = sight.outcomes_of(act)
    return not outcomes or any(o.outcome in times.counting for o in outcomes)


def _leaves(
    sight: Sight, instant: datetime, times: Times, where: Whereabouts
) -> datetime | None:
    """Return when what happened at ``instant`` is no longer counted, if ever."""
    span = times.span
    if isinstance(span, During) or span == "case":
        return None
    if isinstance(span, Duration) and span.is_elapsed:
        return instant + span.elapsed
    day = where.day_of(instant)
    match span:
        case "day":
            after = day + ONE_DAY
        case "month":
            after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        case int():
            after = day + timedelta(days=(span - day.weekday() - 1) % 7 + 1)
        case Duration():
            after = add(day, span, sight.program.calendar)
        case _:
            raise ValueError(f"no such span: {span}")
    return where.start_of(after)
