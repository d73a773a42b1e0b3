"""A case as it is known at one instant, looked at from another.

Everything that looks at the time leaves a note in ``horizon`` of when it would
have seen something else. The earliest note is the next review.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, assert_never

from attrs import evolve, field, frozen

from policydsl.runtime.calendars import Calendar, CalendarEnds
from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Case,
    FactChange,
    Happening,
    OutcomeKnown,
    Party,
    PermissionChange,
    Value,
)
from policydsl.runtime.durations import Duration
from policydsl.semantics import core
from policydsl.semantics.standstill import NO_PAUSES, Pauses, day_reached
from policydsl.semantics.together import OTHERWISE, completing
from policydsl.semantics.whereabouts import Stay, Whereabouts, always_in, joined


@frozen
class Context:
    """The act that a condition is asked about, planned or done; else empty.

    ``clock`` and ``key`` are those of the rule's trigger: the episode. ``item``: the
    item that the act is about. ``recipient``: the person whom it is addressed to.
    """

    act: core.Act | ActDone | None = None
    rule: str | None = None
    clock: core.ClockRef | None = None
    key: str | None = None
    occurrence: str | None = None
    item: str | None = None
    recipient: str | None = None


@frozen
class Episode:
    """One uninterrupted run of a clock. ``start`` is its day 0.

    ``key`` tells it from the others of its clock: the start date, or the id of
    the event of a `since`. It runs from ``started`` up to, and without, ``ended``.
    ``counted_from``: the start of its day 0, if a date begins it and not an event.
    ``pauses`` are those of its clock, where its value is asked for. ``item``: the
    item whose clock it is, where the clocks of all items are asked for.
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


@frozen
class Readers:
    """How clocks and conditions are read.

    Events, clocks and conditions are defined by each other; here the circle is
    closed, so that no module has to import a later one.
    """

    episodes: "Callable[[View, str], tuple[Episode, ...]]"
    holds: "Callable[[View, core.Condition, Context], bool | None]"
    held: "Callable[[View, tuple[str, ...]], tuple[Episode, ...]]"


@frozen
class View:
    """What can be seen at ``now``.

    ``entries`` are effective and known, each id once, ordered by ``at``,
    ``recorded`` and ``id``. ``rules`` and ``clocks`` are those of the policy.
    ``item``: the item that is looked at; ``whole`` is then the view of the case.
    """

    readers: Readers
    rules: Mapping[str, core.Rule]
    clocks: Mapping[str, core.Clock]
    case: Case
    zones: core.Zones
    calendar: Calendar | None
    now: datetime
    entries: tuple[AnyEntry, ...]
    horizon: set[datetime] = field(factory=set, eq=False)
    memo: dict[Any, Any] = field(factory=dict, eq=False)
    forbids: tuple[core.Forbid, ...] = ()
    item: str | None = None
    whole: "View | None" = field(default=None, eq=False)

    @property
    def whereabouts(self) -> Whereabouts:
        """The zone of the case, over time."""
        key = "whereabouts"
        if key not in self.memo:
            named = always_in(self.case.zone or self.zones.named)
            self.memo[key] = _moved(self, self.zones.follows, named)
        found: Whereabouts = self.memo[key]
        return found

    @property
    def today(self) -> date:
        """The civil day of the case."""
        return self.day_of(self.now)

    def day_of(self, instant: datetime) -> date:
        """Return the civil day of an instant, in the zone of the case."""
        return self.whereabouts.day_of(instant)

    def start_of_day(self, day: date) -> datetime:
        """Return when a civil day of the case begins."""
        return self.whereabouts.start_of(day)

    def time_on(self, day: date, minutes: int) -> datetime:
        """Return when it is so late, for the first time, on a civil day of the case."""
        return self.whereabouts.time_on(day, minutes)

    def note(self, instant: datetime) -> None:
        """Remember that something looks different from ``instant`` on."""
        if instant > self.now:
            self.horizon.add(instant)

    def note_day(self, day: date) -> None:
        """Remember that something looks different from ``day`` on."""
        self.note(self.start_of_day(day))

    def at(self, now: datetime) -> "View":
        """Return the same knowledge, looked at from another instant."""
        if self.whole is not None:
            return self.whole.at(now).of_item(self.item)
        visible = tuple(entry for entry in self.entries if entry.at <= now)
        return evolve(self, now=now, entries=visible, horizon=set(), memo={})

    def of_item(self, item: str | None) -> "View":
        """Return the same view of one item; without an item, of the case."""
        whole = self.whole or self
        if item is None:
            return whole
        key = ("item", item)
        if key not in whole.memo:
            whole.memo[key] = evolve(whole, memo={}, item=item, whole=whole)
        of_one: View = whole.memo[key]
        return of_one

    def in_context(self, context: Context) -> "View":
        """Return the view in which what an act is about is looked at."""
        return self if context.item is None else self.of_item(context.item)

    def kind(self, person: str | None) -> str | None:
        """Return which party of the vocabulary a person is."""
        known = self.case.parties.get(person) if person is not None else None
        return person if known is None or known.party is None else known.party

    def person(self, party: str | None) -> str | None:
        """Return who in the case is a party of which there is only one."""
        called_so = (name for name in self.case.parties if self.kind(name) == party)
        return next(called_so, party)

    def people(self, parties: frozenset[str]) -> list[str]:
        """Return who in the case is one of these parties, in the order of names."""
        return [p for p in sorted(self.case.parties) if self.kind(p) in parties]

    def items(self, words: frozenset[str]) -> list[str]:
        """Return the items that have a fact or an event of these names."""
        found = {
            e.item
            for e in self.entries
            if (isinstance(e, FactChange) and e.fact in words)
            or (isinstance(e, Happening) and e.name in words)
        }
        return sorted(item for item in found if item is not None)

    def whereabouts_of(self, party: str | None) -> tuple[Whereabouts, ...]:
        """Return all whereabouts that are possible for a party; at least one."""
        if party is None:
            return (self.whereabouts,)
        known = self.case.parties.get(party, Party())
        possible = tuple(always_in(name) for name in known.zones)
        fact = self.zones.facts.get(known.party or party)
        told = () if fact is None else (core.FactRef(fact, party),)
        return tuple(
            _moved(self, told, base) for base in possible or (self.whereabouts,)
        )

    def day_after(
        self, start: date, length: Duration, pauses: Pauses = NO_PAUSES
    ) -> date | None:
        """Return the civil day so long after ``start``, pauses left out.

        ``None``: it is after the last day of the calendar, and today is not; or the
        pause before it is not over.

        Raises:
            CalendarEnds: If today is after the last day that the calendar knows.
        """
        try:
            return day_reached(start, length, self.calendar, pauses)
        except CalendarEnds as error:
            if self.today > error.last:
                raise
            self.note_day(error.last + timedelta(days=1))
            return None


