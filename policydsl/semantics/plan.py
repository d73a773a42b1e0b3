"""What a rule plans: its occurrences up to now."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from attrs import evolve, frozen

from policydsl.runtime.durations import Duration
from policydsl.semantics import core
from policydsl.semantics.ahead import dates_ahead
from policydsl.semantics.day_sets import (
    LONGEST_GAP_DAYS,
    day_in,
    is_known,
    rolled,
)
from policydsl.semantics.episodes import rule_episodes
from policydsl.semantics.history import Instance, instances
from policydsl.semantics.occurrence import Occurrence
from policydsl.semantics.past import begin_of, in_force
from policydsl.semantics.pauses import pauses_of
from policydsl.semantics.standstill import NO_PAUSES, Pauses, instant_reached
from policydsl.semantics.together import OTHERWISE
from policydsl.semantics.view import Episode, View


@frozen
class _Point:
    """A point of a row: its day (``None`` for elapsed time) and its instant.

    ``proper``: when it would have come if everything had been known in time; what
    may be late is late from then on.
    """

    index: str
    day: date | None
    instant: datetime
    proper: datetime


def planned(
    seen: View, policy: core.Policy, rule: core.Rule, closed_by: list[Instance]
) -> list[Occurrence]:
    """Return the occurrences of a rule that have come due, done or not, in order.

    ``closed_by`` are the events that close the case. The next occurrence to come
    is noted in the horizon. A clock that begins again on the same day goes on: of
    two occurrences with one id the later one stands. What had come due before the
    policy came into force is left out, unless the rule is for running cases too.
    To each of several there is one of its own; before its index stands who it is.
    """
    act = rule.act
    if act is None:
        return []
    mains = _planned(seen, policy, rule, closed_by)
    if act.each is None:
        return [evolve(one, person=seen.person(act.audience)) for one in mains]
    people = seen.people(act.each)
    return [_addressed(one, person) for one in mains for person in people]


def _addressed(one: Occurrence, person: str) -> Occurrence:
    index = f"{person}/{one.index}"
    id = f"{one.id.removesuffix(one.index)}{index}"
    return evolve(one, id=id, index=index, person=person)


def _planned(
    seen: View, policy: core.Policy, rule: core.Rule, closed_by: list[Instance]
) -> list[Occurrence]:
    begin, over = begin_of(seen, policy, rule), in_force(seen, policy)[1]
    closed = closed_by[0].at if closed_by else None
    if isinstance(rule.trigger, core.When):
        return list(_for_events(seen, policy, rule, rule.trigger, closed_by))
    if isinstance(rule.trigger, core.Before):
        ahead = _before_dates(seen, policy, rule, rule.trigger, closed)
        return list({one.id: one for one in ahead}.values())
    found: list[Occurrence] = []
    for bare in rule_episodes(seen, rule) or ():
        of_one = seen.of_item(bare.item)
        episode = evolve(bare, pauses=_pauses(of_one, rule.trigger))
        ends = [end for end in (episode.ended, closed, over) if end is not None]
        end = min(ends, default=None)
        row = _row(seen, policy, rule, episode, end)
        for point, following in zip(row, (*row[1:], None), strict=False):
            if point.instant > seen.now:
                continue
            next_due = following.instant if following is not None else None
            if point.instant >= begin:
                one = _occurrence(seen, rule, episode.key, point, end, next_due)
                found.append(evolve(one, item=episode.item))
    return list({one.id: one for one in found}.values())


def _pauses(seen: View, trigger: core.Trigger) -> Pauses:
    """Return when the clock of a trigger stands still."""
    match trigger:
        case core.After() | core.AfterEach() | core.Every():
            return pauses_of(seen, trigger.clock)
        case _:
            return NO_PAUSES


def _row(
    seen: View,
    policy: core.Policy,
    rule: core.Rule,
    episode: Episode,
    end: datetime | None,
) -> list[_Point]:
    """Return the points before the end of the episode, the next one to come last."""
    row: list[_Point] = []
    first = episode.started
    if rule.also_for_running_cases:
        first = max(first, begin_of(seen, policy, rule))
    for index, place in _points(seen, rule, episode):
        if isinstance(place, date) and not isinstance(place, datetime):
            morning = seen.time_on(place, policy.acts_from)
            proper = max(morning, episode.origin)
            point = _Point(index, place, max(proper, first), proper)
        else:
            point = _Point(index, None, max(place, first), place)
        if end is not None and end <= point.instant:
            break
        row.append(point)
        if point.instant > seen.now:
            seen.note(point.instant)
            break
    return row


def _points(
    seen: View, rule: core.Rule, episode: Episode
) -> Iterator[tuple[str, date]]:
    """Yield the points of a rule in an episode: days, or instants of elapsed time."""
    match rule.trigger:
        case core.After(delay, _, roll):
            place = _place(seen, episode, delay)
            if roll is not None and place is not None:
                place = rolled(seen, place, roll)
            yield from _numbered(place)
        case core.AfterEach(points, _):
            for number, point in enumerate(points):
                place = _place(seen, episode, point)
                if place is None:
                    return
                yield str(number), place
        case core.Every(core.DaySet() as days, first, last, _):
            yield from _days_of(seen, episode, days, first, last)
        case core.Every(Duration() as step, first, last, _):
            yield from _grid(seen, episode, step, first, last)


def _numbered(place: date | None) -> Iterator[tuple[str, date]]:
    if place is not None:
        yield "0", place


def _place(seen: View, episode: Episode, delay: Duration) -> date | None:
    """Return the day, or the instant, that is so long after the start."""
    if delay.is_elapsed:
        return instant_reached(episode.origin, delay.elapsed, episode.pauses)
    return seen.day_after(episode.start, delay, episode.pauses)


def _grid(
    seen: View,
    episode: Episode,
    step: Duration,
    first: Duration,
    last: Duration | None,
) -> Iterator[tuple[str, date]]:
    end = _place(seen, episode, last) if last is not None else None
    number = 0
    while True:
        place = _step(seen, episode, step, first, number)
        if place is None or (end is not None and place > end):
            return
        yield str(number), place
        number += 1


def _step(
    seen: View, episode: Episode, step: Duration, first: Duration, number: int
) -> date | None:
    """Steps are counted from the start of the clock, so that no day is lost."""
    if first.unit is step.unit:
        amount = first.amount + number * step.amount
        return _place(seen, episode, Duration(amount, step.unit, step.rounding))
    begin = _place(seen, episode, first)
    if begin is None:
        return None
    so_far = Duration(number * step.amount, step.unit, step.rounding)
    if isinstance(begin, datetime):
        return instant_reached(begin, so_far.elapsed, episode.pauses)
    if step.is_elapsed:
        origin = max(episode.origin, seen.start_of_day(begin))
        return instant_reached(origin, so_far.elapsed, episode.pauses)
    return seen.day_after(begin, so_far, episode.pauses)


def _days_of(
    seen: View,
    episode: Episode,
    days: core.DaySet,
    first: Duration,
    last: Duration | None,
) -> Iterator[tuple[str, date]]:
    begin = _place(seen, episode, first)
    end = _place(seen, episode, last) if last is not None else None
    if begin is None:
        return
    day = _day(seen, begin)
    final = _day(seen, end) if end is not None else None
    while final is None or day <= final:
        if day > seen.today and is_known(days, day) is False:
            seen.note_day(day)  # the calendar ends; ask again when it matters
            return
        if day_in(days, day):
            yield day.isoformat(), day
        if day > seen.today + timedelta(days=LONGEST_GAP_DAYS):
            return
        day += timedelta(days=1)


def _day(seen: View, place: date) -> date:
    return seen.day_of(place) if isinstance(place, datetime) else place


def _for_events(
    seen: View,
    policy: core.Policy,
    rule: core.Rule,
    trigger: core.When,
    closed_by: list[Instance],
) -> Iterator[Occurrence]:
    """One for each event; the event that closes the case is still answered."""
    begin, over = begin_of(seen, policy, rule), in_force(seen, policy)[1]
    closing = {one.id for one in closed_by}
    closed = closed_by[0].at if closed_by else None
    for one in instances(seen, trigger.events, None):
        ends = (None if one.id in closing else closed, over)
        end = min((end for end in ends if end is not None), default=None)
        instant = max(one.at, begin) if rule.also_for_running_cases else one.at
        seen.note(instant)
        if begin <= instant <= seen.now and (end is None or instant < end):
            point = _Point("0", seen.day_of(one.at), instant, one.at)
            planned_one = _occurrence(seen, rule, one.id, point, end, None)
            yield evolve(planned_one, moot_at=one.over)


def _before_dates(
    seen: View,
    policy: core.Policy,
    rule: core.Rule,
    trigger: core.Before,
    closed: datetime | None,
) -> Iterator[Occurrence]:
    """One for each date; another date cancels what was planned for the one before."""
    begin, over = begin_of(seen, policy, rule), in_force(seen, policy)[1]
    for one in dates_ahead(seen, trigger, policy.acts_from):
        first = max(one.since, begin) if rule.also_for_running_cases else one.since
        point = _Point("0", one.day, max(one.proper, first), one.proper)
        ends = [end for end in (one.until, closed, over) if end is not None]
        end = min(ends, default=None)
        if end is not None and end <= point.instant:
            continue
        seen.note(point.instant)
        if begin <= point.instant <= seen.now:
            planned_one = _occurrence(seen, rule, one.key, point, end, None)
            planned_one = evolve(planned_one, item=one.item)
            if trigger.ends_with_date:
                last = seen.start_of_day(one.named + timedelta(days=1))
                planned_one = evolve(planned_one, lapses_at=last)
            yield planned_one


def _occurrence(
    seen: View,
    rule: core.Rule,
    key: str,
    point: _Point,
    end: datetime | None,
    next_due: datetime | None,
) -> Occurrence:
    assert rule.act is not None
    lapses_at = end_of(seen, point.day, point.proper, rule.late)
    deadline = (
        end_of(seen, point.day, point.proper, rule.within)
        if rule.within is not None
        else None
    )
    return Occurrence(
        f"{seen.case.id}/{rule.name}/{key}/{point.index}",
        rule,
        rule.act,
        key,
        point.index,
        point.instant,
        lapses_at,
        end,
        next_due,
        deadline,
    )


def end_of(
    seen: View, day: date | None, instant: datetime, length: Duration | None
) -> datetime | None:
    """Return the first instant after a period; days are counted without the first.

    ``None`` if it has no limit, or lies where no calendar reaches yet.
    """
    if length is None:
        return None
    if length.is_elapsed:
        return instant + length.elapsed
    last = seen.day_after(day or seen.day_of(instant), length)
    return None if last is None else seen.start_of_day(last + timedelta(days=1))


def instead(seen: View, one: Occurrence, from_instant: datetime) -> Occurrence | None:
    """Return the act that is done instead when this one failed or lapsed."""
    rule = one.rule
    if rule.otherwise is None:
        return None
    ends = (one.cancelled_at, one.moot_at)
    if any(end is not None and end <= from_instant for end in ends):
        return None
    lapses_at = end_of(seen, None, from_instant, rule.otherwise_late)
    is_to_same = rule.otherwise.each is not None
    return Occurrence(
        f"{one.id}/{OTHERWISE}",
        rule,
        rule.otherwise,
        one.key,
        f"{one.index}/{OTHERWISE}",
        from_instant,
        lapses_at,
        one.cancelled_at,
        moot_at=one.moot_at,
        item=one.item,
        person=one.person if is_to_same else seen.person(rule.otherwise.audience),
    )
