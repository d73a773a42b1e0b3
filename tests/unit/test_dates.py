"""Days and local times, against tables by hand and two independent libraries.

Business days are checked against ``chinesecalendar``, local times against
``whenever``; neither shares code or data with the runtime.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache

import chinese_calendar
import pytest
import whenever
from chinese_calendar import constants

from policydsl.driver import check_text
from policydsl.runtime.calendars import Calendar, CalendarEnds, last_day_of_month
from policydsl.runtime.durations import Duration, Rounding, Unit, add, subtract
from policydsl.runtime.zones import instant_of, local_date, local_minutes, start_of_day

FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
CHINA = Calendar(
    name="cn work",
    last=LAST,
    free_weekdays=frozenset({5, 6}),
    free=frozenset(constants.holidays),
    working=frozenset(constants.workdays),
)

# Zones whose clocks change by an hour, by half an hour, by two hours, at midnight,
# around Ramadan, in the south, and never.
ZONES = (
    "Europe/Berlin",
    "Europe/London",
    "Europe/Dublin",
    "America/New_York",
    "America/St_Johns",
    "America/Santiago",
    "Asia/Beirut",
    "Asia/Shanghai",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Antarctica/Troll",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Chatham",
)


def days(first: date, last: date) -> Iterator[date]:
    """Yield each day; both ends are in it."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


# --- business days ----------------------------------------------------------


def test_the_same_days_are_free() -> None:
    for day in days(FIRST, LAST):
        assert CHINA.is_free(day) is not chinese_calendar.is_workday(day), day


def test_the_calendar_of_the_library_knows_the_same_days() -> None:
    """What a policy counts on was written by hand, and so agrees by no accident."""
    loaded = check_text(
        """\
policy days "A policy that counts working days"
    version 1
    in force from 2026-01-01
    uses collections, cn_work_days
    zone Asia/Shanghai
    business days of cn work 2026

rule reminder
    after 1 business day overdue: remind borrower
""",
        "days.policy",
    )
    assert loaded.policy is not None, loaded.diagnostics
    calendar = loaded.policy.calendar
    assert calendar is not None
    assert calendar.last == LAST
    for day in days(date(2026, 1, 1), LAST):
        assert calendar.is_free(day) is not chinese_calendar.is_workday(day), day


def test_business_days_before_a_day_are_counted_from_the_day_before() -> None:
    working = [day for day in days(FIRST, LAST) if chinese_calendar.is_workday(day)]
    for start in days(date(2024, 3, 1), LAST):
        earlier = [day for day in working if day < start][-21:]
        for amount in (1, 2, 3, 5, 7, 10, 20):
            length = Duration(amount, Unit.BUSINESS_DAY)
            assert subtract(start, length, CHINA) == earlier[-amount], (start, amount)


def test_business_days_are_counted_from_the_day_after() -> None:
    working = [day for day in days(FIRST, LAST) if chinese_calendar.is_workday(day)]
    for start in days(FIRST, date(2026, 11, 1)):
        later = [day for day in working if day > start][:21]
        for amount in (1, 2, 3, 5, 7, 10, 20):
            length = Duration(amount, Unit.BUSINESS_DAY)
            assert add(start, length, CHINA) == later[amount - 1], (start, amount)


def test_nobody_knows_the_holidays_after_the_last_day() -> None:
    with pytest.raises(CalendarEnds):
        add(date(2026, 12, 30), Duration(2, Unit.BUSINESS_DAY), CHINA)
    with pytest.raises(CalendarEnds):
        CHINA.is_free(date(2027, 1, 1))


def test_no_business_day_is_the_day_itself() -> None:
    assert add(date(2026, 12, 31), Duration(0, Unit.BUSINESS_DAY), CHINA) == LAST


# --- local times ------------------------------------------------------------


@cache
def offset(instant: datetime, zone: str) -> int:
    """Return the offset from universal time in seconds, as ``whenever`` knows it."""
    local = whenever.Instant(instant).to_tz(zone)
    return int(local.offset.total("seconds"))


def edge_days(zone: str) -> set[date]:
    """Return the days on which clocks change, and their neighbours."""
    found: set[date] = set()
    for day in days(date(2024, 1, 1), date(2027, 12, 31)):
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        if offset(noon, zone) != offset(noon - timedelta(days=1), zone):
            found.update(day + timedelta(days=n) for n in (-2, -1, 0, 1))
    return found


