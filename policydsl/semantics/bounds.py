"""What holds an act back for a time: hours, days, caps, norms, its own notice.

Each check is asked at one instant. It answers with the obstacles, and each says
when it is worth while to ask again; ``None`` if time alone changes nothing.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from attrs import frozen

from policydsl.runtime.case import ActDone, Hours, OutcomeKnown
from policydsl.runtime.decision import Cause, Reason
from policydsl.runtime.durations import Duration, add
from policydsl.runtime.zones import (
    MINUTES_OF_A_DAY,
    instant_of,
    local_date,
    local_minutes,
    start_of_day,
)
from policydsl.semantics import core
from policydsl.semantics.conditions import holds
from policydsl.semantics.episodes import episodes
from policydsl.semantics.history import Context, View, acts, value_of
from policydsl.semantics.patterns import matches
from policydsl.semantics.plan import Occurrence, day_in
from policydsl.syntax.ast import Period

ONE_DAY = timedelta(days=1)


@frozen
class Obstacle:
    """What stands in the way, and from when on it may be gone."""

    cause: Cause
    clause: str
    words: str
    retry: datetime | None

    @property
    def reason(self) -> Reason:
        """The obstacle as a reason of a decision."""
        return Reason(self.cause, self.clause, self.words)


@frozen
class Taken:
    """An act that is due in the same decision, and so uses up a slot of a cap."""

    act: core.Act
    rule: str


def obstacles(
    seen: View, policy: core.Policy, one: Occurrence, taken: tuple[Taken, ...]
) -> list[Obstacle]:
    """Return all that holds an act back at ``seen.now``, in order of the policy."""
    found = list(forbidden(seen, policy, one))
    found += _notice_day(seen, policy, one)
    for bounds in _bounds(seen, policy, one):
        for bound in bounds:
            shift = _is_night(bounds)
            found += _bound(seen, policy, one, bound, taken, shift)
    return found


def forbidden(seen: View, policy: core.Policy, one: Occurrence) -> Iterator[Obstacle]:
    """Yield the norms that forbid the act now.

    A norm that looks at the time may be cured by time; what it noted in the
    horizon says when to ask again.
    """
    for norm in policy.forbids:
        if not matches(norm.pattern, one.act, one.rule.name):
            continue
        alone = seen.at(seen.now)
        if applies(alone, norm.guards, one.context):
            later = min(alone.horizon, default=None)
            yield Obstacle(Cause.FORBIDDEN, norm.clause, norm.words, later)
        seen.horizon.update(alone.horizon)


def applies(seen: View, guards: tuple[core.Guard, ...], context: Context) -> bool:
    """Return whether a norm applies: what is unknown falls on its side."""
    for guard in guards:
        value = holds(seen, guard.condition, context)
        if value is (not guard.wanted):
            return False
    return True


def _notice_day(seen: View, policy: core.Policy, one: Occurrence) -> Iterator[Obstacle]:
    """No coercive or irreversible act on the civil day of its own notice."""
    if not (one.act.is_coercive or one.act.is_irreversible):
        return
    for act in acts(seen).values():
        if act.rule in one.rule.notices and seen.day_of(act.at) == seen.today:
            retry = start_of_day(seen.today + ONE_DAY, seen.zone)
            seen.note(retry)
            clause = f"{one.rule.name}/trigger/0"
            yield Obstacle(Cause.NOTICE_DAY, clause, act.rule, retry)
            return


def _bounds(
    seen: View, policy: core.Policy, one: Occurrence
) -> Iterator[tuple[core.Bound, ...]]:
    if one.act is one.rule.act and one.rule.bounds:
        yield one.rule.bounds
    for limit in policy.limits:
        if not matches(limit.pattern, one.act, one.rule.name):
            continue
        if applies(seen, limit.guards, one.context):
            yield limit.bounds


def _is_night(bounds: tuple[core.Bound, ...]) -> core.Between | None:
    """Return the hours of the bounds that run over midnight."""
    for bound in bounds:
        if (
            isinstance(bound.limit, core.Between)
            and bound.limit.start > bound.limit.end
        ):
            return bound.limit
    return None


def _bound(
    seen: View,
    policy: core.Policy,
    one: Occurrence,
    bound: core.Bound,
    taken: tuple[Taken, ...],
    night: core.Between | None,
) -> list[Obstacle]:
    zones = seen.zones_of(one.act.audience)
    match bound.limit:
        case core.Between(start, end):
            retries = [_hours(seen, zone, start, end) for zone in zones]
            cause = Cause.HOURS
        case core.DaySet() as days:
            retries = [_days(seen, zone, days, night) for zone in zones]
            cause = Cause.HOURS
        case core.OutsideDays(days):
            retries = [_outside(seen, zone, days) for zone in zones]
            cause = Cause.HOURS
        case core.OutsideHours(fact):
            hours = value_of(seen, fact, one.act.audience)
            if not isinstance(hours, Hours):
                return [Obstacle(Cause.HOURS, bound.clause, bound.words, None)]
            retries = [_hours(seen, z, hours.end, hours.start) for z in zones]
            cause = Cause.HOURS
        case core.Times() as times:
            pattern = _counted(policy, one, bound)
            retries = [_cap(seen, one, times, pattern, taken, zone) for zone in zones]
            cause = Cause.CAP
    closed = [retry for retry in retries if retry is not _OPEN]
    if not closed:
        return []
    known = [retry for retry in closed if isinstance(retry, datetime)]
    later = max(known) if len(known) == len(closed) else None
    return [Obstacle(cause, bound.clause, bound.words, later)]


class _Open:
    """Says that nothing stands in the way."""


_OPEN = _Open()
_Retry = datetime | _Open | None


def _hours(seen: View, zone: str, start: int, end: int) -> _Retry:
    """Half-open hours on the wall clock of a zone; from ``end`` on they are over."""
    minutes = local_minutes(seen.now, zone)
    today = local_date(seen.now, zone)
    for day in (today, today + ONE_DAY):
        for edge in (start, end):
            seen.note(instant_of(day, edge, zone))
    if start < end:
        is_open = start <= minutes < end
    else:
        is_open = minutes >= start or minutes < end
    if is_open:
        return _OPEN
    begins = [instant_of(day, start, zone) for day in (today, today + ONE_DAY)]
    return min(begin for begin in begins if begin > seen.now)


def _days(
    seen: View, zone: str, days: core.DaySet, night: core.Between | None
) -> _Retry:
    """Hours over midnight belong to the day on which they begin."""
    today = local_date(seen.now, zone)
    tomorrow = start_of_day(today + ONE_DAY, zone)
    seen.note(tomorrow)
    day = today
    if night is not None:
        seen.note(instant_of(today, night.end, zone))
        if local_minutes(seen.now, zone) < night.end:
            day = today - ONE_DAY
    if day_in(days, day):
        return _OPEN
    if day != today and night is not None:
        return instant_of(today, night.end, zone)
    return tomorrow


def _outside(seen: View, zone: str, days: core.DaySet) -> _Retry:
    today = local_date(seen.now, zone)
    tomorrow = start_of_day(today + ONE_DAY, zone)
    seen.note(tomorrow)
    return tomorrow if day_in(days, today) else _OPEN


def _counted(policy: core.Policy, one: Occurrence, bound: core.Bound) -> core.Pattern:
    """Return which acts a cap counts: those of its limit, or of its rule."""
    for limit in policy.limits:
        if bound in limit.bounds:
            return limit.pattern
    return core.Pattern(rules=frozenset({one.rule.name}))


def _cap(
    seen: View,
    one: Occurrence,
    times: core.Times,
    pattern: core.Pattern,
    taken: tuple[Taken, ...],
    zone: str,
) -> _Retry:
    """Count the acts of the span, and those that are due at the same time."""
    counted = [
        act
        for act in acts(seen).values()
        if matches(pattern, act, act.rule)
        and (not times.per_recipient or act.audience in (one.act.audience, None))
        and _counts(seen, act, times)
        and (times.span is not Period.CASE or not act.of_person)
    ]
    inside = [act for act in counted if _in_span(seen, act.at, times, zone)]
    for act in inside:
        seen.note(_leaves(seen, act.at, times, zone) or seen.now)
    competing = sum(
        matches(pattern, other.act, other.rule)
        and (not times.per_recipient or other.act.audience == one.act.audience)
        for other in taken
    )
    if len(inside) + competing < times.number:
        return _OPEN
    leaving = [_leaves(seen, act.at, times, zone) for act in inside]
    leaving += [_leaves(seen, seen.now, times, zone)] * competing
    known = sorted(instant for instant in leaving if instant is not None)
    excess = len(leaving) - times.number
    if times.number == 0 or excess >= len(known):
        return None
    return known[excess]


def _counts(seen: View, act: ActDone, times: core.Times) -> bool:
    """An act whose outcome is not known yet may turn out to count."""
    if not times.counting:
        return True
    known = [
        e.outcome
        for e in seen.entries
        if isinstance(e, OutcomeKnown) and e.act == act.id
    ]
    return not known or any(outcome in times.counting for outcome in known)


def _in_span(seen: View, instant: datetime, times: core.Times, zone: str) -> bool:
    if isinstance(times.span, str):
        of_clock = episodes(seen, times.span)
        return bool(of_clock) and of_clock[-1].runs_at(instant)
    leaves = _leaves(seen, instant, times, zone)
    return leaves is None or seen.now < leaves


def _leaves(
    seen: View, instant: datetime, times: core.Times, zone: str
) -> datetime | None:
    """Return when what happened at ``instant`` is no longer counted, if ever."""
    day = local_date(instant, zone)
    match times.span:
        case Period.DAY:
            return start_of_day(day + ONE_DAY, zone)
        case Period.MONTH:
            return start_of_day(_first_of_next_month(day), zone)
        case int(first_weekday):
            to_go = (first_weekday - day.weekday() - 1) % 7 + 1
            return start_of_day(day + timedelta(days=to_go), zone)
        case Duration() as span if span.is_elapsed:
            return instant + span.elapsed
        case Duration() as span:
            return start_of_day(add(day, span, seen.calendar), zone)
        case _:
            return None


def _first_of_next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
