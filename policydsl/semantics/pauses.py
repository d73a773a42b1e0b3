"""When a clock stands still: the days and hours of its pauses, as far as known."""

from datetime import date, datetime

from attrs import evolve, frozen

from policydsl.semantics import core
from policydsl.semantics.standstill import NO_PAUSES, ONE_DAY, Pauses, united
from policydsl.semantics.view import Context, View


@frozen
class _Run:
    """The condition held from ``begin`` up to ``end``; ``last`` is its last day."""

    begin: datetime
    end: datetime | None = None
    last: date | None = None


def pauses_of(seen: View, clock: core.ClockRef) -> Pauses:
    """Return when a clock stands still; only a declared clock ever does.

    The days from the first to the last on which a condition holds are one pause; its
    first day still counts, since it began before the pause did.
    """
    if not isinstance(clock, str) or not seen.clocks[clock].freezes:
        return NO_PAUSES
    key = ("pauses", clock)
    if key not in seen.memo:
        seen.memo[key] = _pauses(seen, seen.clocks[clock].freezes)
    found: Pauses = seen.memo[key]
    return found


def frozen_by(seen: View, clock: core.ClockRef) -> tuple[core.Freeze, ...]:
    """Return what makes a clock stand still now."""
    freezes = seen.clocks[clock].freezes if isinstance(clock, str) else ()
    return tuple(
        freeze
        for freeze in freezes
        if seen.readers.holds(seen, freeze.condition, Context()) is not False
    )


def _pauses(seen: View, freezes: tuple[core.Freeze, ...]) -> Pauses:
    any_of_them = core.AnyOf(tuple(freeze.condition for freeze in freezes))
    runs = _runs(seen, any_of_them)
    days = [(seen.day_of(run.begin) + ONE_DAY, run.last) for run in runs]
    for freeze in freezes:
        if freeze.from_day_before:
            own = _runs(seen, freeze.condition)
            days += [(seen.day_of(run.begin), run.last) for run in own]
    return Pauses(united(days), tuple((run.begin, run.end) for run in runs))


def _runs(seen: View, condition: core.Condition) -> list[_Run]:
    """Walk through time, from one instant at which something changes to the next.

    What nobody knows falls on the side of not acting: then a clock stands still.
    """
    found: list[_Run] = []
    upcoming = sorted({entry.at for entry in seen.entries})
    if not upcoming:
        return found
    instant = upcoming[0]
    while instant <= seen.now:
        then = seen.at(instant)
        stands = then.readers.holds(then, condition, Context()) is not False
        is_going_on = bool(found) and found[-1].end is None
        if stands and not is_going_on:
            found.append(_Run(instant))
        elif is_going_on and not stands:
            last = _last_day(then, condition)
            found[-1] = evolve(found[-1], end=instant, last=last)
        later = [t for t in (*upcoming, *then.horizon) if t > instant]
        if not later:
            return found
        instant = min(later)
    seen.note(instant)
    return found


def _last_day(then: View, condition: core.Condition) -> date:
    """Return the last day of a pause that is over at the instant of a view.

    An event that ends it is of the day on which it happens, even at its very start;
    where nothing but time ends it there, the day before was the last.
    """
    today = then.today
    if then.now != then.start_of_day(today):
        return today
    earlier = tuple(e for e in then.entries if e.at < then.now)
    without = evolve(then.of_item(None), entries=earlier, horizon=set(), memo={})
    without = without.of_item(then.item)
    if then.readers.holds(without, condition, Context()) is False:
        return today - ONE_DAY
    return today
