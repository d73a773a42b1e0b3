"""The reference interpreter: what a policy means.

Written to be read, not to be fast. Every other implementation is tested against it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from attrs import evolve

from policydsl.runtime.calendars import CalendarEnds
from policydsl.runtime.case import ActDone, Case, OutcomeKnown
from policydsl.runtime.decision import (
    Cause,
    Decision,
    Held,
    PlannedAct,
    Reason,
    Regret,
    State,
)
from policydsl.semantics import core
from policydsl.semantics.bounds import Taken
from policydsl.semantics.conditions import (
    has_evidence,
    holds,
    in_hand,
    is_held,
    look,
)
from policydsl.semantics.history import (
    Context,
    Instance,
    View,
    acts,
    instances,
    outcomes,
)
from policydsl.semantics.obstacles import (
    Obstacle,
    applies,
    forbidden,
    obstacles,
)
from policydsl.semantics.plan import Occurrence, in_force, instead, planned

# How far ahead an act that is held back is looked for.
LOOK_AHEAD = timedelta(days=400)
# What becomes of a dispatch that did not reach anybody.
UNDELIVERED = (core.Outcome.FAILED.value, core.Outcome.BOUNCED.value)


def decide(policy: core.Policy, case: Case, at: datetime) -> Decision:
    """Return what a policy says about a case at an instant.

    Raises:
        CalendarEnds: If an answer needs a day that no calendar knows yet.
    """
    seen = look(
        case,
        at,
        rules={rule.name: rule for rule in policy.rules},
        clocks=policy.clocks,
        zone=policy.zone,
        calendar=policy.calendar,
    )
    closed_by = instances(seen, policy.closes_at, None)
    found = [
        one
        for rule in policy.rules
        for main in planned(seen, policy, rule, closed_by)
        for one in _with_alternative(seen, main)
    ]
    found.sort(key=lambda one: _precedence(policy, one))
    acts_planned: list[PlannedAct] = []
    taken: tuple[Taken, ...] = ()
    for one in found:
        act = _stand(seen, policy, one, taken)
        acts_planned.append(act)
        if act.state is State.DUE:
            taken += (Taken(one.by(act.channels).act, one.rule.name),)
    held = _held(seen, policy, closed_by)
    regrets = _regrets(seen, policy)
    review = min(seen.horizon, default=None)
    return Decision(at, tuple(acts_planned), held, regrets, review)


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


def _with_alternative(seen: View, main: Occurrence) -> list[Occurrence]:
    """An act and the one that is done instead, once the first failed or lapsed."""
    failed_at = _failed_at(seen, main)
    if failed_at is None or seen.now < failed_at:
        return [main]
    alternative = instead(seen, main, failed_at)
    return [main] if alternative is None else [main, alternative]


def _failed_at(seen: View, main: Occurrence) -> datetime | None:
    done = _done(seen, main)
    if done is not None:
        lost = [e.at for e in outcomes(seen, done) if e.outcome in UNDELIVERED]
        return min(lost, default=None)
    if main.is_repeated and _unmet(seen.at(main.due_from), main):
        return None  # what was left out did not lapse
    ends = (main.lapses_at, main.next_due)
    return min((end for end in ends if end is not None), default=None)


def _done(seen: View, one: Occurrence) -> ActDone | None:
    for act in acts(seen).values():
        if act.occurrence == one.id:
            return act
    return None


def _stand(
    seen: View, policy: core.Policy, one: Occurrence, taken: tuple[Taken, ...]
) -> PlannedAct:
    """Return where an occurrence stands, in the order of the questions asked."""
    done = _done(seen, one)
    if done is not None:
        return _planned_act(one, State.DONE, done_at=done.at)
    for passed in (one.cancelled_at, one.lapses_at, one.next_due, one.deadline):
        if passed is not None:
            seen.note(passed)
    if one.is_repeated:
        # A repeated act is left out if its condition failed on its own day.
        unmet = _unmet(seen.at(one.due_from), one)
        if unmet:
            return _planned_act(one, State.SKIPPED, unmet, is_silent=True)
    over = _over(seen, one)
    if over is not None:
        state, cause = over
        reason = Reason(cause, f"{one.rule.name}/trigger/0", one.rule.words)
        return _planned_act(one, state, (reason,))
    unmet = () if one.is_instead else _unmet(seen, one)
    if unmet:
        return _planned_act(one, State.BLOCKED, unmet, is_silent=True)
    return _held_back(seen, policy, one, taken)


def _over(seen: View, one: Occurrence) -> tuple[State, Cause] | None:
    """Return how an act came to be too late; the first end that came counts."""
    ends = [
        (one.cancelled_at, 0, State.CANCELLED, Cause.ENDED),
        (one.lapses_at, 1, State.LAPSED, Cause.LATE),
        (one.next_due, 2, State.LAPSED, Cause.SUPERSEDED),
    ]
    come = [
        (end, place, state, cause)
        for end, place, state, cause in ends
        if end is not None and end <= seen.now
    ]
    if not come:
        return None
    _, _, state, cause = min(come, key=lambda row: row[:2])
    return state, cause


def _unmet(seen: View, one: Occurrence) -> tuple[Reason, ...]:
    """Return the conditions of the rule that do not hold; unknown is not met."""
    found = []
    for guard in one.rule.guards:
        value = holds(seen, guard.condition, one.context)
        if value is not guard.wanted:
            cause = Cause.UNKNOWN if value is None else Cause.CONDITION
            found.append(Reason(cause, guard.clause, guard.words))
    return tuple(found)


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
    missing = _missing(seen, one)
    hindering = obstacles(seen, policy, one, taken)
    if not missing and not hindering:
        return _planned_act(one, State.DUE)
    forbids = [o for o in hindering if o.cause is Cause.FORBIDDEN]
    is_cured = _free_at(seen, forbids, lambda then: list(forbidden(then, policy, one)))
    if missing or (forbids and is_cured is None):
        return _planned_act(
            one, State.BLOCKED, (*missing, *(o.reason for o in forbids))
        )
    until = _free_at(seen, hindering, lambda then: obstacles(then, policy, one, taken))
    if until is not None:
        seen.note(until)
    reasons = tuple(o.reason for o in hindering)
    return _planned_act(one, State.DEFERRED, reasons, until=until)


def _missing(seen: View, one: Occurrence) -> tuple[Reason, ...]:
    """Return what must be in hand and is not: evidence, permissions."""
    found = []
    clock = one.context.clock
    if isinstance(clock, str) and not has_evidence(seen, clock):
        words = seen.clocks[clock].words
        found.append(Reason(Cause.EVIDENCE, f"/clock/{clock}", words))
    found += [
        Reason(Cause.PERMISSION, need.clause, need.words)
        for need in one.act.requirements
        if not in_hand(seen, need.permission, one.context)
    ]
    return tuple(found)


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
        audience=act.audience,
        channels=act.channels,
        purpose=act.purpose,
        matter=act.matter,
        actor=act.actor,
        disclosing=act.disclosing,
        reasons=reasons,
        until=until,
        is_silent=is_silent,
        done_at=done_at,
        deadline=one.deadline,
    )


def _held(
    seen: View, policy: core.Policy, closed_by: list[Instance]
) -> tuple[Held, ...]:
    """Return the measures that are held.

    There are none once the case is closed, or while the policy is not in force.
    """
    begin, over = in_force(seen, policy)
    seen.note(begin)
    if over is not None:
        seen.note(over)
    if closed_by or seen.now < begin or (over is not None and over <= seen.now):
        return ()
    return tuple(
        Held(rule.name, rule.measures)
        for rule in policy.rules
        if rule.measures
        and is_held(seen, rule) is True
        and not any(
            norm.pattern.rules is not None
            and rule.name in norm.pattern.rules
            and applies(seen, norm.guards, Context(rule=rule.name))
            for norm in policy.forbids
        )
    )


def _regrets(seen: View, policy: core.Policy) -> tuple[Regret, ...]:
    """Return the acts that, by what is known now, were not to be done.

    What was done before the policy came into force was done under another one.
    """
    found = []
    begin, _ = in_force(seen, policy)
    for act in acts(seen).values():
        if act.occurrence is None or act.rule not in seen.rules or act.at < begin:
            continue
        # What was done at the same instant may have been decided together with
        # this act or before it: the act is founded if it was so in either view.
        without = _founded(_before(seen, act, ()), policy, act)
        others = tuple(a.id for a in acts(seen).values() if a.at == act.at)
        with_others = _founded(_before(seen, act, others), policy, act)
        if without and with_others:
            found.append(Regret(act.occurrence, act.rule or "", act.at, without))
    return tuple(found)


def _before(seen: View, act: ActDone, others: tuple[str, ...]) -> View:
    """Return what is known now of the time before an act, and of no consequence.

    ``others``: ids of acts at the same instant that are seen, with their outcomes.
    What became at that instant of an earlier act is seen: events come first.
    """
    hidden = {a.id for a in acts(seen).values() if a.at == act.at} - {*others}
    hidden.add(act.id)
    entries = tuple(
        e
        for e in seen.entries
        if e.at < act.at
        or (
            e.at == act.at
            and not (isinstance(e, ActDone) and e.id in hidden)
            and not (isinstance(e, OutcomeKnown) and e.act in hidden)
        )
    )
    return evolve(seen.at(act.at), entries=entries)


def _founded(seen: View, policy: core.Policy, act: ActDone) -> tuple[Reason, ...]:
    """Return why an act was not to be done at that time; nothing if it was."""
    rule = seen.rules[act.rule or ""]
    closed_by = instances(seen, policy.closes_at, None)
    trigger = Reason(Cause.UNFOUNDED, f"{rule.name}/trigger/0", rule.words)
    for main in planned(seen, policy, rule, closed_by):
        for one in _with_alternative(seen, main):
            if one.id == act.occurrence:
                if one.cancelled_at is not None and one.cancelled_at <= act.at:
                    return (trigger,)
                one = one.by(act.channels)
                unmet = () if one.is_instead else _unmet(seen, one)
                if one.is_repeated:
                    unmet = _unmet(seen.at(one.due_from), one) or unmet
                norms = tuple(o.reason for o in forbidden(seen, policy, one))
                return (*unmet, *_missing(seen, one), *norms)
    return (trigger,)
