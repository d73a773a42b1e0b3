"""What a policy requires of itself: one act before another, an act after an event."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from policydsl.runtime.case import ActDone
from policydsl.runtime.conditions import is_in_episode
from policydsl.runtime.dayset import ONE_DAY
from policydsl.runtime.decision import Duty, DutyState
from policydsl.runtime.episodes import Happened, happened, is_looked_at
from policydsl.runtime.forms import Pattern
from policydsl.runtime.occurrences import end_of
from policydsl.runtime.past import in_force
from policydsl.runtime.patterns import matches
from policydsl.runtime.required import RequireBefore, RequireWithin
from policydsl.runtime.sight import Question, Sight

# What becomes of a dispatch that did not reach anybody.
UNDELIVERED = frozenset({"failed", "bounced"})


def opens_at(q: Question, norm: RequireBefore) -> datetime | None:
    """Return from when on the later act may be done; ``None`` if nobody knows.

    It is counted from the last of the earlier acts.
    """
    sight, act = q.sight, q.act
    earlier = _last(q, norm)
    if earlier is None:
        return None
    opens = earlier.at
    day = sight.day_of(opens)
    if act is not None and (act.is_coercive or act.is_irreversible):
        opens = sight.start_of_day(day + ONE_DAY)
    length = norm.at_least
    if length is None:
        return opens
    if length.is_elapsed:
        return max(opens, earlier.at + length.elapsed)
    first = sight.day_after(day, length)
    return None if first is None else max(opens, sight.start_of_day(first))


def _last(q: Question, norm: RequireBefore) -> ActDone | None:
    sight = q.sight
    for act in reversed(sight.acts()):
        if (
            _is_of(sight, norm.earlier, act)
            and is_looked_at(sight, act)
            and is_in_episode(q, act)
            and not any(o.outcome in UNDELIVERED for o in sight.outcomes_of(act))
        ):
            return act
    return None


def duties(sight: Sight, closed_by: Sequence[Happened]) -> tuple[Duty, ...]:
    """Return what the events so far call for, and whether it was done in time."""
    if not sight.program.duties:
        return ()
    return tuple(_duties(sight, closed_by))


def _duties(sight: Sight, closed_by: Sequence[Happened]) -> Iterator[Duty]:
    """An end before the deadline sets free from a duty that is not met."""
    begin, over = in_force(sight)
    closing = {one.id for one in closed_by}
    for norm in sight.program.duties:
        done = [act for act in sight.acts() if _is_of(sight, norm.pattern, act)]
        for event in happened(sight, norm.events, None):
            end = over
            if closed_by and event.id not in closing:
                end = min(closed_by[0].at, over or closed_by[0].at)
            if event.at < begin or (end is not None and end <= event.at):
                continue
            duty = _duty(sight, norm, event, done)
            if duty.state is DutyState.MET or not _is_over(sight, duty, end):
                yield duty


def _is_over(sight: Sight, duty: Duty, end: datetime | None) -> bool:
    """Whether the case or the policy has ended before the duty was missed."""
    if end is None or sight.now < end:
        return False
    return duty.deadline is None or end < duty.deadline


def _duty(
    sight: Sight, norm: RequireWithin, event: Happened, done: Sequence[ActDone]
) -> Duty:
    end = end_of(sight, None, event.at, norm.duration)
    met_at: datetime | None = None
    for act in done:
        if act.at >= event.at:
            met_at = act.at if end is None or act.at < end else None
            break
    state = DutyState.OPEN if met_at is None else DutyState.MET
    if end is not None:
        sight.note(end)
        if met_at is None and end <= sight.now:
            state = DutyState.MISSED
    return Duty(norm.clause, norm.words, event.id, event.at, end, met_at, state)


def _is_of(sight: Sight, pattern: Pattern, act: ActDone) -> bool:
    kind = sight.kind(act.audience)
    return not act.of_person and matches(pattern, act, act.rule, kind)
