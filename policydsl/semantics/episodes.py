"""The episodes of clocks: when a state began, when it ended."""

from datetime import date, datetime

from attrs import evolve

from policydsl.runtime.case import ActDone
from policydsl.semantics import core
from policydsl.semantics.history import Instance, instances
from policydsl.semantics.view import Context, Episode, View, fact_changes, value_of


def episodes(seen: View, name: str) -> tuple[Episode, ...]:
    """Return the episodes of a clock that have begun, in order.

    The clock of an item is asked of a view of that item.
    """
    clock = seen.clocks[name]
    if clock.items is None:
        seen = seen.of_item(None)
    key = ("episodes", name)
    if key not in seen.memo:
        seen.memo[key] = ()  # a clock that hangs on itself has not begun
        if clock.running_while is not None or isinstance(clock.start, core.Earliest):
            found = _while_it_holds(seen, clock)
        elif isinstance(clock.start, core.FactRef):
            found = _from_date(seen, clock.start, clock.until)
        else:
            found = _from_events(seen, clock.start or (), clock.until)
        seen.memo[key] = tuple(found)
    result: tuple[Episode, ...] = seen.memo[key]
    return result


def running(seen: View, name: str) -> Episode | None:
    """Return the episode that runs now."""
    for episode in reversed(episodes(seen, name)):
        if episode.runs_at(seen.now):
            return episode
    return None


def is_unknown(seen: View, name: str) -> bool:
    """Whether nobody can tell if the clock runs, since its date is not known.

    Or since nobody knows whether the condition holds on which it runs. Of the
    earliest of several clocks, that of one of them. What is known not to be allowed
    to run does not run, whatever its date.
    """
    start = seen.clocks[name].start
    runs = seen.clocks[name].running_while
    if runs is not None:
        value = seen.readers.holds(seen, runs, Context())
        if value is False:
            return False
        if value is None and _may_have_begun(seen, start):
            return True
    if isinstance(start, core.Earliest):
        runs, each = core.Runs(start.clock), of_items(seen, start.clock)
        return any(seen.readers.holds(one, runs, Context()) is None for one in each)
    return isinstance(start, core.FactRef) and value_of(seen, start, None) is None


def _may_have_begun(
    seen: View, start: core.Events | core.FactRef | core.Earliest | None
) -> bool:
    """Whether a clock whose condition is not known can have begun."""
    match start:
        case None:
            return True
        case core.FactRef():
            day = value_of(seen, start, None)
            if not isinstance(day, date):
                return True
            seen.note_day(day)
            return day <= seen.today
        case core.Earliest():
            return False
        case _:
            return bool(instances(seen, start, None))


def of_items(seen: View, name: str) -> list[View]:
    """Return a view of each item that may have this clock."""
    words = seen.clocks[name].items
    assert words is not None
    return [seen.of_item(item) for item in seen.items(words)]


def _from_events(seen: View, start: core.Events, until: core.Events) -> list[Episode]:
    found: list[Episode] = []
    ends = instances(seen, until, None)
    for begin in instances(seen, start, None):
        if found and found[-1].runs_at(begin.at):
            continue  # a running clock is not restarted
        end = next((end.at for end in ends if _is_after(seen, end, begin)), None)
        found.append(Episode(*_begun(seen, begin.at), begin.at, end))
    return found


def _is_after(seen: View, later: Instance, earlier: Instance) -> bool:
    """Whether it came later; at the same instant, in the order of the entries."""
    if later.at != earlier.at:
        return later.at > earlier.at
    place = {entry.id: at for at, entry in enumerate(seen.entries)}
    return place.get(later.id, -1) > place.get(earlier.id, -1)


def _begun(seen: View, instant: datetime) -> tuple[str, date]:
    day = seen.day_of(instant)
    return day.isoformat(), day


def _from_date(seen: View, start: core.FactRef, until: core.Events) -> list[Episode]:
    """A date that is set again to another one ends the episode.

    An end counts only if it came after the date was set: what was paid before
    settles an earlier date. The same date again is the same episode.
    """
    found: list[Episode] = []
    for day, since, before in dates(seen, start):
        midnight = seen.start_of_day(day)
        begin = max(since, midnight)
        seen.note(begin)
        ends = [end.at for end in instances(seen, until, None) if end.at >= since]
        end = min((e for e in (*ends, before) if e is not None), default=None)
        if begin <= seen.now and (end is None or begin < end):
            found.append(Episode(day.isoformat(), day, begin, end, midnight))
    return found


def dates(
    seen: View, ref: core.FactRef
) -> list[tuple[date, datetime, datetime | None]]:
    """Return each date that the fact had: from when, and until when."""
    periods: list[tuple[date, datetime, datetime | None]] = []
    for change in fact_changes(seen, ref, None):
        known = value_of(seen.at(change.at), ref, None)
        if periods and periods[-1][2] is None:
            if periods[-1][0] == known:
                continue
            periods[-1] = (*periods[-1][:2], change.at)
        if isinstance(known, date):
            periods.append((known, change.at, None))
    return periods


