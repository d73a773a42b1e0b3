"""The zone of somebody, which may change: what day it is, and when a day begins.

Today is the greatest date that the wall clock has shown so far: it never goes back.
A day that no wall clock showed begins together with the next one.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from policydsl.runtime.case import FactChange
from policydsl.runtime.zones import (
    MINUTES_OF_A_DAY,
    instant_of,
    local_date,
    local_minutes,
    second_instant_of,
)

_ONE_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_TICK = timedelta(microseconds=1)
_AT = attrgetter("at")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The zones of somebody, in order; each but the first counts from a move on.

    ``reached``: the greatest date that was shown before each move.
    """

    zones: tuple[str, ...]
    moves: tuple[datetime, ...] = ()
    reached: tuple[date, ...] = field(init=False, compare=False)
    _hash: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Work out how far the days had come before each move."""
        reached: list[date] = []
        for place, move in enumerate(self.moves):
            before = reached[-1] if reached else date.min
            reached.append(max(before, self._shown(place, move - _TICK)))
        object.__setattr__(self, "reached", tuple(reached))
        object.__setattr__(self, "_hash", hash((self.zones, self.moves)))

    def __hash__(self) -> int:
        """Return what is the same for the same zones; it is asked for often."""
        return self._hash

    def zone_at(self, instant: datetime) -> str:
        """Return the zone that counts at an instant."""
        return self.zones[bisect_right(self.moves, instant)]

    def day_of(self, instant: datetime) -> date:
        """Return the day that it is at an instant: the greatest so far."""
        if not self.moves:
            hour = _day_of_hour(self.zones[0], instant.toordinal(), instant.hour)
            return self._shown(0, instant) if hour is None else hour
        place = bisect_right(self.moves, instant)
        shown = self._shown(place, instant)
        return max(shown, self.reached[place - 1]) if place else shown

    def start_of(self, day: date) -> datetime:
        """Return the first instant of a day, or of the first day after it."""
        return self.time_on(day, 0)

    def time_on(self, day: date, minutes: int) -> datetime:
        """Return the first instant at which it is so late on a day, or later."""
        if not self.moves:
            return instant_of(day, minutes, self.zones[0])
        if minutes == MINUTES_OF_A_DAY:
            day, minutes = day + _ONE_DAY, 0
        for place, name in enumerate(self.zones):
            found = instant_of(day, minutes, name)
            since = self.moves[place - 1] if place else None
            if since is not None and found < since:
                now = local_date(since, name), local_minutes(since, name)
                is_past = now >= (day, minutes)
                found = since if is_past else second_instant_of(day, minutes, name)
            if place == len(self.moves) or found < self.moves[place]:
                return found
        raise AssertionError("the last stay has no end")

    def day_throughout(self, begin: datetime, last: datetime) -> date | None:
        """Return the day that it is from one instant to another; if it is one day."""
        day = self._shown(0, begin)
        return day if self._shown(0, last) == day else None

    def _shown(self, place: int, until: datetime) -> date:
        """Return the greatest date of one stay, up to an instant in it."""
        name = self.zones[place]
        day = local_date(until, name)
        since = self.moves[place - 1] if place else None
        if since is not None:
            day = max(day, local_date(since, name))
        # Where clocks go back over midnight, the day after has been there already.
        following = instant_of(day + _ONE_DAY, 0, name)
        if following <= until and (since is None or since <= following):
            return day + _ONE_DAY
        return day


@lru_cache(maxsize=65536)
def _day_of_hour(zone_name: str, ordinal: int, hour: int) -> date | None:
    """Return the day of all instants of an hour of UTC; ``None`` if they differ.

    Days do not go back, so it is enough to look at both ends.
    """
    day = date.fromordinal(ordinal)
    begin = datetime.combine(day, time(hour), UTC)
    return always_in(zone_name).day_throughout(begin, begin + _HOUR - _TICK)


@lru_cache(maxsize=1024)
def always_in(zone_name: str) -> Whereabouts:
    """Return the whereabouts of somebody who never moves."""
    return Whereabouts((zone_name,))


def moved(base: Whereabouts, sources: Sequence[Sequence[FactChange]]) -> Whereabouts:
    """Return where somebody is by facts, each in order of time; else where ``base`` is.

    Of several facts the first that is known counts.
    """
    told = [_told(changes) for changes in sources if changes]
    if not told:
        return base
    instants = sorted({*base.moves, *(at for one in told for at in one[0])})
    zones, moves = [base.zones[0]], []
    for instant in instants:
        name = base.zone_at(instant)
        for when, values in told:
            place = bisect_right(when, instant)
            value = values[place - 1] if place else None
            if value is not None:
                name = value
                break
        if name != zones[-1]:
            zones.append(name)
            moves.append(instant)
    return Whereabouts(tuple(zones), tuple(moves))


def _told(changes: Sequence[FactChange]) -> tuple[list[datetime], list[str | None]]:
    """Return when a fact changed, and to what; ``None`` where nobody knows."""
    when: list[datetime] = []
    values: list[str | None] = []
    for at, group in groupby(changes, _AT):
        same = list(group)
        last = {one.value for one in same if one.recorded == same[-1].recorded}
        value = last.pop() if len(last) == 1 else None
        when.append(at)
        values.append(value if isinstance(value, str) else None)
    return when, values
