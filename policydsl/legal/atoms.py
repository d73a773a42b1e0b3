"""What may be so at one moment, as variables, and what follows from what.

A question collects the atoms of a policy and of an article in one place. Equal
questions are one variable; ``lemmas`` say how the variables hang together: who has
written consent has consent, what happened three times happened once.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from itertools import permutations

from attrs import evolve, field, frozen

from policydsl.legal.formula import (
    Compare,
    Formula,
    NotMore,
    Relation,
    Truth,
    all_of,
    both,
    implies,
)
from policydsl.legal.naming import events_name, is_part
from policydsl.runtime.case import Count, Hours, Money
from policydsl.runtime.durations import Duration, Unit
from policydsl.semantics import core

# What a fact can be compared with.
FactValue = bool | date | Money | Count | Hours | str

# Elapsed time is counted in halves of a minute, so that "more than" has a value.
_HALF_MINUTES = {Unit.MINUTE: 2, Unit.HOUR: 120}
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}


class Covers(Enum):
    """What a permission has to cover, from the least to the most."""

    NO_ACT = 0  # it is asked for by itself
    THE_ACT = 1  # the act as it is done
    ANY_ACT = 2  # whatever the act may turn out to be


@frozen
class Atoms:
    """The atoms of one question, by their names.

    ``happened``, ``begun`` (clocks since events), ``permissions``, ``clocks`` (by the
    name of their run), ``values`` (the run of each value of a clock) and ``facts`` say
    what a name stands for; ``meant`` which value a choice is. ``grantable``: the
    permissions that a case can have, ``None`` if it is any; others that a law knows
    are never granted and never withdrawn.
    """

    rules: Mapping[str, core.Rule]
    choices: dict[str, tuple[str, ...]] = field(factory=dict)
    happened: dict[str, core.Occurred] = field(factory=dict)
    begun: dict[str, core.Events] = field(factory=dict)
    permissions: dict[str, core.InHand] = field(factory=dict)
    clocks: dict[str, core.Clock] = field(factory=dict)
    values: dict[str, str] = field(factory=dict)
    facts: dict[str, core.FactRef] = field(factory=dict)
    meant: dict[tuple[str, str], FactValue] = field(factory=dict)
    grantable: frozenset[str] | None = None
    _numbers: dict[str, set[str]] = field(factory=dict)
    _covers: dict[str, Covers] = field(factory=dict)

    # --- variables ------------------------------------------------------------

    def occurred(self, asked: core.Occurred, during: str | None) -> Formula:
        """Return that events happened; ``during`` is the name of a clock's run."""
        span = "" if asked.within is None else f"|in {_length(asked.within)}"
        name = (
            f"happened {events_name(asked.events)}|{asked.times}|{asked.on_days}"
            f"|during {during}{span}"
        )
        self.happened[name] = asked
        return Truth(name)

    def since(self, events: core.Events) -> str:
        """Return the name of the clock since events."""
        name = f"since {events_name(events)}"
        self.begun[name] = events
        return name

    def runs(self, name: str, clock: core.Clock) -> Formula:
        """Return that a clock runs; ``name`` is that of its run."""
        self.clocks[name] = clock
        return Truth(name)

    def fact(self, ref: core.FactRef) -> str:
        """Return the name of a fact; whose it is has to be named."""
        name = f"fact {ref.fact} of {ref.of}{' of item' if ref.of_item else ''}"
        self.facts[name] = ref
        return name

    def value_of(self, name: str, run: str) -> str:
        """Return the name of the value of a clock, which has it while it runs."""
        self.values[name] = run
        return name

    def in_hand(self, asked: core.InHand, covers: Covers) -> Formula:
        """Return that a permission is in hand; whose it is has to be named."""
        name = (
            f"in hand {sorted(asked.permissions)}|{asked.of}"
            f"|to {asked.given_to and sorted(asked.given_to)}|for {asked.purpose}"
            f"|{asked.is_for_one_act}|{asked.valid}|{sorted(asked.withdrawn_by)}"
            f"|{covers.name}"
        )
        self.permissions[name] = asked
        self._covers[name] = covers
        return Truth(name)

    def compare(
        self, clock: str, comparison: core.Comparison, duration: Duration
    ) -> Formula:
        """Return how the value of a clock compares."""
        unit, amount = measured(duration)
        number = f"{clock} in {unit}"
        self._numbers.setdefault(unit, set()).add(clock)
        match comparison:
            case core.Comparison.AT_LEAST:
                return Compare(number, Relation.AT_LEAST, amount)
            case core.Comparison.MORE_THAN:
                return Compare(number, Relation.AT_LEAST, amount + 1)
            case core.Comparison.AT_MOST:
                return Compare(number, Relation.AT_MOST, amount)
            case core.Comparison.LESS_THAN:
                return Compare(number, Relation.AT_MOST, amount - 1)

    # --- what follows from what -------------------------------------------------

    def lemmas(self) -> Iterator[Formula]:
        """Yield what is true of the variables at every moment of every case."""
        for unit, clocks in sorted(self._numbers.items()):
            for clock in sorted(clocks):
                yield Compare(f"{clock} in {unit}", Relation.AT_LEAST, 0)
        yield from self._of_events()
        yield from self._of_clocks()
        yield from self._of_permissions()

    def _of_events(self) -> Iterator[Formula]:
        for (one, some), (other, whole) in permutations(self.happened.items(), 2):
            if self._is_stronger(some, whole, one, other):
                yield implies(Truth(one), Truth(other))
        for (one, events), (other, wider) in permutations(self.begun.items(), 2):
            if is_part(events, wider, self.rules):
                later = [
                    NotMore(f"{other} in {unit}", f"{one} in {unit}")
                    for unit, clocks in self._numbers.items()
                    if {one, other} <= clocks
                ]
                yield implies(Truth(one), both(Truth(other), all_of(later)))
        for name, events in self._begun_by():
            for other, asked in self.happened.items():
                if _is_ever(asked) and is_part(events, asked.events, self.rules):
                    yield implies(Truth(name), Truth(other))

    def _begun_by(self) -> Iterator[tuple[str, core.Events]]:
        """Yield what cannot be so unless one of these events has happened."""
        yield from self.begun.items()
        for name, clock in self.clocks.items():
            if isinstance(clock.start, tuple) and clock.start:
                yield name, clock.start

    def _of_clocks(self) -> Iterator[Formula]:
        """A clock that is begun by more and ended by less runs as long as another."""
        for (one, some), (other, whole) in permutations(self.clocks.items(), 2):
            if not _is_longer(whole, some, self.rules):
                continue
            yield implies(Truth(one), Truth(other))
            if some.freezes or whole.freezes:
                continue
            for unit, names in self._numbers.items():
                for less, more in permutations(sorted(names), 2):
                    runs = self.values.get(less), self.values.get(more)
                    if runs == (one, other):
                        ordered = NotMore(f"{less} in {unit}", f"{more} in {unit}")
                        yield implies(Truth(one), ordered)

    def _is_stronger(
        self, some: core.Occurred, whole: core.Occurred, one: str, other: str
    ) -> bool:
        """Whether what happened so, happened in the other way, too."""
        is_anywhere = whole.during is None or _run_in(one) == _run_in(other)
        is_as_often = some.times >= whole.times and some.on_days >= whole.on_days
        if of_rule(whole.events):
            # Once is asked of the latest act, several times of all acts.
            is_as_often = (some.times, some.on_days) == (whole.times, whole.on_days)
        return (
            is_anywhere
            and is_as_often
            and is_part(some.events, whole.events, self.rules)
            and _is_shorter(some.within, whole.within)
        )

    def _of_permissions(self) -> Iterator[Formula]:
        for (one, some), (other, whole) in permutations(self.permissions.items(), 2):
            covers_more = self._covers[one].value >= self._covers[other].value
            some, whole = self._in_a_case(some), self._in_a_case(whole)
            if covers_more and _is_narrower(some, whole):
                yield implies(Truth(one), Truth(other))

    def _in_a_case(self, asked: core.InHand) -> core.InHand:
        """Return what is asked for, without the permissions that no case has."""
        if self.grantable is None:
            return asked
        return evolve(
            asked,
            permissions=asked.permissions & self.grantable,
            withdrawn_by=asked.withdrawn_by & self.grantable,
        )