def _while_it_holds(seen: View, clock: core.Clock) -> list[Episode]:
    """Walk through time, from one instant at which something changes to the next.

    A clock from the earliest start of several runs as long as one of them does.
    """
    found: list[Episode] = []
    upcoming = sorted({entry.at for entry in seen.entries})
    if not upcoming:
        return found  # of a case of which nothing is known, nothing has begun
    instant = upcoming[0]
    is_ended = False
    while instant <= seen.now:
        then = seen.at(instant)
        then.memo[("episodes", clock.name)] = tuple(found)
        asked = clock.running_while
        is_true = asked is None or then.readers.holds(then, asked, Context()) is True
        begin = _start_of(then, clock, instant) if is_true else None
        runs = bool(found) and found[-1].ended is None
        stops = any(e.at == instant for e in instances(then, clock.until, None))
        is_ended = begin is not None and (is_ended or stops)
        if runs and (begin is None or stops or begin[1] != found[-1].start):
            last = found[-1]
            found[-1] = evolve(last, ended=instant)
            runs = False
        if begin is not None and not runs and not is_ended:
            found.append(Episode(*begin[:2], instant, None, begin[2]))
        later = [t for t in (*upcoming, *then.horizon) if t > instant]
        if not later:
            break
        instant = min(later)
    seen.note(instant)
    return found


def _start_of(
    then: View, clock: core.Clock, instant: datetime
) -> tuple[str, date, datetime | None] | None:
    """Return key, day 0 and origin of an episode that runs at ``instant``."""
    if isinstance(clock.start, core.Earliest):
        name = clock.start.clock
        each = [running(one, name) for one in of_items(then, name)]
        begun_so = [(one.start, one.origin) for one in each if one is not None]
        if not begun_so:
            return None
        first, origin = min(begun_so)
        return first.isoformat(), first, origin
    if isinstance(clock.start, core.FactRef):
        day = value_of(then, clock.start, None)
        if not isinstance(day, date):
            return None
        then.note_day(day)
        if day > then.today:
            return None
        return day.isoformat(), day, then.start_of_day(day)
    if clock.start:
        begun = instances(then, clock.start, None)
        return (*_begun(then, begun[-1].at), None) if begun else None
    own = then.memo[("episodes", clock.name)]
    if own and own[-1].ended is None:
        return own[-1].key, own[-1].start, None
    return (*_begun(then, instant), None)


def since_episodes(
    seen: View, since: core.Since, recipient: str | None = None
) -> list[Episode]:
    """Return the episodes of a `since`: each event ends the one before.

    What counts from the act of a rule ends with the episode in which it acted.
    ``recipient``: whom the act is addressed to that is asked about.
    """
    if isinstance(since.start, core.FactRef):
        return _from_date(seen, since.start, ())
    begun = instances(seen, since.start, recipient)
    found = []
    for one, following in zip(begun, (*begun[1:], None), strict=False):
        ends = [following.at] if following is not None else []
        if any(isinstance(event, core.RuleEvent) for event in since.start):
            ends += _end_of_act(seen, one)
        if one.fate is not None and one.fate.ends is not None:
            ends.append(one.fate.ends)
        found.append(
            Episode(one.id, seen.day_of(one.at), one.at, min(ends, default=None))
        )
    return found


def _end_of_act(seen: View, one: Instance) -> list[datetime]:
    rule = seen.rules.get(one.act.rule or "") if one.act is not None else None
    if rule is None or one.act is None:
        return []
    of_rule = rule_episodes(seen, rule)
    if of_rule is None:
        return []
    acted_in = episode_of(seen, rule, one.act, of_rule)
    if acted_in is None:
        return [one.at]
    return [acted_in.ended] if acted_in.ended is not None else []


def rule_episodes(seen: View, rule: core.Rule) -> list[Episode] | None:
    """Return the episodes of the clock of a rule; ``None`` if it has no clock.

    On the clock of an item there are those of each item, and their keys name it.
    """
    seen = seen.of_item(None)
    match rule.trigger:
        case core.After() | core.AfterEach() | core.Every():
            clock = rule.trigger.clock
            of_clock = seen.clocks[clock] if isinstance(clock, str) else clock
            if of_clock.items is None:
                return _of_clock(seen, rule, clock)
            return [
                evolve(one, key=f"{one.key}/{item}", item=item)
                for item in seen.items(of_clock.items)
                for one in _of_clock(seen.of_item(item), rule, clock)
            ]
        case _:
            return None


def _of_clock(seen: View, rule: core.Rule, clock: core.ClockRef) -> list[Episode]:
    if isinstance(clock, str):
        return list(episodes(seen, clock))
    key = ("since", rule.name)
    if key not in seen.memo:
        seen.memo[key] = []
        seen.memo[key] = since_episodes(seen, clock)
    found: list[Episode] = seen.memo[key]
    return found


def episode_of(
    seen: View, rule: core.Rule, act: ActDone, of_rule: list[Episode]
) -> Episode | None:
    """Return the episode in which a rule did an act; none if it has vanished."""
    for episode in reversed(of_rule):
        prefix = f"{seen.case.id}/{rule.name}/{episode.key}/"
        if act.occurrence is not None and act.occurrence.startswith(prefix):
            return episode
    if act.occurrence is None:  # recorded by hand as the rule's act
        return next((e for e in reversed(of_rule) if e.runs_at(act.at)), None)
    return None
