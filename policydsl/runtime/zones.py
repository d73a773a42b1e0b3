"""Local days and times in named zones.

A local time that is missing when clocks go forward is the next valid instant; one
that comes twice when they go back is the first of the two.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MINUTES_OF_A_DAY = 24 * 60


# Files of the tz database, or of a machine, that are no zones of their own: what they
# say differs from machine to machine.
_NOT_ZONES = frozenset({"localtime", "posixrules", "Factory"})
_COPIES = ("posix/", "right/")


@cache
def zone(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name.

    Raises:
        ZoneInfoNotFoundError: If there is no such zone.
    """
    if not is_portable(name):
        raise ZoneInfoNotFoundError(name)
    return ZoneInfo(name)


def is_portable(name: str) -> bool:
    """Whether a name can mean a zone that is the same on every machine."""
    return name not in _NOT_ZONES and not name.startswith(_COPIES)


def in_utc(instant: datetime) -> datetime:
    """Return the same instant in UTC.

    Two times of one zone are compared by the wall clock, which goes back once a
    year; instants of UTC are not.
    """
    return instant if instant.tzinfo is UTC else instant.astimezone(UTC)


def local_date(instant: datetime, zone_name: str) -> date:
    """Return the civil day of an instant."""
    return instant.astimezone(zone(zone_name)).date()


def local_minutes(instant: datetime, zone_name: str) -> int:
    """Return the minutes that the clock on the wall shows after midnight."""
    local = instant.astimezone(zone(zone_name))
    return local.hour * 60 + local.minute


@lru_cache(maxsize=65536)
def instant_of(day: date, minutes: int, zone_name: str) -> datetime:
    """Return the instant, in UTC, of a local time; 1440 is the next midnight."""
    if minutes == MINUTES_OF_A_DAY:
        day, minutes = day + timedelta(days=1), 0
    tz = zone(zone_name)
    wall = datetime.combine(day, time(minutes // 60, minutes % 60))
    first = wall.replace(tzinfo=tz, fold=0).astimezone(UTC)
    if first.astimezone(tz).replace(tzinfo=None) == wall:
        return first
    # The time is missing. With fold=0 the offset from before the gap applies, so
    # `first` lies after the gap by as much as `wall` lies in it.
    return _end_of_gap(first, tz)


def _end_of_gap(after: datetime, tz: ZoneInfo) -> datetime:
    """Return the first second that has the offset of ``after``, within a day."""
    offset = after.astimezone(tz).utcoffset()
    wrong, right = 24 * 60 * 60, 0  # seconds before `after`
    while wrong - right > 1:
        middle = (wrong + right) // 2
        if (after - timedelta(seconds=middle)).astimezone(tz).utcoffset() == offset:
            right = middle
        else:
            wrong = middle
    return after - timedelta(seconds=right)


def second_instant_of(day: date, minutes: int, zone_name: str) -> datetime:
    """Return the instant of a local time that comes twice, when it comes again."""
    wall = datetime.combine(day, time(minutes // 60, minutes % 60))
    return wall.replace(tzinfo=zone(zone_name), fold=1).astimezone(UTC)


def start_of_day(day: date, zone_name: str) -> datetime:
    """Return the first instant of a civil day, in UTC."""
    return instant_of(day, 0, zone_name)
