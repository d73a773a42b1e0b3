"""When a condition holds: yes, no, or nobody knows."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from attrs import evolve

from policydsl.runtime.calendars import Calendar
from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Case,
    PermissionChange,
)
from policydsl.runtime.durations import Duration
from policydsl.runtime.zones import in_utc
from policydsl.semantics import core
from policydsl.semantics.amounts import of_all_items, of_fact
from policydsl.semantics.episodes import (
    episodes,
    is_unknown,
    of_items,
    running,
    since_episodes,
)
from policydsl.semantics.history import (
    Instance,
    acts,
    instances,
    is_looked_at,
    is_meant,
)
from policydsl.semantics.measures import held_episodes, is_held
from policydsl.semantics.patterns import says
from policydsl.semantics.pauses import pauses_of
from policydsl.semantics.renamed import as_named_now
from policydsl.semantics.runs import in_episode, is_latest, is_since_of_run
from policydsl.semantics.standstill import instant_passed, instant_reached, next_day
from policydsl.semantics.together import shared_by
from policydsl.semantics.view import Context, Episode, Readers, View, value_of

AT_LEAST, AT_MOST = core.Comparison.AT_LEAST, core.Comparison.AT_MOST
LESS_THAN, MORE_THAN = core.Comparison.LESS_THAN, core.Comparison.MORE_THAN

# The least step of time: what held up to an instant, included, ends after it.
TICK = timedelta(microseconds=1)


def look(
    case: Case,
    at: datetime,
    *,
    rules: Mapping[str, core.Rule],
    clocks: Mapping[str, core.Clock],
    zones: core.Zones,
    calendar: Calendar | None,
    forbids: tuple[core.Forbid, ...] = (),
    policy: core.Policy | None = None,
) -> View:
    """Return what is known of a case at an instant, looked at from that instant.

    ``policy``: whose rules they are, if they are those of one.
    """
    # Loaded late: the fates of acts hang on plans, and these are made of conditions.
    from policydsl.semantics.fates import fates

    past = () if policy is None else tuple(look_by(p, case, at) for p in policy.earlier)
    at = in_utc(at)
    case = as_named_now(case, {} if policy is None else policy.former_names)
    ordered = _in_order(case)
    visible = tuple(e for e in ordered if e.at <= at and e.recorded <= at)
    seen = View(
        Readers(episodes, holds, held_episodes, fates),
        rules,
        clocks,
        case,
        zones,
        calendar,
        at,
        visible,
        forbids=forbids,
        policy=policy,
        past=past,
    )
    for entry in ordered:
        seen.note(max(entry.at, entry.recorded))
    return seen


def look_by(policy: core.Policy, case: Case, at: datetime) -> View:
    """Return what a policy knows of a case at an instant, looked at from then."""
    return look(
        case,
        at,
        rules={rule.name: rule for rule in policy.rules},
        clocks=policy.clocks,
        zones=policy.zones,
        calendar=policy.calendar,
        forbids=policy.forbids,
        policy=policy,
    )


def _in_order(case: Case) -> list[AnyEntry]:
    """Return each entry once; the order in which they arrived means nothing.

    All are in UTC: two times of one zone would be compared by the wall clock, which
    goes back once a year.
    """
    history = [
        replace(e, at=in_utc(e.at), recorded=in_utc(e.recorded)) for e in case.history
    ]
    by_id: dict[str, AnyEntry] = {}
    for entry in sorted(history, key=lambda e: (e.at, e.recorded, e.id, repr(e))):
        by_id.setdefault(entry.id, entry)
    return list(by_id.values())


def holds(seen: View, condition: core.Condition, context: Context) -> bool | None:
    """Return whether a condition holds now; ``None`` if nobody knows."""
    seen = seen.in_context(context)
    match condition:
        case core.Runs(clock):
            episode = running(seen, clock)
            return (
                None if episode is None and is_unknown(seen, clock) else bool(episode)
            )
        case core.ClockAt(clock, comparison, duration):
            return _clock_at(seen, clock, comparison, duration, context)
        case core.FactAt() | core.FactEquals() | core.FactUnknown():
            return of_fact(seen, condition, context.recipient)
        case core.ItemsRun() | core.TotalAt():
            return of_all_items(seen, condition)
        case core.InHand():
            return in_hand(seen, condition, context)
        case core.Occurred():
            return _occurred(seen, condition, context)
        case core.Holds(rule):
            return is_held(seen, seen.rules[rule])
        case core.Says(pattern):
            if context.act is None:
                return None
            kind = seen.kind(context.recipient)
            return says(pattern, context.act, context.rule, kind)
        case core.OpenWords():
            return None
        case core.Not(inner):
            value = holds(seen, inner, context)
            return None if value is None else not value
        case core.AllOf(parts):
            return _all(seen, parts, context)
        case core.AnyOf(parts):
            found = _all(seen, tuple(core.Not(part) for part in parts), context)
            return None if found is None else not found
        case _:
            assert_never(condition)


def _all(
    seen: View, parts: tuple[core.Condition, ...], context: Context
) -> bool | None:
    """One that fails decides, known or not what the others are."""
    result: bool | None = True
    for part in parts:
        value = holds(seen, part, context)
        if value is False:
            return False
        if value is None:
            result = None
    return result


def has_evidence(seen: View, clock: core.ClockRef) -> bool:
    """Return whether a clock may be used.

    The earliest of several may be if one of those may from which it counts.
    """
    if not isinstance(clock, str):
        return True
    declared = seen.clocks[clock]
    evidence = declared.evidence
    if evidence is not None and holds(seen, evidence, Context()) is not True:
        return False
    now = running(seen, clock)
    if not isinstance(declared.start, core.Earliest) or now is None:
        return True
    name = declared.start.clock
    if seen.clocks[name].evidence is None:
        return True
    each = [(one, running(one, name)) for one in of_items(seen, name)]
    first = [one for one, run in each if run is not None and run.start == now.start]
    return any(has_evidence(one, name) for one in first)


def _clock_at(
    seen: View,
    clock: core.ClockRef,
    comparison: core.Comparison,
    duration: Duration,
    context: Context,
) -> bool | None:
    episode = _episode_now(seen, clock, context)
    if episode is None:
        unknown = (
            is_unknown(seen, clock)
            if isinstance(clock, str)
            else isinstance(clock.start, core.FactRef)
            and value_of(seen, clock.start, context.recipient) is None
        )
        return None if unknown else False
    if not has_evidence(seen, clock):
        return None
    episode = evolve(episode, pauses=pauses_of(seen, clock))
    return reached(seen, episode, comparison, duration)


def _episode_now(seen: View, clock: core.ClockRef, context: Context) -> Episode | None:
    if isinstance(clock, str):
        return running(seen, clock)
    for episode in reversed(since_episodes(seen, clock, context.recipient)):
        if episode.runs_at(seen.now) and is_since_of_run(seen, episode, clock, context):
            return episode
    return None


def reached(
    seen: View, episode: Episode, comparison: core.Comparison, duration: Duration
) -> bool:
    """Compare the value of a running episode, and note when the answer changes."""
    is_at_day = comparison in (AT_LEAST, LESS_THAN)
    pauses = episode.pauses
    if duration.is_elapsed:
        limit = instant_reached(episode.origin, duration.elapsed, pauses)
        if limit is not None and not is_at_day:
            limit = instant_passed(limit, pauses)
        if limit is None:
            return comparison in (AT_MOST, LESS_THAN)
        seen.note(limit if is_at_day else limit + TICK)
        value = seen.now >= limit if is_at_day else seen.now > limit
    else:
        day = seen.day_after(episode.start, duration, pauses)
        if day is not None and not is_at_day:
            day = next_day(day, pauses)
        if day is None:
            return comparison in (AT_MOST, LESS_THAN)
        seen.note_day(day)
        value = seen.today >= day
    return value if comparison in (AT_LEAST, MORE_THAN) else not value


def in_hand(seen: View, wanted: core.InHand, context: Context) -> bool:
    """Return whether a permission is in hand and covers the act as it stands."""
    of = context.recipient if wanted.of == core.RECIPIENT else seen.person(wanted.of)
    changes = [
        e for e in seen.entries if isinstance(e, PermissionChange) and e.of == of
    ]
    withdrawn = [
        e.at
        for e in changes
        if not e.granted and e.permission in wanted.permissions | wanted.withdrawn_by
    ]
    return any(
        e.granted
        and e.permission in wanted.permissions
        and all(instant < e.at for instant in withdrawn)
        and _covers(seen, e, wanted, context)
        and _is_valid(seen, e, wanted)
        and not _is_used_up(seen, e, wanted, context)
        for e in changes
    )


def _covers(
    seen: View, e: PermissionChange, wanted: core.InHand, context: Context
) -> bool:
    """What the act leaves open may be anything, so only a wide grant covers it."""
    if wanted.given_to is not None and seen.kind(e.given_to) not in wanted.given_to:
        return False
    if wanted.purpose is not None and e.purposes and wanted.purpose not in e.purposes:
        return False
    if context.act is None:
        return True
    if e.purposes and context.act.purpose not in e.purposes:
        return False
    channels = context.act.channels
    return not e.channels or (bool(channels) and set(channels) <= set(e.channels))


def _is_valid(seen: View, e: PermissionChange, wanted: core.InHand) -> bool:
    if wanted.valid is None:
        return True
    given = Episode(e.id, seen.day_of(e.at), e.at, None)
    return reached(seen, given, AT_MOST, wanted.valid)


def _is_used_up(
    seen: View, e: PermissionChange, wanted: core.InHand, context: Context
) -> bool:
    if not wanted.is_for_one_act:
        return False
    if e.occurrence is not None and e.occurrence != context.occurrence:
        return True
    return any(
        act.at >= e.at
        and act.rule is not None
        and act.rule in seen.rules
        and act.occurrence != context.occurrence
        and _needs(seen, act, wanted, e.of)
        for act in acts(seen).values()
    )


def _needs(seen: View, act: ActDone, wanted: core.InHand, of: str) -> bool:
    """Whether an act of a rule may have needed such a permission of this person."""
    planned = seen.rules[act.rule or ""].act
    for need in planned.requirements if planned is not None else ():
        whose = seen.person(need.permission.of)
        if need.permission.of == core.RECIPIENT:
            whose = of if act.audience is None else act.audience
        if whose == of and need.permission.permissions & wanted.permissions:
            return True
    return False


def _occurred(seen: View, condition: core.Occurred, context: Context) -> bool:
    found = instances(seen, condition.events, context.recipient)
    if condition.during is not None:
        of_clock = episodes(seen, condition.during)
        if not of_clock:
            return False
        last = of_clock[-1]
        found = [one for one in found if last.runs_at(one.at)]
    else:
        found = [one for one in found if _concerns(seen, one, condition, context)]
    if condition.within is not None:
        within = condition.within
        found = [one for one in found if in_span(seen, one.at, within)]
    days = {seen.day_of(one.at) for one in found}
    return len(found) >= condition.times and len(days) >= condition.on_days


def in_span(seen: View, instant: datetime, span: Duration) -> bool:
    """Return whether an instant is in the span that ends today, or now."""
    there = Episode("", seen.day_of(instant), instant, None)
    return reached(seen, there, LESS_THAN, span)


def _concerns(
    seen: View, one: Instance, condition: core.Occurred, context: Context
) -> bool:
    """What became of a rule is asked of the episode, or of its latest act."""
    if one.fate is not None and condition.times == condition.on_days == 1:
        return is_latest(seen, one.fate, condition.events, context)
    if one.act is None or condition.times > 1 or condition.on_days > 1:
        return True
    event = next((e for e in condition.events if isinstance(e, core.RuleEvent)), None)
    if event is None or event.rule != one.act.rule:
        return True
    if not in_episode(seen, one.act, context):
        return False
    latest = [act for act in acts(seen).values() if is_meant(act, event)]
    latest = [act for act in latest if in_episode(seen, act, context)]
    latest = [act for act in latest if is_looked_at(seen, act)]
    rule = seen.rules.get(event.rule)
    shared = [key for act in latest if (key := shared_by(rule, act)) is not None]
    return bool(shared) and shared_by(rule, one.act) == shared[-1]
