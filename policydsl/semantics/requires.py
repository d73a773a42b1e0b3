"""What a policy requires of itself: one act before another, an act after an event."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from policydsl.runtime.case import ActDone
from policydsl.runtime.decision import Duty, DutyState
from policydsl.semantics import core
from policydsl.semantics.history import (
    Instance,
    acts,
    instances,
    is_looked_at,
    outcomes,
)
from policydsl.semantics.needs import UNDELIVERED
from policydsl.semantics.occurrence import Occurrence
from policydsl.semantics.past import in_force
from policydsl.semantics.patterns import matches
from policydsl.semantics.plan import end_of
from policydsl.semantics.runs import in_episode
from policydsl.semantics.view import View


def too_early(
    seen: View, policy: core.Policy, one: Occurrence
) -> Iterator[tuple[core.RequireBefore, datetime | None]]:
    """Yield the norms by which an act may not be done yet, and until when.

    ``None``: what must come before was not done, or no calendar reaches so far.
    """
    seen = seen.in_context(one.context)
    kind = seen.kind(one.person)
    for norm in policy.requires:
        if not matches(norm.later, one.act, one.rule.name, kind):
            continue
        earlier = _latest(seen, norm, one)
        opens = None if earlier is None else _opens(seen, norm, one, earlier)
        if opens is None:
            yield norm, None
        elif opens > seen.now:
            seen.note(opens)
            yield norm, opens


def _latest(seen: View, norm: core.RequireBefore, one: Occurrence) -> ActDone | None:
    """Return the act from which is counted: of this case, and that reached somebody.

    Of a rule on the same clock, one of the same episode; and of all these the last.
    """
    found = [
        act
        for act in acts(seen).values()
        if not act.of_person
        and matches(norm.earlier, act, act.rule, seen.kind(act.audience))
        and is_looked_at(seen, act)
        and in_episode(seen, act, one.context)
        and not any(e.outcome in UNDELIVERED for e in outcomes(seen, act))
    ]
    return found[-1] if found else None


def _opens(
    seen: View, norm: core.RequireBefore, one: Occurrence, earlier: ActDone
) -> datetime | None:
    """Return from when on the later act may be done, if anybody knows.

    What must come before is a notice: nothing coercive or irreversible is done on the
    same day.
    """
    opens = earlier.at
    day = seen.day_of(earlier.at)
    if one.act.is_coercive or one.act.is_irreversible:
        opens = seen.start_of_day(day + timedelta(days=1))
    if norm.at_least is None:
        return opens
    if norm.at_least.is_elapsed:
        return max(opens, earlier.at + norm.at_least.elapsed)
    first = seen.day_after(day, norm.at_least)
    return None if first is None else max(opens, seen.start_of_day(first))


def duties(
    seen: View, policy: core.Policy, closed_by: list[Instance]
) -> tuple[Duty, ...]:
    """Return what the events so far call for, and whether it was done in time.

    An event counts while the policy is in force and the case is open, as it does for
    a rule; what is still open when they end is owed no longer.
    """
    begin, over = in_force(seen, policy)
    closing = {one.id for one in closed_by}
    closed = closed_by[0].at if closed_by else None
    found: list[Duty] = []
    for norm in policy.duties:
        for event in instances(seen, norm.events, None):
            ends = (None if event.id in closing else closed, over)
            end = min((e for e in ends if e is not None), default=None)
            if begin <= event.at and (end is None or event.at < end):
                duty = _duty(seen, norm, event)
                if duty.state is DutyState.MET or not _is_over(seen, duty, end):
                    found.append(duty)
    return tuple(found)


def _is_over(seen: View, duty: Duty, end: datetime | None) -> bool:
    """Whether the case or the policy has ended before the duty was missed."""
    if end is None or end > seen.now:
        return False
    return duty.deadline is None or end < duty.deadline


def _duty(seen: View, norm: core.RequireWithin, event: Instance) -> Duty:
    deadline = end_of(seen, seen.day_of(event.at), event.at, norm.duration)
    if deadline is not None:
        seen.note(deadline)
    met_at = next(
        (
            act.at
            for act in acts(seen).values()
            if not act.of_person
            and matches(norm.pattern, act, act.rule, seen.kind(act.audience))
            and event.at <= act.at
            and (deadline is None or act.at < deadline)
        ),
        None,
    )
    state = DutyState.MET if met_at is not None else DutyState.OPEN
    if met_at is None and deadline is not None and deadline <= seen.now:
        state = DutyState.MISSED
    return Duty(norm.clause, norm.words, event.id, event.at, deadline, met_at, state)
