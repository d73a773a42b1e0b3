"""What happened, and the episodes of clocks: events and clocks define each other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import NamedTuple, assert_never

from policydsl.runtime.case import ActDone
from policydsl.runtime.earliest import earliest_of
from policydsl.runtime.facts import dates_of, value_of
from policydsl.runtime.forms import (
    Became,
    Began,
    Clock,
    Earliest,
    Ended,
    Event,
    Events,
    Fact,
    Fate,
    MeasureBecame,
    Names,
    Permitted,
    RuleBecame,
    World,
)
from policydsl.runtime.measures import changes
from policydsl.runtime.patterns import is_one_of
from policydsl.runtime.recalling import recall_as, recalled
from policydsl.runtime.sight import OTHERWISE, Question, Sight
from policydsl.runtime.spans import follow
from policydsl.runtime.standstill import NO_PAUSES, Pauses
from policydsl.runtime.together import OF_ALL, when_all
from policydsl.runtime.unheard import told
from policydsl.runtime.walking import walked

DONE = "done"
# What no entry tells of; it may not come in order.
_WORKED_OUT = (Began, Ended, Fate, MeasureBecame)


class Fated(NamedTuple):
    """A planned act, and when it lapsed, was cancelled or regretted, if it was: ``at``.

    ``since``: when it was due, or done. ``ends``: what is counted from its fate ends.
    """

    id: str
    occurrence: str
    since: datetime
    at: datetime | None
    item: str | None = None
    ends: datetime | None = None


class Happened(NamedTuple):
    """One time that an event happened; ordered like the entries.

    ``place`` is that of the entry, or -1 for what no entry says. ``act`` is the act
    that it is about. ``over``: when a measure that came or went is otherwise again.
    """

    at: datetime
    place: int
    id: str
    act: ActDone | None = None
    over: datetime | None = None
    fate: Fated | None = None


@dataclass(frozen=True, slots=True)
class Episode:
    """One run of a clock, from ``started`` up to, and without, ``ended``.

    ``start`` is its day 0; ``key`` tells it from the others of its clock.
    ``counted_from``: the start of its day 0, if a date begins it and not an event.
    ``pauses``: those of its clock, where its value is asked for. ``item``: the item
    whose clock it is, where those of all items are asked for.
    """

    key: str
    start: date
    started: datetime
    ended: datetime | None
    counted_from: datetime | None = None
    pauses: Pauses = NO_PAUSES
    item: str | None = None

    @property
    def origin(self) -> datetime:
        """The instant from which hours and minutes are counted."""
        return self.counted_from or self.started

    def runs_at(self, instant: datetime) -> bool:
        """Whether the state holds at an instant."""
        return self.started <= instant and (self.ended is None or instant < self.ended)


# --- events -------------------------------------------------------------------


def happened(sight: Sight, events: Events, recipient: str | None) -> list[Happened]:
    """Return every time that one of the events happened, in order."""
    if not (events := told(sight.known, events)):
        return []
    if len(events) == 1 and not isinstance(events[0], _WORKED_OUT):
        return list(_happened(sight, events[0], recipient))
    return _in_order(h for event in events for h in _happened(sight, event, recipient))


def _in_order(found: Iterable[Happened]) -> list[Happened]:
    unique: dict[str, Happened] = {}
    for one in found:
        unique.setdefault(one.id, one)
    return sorted(unique.values(), key=lambda one: one[:3])


def _happened(sight: Sight, event: Event, recipient: str | None) -> Iterator[Happened]:
    place = sight.known.place
    match event:
        case World(name, by, of_item):
            item = sight.item if of_item else None
            for e in sight.happenings(name):
                if item is not None and e.item != item:
                    continue
                if by is None or is_one_of(e.by, sight.kind(e.by), by, recipient):
                    yield Happened(e.at, place[e.id], e.id)
        case Became():
            yield from _became(sight, event, recipient)
        case RuleBecame():
            yield from _became_of_rule(sight, event)
        case Fate():
            yield from _fated(sight, event)
        case Began(clock):
            for episode in episodes(sight, clock):
                yield Happened(episode.started, -1, f"{clock}@{episode.key}")
        case Ended(clock):
            yield from _ends(sight, clock)
        case MeasureBecame():
            for at, id, over in changes(sight, event):
                yield Happened(at, -1, id, over=over)
        case Permitted(permissions, of, granted):
            who = _givers(sight, of, recipient)
            yield from _permitted(sight, permissions, who, granted)
        case _:
            assert_never(event)


def _ends(sight: Sight, clock: str) -> Iterator[Happened]:
    for episode in episodes(sight, clock):
        if episode.ended is not None and episode.ended <= sight.now:
            yield Happened(episode.ended, -1, f"{clock}@{episode.key}/ended")


def _fated(sight: Sight, event: Fate) -> Iterator[Happened]:
    for fate in fates_of(sight, event):
        if fate.at is not None:
            yield Happened(fate.at, -1, fate.id, fate=fate)


def _became(sight: Sight, event: Became, recipient: str | None) -> Iterator[Happened]:
    place = sight.known.place
    if event.outcome == DONE:
        if event.by is not None:
            return  # nobody is said to have caused a dispatch
        for act in sight.acts():
            to = act.audience
            if act.verb in event.verbs and is_one_of(
                to, sight.kind(to), event.to, recipient
            ):
                yield Happened(act.at, place[act.id], act.id, act)
        return
    for o in sight.outcomes(event.outcome):
        of = sight.act(o.act)
        if of is None or of.verb not in event.verbs:
            continue
        to, by = of.audience, o.by or of.audience
        if is_one_of(to, sight.kind(to), event.to, recipient) and is_one_of(
            by, sight.kind(by), event.by, recipient
        ):
            yield Happened(o.at, place[o.id], o.id, of)


def _became_of_rule(sight: Sight, event: RuleBecame) -> Iterator[Happened]:
    found = _became_of_acts(sight, event)
    rule = sight.program.rules.get(event.rule)
    is_to_each = rule is not None and rule.act is not None and rule.act.each is not None
    if rule is None or not is_to_each or event.outcome not in OF_ALL:
        return found
    return when_all(sight, rule, ((one.act, one) for one in found if one.act))


def _became_of_acts(sight: Sight, event: RuleBecame) -> Iterator[Happened]:
    place = sight.known.place
    if event.outcome == DONE:
        for act in sight.acts_of(event.rule):
            if is_meant(act, event) and is_looked_at(sight, act):
                yield Happened(act.at, place[act.id], act.id, act)
        return
    for o in sight.outcomes(event.outcome):
        of = sight.act(o.act)
        if of is None or of.rule != event.rule or not is_meant(of, event):
            continue
        if is_looked_at(sight, of):
            yield Happened(o.at, place[o.id], o.id, of)


def _givers(sight: Sight, of: Names | None, recipient: str | None) -> Iterable[str]:
    """Return the persons who may give a permission that is asked for."""
    given = sight.known.permissions
    return [one for one in given if is_one_of(one, sight.kind(one), of, recipient)]


def _permitted(
    sight: Sight, permissions: Names, who: Iterable[str], granted: bool
) -> Iterator[Happened]:
    place = sight.known.place
    found = [
        Happened(e.at, place[e.id], e.id)
        for giver in who
        for e in sight.permissions(giver)
        if e.granted is granted and e.permission in permissions
    ]
    found.sort(key=lambda one: one[:3])
    yield from found


def is_meant(act: ActDone, event: RuleBecame) -> bool:
    """Whether it is an act of the rule in this case: its own, or also one instead."""
    is_instead = (act.occurrence or "").endswith(f"/{OTHERWISE}")
    return not act.of_person and (event.or_instead or not is_instead)


def fates_of(sight: Sight, event: Fate) -> list[Fated]:
    """Return what became of the acts about the item that is looked at, or of none."""
    item = sight.item
    found: Sequence[Fated] = event.find(sight, event)
    return [one for one in found if item is None or one.item in (None, item)]


def is_looked_at(sight: Sight, act: ActDone) -> bool:
    """Whether an act is about the item that is looked at, or does not say."""
    return sight.item is None or act.item is None or act.item == sight.item


# --- episodes -----------------------------------------------------------------


def episodes(sight: Sight, name: str) -> Sequence[Episode]:
    """Return the episodes of a clock that have begun, in order.

    The clock of an item is asked of a sight of that item.
    """
    clock = sight.program.clocks[name]
    if clock.items is None and sight.whole is not None:
        sight = sight.whole
    none: Sequence[Episode] = ()  # a clock that hangs on itself has not begun
    if name not in sight.memo:
        follow(sight, clock, episodes_of)
        if name not in sight.memo and _is_unheard(sight, clock):
            return none
    return recalled(sight, name, none, partial(episodes_of, clock))


def _is_unheard(sight: Sight, clock: Clock) -> bool:
    """Whether nothing in the history can have begun a clock."""
    start = clock.start if clock.runs_while is None else None
    return isinstance(start, tuple) and not told(sight.known, start)


def episodes_of(clock: Clock, sight: Sight) -> Sequence[Episode]:
    """Work out the episodes of a clock."""
    if clock.runs_while is not None:
        return _while_it_holds(sight, clock)
    if isinstance(clock.start, Fact):
        return episodes_from_date(sight, clock.start, clock.until)
    if isinstance(clock.start, Earliest):
        return _from_earliest(sight, clock.start.clock, clock.until)
    return _from_events(sight, clock.start or (), clock.until)


def running(sight: Sight, name: str) -> Episode | None:
    """Return the episode that runs now."""
    for episode in reversed(episodes(sight, name)):
        if episode.runs_at(sight.now):
            return episode
    return None


def _from_events(sight: Sight, start: Events, until: Events) -> list[Episode]:
    """Pair each beginning with the first end after it; both are in order."""
    begins = happened(sight, start, None)
    if not begins:
        return []
    ends = happened(sight, until, None)
    found: list[Episode] = []
    place = 0
    for begin in begins:
        if found and found[-1].runs_at(begin.at):
            continue  # a running clock is not restarted
        while place < len(ends) and ends[place][:2] <= begin[:2]:
            place += 1
        end = ends[place].at if place < len(ends) else None
        day = sight.day_of(begin.at)
        found.append(Episode(day.isoformat(), day, begin.at, end))
    return found


def episodes_from_date(sight: Sight, start: Fact, until: Events) -> list[Episode]:
    """A date that is set to another one ends the episode; an end before counts not."""
    periods = dates_of(sight, start)
    if not periods:
        return []
    ends = happened(sight, until, None)
    found: list[Episode] = []
    for day, since, before in periods:
        midnight = sight.start_of_day(day)
        begin = max(since, midnight)
        sight.note(begin)
        end = next((one.at for one in ends if one.at >= since), None)
        if end is None or (before is not None and before < end):
            end = before
        if begin <= sight.now and (end is None or begin < end):
            found.append(Episode(day.isoformat(), day, begin, end, midnight))
    return found


def sights_of_items(sight: Sight, name: str) -> list[Sight]:
    """Return a sight of each item that may have this clock."""
    words = sight.program.clocks[name].items
    assert words is not None
    return [sight.of_item(item) for item in sight.items(words)]


def _from_earliest(sight: Sight, name: str, until: Events) -> list[Episode]:
    each = [e for one in sights_of_items(sight, name) for e in episodes(one, name)]
    stops = [one.at for one in happened(sight, until, None)]
    return [
        Episode(day.isoformat(), day, started, ended, origin)
        for day, origin, started, ended in earliest_of(each, stops, sight.now)
    ]


def _while_it_holds(sight: Sight, clock: Clock) -> Sequence[Episode]:
    """Walk from one instant at which something changes to the next."""
    begin: _SoFar = ((), False)
    step = partial(_step, clock)
    return walked(sight, clock.name, begin, step)[0]


# The episodes up to an instant, and whether an end keeps the clock from running on.
_SoFar = tuple[tuple[Episode, ...], bool]


def _step(clock: Clock, then: Sight, so_far: _SoFar) -> _SoFar:
    assert clock.runs_while is not None
    found, is_ended = so_far
    instant = then.now
    recall_as(then, clock.name, found)
    holds = clock.runs_while(Question(then)) is True
    begin = _start_of(then, clock, instant, found) if holds else None
    stops = any(one.at == instant for one in happened(then, clock.until, None))
    is_ended = begin is not None and (is_ended or stops)
    last = found[-1] if found and found[-1].ended is None else None
    if last and (begin is None or stops or begin[1] != last.start):
        found = (*found[:-1], replace(last, ended=instant))
        last = None
    if begin is not None and last is None and not is_ended:
        found = (*found, Episode(*begin[:2], instant, None, begin[2]))
    return found, is_ended


def _start_of(
    then: Sight, clock: Clock, instant: datetime, own: Sequence[Episode]
) -> tuple[str, date, datetime | None] | None:
    """Return key, day 0 and origin of an episode that runs at ``instant``."""
    if isinstance(clock.start, Earliest):
        name = clock.start.clock
        each = [running(one, name) for one in sights_of_items(then, name)]
        first = min(((e.start, e.origin) for e in each if e is not None), default=None)
        return None if first is None else (first[0].isoformat(), *first)
    if isinstance(clock.start, Fact):
        day = value_of(then, clock.start, None)
        if not isinstance(day, date):
            return None
        then.note_day(day)
        if day > then.today:
            return None
        return day.isoformat(), day, then.start_of_day(day)
    if clock.start:
        begun = happened(then, clock.start, None)
        if not begun:
            return None
        instant = begun[-1].at
    elif own and own[-1].ended is None:
        return own[-1].key, own[-1].start, None
    day = then.day_of(instant)
    return day.isoformat(), day, None
