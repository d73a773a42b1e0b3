"""How late an act may still be done when its rule does not say.

Decided by the form of the rule, never by a word: see `Lateness` in the meaning of
the language. ``None`` is without limit.
"""

import itertools
from typing import assert_never

from policydsl.runtime.durations import Duration, Unit
from policydsl.semantics import core

THREE_DAYS = Duration(3, Unit.DAY)
_DAYS = {Unit.DAY: 1, Unit.BUSINESS_DAY: 1, Unit.WEEK: 7}
_MINUTES = {Unit.MINUTE: 1, Unit.HOUR: 60}
_MINUTES_OF_A_DAY = 24 * 60


def default_lateness(trigger: core.Trigger, act: core.Act) -> Duration | None:
    """Return how late the act of a rule may still be done.

    What is grave waits for its turn, a notice is owed however late it is, and what
    answers an event is done once it can be. On a grid the next act makes up for a
    missed one, so half a step is enough. Other acts towards people have three days.
    """
    if act.is_coercive or act.is_irreversible or act.matter is not None:
        return None
    match trigger:
        case core.When() | core.While() | core.Before():
            return None
        case core.Every(step=step):
            return _half_of_step(step)
        case core.AfterEach(points=points):
            return _half_of_distance(points)
        case core.After():
            return once(act)
        case _:
            assert_never(trigger)


def instead(trigger: core.Trigger, act: core.Act) -> Duration | None:
    """Return how late the act may be done that replaces another one, once."""
    if isinstance(trigger, core.When):
        return None
    return once(act)


def once(act: core.Act) -> Duration | None:
    """Return how late an act may be done that is done once in an episode."""
    if act.is_coercive or act.is_irreversible or act.matter is not None:
        return None
    return THREE_DAYS if act.audience is not None else None


def _half_of_step(step: Duration | core.DaySet) -> Duration:
    match step:
        case Duration():
            return _half(step.amount, step.unit)
        case core.DaySet(including=including):
            is_monthly = all(isinstance(d, core.LastDayOfMonth) for d in including)
            return THREE_DAYS if is_monthly else Duration(0, Unit.DAY)


def _half_of_distance(points: tuple[Duration, ...]) -> Duration:
    amounts = [point.amount for point in points]
    distances = [b - a for a, b in itertools.pairwise(amounts)]
    return _half(min(distances), points[0].unit) if distances else THREE_DAYS


def _half(amount: int, unit: Unit) -> Duration:
    """Return half of a step, rounded down, and three days at most."""
    if unit in _MINUTES:
        minutes = amount * _MINUTES[unit] // 2
        if minutes > 3 * _MINUTES_OF_A_DAY:
            return THREE_DAYS
        if minutes % 60 == 0:
            return Duration(minutes // 60, Unit.HOUR)
        return Duration(minutes, Unit.MINUTE)
    if unit in _DAYS:
        return Duration(min(3, amount * _DAYS[unit] // 2), Unit.DAY)
    return THREE_DAYS
