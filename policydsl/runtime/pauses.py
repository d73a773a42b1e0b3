"""When the clock of a case stands still."""

from datetime import date, datetime
from functools import partial

from policydsl.runtime.forms import ClockRef, Condition, Freeze
from policydsl.runtime.recalling import recalled
from policydsl.runtime.sight import Question, Sight
from policydsl.runtime.standstill import NO_PAUSES, ONE_DAY, Pauses, joined
from policydsl.runtime.walking import walked

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
    return recalled(sight, key, NO_PAUSES, partial(_pauses, clock, freezes))


def _pauses(clock: str, freezes: tuple[Freeze, ...], sight: Sight) -> Pauses:
    """The first day of a pause counts; the others, up to its last, do not."""
    runs = _runs(sight, f"{clock}/frozen", partial(_any_stops, freezes))
    days = [(sight.day_of(begin) + ONE_DAY, last) for begin, _, last in runs]
    for number, freeze in enumerate(freezes):
        if freeze.from_day_before:
            own = _runs(sight, f"{clock}/frozen/{number}", freeze.condition)
            days += [(sight.day_of(begin), last) for begin, _, last in own]
    return Pauses(joined(days), tuple((begin, end) for begin, end, _ in runs))


def _any_stops(freezes: tuple[Freeze, ...], q: Question) -> bool:
    # All are asked, so that each notes when its answer will be another one.
    answers = [freeze.condition(q) for freeze in freezes]
    return any(answer is not False for answer in answers)


def _runs(sight: Sight, key: str, condition: Condition) -> tuple[_Run, ...]:
    """Return the times in which a condition holds, or nobody knows."""
    begin: tuple[_Run, ...] = ()
    return walked(sight, key, begin, partial(_step, condition))


def _step(
    condition: Condition, then: Sight, found: tuple[_Run, ...]
) -> tuple[_Run, ...]:
    is_still = condition(Question(then)) is not False
    is_open = bool(found) and found[-1][1] is None
    if is_still and not is_open:
        return (*found, (then.now, None, None))
    if is_open and not is_still:
        over = (found[-1][0], then.now, _last_day(then, condition))
        return (*found[:-1], over)
    return found


def _last_day(then: Sight, condition: Condition) -> date:
    """An event ends a pause on its own day, time alone at the start of the next."""
    if then.now != then.start_of_day(then.today):
        return then.today
    if condition(Question(then.without_now())) is False:
        return then.today - ONE_DAY
    return then.today