def of_rule(events: core.Events) -> bool:
    """Return whether one of the events is what became of a rule."""
    return any(isinstance(event, core.RuleEvent) for event in events)


def _is_ever(asked: core.Occurred) -> bool:
    """Whether it is asked of all events of all times, once."""
    is_once = asked.times == asked.on_days == 1
    is_anywhere = asked.during is None and asked.within is None
    return is_once and is_anywhere and not of_rule(asked.events)


def _is_longer(
    whole: core.Clock, some: core.Clock, rules: Mapping[str, core.Rule]
) -> bool:
    """Whether a clock runs whenever another does."""
    if not (isinstance(whole.start, tuple) and isinstance(some.start, tuple)):
        return False
    is_plain = all(
        one.start and one.running_while is None and one.items is None
        for one in (whole, some)
    )
    return (
        is_plain
        and whole.owner == some.owner
        and is_part(some.start, whole.start, rules)
        and is_part(whole.until, some.until, rules)
    )


def _run_in(name: str) -> str:
    return name.split("|during ")[1].split("|")[0]


def measured(duration: Duration) -> tuple[str, int]:
    """Return in which unit a length is counted, and how many of it there are."""
    unit = duration.unit
    if unit in _DAYS:
        return "days", duration.amount * _DAYS[unit]
    if unit in _HALF_MINUTES:
        return "half minutes", duration.amount * _HALF_MINUTES[unit]
    if unit in _MONTHS:
        rounding = duration.rounding.value if duration.rounding else ""
        return f"months rounded {rounding}", duration.amount * _MONTHS[unit]
    return unit.value, duration.amount


def _length(duration: Duration) -> str:
    unit, amount = measured(duration)
    return f"{amount} {unit}"


def _is_shorter(one: Duration | None, other: Duration | None) -> bool:
    """Whether one span is surely no longer than another; ``None`` is for ever."""
    if other is None:
        return True
    if one is None:
        return False
    (unit, amount), (unit_of_other, most) = measured(one), measured(other)
    return unit == unit_of_other and amount <= most


def _is_narrower(some: core.InHand, whole: core.InHand) -> bool:
    """Whether who has the one permission has the other, too."""
    return (
        some.permissions <= whole.permissions
        and some.of == whole.of
        and whole.permissions | whole.withdrawn_by
        <= some.permissions | some.withdrawn_by
        and (
            whole.given_to is None
            or (some.given_to is not None and some.given_to <= whole.given_to)
        )
        and whole.purpose in (None, some.purpose)
        and (some.is_for_one_act or not whole.is_for_one_act)
        and _is_shorter(some.valid, whole.valid)
    )
