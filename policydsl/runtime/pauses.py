"""When the clock of a case stands still."""

from collections.abc import Iterator
from datetime import date, datetime

from policydsl.runtime.forms import ClockRef, Condition, Freeze
from policydsl.runtime.sight import Question, Sight
from policydsl.runtime.standstill import NO_PAUSES, ONE_DAY, Pauses, joined
from policydsl.runtime.zones import start_of_day

# From when, until when, and the last day of it.
_Run = tuple[datetime, datetime | None, date | None]


def pauses_of(sight: Sight, clock: ClockRef) -> Pauses:
    """Return when a clock stands still; what is not declared never does."""
    if not isinstance(clock, str):
        return NO_PAUSES
    freezes = sight.program.clocks[clock].freezes
    if not freezes:
        return NO_PAUSES
    key = ("pauses", clock)
    found: Pauses | None = sight.memo.get(key)
    if found is None:
        found = sight.memo[key] = _pauses(sight, freezes)
    return found


def _pauses(sight: Sight, freezes: tuple[Freeze, ...]) -> Pauses:
    """The first day of a pause counts; the others, up to its last, do not."""
    runs = list(_runs(sight, lambda q: _any_stops(q, freezes)))
    days = [(sight.day_of(begin) + ONE_DAY, last) for begin, _, last in runs]
    for freeze in freezes:
        if freeze.from_day_before:
            own = _runs(sight, freeze.condition)
            days += [(sight.day_of(begin), last) for begin, _, last in own]
    return Pauses(joined(days), tuple((begin, end) for begin, end, _ in runs))


def _any_stops(q: Question, freezes: tuple[Freeze, ...]) -> bool:
    # All are asked, so that each notes when its answer will be another one.
    answers = [freeze.condition(q) for freeze in freezes]
    return any(answer is not False for answer in answers)


def _runs(sight: Sight, condition: Condition) -> Iterator[_Run]:
    """Yield the times in which a condition holds, or nobody knows.

    It is asked at every instant at which it may change: each step notes the next.
    """
    upcoming = sorted(set(sight.instants()))
    if not upcoming:
        return
    begin: datetime | None = None
    instant: datetime | None = upcoming[0]
    place = 0
    while instant is not None and instant <= sight.now:
        then = sight.at(instant)
        is_still = condition(Question(then)) is not False
        if is_still and begin is None:
            begin = instant
        elif begin is not None and not is_still:
            yield begin, instant, _last_day(then, condition)
            begin = None
        while place < len(upcoming) and upcoming[place] <= instant:
            place += 1
        following = upcoming[place] if place < len(upcoming) else None
        review = then.of_item(None).review
        instant = min((t for t in (following, review) if t is not None), default=None)
    if begin is not None:
        yield begin, None, None
    if instant is not None:
        sight.note(instant)


def _last_day(then: Sight, condition: Condition) -> date:
    """An event ends a pause on its own day, time alone at the start of the next."""
    if then.now != start_of_day(then.today, then.zone):
        return then.today
    if condition(Question(then.without_now())) is False:
        return then.today - ONE_DAY
    return then.today
