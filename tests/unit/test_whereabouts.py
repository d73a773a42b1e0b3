"""Days of somebody who moves: both implementations against plain counting.

The oracle looks at every few minutes and takes the greatest date that ``whenever``
has shown so far; it knows nothing of how the others find a day.
"""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
import whenever

from policydsl.runtime import whereabouts as engine
from policydsl.runtime.case import FactChange
from policydsl.semantics import whereabouts as reference

STEP = timedelta(minutes=5)
START = datetime(2026, 3, 26, tzinfo=UTC)
STEPS = 6 * 288
# At 2026-03-29, and in October at a midnight, clocks change in some of these.
ZONES = (
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/Los_Angeles",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
)


def random_moves(r: Random, start: datetime) -> list[tuple[datetime, str]]:
    """Return a zone at the beginning, and up to five moves on the steps."""
    places = sorted(r.sample(range(288, STEPS - 576), r.randint(0, 5)))
    instants = [start - timedelta(days=9), *(start + STEP * n for n in places)]
    return [(instant, r.choice(ZONES)) for instant in instants]


def shown(
    moves: list[tuple[datetime, str]], start: datetime
) -> list[tuple[datetime, datetime]]:
    """Return each instant of the steps, and the wall clock that it shows there."""
    rows = []
    for number in range(STEPS):
        at = start + STEP * number
        zone = moves[bisect_right(moves, at, key=lambda move: move[0]) - 1][1]
        rows.append((at, whenever.Instant(at).to_tz(zone).to_plain().to_stdlib()))
    return rows


@pytest.mark.parametrize("seed", range(40))
def test_days_begin_once_and_never_go_back(seed: int) -> None:
    r = Random(seed)
    # Weeks in which clocks go forward and back, and one in which nothing happens.
    start = r.choice((START, datetime(2026, 10, 23, tzinfo=UTC), START.replace(day=8)))
    moves = random_moves(r, start)
    told = [
        FactChange(id=str(n), at=at, recorded=at, fact="zone", value=zone)
        for n, (at, zone) in enumerate(moves)
    ]
    stays = [reference.Stay(moves[0][1]), *(reference.Stay(z, t) for t, z in moves[1:])]
    both = (
        reference.joined(stays),
        engine.moved(engine.always_in(moves[0][1]), [told]),
    )
    rows = shown(moves, start)
    greatest = date.min
    for at, wall in rows:
        greatest = max(greatest, wall.date())
        assert {one.day_of(at) for one in both} == {greatest}, at
    first = rows[0][1].date()
    for day in (first + timedelta(days=n) for n in range(1, 4)):
        for minutes in (0, 150, 540, 1435):
            wanted = datetime.combine(day, datetime.min.time())
            wanted += timedelta(minutes=minutes)
            expected = next(at for at, wall in rows if wall >= wanted)
            assert {one.time_on(day, minutes) for one in both} == {expected}
        begins = next(at for at, wall in rows if wall.date() >= day)
        assert {one.start_of(day) for one in both} == {begins}


def test_clocks_that_go_back_over_midnight_do_not_bring_a_day_back() -> None:
    """In St. John's they went from 00:01 to 23:01 of the day before, until 2011."""
    midnight = datetime(2010, 11, 7, 2, 30, tzinfo=UTC)
    for one in (
        reference.always_in("America/St_Johns"),
        engine.always_in("America/St_Johns"),
    ):
        for minutes in (0, 1, 30, 61, 600):
            at = midnight + timedelta(minutes=minutes)
            assert one.day_of(at) == date(2010, 11, 7)
        assert one.day_of(midnight - timedelta(seconds=1)) == date(2010, 11, 6)
        assert one.start_of(date(2010, 11, 7)) == midnight


def test_a_time_that_comes_again_after_a_move_is_the_second() -> None:
    """The move is in the hour that Berlin has twice, after 02:30 the first time."""
    move = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    stays = (reference.Stay("Asia/Shanghai"), reference.Stay("Europe/Berlin", move))
    moved = engine.Whereabouts(("Pacific/Pago_Pago", "Europe/Berlin"), (move,))
    again = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert moved.time_on(date(2026, 10, 25), 150) == again
    assert moved.time_on(date(2026, 10, 25), 90) == move
    # In Shanghai it was half past two long before.
    long_before = datetime(2026, 10, 24, 18, 30, tzinfo=UTC)
    assert reference.joined(stays).time_on(date(2026, 10, 25), 150) == long_before
    west = (reference.Stay("Pacific/Pago_Pago"), reference.Stay("Europe/Berlin", move))
    assert reference.joined(west).time_on(date(2026, 10, 25), 150) == again
