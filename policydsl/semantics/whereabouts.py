"""Where somebody is over time, and what day it is there.

A day is counted once, whatever the zone does: today is the greatest date that a wall
clock has shown so far, so it never goes back. A day that every wall clock left out
begins together with the next one.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from attrs import frozen

from policydsl.runtime.zones import (
    MINUTES_OF_A_DAY,
    in_utc,
    instant_of,
    local_date,
    start_of_day,
    zone,
)

ONE_DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)


@frozen
class Stay:
    """A zone that counts from an instant on, or from the beginning of time."""

    zone: str
    since: datetime | None = None


@frozen
class Whereabouts:
    """The stays of somebody, in order of time. The first is from the beginning on."""

    stays: tuple[Stay, ...]

    def zone_at(self, instant: datetime) -> str:
        """Return the zone that counts at an instant."""
        begun = [one for one in self.stays if one.since is None or one.since <= instant]
        return begun[-1].zone

    def day_of(self, instant: datetime) -> date:
        """Return the day that it is at an instant: the greatest so far."""
        days = []
        ends = [one.since - TICK for one in self.stays[1:] if one.since is not None]
        for stay, end in zip(self.stays, (*ends, instant), strict=True):
            if stay.since is None or stay.since <= instant:
                days.append(_last_day(stay, min(end, instant)))
        return max(days)

    def start_of(self, day: date) -> datetime:
        """Return the first instant of a day, or of the first day after it."""
        return self.time_on(day, 0)

    def time_on(self, day: date, minutes: int) -> datetime:
        """Return the first instant at which it is so late on that day, or later."""
        first = _first(self.stays[0], day, minutes)
        for stay in self.stays[1:]:
            assert stay.since is not None
            if first < stay.since:
                return first
            first = _first(stay, day, minutes)
        return first


def always_in(zone_name: str) -> Whereabouts:
    """Return the whereabouts of somebody who never moves."""
    return Whereabouts((Stay(zone_name),))


def joined(stays: Iterable[Stay]) -> Whereabouts:
    """Return whereabouts in which a zone that goes on is one stay."""
    found: list[Stay] = []
    for stay in stays:
        if not found or stay.zone != found[-1].zone:
            found.append(stay)
    return Whereabouts(tuple(found))


def _last_day(stay: Stay, until: datetime) -> date:
    """Return the greatest date of a stay; clocks may go back over a midnight."""
    day = local_date(until, stay.zone)
    tomorrow = start_of_day(day + ONE_DAY, stay.zone)
    if tomorrow <= until and (stay.since is None or stay.since <= tomorrow):
        day += ONE_DAY
    return day if stay.since is None else max(day, local_date(stay.since, stay.zone))


def _first(stay: Stay, day: date, minutes: int) -> datetime:
    """Return when it is so late on a day, or later, if the stay never ended."""
    first = instant_of(day, minutes, stay.zone)
    if stay.since is None or stay.since <= first:
        return first
    if minutes == MINUTES_OF_A_DAY:
        day, minutes = day + ONE_DAY, 0
    wall = datetime.combine(day, time(minutes // 60, minutes % 60))
    tz = zone(stay.zone)
    if stay.since.astimezone(tz).replace(tzinfo=None) >= wall:
        return stay.since
    # It was so late before the stay, and then the clocks went back.
    return max(stay.since, in_utc(wall.replace(tzinfo=tz, fold=1)))