def _moved(
    seen: View, facts: tuple[core.FactRef, ...], base: Whereabouts
) -> Whereabouts:
    """Return where somebody is by the first fact that is known, else as ``base``."""
    changes = {e.at for fact in facts for e in fact_changes(seen, fact, None)}
    if not changes:
        return base
    stays = [base.stays[0]]
    moves = {stay.since for stay in base.stays if stay.since is not None}
    for instant in sorted(changes | moves):
        then = seen.at(instant)
        values = [value_of(then, fact, None) for fact in facts]
        named = [value for value in values if isinstance(value, str)]
        stays.append(Stay(named[0] if named else base.zone_at(instant), instant))
    return joined(stays)


@frozen
class Instance:
    """One time that an event happened; ``act`` is the act that it is about.

    ``over``: from then on it is no longer so; what it sets off is too late.
    """

    at: datetime
    id: str
    act: ActDone | None = None
    over: datetime | None = None


def acts(seen: View) -> dict[str, ActDone]:
    """Return the acts that were done, by id."""
    return {e.id: e for e in seen.entries if isinstance(e, ActDone)}


def outcomes(seen: View, act: ActDone) -> list[OutcomeKnown]:
    """Return what is known to have become of an act, in order."""
    return [e for e in seen.entries if isinstance(e, OutcomeKnown) and e.act == act.id]


def instances(seen: View, events: core.Events, recipient: str | None) -> list[Instance]:
    """Return every time that one of the events happened, in order."""
    found: dict[str, Instance] = {}
    for event in events:
        for instance in _instances(seen, event, recipient):
            found.setdefault(instance.id, instance)
    order = {entry.id: place for place, entry in enumerate(seen.entries)}
    return sorted(
        found.values(), key=lambda one: (one.at, order.get(one.id, -1), one.id)
    )


def _instances(
    seen: View, event: core.Event, recipient: str | None
) -> Iterator[Instance]:
    match event:
        case core.WorldEvent():
            yield from _happenings(seen, event, recipient)
        case core.ActEvent(verbs, outcome, by, audiences):
            for instance, act, who in _what_became(seen, outcome):
                is_to = _one_of(seen, act.audience, audiences, recipient)
                if act.verb in verbs and is_to and _one_of(seen, who, by, recipient):
                    yield instance
        case core.RuleEvent():
            yield from _became_of_rule(seen, event)
        case core.ClockEvent(clock, is_end):
            for episode in seen.readers.episodes(seen, clock):
                instant = episode.ended if is_end else episode.started
                if instant is not None and instant <= seen.now:
                    which = "/ended" if is_end else ""
                    yield Instance(instant, f"{clock}@{episode.key}{which}")
        case core.HeldEvent():
            yield from _of_measures(seen, event)
        case core.PermissionEvent():
            yield from _permission_changes(seen, event, recipient)
        case _:
            assert_never(event)


