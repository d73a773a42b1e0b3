"""The points of a rule in an episode: days, or instants of elapsed time."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from threading import Lock

from policydsl.runtime.ahead import rolled
from policydsl.runtime.case import Case
from policydsl.runtime.dayset import ONE_DAY, is_in, last_known
from policydsl.runtime.durations import Duration
from policydsl.runtime.episodes import Episode
from policydsl.runtime.forms import DaySet
from policydsl.runtime.known import Known
from policydsl.runtime.pauses import pauses_of
from policydsl.runtime.plans import hangs_on_its_start
from policydsl.runtime.sight import Sight
from policydsl.runtime.standstill import NO_PAUSES, instant_reached
from policydsl.runtime.triggers import After, AfterEach, Every, Trigger

# After so long without a day of the set, the row is taken to be over.
_LONGEST_GAP = timedelta(days=800)
# How many rows a policy keeps before it begins anew.
_MOST_ROWS = 65536

# Several threads may ask one policy, and a row is made by one at a time.
_GROWING = Lock()

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
    if isinstance(trigger, After | AfterEach | Every):
        pauses = pauses_of(sight.of_item(episode.item), trigger.clock)
        if pauses is not NO_PAUSES:
            episode = replace(episode, pauses=pauses)
        elif (kept := _kept(sight, trigger, episode, first)) is not None:
            return _cut(sight, kept, end)
    found: list[Point] = []
    for point in _points(sight, trigger, episode, first):
        if end is not None and end <= point.instant:
            break
        found.append(point)
        if point.instant > sight.now:
            sight.note(point.instant)
            break
    return found


def _points(
    sight: Sight, trigger: Trigger, episode: Episode, first: datetime
) -> Iterator[Point]:
    acts_from = sight.program.acts_from
    for index, place in _places(sight, trigger, episode):
        if isinstance(place, datetime):
            yield Point(index, None, max(place, first), place)
        else:
            morning = sight.time_on(place, acts_from)
            proper = max(morning, episode.origin)
            yield Point(index, place, max(proper, first), proper)


# --- rows that are worked out once ----------------------------------------------


class _Row:
    """A row of which nothing but its start has to be known; grows as time goes on."""

    __slots__ = ("coming", "instants", "is_rising", "points")

    def __init__(self, coming: Iterator[Point]) -> None:
        self.coming: Iterator[Point] | None = coming
        self.points: list[Point] = []
        self.instants: list[datetime] = []
        self.is_rising = True

    def reach(self, now: datetime) -> None:
        """Grow up to the first point after ``now``, if there is one."""
        if self.coming is None or (self.instants and self.instants[-1] > now):
            return
        with _GROWING:
            while self.coming and (not self.instants or self.instants[-1] <= now):
                point = next(self.coming, None)
                if point is None:
                    self.coming = None
                    return
                if self.instants and point.instant < self.instants[-1]:
                    self.is_rising = False
                    return
                self.points.append(point)
                self.instants.append(point.instant)


def _kept(
    sight: Sight, trigger: Trigger, episode: Episode, first: datetime
) -> _Row | None:
    """Return a row that is the same for every case that starts so, if it is.

    A calendar that ends, and days that are rolled, depend on what day it is.
    """
    program = sight.program
    where = sight.whereabouts
    if where.moves:
        return None  # hardly any two cases move alike
    key = (id(trigger), where, episode.start, episode.origin, first)
    found = program.kept.get(key)
    if found is None:
        found = False
        if hangs_on_its_start(trigger):
            nobody = Known(Case("", zone=where.zones[0]), sight.now)
            alone = Sight(program, nobody, sight.now)
            found = _Row(_points(alone, trigger, episode, first))
        if len(program.kept) >= _MOST_ROWS:
            program.kept.clear()
        program.kept[key] = found
    if not isinstance(found, _Row):
        return None
    found.reach(sight.now)
    return found if found.is_rising else None


def _cut(sight: Sight, kept: _Row, end: datetime | None) -> list[Point]:
    """Return the points up to the next to come, without what lies after the end."""
    stop = bisect_right(kept.instants, sight.now) + 1
    if end is not None:
        stop = min(stop, bisect_left(kept.instants, end))
    found = kept.points[:stop]
    if found and found[-1].instant > sight.now:
        sight.note(found[-1].instant)
    return found


# --- places ---------------------------------------------------------------------


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
        origin = max(episode.origin, sight.start_of_day(begin))
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
