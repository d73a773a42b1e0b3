"""A case as it is known at one instant, looked at from another.

Everything that looks at the time leaves a note in ``horizon`` of when it would
have seen something else. The earliest note is the next review.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from attrs import evolve, field, frozen

from policydsl.runtime.calendars import Calendar, CalendarEnds
from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Case,
    FactChange,
    Happening,
    Party,
    Value,
)
from policydsl.runtime.durations import Duration
from policydsl.semantics import core
from policydsl.semantics.standstill import NO_PAUSES, Pauses, day_reached
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
class Fate:
    """A planned act, and when it lapsed, was cancelled or regretted: ``at``.

    ``at`` is ``None`` if that has not come to it. ``since``: when it was due, or done.
    ``ends``: what is counted from its fate ends then.
    """

    id: str
    occurrence: str
    since: datetime
    at: datetime | None
    item: str | None = None
    ends: datetime | None = None


@frozen
class Readers:
    """How clocks and conditions are read.

    Events, clocks and conditions are defined by each other; here the circle is
    closed, so that no module has to import a later one.
    """

    episodes: "Callable[[View, str], tuple[Episode, ...]]"
    holds: "Callable[[View, core.Condition, Context], bool | None]"
    held: "Callable[[View, tuple[str, ...]], tuple[Episode, ...]]"
    fates: "Callable[[View, core.FateEvent], tuple[Fate, ...]]"


@frozen
class View:
    """What can be seen at ``now``.

    ``entries`` are effective and known, each id once, ordered by ``at``,
    ``recorded`` and ``id``. ``rules`` and ``clocks`` are those of the policy.
    ``item``: the item that is looked at; ``whole`` is then the view of the case.
    ``policy``: whose view it is; ``past``: those of its earlier versions, in order.
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
    policy: core.Policy | None = field(default=None, eq=False)
    past: "tuple[View, ...]" = field(default=(), eq=False)

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
        """Return the items of the case that have a fact or an event of these names."""
        found = {
            e.item
            for e in self.entries
            if not e.of_person
            and (
                (isinstance(e, FactChange) and e.fact in words)
                or (isinstance(e, Happening) and e.name in words)
            )
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
