"""The points of a rule in an episode: days, or instants of elapsed time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from policydsl.runtime.ahead import rolled
from policydsl.runtime.dayset import ONE_DAY, is_in, last_known
from policydsl.runtime.durations import Duration
from policydsl.runtime.episodes import Episode
from policydsl.runtime.forms import After, AfterEach, DaySet, Every, Trigger
from policydsl.runtime.pauses import pauses_of
from policydsl.runtime.sight import Sight
from policydsl.runtime.standstill import NO_PAUSES, instant_reached
from policydsl.runtime.zones import instant_of, start_of_day

# After so long without a day of the set, the row is taken to be over.
_LONGEST_GAP = timedelta(days=800)

_Place = tuple[str, date | datetime]


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a row: its day (``None`` for elapsed time) and its instant.

    ``proper``: when it would have come if everything had been known in time; what
    may be late is late from then on.
    """

    index: str
    day: date | None
    instant: datetime
    proper: datetime


def row(
    sight: Sight,
    trigger: Trigger,
    episode: Episode,
    first: datetime,
    end: datetime | None,
) -> list[Point]:
    """Return the points from ``first`` to ``end``; the next to come stands last.

    Points that lie before ``first`` come then. The next to come is noted.
    """
    found: list[Point] = []
    acts_from, zone = sight.program.acts_from, sight.zone
    if isinstance(trigger, After | AfterEach | Every):
        pauses = pauses_of(sight, trigger.clock)
        if pauses is not NO_PAUSES:
            episode = replace(episode, pauses=pauses)
    for index, place in _places(sight, trigger, episode):
        if isinstance(place, datetime):
            point = Point(index, None, max(place, first), place)
        else:
            morning = instant_of(place, acts_from, zone)
            proper = max(morning, episode.origin)
            point = Point(index, place, max(proper, first), proper)
        if end is not None and end <= point.instant:
            break
        found.append(point)
        if point.instant > sight.now:
            sight.note(point.instant)
            break
    return found


def _places(sight: Sight, trigger: Trigger, episode: Episode) -> Iterator[_Place]:
    match trigger:
        case After(delay, _, roll):
            place = _after(sight, episode, delay)
            if roll is not None and place is not None:
                place = rolled(sight, place, roll)
            if place is not None:
                yield "0", place
        case AfterEach(points, _):
            for number, delay in enumerate(points):
                place = _after(sight, episode, delay)
                if place is None:
                    return
                yield str(number), place
        case Every(DaySet() as days, first, last, _):
            yield from _days(sight, episode, days, first, last)
        case Every(Duration() as step, first, last, _):
            yield from _grid(sight, episode, step, first, last)


def _after(sight: Sight, episode: Episode, delay: Duration) -> date | datetime | None:
    if delay.is_elapsed:
        return instant_reached(episode.origin, delay.elapsed, episode.pauses)
    return sight.day_after(episode.start, delay, episode.pauses)


def _grid(
    sight: Sight,
    episode: Episode,
    step: Duration,
    first: Duration,
    last: Duration | None,
) -> Iterator[_Place]:
    """Steps are counted from the start of the clock, so that no day is lost."""
    end = _after(sight, episode, last) if last is not None else None
    is_one_unit = first.unit is step.unit
    begin = None if is_one_unit else _after(sight, episode, first)
    if begin is None and not is_one_unit:
        return
    number = 0
    while True:
        amount = number * step.amount
        if is_one_unit:
            delay = Duration(first.amount + amount, step.unit, step.rounding)
            place = _after(sight, episode, delay)
        else:
            assert begin is not None
            delay = Duration(amount, step.unit, step.rounding)
            place = _later(sight, episode, begin, delay)
        if place is None or (end is not None and place > end):
            return
        yield str(number), place
        number += 1


def _later(
    sight: Sight, episode: Episode, begin: date | datetime, delay: Duration
) -> date | datetime | None:
    if isinstance(begin, datetime):
        return instant_reached(begin, delay.elapsed, episode.pauses)
    if delay.is_elapsed:
        origin = max(episode.origin, start_of_day(begin, sight.zone))
        return instant_reached(origin, delay.elapsed, episode.pauses)
    return sight.day_after(begin, delay, episode.pauses)


def _days(
    sight: Sight, episode: Episode, days: DaySet, first: Duration, last: Duration | None
) -> Iterator[_Place]:
    begin = _after(sight, episode, first)
    end = _after(sight, episode, last) if last is not None else None
    if begin is None:
        return
    day = sight.day_of(begin) if isinstance(begin, datetime) else begin
    final = sight.day_of(end) if isinstance(end, datetime) else end
    known = last_known(days)
    while final is None or day <= final:
        if day > known and day > sight.today:
            sight.note_day(day)  # the calendar ends; ask again when it matters
            return
        if is_in(days, day):
            yield day.isoformat(), day
        if day > sight.today + _LONGEST_GAP:
            return
        day += ONE_DAY
