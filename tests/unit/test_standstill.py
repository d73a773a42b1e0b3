"""How far a clock comes that stands still at times, against counting one by one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from types import ModuleType

import pytest

from policydsl.runtime import standstill as engine
from policydsl.runtime.calendars import Calendar
from policydsl.runtime.durations import Duration, Unit
from policydsl.semantics import standstill as reference

START = date(2026, 3, 1)
ORIGIN = datetime(2026, 3, 1, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
CALENDAR = Calendar("work days", date(2026, 12, 31), frozenset({5, 6}))
BOTH = pytest.mark.parametrize("module", [reference, engine], ids=["meaning", "engine"])


def runs(r: Random) -> list[tuple[int, int | None]]:
    """Return some runs of numbers, out of order and over each other."""
    found: list[tuple[int, int | None]] = []
    for _ in range(r.randint(0, 4)):
        first = r.randint(-6, 30)
        found.append((first, first + r.randint(-1, 5)))
    if r.random() < 0.4:
        found.append((r.randint(0, 40), None))
    r.shuffle(found)
    return found


def covered(found: list[tuple[int, int | None]], number: int) -> bool:
    """Whether a number is in one of the runs, both ends included."""
    return any(a <= number and (b is None or number <= b) for a, b in found)


def united(module: ModuleType, found: list[tuple[int, int | None]]) -> object:
    """Return runs of days as an implementation joins them."""
    days = [(START + a * DAY, None if b is None else START + b * DAY) for a, b in found]
    join = module.united if module is reference else module.joined
    return module.Pauses(join(days), ())


def counted(
    found: list[tuple[int, int | None]], length: Duration, last: int = 200
) -> Iterator[int]:
    """Yield each day, as a number after the start, with which a value is reached."""
    value = 0
    if value >= length.amount:
        yield 0
    for number in range(1, last):
        is_free = CALENDAR.is_free(START + number * DAY)
        is_idle = length.unit is Unit.BUSINESS_DAY and is_free
        if not covered(found, number) and not is_idle:
            value += 1
            if value == length.amount:
                yield number


@BOTH
@pytest.mark.parametrize("seed", range(40))
def test_a_value_is_reached_when_so_many_days_were_counted(
    module: ModuleType, seed: int
) -> None:
    r = Random(seed)
    found = runs(r)
    unit = r.choice((Unit.DAY, Unit.BUSINESS_DAY))
    length = Duration(r.randint(0, 20), unit)
    expected = next((START + n * DAY for n in counted(found, length)), None)
    pauses = united(module, found)
    assert module.day_reached(START, length, CALENDAR, pauses) == expected


@BOTH
@pytest.mark.parametrize("seed", range(40))
def test_hours_are_reached_when_so_many_were_counted(
    module: ModuleType, seed: int
) -> None:
    r = Random(seed)
    found = sorted(runs(r), key=lambda run: run[0])
    apart = [run for at, run in enumerate(found) if not _meets(found[:at], run)]
    stretches = tuple(
        (ORIGIN + a * HOUR, None if b is None else ORIGIN + (b + 1) * HOUR)
        for a, b in apart
    )
    hours = r.randint(0, 30)
    value, expected = 0, ORIGIN if hours == 0 else None
    for number in range(200):
        value += not covered(apart, number)
        if value == hours and expected is None:
            expected = ORIGIN + (number + 1) * HOUR
    pauses = module.Pauses((), stretches)
    assert module.instant_reached(ORIGIN, hours * HOUR, pauses) == expected


def _meets(earlier: list[tuple[int, int | None]], run: tuple[int, int | None]) -> bool:
    first, last = run
    is_empty = last is not None and last < first
    return is_empty or any(b is None or first <= b + 1 for _, b in earlier)


@BOTH
def test_a_value_lasts_to_the_end_of_its_pause(module: ModuleType) -> None:
    pauses = united(module, [(3, 5), (6, 6), (9, None)])
    passed = module.next_day if module is reference else module.day_passed
    assert passed(START + 1 * DAY, pauses) == START + 2 * DAY
    assert passed(START + 2 * DAY, pauses) == START + 7 * DAY
    assert passed(START + 8 * DAY, pauses) is None
