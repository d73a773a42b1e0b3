"""What became of acts that only a decision knows: lapsed, cancelled, regretted."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from policydsl.runtime.case import ActDone
from policydsl.runtime.deciding import attempts, over, regret_of, unmet
from policydsl.runtime.decision import State
from policydsl.runtime.episodes import Fated, happened
from policydsl.runtime.forms import Fate
from policydsl.runtime.known import ANYTHING, Known
from policydsl.runtime.occurrences import Occurrence, planned
from policydsl.runtime.recalling import recalled
from policydsl.runtime.sight import OTHERWISE, Sight

_STATES = {"lapsed": State.LAPSED, "cancelled": State.CANCELLED}


def fates(sight: Sight, event: Fate) -> Sequence[Fated]:
    """Return each act of a rule that was planned, or done, and if that came to it.

    In order of when it was due, or done.
    """
    sight = sight.of_item(None)
    none: Sequence[Fated] = ()  # what hangs on itself has not happened
    return recalled(sight, event, none, partial(_fates, event))


def _fates(event: Fate, sight: Sight) -> Sequence[Fated]:
    sight.look_up(ANYTHING)  # any entry may be why an act is regretted
    each = _ended(sight, event) if event.outcome in _STATES else _done(sight, event)
    return sorted(each, key=lambda one: one.since)


def _ended(sight: Sight, event: Fate) -> list[Fated]:
    rule = sight.program.rules[event.rule]
    closed_by = happened(sight, sight.program.closes_at, None)
    begin = len(f"{sight.case.id}/{rule.name}/")
    is_lapse = event.outcome == "lapsed"
    return [
        Fated(
            f"{rule.name}@{one.id[begin:]}/{event.outcome}",
            one.id,
            one.due_from,
            _ended_at(sight, one, _STATES[event.outcome]),
            one.item,
            one.cancelled_at if is_lapse else None,
        )
        for main in planned(sight, rule, closed_by)
        for one in attempts(sight, main, {})
        if not one.is_instead
    ]


def _ended_at(sight: Sight, one: Occurrence, state: State) -> datetime | None:
    if sight.done(one.id) is not None:
        return None
    for passed in (one.cancelled_at, one.lapses_at, one.next_due):
        if passed is not None:
            sight.note(passed)
    if one.is_repeated and unmet(one.question(sight.at(one.due_from)), one):
        return None  # it was left out
    end = over(sight, one)
    return end[0] if end is not None and end[1] is state else None


def _done(sight: Sight, event: Fate) -> list[Fated]:
    found: list[Fated] = []
    for act in sight.acts_of(event.rule):
        if act.of_person or (act.occurrence or "").endswith(f"/{OTHERWISE}"):
            continue
        at = _regretted_since(sight, act)
        if at is not None and at > sight.now:
            sight.note(at)
            at = None
        id = f"{act.id}/{event.outcome}"
        found.append(Fated(id, act.occurrence or "", act.at, at, act.item))
    return found


def _regretted_since(sight: Sight, act: ActDone) -> datetime | None:
    """Return since when it was regretted, by what was recorded then, if it still is.

    What the act hangs on was effective before it, so only when that was recorded can
    the answer have changed.
    """
    known = sight.known
    # Beside acts of the same instant that are not seen, it may be judged otherwise.
    is_plain = sight.sees_all or act.at < sight.now
    if is_plain and act.id in known.regretted:
        return known.regretted[act.id]
    since: datetime | None = None
    if regret_of(sight, act) is not None:
        done = max(act.at, act.recorded)
        before = known.entries[: bisect_right(known.instants, act.at)]
        learnt = {e.recorded for e in before if e.recorded > done}
        since = next(
            instant
            for instant in (done, *sorted(learnt))
            if regret_of(_by_then(sight, instant), act) is not None
        )
    if is_plain:
        known.regretted[act.id] = since
    return since


def _by_then(sight: Sight, instant: datetime) -> Sight:
    """Return a sight of what was recorded by an instant."""
    known = sight.known
    case = replace(known.case, history=tuple(known.told_entries))
    return sight.under(sight.program, Known(case, instant, known.formerly))
