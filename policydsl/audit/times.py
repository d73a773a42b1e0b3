"""When something was, in the cells of a log."""

from datetime import UTC, datetime, timedelta

from policydsl.audit.lines import RowError
from policydsl.audit.records import EPOCH
from policydsl.runtime.calendars import is_countable
from policydsl.runtime.zones import zone as zone_of

_MICROSECOND = timedelta(microseconds=1)


def instant(when: object, zone: str | None) -> int:
    """Return an instant in microseconds since 1970.

    Raises:
        RowError: If a cell says none.
    """
    if not isinstance(when, datetime):
        text = when
        if not isinstance(text, str):
            raise RowError("needs a text in a column of times")
        if not text:
            raise RowError("says no time")
        try:
            when = datetime.fromisoformat(text)
        except ValueError:
            raise RowError(f"`{text[:60]}` is no date and time in ISO 8601") from None
        if len(text) <= len("2026-03-01"):
            raise RowError(f"`{text}` is a date without a time of day")
    if not is_countable(when):
        raise RowError(f"`{when.isoformat()}` is too far away to count from it")
    if when.tzinfo is None:
        when = _local(when, zone)
    return (when - EPOCH) // _MICROSECOND


def end(cell: object, zone: str | None, begun: int) -> int | None:
    """Return when an act was over, in microseconds since 1970, if the row says it.

    Raises:
        RowError: If it was over before it began.
    """
    if cell == "":
        return None
    ended = instant(cell, zone)
    if ended < begun:
        raise RowError("says in `ended` that the act was over before it began")
    return ended


def _local(wall: datetime, zone: str | None) -> datetime:
    """Return the instant of a local time; of one that comes twice, the first."""
    if zone is None:
        raise RowError("has no time zone: neither an offset nor the name of one")
    tz = zone_of(zone)
    found = wall.replace(tzinfo=tz).astimezone(UTC)
    if found.astimezone(tz).replace(tzinfo=None) != wall:
        raise RowError(f"`{wall.isoformat()}` was on no clock in {zone}")
    return found
