"""What became of acts that only a decision knows: lapsed, cancelled, regretted.

Worked out anew from all that is known, each time that somebody asks.
"""

from datetime import datetime

from attrs import evolve

from policydsl.runtime.case import ActDone
from policydsl.runtime.decision import State
from policydsl.semantics import core
from policydsl.semantics.history import acts, instances, is_main_act
from policydsl.semantics.needs import done_by, over, unmet
from policydsl.semantics.occurrence import Occurrence
from policydsl.semantics.plan import planned
from policydsl.semantics.regrets import attempts, regret_of
from policydsl.semantics.view import Fate, View

_STATES = {
    core.Outcome.LAPSED: State.LAPSED,
    core.Outcome.CANCELLED: State.CANCELLED,
}


def fates(seen: View, event: core.FateEvent) -> tuple[Fate, ...]:
    """Return each act of a rule that was planned, or done, and whether it came to that.

    In order; the acts that are done instead of others are not among them.
    """
    seen = seen.of_item(None)
    policy = seen.policy
    if policy is None:
        return ()  # a law plans nothing
    key = ("fates", event)
    if key not in seen.memo:
        seen.memo[key] = ()  # what hangs on itself has not happened
        if event.outcome is core.Outcome.REGRETTED:
            found = _regretted(seen, policy, event.rule)
        else:
            found = _ended(seen, policy, event)
        seen.memo[key] = tuple(sorted(found, key=lambda one: one.since))
    result: tuple[Fate, ...] = seen.memo[key]
    return result


def _ended(seen: View, policy: core.Policy, event: core.FateEvent) -> list[Fate]:
    rule = seen.rules[event.rule]
    closed_by = instances(seen, policy.closes_at, None)
    prefix = f"{seen.case.id}/{rule.name}/"
    return [
        Fate(
            id=f"{rule.name}@{one.id.removeprefix(prefix)}/{event.outcome.value}",
            occurrence=one.id,
            since=one.due_from,
            at=_ended_at(seen, one, _STATES[event.outcome]),
            item=one.item,
            ends=one.cancelled_at if event.outcome is core.Outcome.LAPSED else None,
        )
        for main in planned(seen, policy, rule, closed_by)
        for one in attempts(seen, policy, main)
        if not one.is_instead
    ]


def _ended_at(seen: View, one: Occurrence, state: State) -> datetime | None:
    """Return when an act that was not done came to that, if it did."""
    if done_by(seen, one) is not None:
        return None
    for passed in (one.cancelled_at, one.lapses_at, one.next_due):
        if passed is not None:
            seen.note(passed)
    if one.is_repeated and unmet(seen.at(one.due_from), one):
        return None  # it was left out
    ended = over(seen, one)
    return ended[0] if ended is not None and ended[1] is state else None


def _regretted(seen: View, policy: core.Policy, rule: str) -> list[Fate]:
    found = []
    for act in acts(seen).values():
        if not is_main_act(act, rule):
            continue
        at = _regretted_at(seen, policy, act)
        if at is not None and at > seen.now:
            seen.note(at)
            at = None
        found.append(
            Fate(
                id=f"{act.id}/regretted",
                occurrence=act.occurrence or "",
                since=act.at,
                at=at,
                item=act.item,
            )
        )
    return found


def _regretted_at(seen: View, policy: core.Policy, act: ActDone) -> datetime | None:
    """Return since when an act that is regretted was, by what was recorded by then."""
    if regret_of(seen, policy, act) is None:
        return None
    done = max(act.at, act.recorded)
    learnt = {e.recorded for e in seen.entries if e.at <= act.at and e.recorded > done}
    for instant in (done, *sorted(learnt)):
        if regret_of(_by_then(seen, instant), policy, act) is not None:
            return instant
    raise AssertionError("by all that was recorded it is regretted")


def _by_then(seen: View, instant: datetime) -> View:
    """Return what is seen, without what was not recorded by an instant."""
    entries = tuple(e for e in seen.entries if e.recorded <= instant)
    past = tuple(_by_then(view, instant) for view in seen.past)
    return evolve(seen, entries=entries, past=past, horizon=set(), memo={})
