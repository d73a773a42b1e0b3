"""The reference monitor: does what was done breach a norm.

It judges by what is known at the end, not by what was known at the time.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from attrs import evolve, frozen

from policydsl.runtime.calendars import Calendar
from policydsl.runtime.case import ActDone, Case
from policydsl.runtime.durations import Duration
from policydsl.semantics import core
from policydsl.semantics.bounds import (
    OPEN,
    About,
    blocked_until,
    in_span_of,
    night_of,
)
from policydsl.semantics.conditions import look
from policydsl.semantics.history import acts, instances, outcomes
from policydsl.semantics.patterns import applies, matches
from policydsl.semantics.plan import end_of
from policydsl.semantics.view import Context, View
from policydsl.syntax.ast import Period

# What becomes of a notice that did not reach anybody: it was none.
UNDELIVERED = (core.Outcome.FAILED.value, core.Outcome.BOUNCED.value)


@frozen
class Breach:
    """A norm was not kept at an instant.

    ``act``: the id of the act that did it; ``None`` for a duty that was missed.
    ``counted``: the ids of the acts that were too many, the last one included.
    """

    norm: core.Norm
    at: datetime
    act: str | None
    counted: tuple[str, ...] = ()


def breaches(
    norm: core.Norm,
    case: Case,
    until: datetime,
    *,
    clocks: Mapping[str, core.Clock],
    zones: core.Zones,
    calendar: Calendar | None = None,
    days: tuple[date, date | None] | None = None,
) -> tuple[Breach, ...]:
    """Return the breaches of a norm up to an instant, in order of time.

    ``days``: the first day on which the norm is in force, and the last. What was done
    on other days is judged by what was in force then.
    """
    seen = look(case, until, rules={}, clocks=clocks, zones=zones, calendar=calendar)
    match norm:
        case core.Forbid():
            found = _forbidden(seen, norm)
        case core.Limit():
            found = _beyond(seen, norm)
        case core.RequireBefore():
            found = _too_early(seen, norm)
        case core.RequireWithin():
            found = _missed(seen, norm)
    counted = [one for one in found if _is_among(seen.day_of(one.at), days)]
    return tuple(sorted(counted, key=lambda one: (one.at, one.act or "")))


def _is_among(day: date, days: tuple[date, date | None] | None) -> bool:
    if days is None:
        return True
    first, last = days
    return first <= day and (last is None or day <= last)


def _of(seen: View, pattern: core.Pattern) -> list[ActDone]:
    return [
        act
        for act in acts(seen).values()
        if matches(pattern, act, act.rule, seen.kind(act.audience))
    ]


def _before(seen: View, act: ActDone) -> View:
    """Return the time of an act, without the act and what became of it."""
    then = seen.at(act.at)
    own = {act.id} | {e.id for e in outcomes(seen, act)}
    return evolve(then, entries=tuple(e for e in then.entries if e.id not in own))


def _context(act: ActDone) -> Context:
    return Context(
        act=act, rule=act.rule, occurrence=act.occurrence, recipient=act.audience
    )


def _forbidden(seen: View, norm: core.Forbid) -> Iterator[Breach]:
    for act in _of(seen, norm.pattern):
        context = _context(act)
        if applies(_before(seen, act), norm.guards, context):
            yield Breach(norm, act.at, act.id)


def _beyond(seen: View, norm: core.Limit) -> Iterator[Breach]:
    night = night_of(norm.bounds)
    for act in _of(seen, norm.pattern):
        then = _before(seen, act)
        context = _context(act)
        if not applies(then, norm.guards, context):
            continue
        about = About(act.audience, ended=act.ended)
        for bound in norm.bounds:
            if isinstance(bound.limit, core.Times):
                yield from _too_many(seen, norm, bound.limit, act)
            elif blocked_until(then, bound, norm.pattern, about, (), night) is not OPEN:
                yield Breach(norm, act.at, act.id)


def _too_many(
    seen: View, norm: core.Limit, times: core.Times, act: ActDone
) -> Iterator[Breach]:
    """The act that completes a count that is too high breaks the limit."""
    then = seen.at(act.at)
    counted = [
        other
        for other in _of(then, norm.pattern)
        if _counts(seen, other, times)
        and (not times.per_recipient or other.audience == act.audience)
        and (not times.per_item or other.item == act.item)
        and (times.span is not Period.CASE or not other.of_person)
    ]
    ids = [other.id for other in counted]
    if act.id not in ids:
        return
    counted = counted[: ids.index(act.id) + 1]
    for where in seen.whereabouts_of(act.audience):
        inside = [c for c in counted if in_span_of(then, c.at, times, where)]
        if len(inside) > times.number:
            yield Breach(norm, act.at, act.id, tuple(c.id for c in inside))
            return


def _counts(seen: View, act: ActDone, times: core.Times) -> bool:
    """Only what is known to have counted makes a breach."""
    return not times.counting or any(
        e.outcome in times.counting for e in outcomes(seen, act)
    )


def _too_early(seen: View, norm: core.RequireBefore) -> Iterator[Breach]:
    """What is done at the same instant may have come first: a second call does it."""
    for act in _of(seen, norm.later):
        earlier = [
            one
            for one in _of(seen, norm.earlier)
            if one.at <= act.at
            and one.id != act.id
            and not one.of_person
            and not any(e.outcome in UNDELIVERED for e in outcomes(seen, one))
        ]
        if not any(_is_long_before(seen, one, act, norm.at_least) for one in earlier):
            yield Breach(norm, act.at, act.id)


def _is_long_before(
    seen: View, earlier: ActDone, later: ActDone, at_least: Duration | None
) -> bool:
    if at_least is None:
        return True
    if at_least.is_elapsed:
        return later.at - earlier.at >= at_least.elapsed
    day = seen.day_after(seen.day_of(earlier.at), at_least)
    return day is not None and day <= seen.day_of(later.at)


def _missed(seen: View, norm: core.RequireWithin) -> Iterator[Breach]:
    done = [act for act in _of(seen, norm.pattern) if not act.of_person]
    for one in instances(seen, norm.events, None):
        end = end_of(seen, seen.day_of(one.at), one.at, norm.duration)
        if end is None or end > seen.now:
            continue
        if not any(one.at <= act.at < end for act in done):
            yield Breach(norm, end, None)