def _became_of_rule(seen: View, event: core.RuleEvent) -> list[Instance]:
    rule = seen.rules.get(event.rule)
    each = None if rule is None or rule.act is None else rule.act.each
    of_acts = [
        (instance, act)
        for instance, act, _ in _what_became(seen, event.outcome.value)
        if is_meant(act, event) and is_looked_at(seen, act)
    ]
    return completing(rule, event.outcome, seen.people(each or frozenset()), of_acts)


def _of_measures(seen: View, event: core.HeldEvent) -> Iterator[Instance]:
    """Yield when measures came to be held, or ceased; each once a day.

    What begins and ends again on one day is over when it ends for the last time.
    """
    held = seen.readers.held(seen, event.rules)
    changes = [(one.started, one.ended) for one in held]
    which = ""
    if event.is_end:
        begins = [one.started for one in held[1:]]
        ends = [one.ended for one in held if one.ended is not None]
        changes = list(zip(ends, (*begins, None), strict=False))
        which = "/ended"
    last = {seen.day_of(at): over for at, over in changes}
    for at, _ in changes:
        day = seen.day_of(at)
        yield Instance(at, f"{event.name}@{day.isoformat()}{which}", over=last[day])


def is_main_act(act: ActDone, rule: str) -> bool:
    """Whether an act is the rule's own one in this case, and not the one instead."""
    is_instead = (act.occurrence or "").endswith(f"/{OTHERWISE}")
    return act.rule == rule and not is_instead and not act.of_person


def is_meant(act: ActDone, event: core.RuleEvent) -> bool:
    """Whether an event of a rule may be about this act."""
    if event.or_instead:
        return act.rule == event.rule and not act.of_person
    return is_main_act(act, event.rule)


def is_looked_at(seen: View, act: ActDone) -> bool:
    """Whether an act is about the item that is looked at, or does not say."""
    return seen.item is None or act.item in (None, seen.item)


def _happenings(
    seen: View, event: core.WorldEvent, recipient: str | None
) -> Iterator[Instance]:
    """What is nobody's belongs to the case in which it happened."""
    for e in seen.entries:
        if (
            isinstance(e, Happening)
            and e.name == event.name
            and (not e.of_person or e.by is not None)
            and (not event.of_item or seen.item in (None, e.item))
            and _one_of(seen, e.by, event.by, recipient)
        ):
            yield Instance(e.at, e.id)


def _permission_changes(
    seen: View, event: core.PermissionEvent, recipient: str | None
) -> Iterator[Instance]:
    for e in seen.entries:
        if (
            isinstance(e, PermissionChange)
            and e.permission in event.permissions
            and e.granted is event.granted
            and _one_of(seen, e.of, event.of, recipient)
        ):
            yield Instance(e.at, e.id)


def _what_became(
    seen: View, outcome: str
) -> Iterator[tuple[Instance, ActDone, str | None]]:
    """Yield the acts of an outcome, each with the one who caused the outcome."""
    done = acts(seen)
    if outcome == core.Outcome.DONE.value:
        for act in done.values():
            yield Instance(act.at, act.id, act), act, None
        return
    for e in seen.entries:
        if isinstance(e, OutcomeKnown) and e.outcome == outcome and e.act in done:
            act = done[e.act]
            yield Instance(e.at, e.id, act), act, e.by or act.audience


def _one_of(
    seen: View,
    person: str | None,
    wanted: frozenset[str] | None,
    recipient: str | None,
) -> bool:
    if wanted is None:
        return True
    if person is None:
        return False
    is_recipient = core.RECIPIENT in wanted and person == recipient
    return is_recipient or seen.kind(person) in wanted


def fact_changes(
    seen: View, ref: core.FactRef, recipient: str | None
) -> list[FactChange]:
    """Return what was recorded of a fact, in order."""
    owner = recipient if ref.of == core.RECIPIENT else seen.person(ref.of)
    return [
        e
        for e in seen.entries
        if isinstance(e, FactChange)
        and e.fact == ref.fact
        and e.of == owner
        and (not ref.of_item or e.item == seen.item)
        and (not e.of_person or owner is not None)
    ]


def value_of(seen: View, ref: core.FactRef, recipient: str | None) -> Value | None:
    """Return the value of a fact, or ``None`` if it is unknown.

    The latest one holds. Two values that are effective and were recorded at the
    same instants contradict each other, and nobody knows which is right.
    """
    changes = fact_changes(seen, ref, recipient)
    if not changes:
        return None
    last = changes[-1]
    rivals = {
        change.value
        for change in changes
        if (change.at, change.recorded) == (last.at, last.recorded)
    }
    return last.value if len(rivals) == 1 else None
