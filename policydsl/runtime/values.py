"""How long a clock has run, and how amounts compare."""

from datetime import timedelta

from policydsl.runtime.case import Count, Money, Value
from policydsl.runtime.durations import Duration
from policydsl.runtime.episodes import Episode
from policydsl.runtime.sight import Sight

# The least step of time: what holds up to an instant, included, ends after it.
TICK = timedelta(microseconds=1)
ONE_DAY = timedelta(days=1)


def has_reached(sight: Sight, episode: Episode, length: Duration) -> bool:
    """Return whether an episode has run for so long, and note when it will have."""
    if length.is_elapsed:
        limit = episode.origin + length.elapsed
        sight.note(limit)
        return sight.now >= limit
    day = sight.day_after(episode.start, length)
    if day is None:
        return False
    sight.note_day(day)
    return sight.today >= day


def has_passed(sight: Sight, episode: Episode, length: Duration) -> bool:
    """Return whether an episode has run for longer, and note when it will have."""
    if length.is_elapsed:
        limit = episode.origin + length.elapsed
        sight.note(limit + TICK)
        return sight.now > limit
    day = sight.day_after(episode.start, length)
    if day is None:
        return False
    sight.note_day(day + ONE_DAY)
    return sight.today > day


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
