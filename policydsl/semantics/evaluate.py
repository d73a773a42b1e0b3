"""The reference interpreter: what a policy means.

Written to be read, not to be fast. Every other implementation is tested against it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from policydsl.runtime.calendars import CalendarEnds
from policydsl.runtime.case import Case
from policydsl.runtime.decision import (
    Cause,
    Decision,
    Held,
    PlannedAct,
    Reason,
    State,
)
from policydsl.semantics import core
from policydsl.semantics.bounds import Taken
from policydsl.semantics.conditions import look_by
from policydsl.semantics.history import Instance, instances
from policydsl.semantics.measures import is_held
from policydsl.semantics.needs import (
    done_by,
    effective,
    missing,
    over,
    unmet,
)
from policydsl.semantics.obstacles import (
    Obstacle,
    forbidden,
    obstacles,
)
from policydsl.semantics.occurrence import Occurrence
from policydsl.semantics.past import in_force, latest, note_versions
from policydsl.semantics.plan import planned
from policydsl.semantics.regrets import attempts, regrets
from policydsl.semantics.requires import duties
from policydsl.semantics.view import View

# How far ahead an act that is held back is looked for.
LOOK_AHEAD = timedelta(days=400)


def decide(policy: core.Policy, case: Case, at: datetime) -> Decision:
    """Return what a policy says about a case at an instant.

    Raises:
        CalendarEnds: If an answer needs a day that no calendar knows yet.
    """
    whole = look_by(policy, case, at)
    seen = latest(whole, whole.now) or (*whole.past, whole)[0]
    policy = seen.policy or policy
    closed_by = instances(seen, policy.closes_at, None)
    found = [
        one
        for rule in policy.rules
        for main in planned(seen, policy, rule, closed_by)
        for one in attempts(seen, policy, main)
    ]
    found.sort(key=lambda one: _precedence(policy, one))
    acts_planned: list[PlannedAct] = []
    taken: tuple[Taken, ...] = ()
    for one in found:
        act = _stand(seen, policy, one, taken)
        if one.act.effective:
            act = replace(act, effective=effective(seen, one))
        acts_planned.append(act)
        if act.state is State.DUE:
            way = one.by(act.channels).act
            taken += (Taken(way, one.rule.name, act.audience, act.item),)
    held = _held(seen, policy, closed_by)
    owed = duties(seen, policy, closed_by)
    review = min(seen.horizon, default=None)
    regretted = regrets(seen, policy)
    return Decision(at, tuple(acts_planned), held, regretted, review, owed)


def _precedence(
    policy: core.Policy, one: Occurrence
) -> tuple[bool, int, datetime, str, str, str]:
    """Notices first, then the order of the limits, then who was due first."""
    places = [
        limit.order.index(one.rule.name)
        for limit in policy.limits
        if one.rule.name in limit.order
    ]
    return (
        one.act.matter is None,
        min(places, default=len(policy.rules)),
        one.due_from,
        one.rule.name,
        one.key,
        one.index,
    )


def _stand(
    seen: View, policy: core.Policy, one: Occurrence, taken: tuple[Taken, ...]
) -> PlannedAct:
    """Return where an occurrence stands, in the order of the questions asked."""
    done = done_by(seen, one)
    if done is not None:
        stands = _planned_act(one, State.DONE, done_at=done.at)
        # Those that were used, if that is known.
        return replace(stands, channels=done.channels or stands.channels)
    for passed in (one.cancelled_at, one.lapses_at, one.next_due, one.deadline):
        if passed is not None:
            seen.note(passed)
    if one.is_repeated:
        # A repeated act is left out if its condition failed on its own day.
        reasons = unmet(seen.at(one.due_from), one)
        if reasons:
            return _planned_act(one, State.SKIPPED, reasons, is_silent=True)
    ended = over(seen, one)
    if ended is not None:
        _, state, cause = ended
        reason = Reason(cause, f"{one.rule.name}/trigger/0", one.rule.words)
        return _planned_act(one, state, (reason,))
    reasons = () if one.is_instead else unmet(seen, one)
    if reasons:
        return _planned_act(one, State.BLOCKED, reasons, is_silent=True)
    return _held_back(seen, policy, one, taken)


def _held_back(
    seen: View, policy: core.Policy, one: Occurrence, taken: tuple[Taken, ...]
) -> PlannedAct:
    """Nothing of its own stands in the way; now ask the others.

    Of several channels the first that can be used is used; if none can, the one that
    is free first says how the act stands.
    """
    tried: list[PlannedAct] = []
    for way in one.ways:
        act = _tried(seen, policy, way, taken)
        if act.state is State.DUE:
            return act
        tried.append(act)
    best = min(tried, key=_promise)
    return replace(best, channels=one.act.channels)


def _promise(act: PlannedAct) -> tuple[bool, bool, float]:
    """Put off before blocked, and the earliest first."""
    until = act.until.timestamp() if act.until is not None else 0.0
    return act.state is State.BLOCKED, act.until is None, until


def _tried(
    seen: View, policy: core.Policy, one: Occurrence, taken: tuple[Taken, ...]
) -> PlannedAct:
    """Ask whether an act can be done as it stands."""
    lacking = missing(seen, one)
    hindering = obstacles(seen, policy, one, taken)
    if not lacking and not hindering:
        return _planned_act(one, State.DUE)
    forbids = [o for o in hindering if o.cause is Cause.FORBIDDEN]
    is_cured = _free_at(seen, forbids, lambda then: list(forbidden(then, policy, one)))
    if lacking or (forbids and is_cured is None):
        return _planned_act(
            one, State.BLOCKED, (*lacking, *(o.reason for o in forbids))
        )
    until = _free_at(seen, hindering, lambda then: obstacles(then, policy, one, taken))
    if until is not None:
        seen.note(until)
    reasons = tuple(o.reason for o in hindering)
    return _planned_act(one, State.DEFERRED, reasons, until=until)


def _free_at(
    seen: View,
    hindering: list[Obstacle],
    ask: Callable[[View], list[Obstacle]],
) -> datetime | None:
    """Return the first instant at which nothing holds the act back any more.

    ``None`` if time alone does not free it, or not for very long. It may lapse
    before. ``ask`` finds the obstacles at a later instant.
    """
    instant = seen.now
    while hindering:
        retries = [o.retry for o in hindering if o.retry is not None]
        if len(retries) < len(hindering):
            return None
        instant = max(retries)
        if instant > seen.now + LOOK_AHEAD:
            seen.note(instant - LOOK_AHEAD)
            return None
        try:
            hindering = ask(seen.at(instant))
        except CalendarEnds as error:
            # Nobody knows yet; asked again when the day has come.
            seen.note_day(error.last + timedelta(days=1))
            return None
    return instant


def _planned_act(
    one: Occurrence,
    state: State,
    reasons: tuple[Reason, ...] = (),
    *,
    until: datetime | None = None,
    is_silent: bool = False,
    done_at: datetime | None = None,
) -> PlannedAct:
    act = one.act
    return PlannedAct(
        id=one.id,
        rule=one.rule.name,
        key=one.key,
        index=one.index,
        state=state,
        due_from=one.due_from,
        lapses_at=one.lapses_at,
        verb=act.verb,
        audience=one.person,
        channels=act.channels,
        purpose=act.purpose,
        matter=act.matter,
        actor=act.actor,
        disclosing=act.disclosing,
        count=act.count,
        length=act.length,
        reasons=reasons,
        until=until,
        is_silent=is_silent,
        done_at=done_at,
        deadline=one.deadline,
        item=one.item,
    )


def _held(
    seen: View, policy: core.Policy, closed_by: list[Instance]
) -> tuple[Held, ...]:
    """Return the measures that are held.

    There are none once the case is closed, or while the policy is not in force.
    """
    begin, over = in_force(seen, policy)
    note_versions(seen)
    if closed_by or seen.now < begin or (over is not None and over <= seen.now):
        return ()
    return tuple(
        Held(rule.name, rule.measures)
        for rule in policy.rules
        if rule.measures and is_held(seen, rule) is True
    )
