"""How long a clock has run, and how amounts compare."""

from datetime import timedelta

from policydsl.runtime.case import Count, Money, Value
from policydsl.runtime.durations import Duration
from policydsl.runtime.episodes import Episode
from policydsl.runtime.sight import Sight
from policydsl.runtime.standstill import day_passed, instant_passed, instant_reached

# The least step of time: what holds up to an instant, included, ends after it.
TICK = timedelta(microseconds=1)


def has_reached(sight: Sight, episode: Episode, length: Duration) -> bool:
    """Return whether an episode has run for so long, and note when it will have."""
    if length.is_elapsed:
        limit = instant_reached(episode.origin, length.elapsed, episode.pauses)
        if limit is None:
            return False
        sight.note(limit)
        return sight.now >= limit
    day = sight.day_after(episode.start, length, episode.pauses)
    if day is None:
        return False
    sight.note_day(day)
    return sight.today >= day


def has_passed(sight: Sight, episode: Episode, length: Duration) -> bool:
    """Return whether an episode has run for longer, and note when it will have."""
    pauses = episode.pauses
    if length.is_elapsed:
        limit = instant_reached(episode.origin, length.elapsed, pauses)
        limit = instant_passed(limit, pauses) if limit is not None else None
        if limit is None:
            return False
        sight.note(limit + TICK)
        return sight.now > limit
    day = sight.day_after(episode.start, length, pauses)
    day = day_passed(day, pauses) if day is not None else None
    if day is None:
        return False
    sight.note_day(day)
    return sight.today >= day


def difference(value: Value | None, wanted: Money | Count) -> int | None:
    """Return by how much a value is above another; ``None`` if nobody knows.

    Amounts of two currencies, or numbers of two units, cannot be compared.
    """
    match value, wanted:
        case Money(have, currency), Money(want, other) if currency == other:
            return have - want
        case Count(have, unit), Count(want, other) if unit == other:
            return have - want
    return None