def expected_instant(day: date, minutes: int, zone: str) -> datetime:
    """Return the first of two, or the first valid minute that follows."""
    while True:
        shifted, minute = day + timedelta(days=minutes // 1440), minutes % 1440
        try:
            found = whenever.ZonedDateTime(
                shifted.year,
                shifted.month,
                shifted.day,
                minute // 60,
                minute % 60,
                tz=zone,
                disambiguation="raise",
            )
        except whenever.SkippedTime:
            minutes += 1
            continue
        except whenever.RepeatedTime:
            found = whenever.ZonedDateTime(
                shifted.year,
                shifted.month,
                shifted.day,
                minute // 60,
                minute % 60,
                tz=zone,
                disambiguation="earlier",
            )
        return found.to_instant().to_stdlib()


@pytest.mark.parametrize("zone", ZONES)
def test_local_times_around_every_change_of_clocks(zone: str) -> None:
    edges = edge_days(zone)
    assert edges or zone == "Asia/Shanghai"
    for day in edges:
        for minutes in range(0, 1441, 10):
            actual = instant_of(day, minutes, zone)
            assert actual == expected_instant(day, minutes, zone), (day, minutes)


@pytest.mark.parametrize("zone", ZONES)
def test_local_days_around_every_change_of_clocks(zone: str) -> None:
    for day in edge_days(zone):
        first = start_of_day(day, zone)
        for instant in (
            first,
            first - timedelta(seconds=1),
            first + timedelta(hours=9),
        ):
            local = whenever.Instant(instant).to_tz(zone)
            assert local_date(instant, zone) == local.date().to_stdlib()
            assert local_minutes(instant, zone) == local.hour * 60 + local.minute
        assert local_date(first, zone) == day
        assert local_date(first - timedelta(seconds=1), zone) < day


@pytest.mark.parametrize(
    ("day", "minutes", "zone", "instant"),
    [
        pytest.param("2026-03-29", 150, "Europe/Berlin", "2026-03-29T01:00", id="L1"),
        pytest.param("2026-10-25", 150, "Europe/Berlin", "2026-10-25T00:30", id="L2"),
        pytest.param("2026-03-29", 540, "Europe/London", "2026-03-29T08:00", id="L3"),
        pytest.param("2026-10-25", 540, "Europe/London", "2026-10-25T09:00", id="L4"),
        pytest.param("2011-12-30", 0, "Pacific/Apia", "2011-12-30T10:00", id="no day"),
    ],
)
def test_local_times_by_hand(day: str, minutes: int, zone: str, instant: str) -> None:
    actual = instant_of(date.fromisoformat(day), minutes, zone)
    assert actual == datetime.fromisoformat(instant).replace(tzinfo=UTC)


# --- months -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "months", "down", "up"),
    [
        ("2026-01-28", 1, "2026-02-28", "2026-02-28"),
        ("2026-01-29", 1, "2026-02-28", "2026-03-01"),
        ("2026-01-30", 1, "2026-02-28", "2026-03-01"),
        ("2026-01-31", 1, "2026-02-28", "2026-03-01"),
        ("2024-01-29", 1, "2024-02-29", "2024-02-29"),
        ("2024-01-30", 1, "2024-02-29", "2024-03-01"),
        ("2026-01-31", 2, "2026-03-31", "2026-03-31"),
        ("2026-01-31", 3, "2026-04-30", "2026-05-01"),
        ("2026-03-31", 1, "2026-04-30", "2026-05-01"),
        ("2026-10-31", 4, "2027-02-28", "2027-03-01"),
        ("2026-12-31", 1, "2027-01-31", "2027-01-31"),
        ("2024-02-29", 12, "2025-02-28", "2025-03-01"),
        ("2024-02-29", 48, "2028-02-29", "2028-02-29"),
        ("2024-02-29", 0, "2024-02-29", "2024-02-29"),
    ],
)
def test_months_by_hand(start: str, months: int, down: str, up: str) -> None:
    day = date.fromisoformat(start)
    for rounding, expected in ((Rounding.DOWN, down), (Rounding.UP, up)):
        length = Duration(months, Unit.MONTH, rounding)
        assert add(day, length) == date.fromisoformat(expected)
        if months % 12 == 0:
            years = Duration(months // 12, Unit.YEAR, rounding)
            assert add(day, years) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("end", "months", "down", "up"),
    [
        ("2026-03-28", 1, "2026-02-28", "2026-02-28"),
        ("2026-03-29", 1, "2026-02-28", "2026-03-01"),
        ("2026-03-31", 1, "2026-02-28", "2026-03-01"),
        ("2024-03-29", 1, "2024-02-29", "2024-02-29"),
        ("2024-03-31", 1, "2024-02-29", "2024-03-01"),
        ("2026-05-31", 1, "2026-04-30", "2026-05-01"),
        ("2026-05-31", 3, "2026-02-28", "2026-03-01"),
        ("2026-01-31", 2, "2025-11-30", "2025-12-01"),
        ("2026-01-31", 1, "2025-12-31", "2025-12-31"),
        ("2028-02-29", 12, "2027-02-28", "2027-03-01"),
        ("2028-02-29", 48, "2024-02-29", "2024-02-29"),
    ],
)
def test_months_before_a_day_by_hand(end: str, months: int, down: str, up: str) -> None:
    day = date.fromisoformat(end)
    for rounding, expected in ((Rounding.DOWN, down), (Rounding.UP, up)):
        length = Duration(months, Unit.MONTH, rounding)
        assert subtract(day, length) == date.fromisoformat(expected)


def test_every_month_end_of_four_years() -> None:
    """From the last day of a month, the last day of each other month or of none."""
    lengths = {year: [*LENGTHS] for year in (2025, 2026, 2027, 2028)}
    for year in (2025, 2026, 2027):
        lengths[year][1] = 28
    ends = [
        date(year, month, lengths[year][month - 1])
        for year in lengths
        for month in range(1, 13)
    ]
    for start in ends[:12]:
        for months, end in enumerate(ends[ends.index(start) :]):
            wanted = min(end.day, start.day)
            length = Duration(months, Unit.MONTH, Rounding.DOWN)
            assert add(start, length) == end.replace(day=wanted), (start, months)


def test_months_need_a_rounding() -> None:
    with pytest.raises(ValueError, match="rounding"):
        add(date(2026, 1, 1), Duration(1, Unit.MONTH))


LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def test_a_month_has_one_last_day() -> None:
    for day in days(date(2024, 1, 1), date(2024, 12, 31)):
        is_last = day.day == LENGTHS[day.month - 1]
        assert last_day_of_month(day) is is_last
