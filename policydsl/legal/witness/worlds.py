"""A moment of the solver -> the entries of a case that leads up to it.

What comes out is a guess: only playing it shows whether the policy does the act then.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from attrs import define, field

from policydsl.legal.atoms import Atoms
from policydsl.legal.conditions import OTHER
from policydsl.legal.moments import on_a_day, within_hours
from policydsl.legal.naming import kind_of
from policydsl.legal.solver import Moment
from policydsl.legal.witness.before import Moments, beside_others, moment_before
from policydsl.legal.witness.inventory import values_of
from policydsl.runtime.calendars import CalendarEnds
from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Count,
    FactChange,
    Happening,
    Hours,
    Money,
    OutcomeKnown,
    PermissionChange,
    SetOfDays,
    Value,
)
from policydsl.runtime.durations import Duration, Unit, subtract
from policydsl.runtime.zones import instant_of, start_of_day
from policydsl.semantics import core

# When things happen on a day, if nothing says otherwise: in the morning, one a minute.
_MORNING = 9 * 60 + 30
_EARLIEST_ON_THE_DAY = 1
_TAKES_A_WHILE = 10
# Everything that is known from the beginning is known so many days before the act.
_LONG_BEFORE_DAYS = 2
_DAYS_OF_A_WEEK, _WORKING_DAYS = 7, 5
_HOUR, _DAY = 60, 24 * 60
# Lengths in months are made of days that are surely enough.
_DAYS_OF_A_MONTH = 31


@define
class World:
    """The entries that make a moment come true on a day.

    ``until``: the minute of the day before which everything of that day happens.
    ``turn``: which of several events, and other choices, to try. ``moments``: when
    other rules act that have to act before.
    """

    policy: core.Policy
    atoms: Atoms
    moment: Moment
    day: date
    until: int
    turn: int = 0
    entries: list[AnyEntry] = field(factory=list)
    moments: Moments = field(factory=dict)
    _number: int = 0

    def built(self) -> tuple[AnyEntry, ...]:
        """Return the entries, in the order in which they were thought of."""
        self._facts()
        self._clocks()
        self._events()
        self._permissions()
        return tuple(self.entries)

    @property
    def oldest(self) -> int:
        """How many days ago the first thing happened."""
        ages = [self._age(name) for name in (*self.atoms.values, *self.atoms.begun)]
        for name, events in self.atoms.begun.items():
            if self.moment.truths.get(name):
                ages += [self._age(name) + one.oldest for one in self._before(events)]
        return max(ages, default=0)

    def _before(self, events: core.Events) -> Iterator["World"]:
        """Yield the worlds that lead up to acts of rules that had to be done."""
        for event in events:
            if isinstance(event, core.RuleEvent):
                world = self._world_of(event.rule, 0)
                if world is not None:
                    yield world

    def _world_of(self, name: str, days_ago: int) -> "World | None":
        """Return the world in which a rule acts so many days before."""
        rule = next((r for r in self.policy.rules if r.name == name), None)
        if rule is None:
            return None
        found = moment_before(self.policy, rule, self.moments)
        if found is None:
            return None
        day = self.day - timedelta(days=days_ago)
        moments = {**self.moments, name: None}  # no rule acts before itself
        return World(self.policy, *found, day, _MORNING, self.turn, moments=moments)

    # --- facts --------------------------------------------------------------------

    def _facts(self) -> None:
        for name, ref in self.atoms.facts.items():
            if self.moment.truths.get(f"unknown {name}") or ref.of_item:
                continue
            value = self._value(name) or self._span(name)
            if value is None and name in self.moment.choices:
                value = self._other(name, ref)
            if value is not None:
                self._state(ref, value)

    def _value(self, name: str) -> Value | None:
        unit = self.moment.choices.get(f"{name} unit")
        if unit is not None:
            if unit == OTHER:
                return None  # nothing is compared in it
            # A currency is spelled as the text that it is, after its type.
            spelled = unit.partition(" ")[2]
            amount = self.moment.numbers.get(f"{name} in {spelled}", 0)
            if spelled in self.policy.vocabulary.nouns:
                return Count(amount, spelled)
            return Money(amount, spelled) if amount >= 0 else None
        chosen = self.moment.choices.get(name)
        return None if chosen is None else self.atoms.meant.get((name, chosen))

    def _span(self, name: str) -> Value | None:
        """Return hours or days that the moment is in, or that it is not in."""
        is_inside = self.moment.truths.get(within_hours(name))
        if is_inside is not None:
            start = self.until - self.until % _HOUR + (0 if is_inside else 2 * _HOUR)
            return Hours(start % _DAY, (start + _HOUR) % _DAY)
        is_on = self.moment.truths.get(on_a_day(name))
        if is_on is None:
            return None
        return SetOfDays(
            dates=((self.day, self.day + timedelta(days=1)),) if is_on else ()
        )

    def _other(self, name: str, ref: core.FactRef) -> Value | None:
        """Return a real value of a fact that nobody compares it with."""
        meant = {v for (of, _), v in self.atoms.meant.items() if of == name}
        fact = self.policy.vocabulary.facts.get(ref.fact)
        if fact is None:
            return None
        others = values_of(fact, self.policy.vocabulary)
        return next((one for one in others if one not in meant), None)

    def _state(
        self, ref: core.FactRef, value: Value, at: datetime | None = None
    ) -> None:
        at = at or self._instant(self.oldest + _LONG_BEFORE_DAYS, _MORNING)
        self._add(
            FactChange(
                id=self._id(), at=at, recorded=at, fact=ref.fact, value=value, of=ref.of
            )
        )

    # --- clocks and events ------------------------------------------------------------

    def _clocks(self) -> None:
        for run, clock in self.atoms.clocks.items():
            if not self.moment.truths.get(run):
                continue
            ages = [self._age(v) for v, of in self.atoms.values.items() if of == run]
            age = max(ages, default=1)
            match clock.start:
                case core.FactRef() as ref if not ref.of_item:
                    begin = self.day - timedelta(days=age)
                    early = start_of_day(begin, self.policy.zone)
                    self._state(ref, begin, early)
                case tuple() as events if events:
                    self._happen(events, age)
                case _:
                    pass  # it runs as long as its condition holds
        for name, events in self.atoms.begun.items():
            if self.moment.truths.get(name):
                self._happen(events, self._age(name))
        for name, ref in self.atoms.facts.items():
            since = f"since {name}"
            if self.moment.truths.get(since) and isinstance(ref, core.FactRef):
                begin = self.day - timedelta(days=self._age(since))
                self._state(ref, begin, start_of_day(begin, self.policy.zone))

    def _events(self) -> None:
        for name, asked in self.atoms.happened.items():
            if self.moment.truths.get(name):
                self._happen_often(asked)

    def _happen_often(self, asked: core.Occurred) -> None:
        """Add what is missing: on days of their own, from the latest possible back."""
        missing = max(asked.times, asked.on_days)
        missing -= sum(self._counts(asked.events))
        first = self._youngest_allowed(asked.events)
        for number in range(missing):
            spread = number % max(asked.on_days, 1)
            self._happen(asked.events, first + spread)

    def _counts(self, events: core.Events) -> Iterator[int]:
        told = {self._made_for.get(entry.id) for entry in self.entries}
        yield sum(1 for one in told if one == events)

    _made_for: dict[str, core.Events] = field(factory=dict)

    def _youngest_allowed(self, events: core.Events) -> int:
        """How many days ago it may have happened last: not after the clock since it."""
        ages = [
            self._age(name)
            for name, begun in self.atoms.begun.items()
            if self.moment.truths.get(name) and set(begun) & set(events)
        ]
        return max(ages, default=0)

    def _happen(self, events: core.Events, days_ago: int) -> None:
        event = events[self.turn % len(events)]
        before = len(self.entries)
        match event:
            case core.WorldEvent(name, by, _):
                who = self._doer(name) if by is None else kind_of(min(by))
                at = self._next_instant(days_ago)
                self._add(
                    Happening(id=self._id(), at=at, recorded=at, name=name, by=who)
                )
            case core.ActEvent():
                self._act(event, days_ago)
            case core.RuleEvent():
                self._act_of_rule(event, days_ago)
            case core.PermissionEvent(permissions, of, granted):
                self._change(min(permissions), of, days_ago, granted=granted)
            case core.ClockEvent() | core.HeldEvent():
                return
        for entry in self.entries[before:]:
            self._made_for[entry.id] = events

    def _doer(self, event: str) -> str | None:
        """Return who does what somebody has to do: first whom the policy addresses."""
        kind = self.policy.vocabulary.events.get(event)
        if kind is None or not (kind.by_party or kind.by):
            return None
        if kind.by is not None:
            return kind.by
        acts = (rule.act for rule in self.policy.rules if rule.act is not None)
        return next((act.audience for act in acts if act.audience), None)

    def _act(self, event: core.ActEvent, days_ago: int) -> None:
        at = self._next_instant(days_ago)
        audience = None if event.audiences is None else min(event.audiences)
        done = ActDone(
            id=self._id(),
            at=at,
            recorded=at,
            verb=sorted(event.verbs)[self.turn // 2 % len(event.verbs)],
            audience=audience or (None if event.by is None else min(event.by)),
        )
        self._add(done)
        self._turn_out(done, event.outcome, event.by)

    def _act_of_rule(self, event: core.RuleEvent, days_ago: int) -> None:
        """An act that the policy itself is to do then: it has no occurrence yet."""
        rule = next((r for r in self.policy.rules if r.name == event.rule), None)
        if rule is None or rule.act is None:
            return
        done = self._done_by(event.rule)
        if done is None:
            at = self._next_instant(days_ago)
            done = ActDone(
                id=self._id(),
                at=at,
                recorded=at,
                verb=rule.act.verb,
                audience=rule.act.audience,
                rule=rule.name,
            )
            self._add(done)
            before = self._world_of(rule.name, days_ago)
            if before is not None:
                told = beside_others(before.built(), self.entries, rule.name)
                self.entries += told
        self._turn_out(done, event.outcome.value, None)

    def _done_by(self, rule: str) -> ActDone | None:
        acts = (e for e in self.entries if isinstance(e, ActDone) and e.rule == rule)
        return next(acts, None)

    def _turn_out(self, done: ActDone, outcome: str, by: frozenset[str] | None) -> None:
        if outcome == core.Outcome.DONE.value:
            return
        at = done.at + timedelta(minutes=1)
        who = None if by is None else kind_of(min(by))
        self._add(
            OutcomeKnown(
                id=self._id(), at=at, recorded=at, act=done.id, outcome=outcome, by=who
            )
        )

    # --- permissions ----------------------------------------------------------------

    def _permissions(self) -> None:
        for name, asked in self.atoms.permissions.items():
            if self.moment.truths.get(name):
                narrow = self._narrowest(asked)
                given = None if asked.given_to is None else min(asked.given_to)
                age = self.oldest + _LONG_BEFORE_DAYS
                age = 0 if asked.valid is not None or asked.is_for_one_act else age
                self._change(
                    narrow, frozenset({asked.of}), age, granted=True, given_to=given
                )

    def _narrowest(self, asked: core.InHand) -> str:
        """Return a kind of permission that is not more than what is asked for."""
        parents = self.policy.vocabulary.parents
        tops = [p for p in asked.permissions if parents.get(p) not in asked.permissions]
        return min(tops or asked.permissions)

    def _change(
        self,
        permission: str,
        of: frozenset[str] | None,
        days_ago: int,
        *,
        granted: bool,
        given_to: str | None = None,
    ) -> None:
        if of is None:
            return
        at = self._next_instant(days_ago)
        self._add(
            PermissionChange(
                id=self._id(),
                at=at,
                recorded=at,
                permission=permission,
                of=min(of),
                granted=granted,
                given_to=given_to,
            )
        )

    # --- time -------------------------------------------------------------------------

    def _age(self, clock: str) -> int:
        """Return for how many whole days a clock has run at least."""
        numbers = self.moment.numbers
        age = numbers.get(f"{clock} in days", 0)
        age = max(age, -(-numbers.get(f"{clock} in half minutes", 0) // (2 * 1440)))
        for name, value in numbers.items():
            if name.startswith(f"{clock} in months"):
                age = max(age, value * _DAYS_OF_A_MONTH)
            elif name == f"{clock} in business_day":
                age = max(age, self._since_business_days(value))
        return age

    def _since_business_days(self, number: int) -> int:
        """Return how many days ago it was so many business days ago."""
        if self.policy.calendar is not None:
            length = Duration(number, Unit.BUSINESS_DAY)
            try:
                return (
                    self.day - subtract(self.day, length, self.policy.calendar)
                ).days
            except CalendarEnds:
                pass
        return number * _DAYS_OF_A_WEEK // _WORKING_DAYS + 2

    def _next_instant(self, days_ago: int) -> datetime:
        """Return an instant of a day that no other entry has."""
        minute = _MORNING
        if not days_ago and self.until <= _MORNING + _TAKES_A_WHILE:
            minute = min(_EARLIEST_ON_THE_DAY, self.until)
        at = self._instant(days_ago, minute)
        taken = {entry.at for entry in self.entries}
        while at in taken:
            at += timedelta(minutes=1)
        return at

    def _instant(self, days_ago: int, minute: int) -> datetime:
        day = self.day - timedelta(days=days_ago)
        return instant_of(day, minute, self.policy.zone).astimezone(UTC)

    def _add(self, entry: AnyEntry) -> None:
        self.entries.append(entry)

    def _id(self) -> str:
        self._number += 1
        return f"e{self._number}"
