"""What a rule plans stays so until its next point comes, or its clock changes.

A state keeps it from one decision to the next.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from policydsl.runtime.durations import Duration, Unit
from policydsl.runtime.episodes import Episode
from policydsl.runtime.forms import DaySet
from policydsl.runtime.program import Program, Rule
from policydsl.runtime.sight import Sight
from policydsl.runtime.triggers import After, AfterEach, Every, Trigger
from policydsl.runtime.whereabouts import Whereabouts


@dataclass(frozen=True, slots=True)
class Plan:
    """What was planned at ``made``; ``following``: when the next point comes.

    ``occurrences`` are in order, by their ids.
    """

    episodes: Sequence[Episode]
    where: Whereabouts
    over: datetime | None
    made: datetime
    following: datetime | None
    occurrences: Mapping[str, Any]


def kept_plan(
    sight: Sight, rule: Rule, episodes: Sequence[Episode], over: datetime | None
) -> Sequence[Any] | None:
    """Return what a rule planned when it was last asked, if that stands."""
    plan: Plan | None = sight.known.plans.get(rule.name)
    if plan is None or plan.over != over or sight.now < plan.made:
        return None
    following = plan.following
    if following is not None and following <= sight.now:
        return None
    if plan.episodes != episodes or plan.where != sight.whereabouts:
        return None
    if following is not None:
        sight.note(following)
    return tuple(plan.occurrences.values())


def planned_before(sight: Sight, rule: Rule) -> Mapping[str, Any]:
    """Return what a rule planned when it was last asked, whether it stands or not."""
    plan: Plan | None = sight.known.plans.get(rule.name)
    return {} if plan is None or plan.where != sight.whereabouts else plan.occurrences


def keep_plan(sight: Sight, rule: Rule, plan: Plan) -> None:
    """Keep a plan, if nothing but its clock and the time can change it."""
    if is_steady(sight.program, rule):
        sight.known.plans[rule.name] = plan


def is_steady(program: Program, rule: Rule) -> bool:
    """Whether each point of a rule hangs on the start of its clock alone.

    Calendars end, and days that are rolled hang on them; clocks that stand still
    hang on the history.
    """
    known = program.steady.get(rule.name)
    if known is None:
        clock = rule.clock
        is_frozen = isinstance(clock, str) and bool(program.clocks[clock].freezes)
        known = not is_frozen and hangs_on_its_start(rule.trigger)
        known = known and not any(map(_is_counted, (rule.late, rule.within)))
        program.steady[rule.name] = known
    return known


def hangs_on_its_start(trigger: Trigger) -> bool:
    """Whether the points of a trigger need no calendar."""
    lengths: tuple[Duration | DaySet | None, ...]
    match trigger:
        case After(delay, _, roll):
            if roll is not None:
                return False
            lengths = (delay,)
        case AfterEach(points, _):
            lengths = points
        case Every(step, first, last, _):
            lengths = (step, first, last)
        case _:
            return False
    return not any(map(_is_counted, lengths))


def _is_counted(length: Duration | DaySet | None) -> bool:
    """Whether a calendar is needed to count a length."""
    if isinstance(length, Duration):
        return length.unit is Unit.BUSINESS_DAY
    return length is not None
