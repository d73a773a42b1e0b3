"""Conditions of the core as formulas: when they hold, and when they surely do not."""

from collections.abc import Callable
from typing import assert_never

from attrs import evolve, field, frozen

from policydsl.legal.atoms import Atoms, Covers, FactValue
from policydsl.legal.formula import (
    FALSE,
    TRUE,
    Any,
    Chosen,
    Compare,
    Formula,
    Relation,
    Truth,
    all_of,
    any_of,
    both,
    no,
)
from policydsl.legal.naming import ClockNames, asked_of
from policydsl.runtime.case import Count, Money
from policydsl.runtime.durations import Duration
from policydsl.semantics import core

# Any other value of a fact than those that are named.
OTHER = "any other value"


@frozen
class Reading:
    """When a condition is true, and when it is false; else it is unknown."""

    yes: Formula
    no: Formula

    @property
    def flipped(self) -> "Reading":
        """The reading of the opposite."""
        return Reading(self.no, self.yes)


UNKNOWN = Reading(FALSE, FALSE)


def known(formula: Formula) -> Reading:
    """Return the reading of what is always true or false."""
    return Reading(formula, no(formula))


@frozen
class Reader:
    """Reads the conditions of one document, asked about one act.

    ``recipient``: whoever the act is addressed to, ``None`` if nobody is named.
    ``is_one_of_several``: a case may have several such parties. ``covers``: what of the
    act a permission has to cover. ``says``: how the roles of the act compare with a
    pattern. ``open_text``: how open words are read; they are gathered in
    ``open_words``.
    """

    atoms: Atoms
    clocks: ClockNames
    recipient: str | None
    says: Callable[[core.Pattern], Reading]
    open_text: Reading = Reading(FALSE, FALSE)
    open_words: set[str] = field(factory=set)
    covers: Covers = Covers.THE_ACT
    is_one_of_several: bool = False

    def read(self, condition: core.Condition) -> Reading:
        """Return when a condition holds, and when it does not."""
        match condition:
            case core.Runs(clock):
                return self._runs(clock)
            case core.ClockAt(clock, comparison, duration):
                return self._clock_at(clock, comparison, duration)
            case core.FactAt() | core.FactEquals() | core.FactUnknown():
                return self._fact(condition)
            case core.ItemsRun(clock):
                named = evolve(condition, clock=self.clocks.of_run(clock))
                return _any(f"items {named!r}")
            case core.TotalAt():
                return _any(f"items {self._total(condition)!r}")
            case core.InHand():
                of = condition.of
                if of == core.RECIPIENT and self.recipient is not None:
                    of = self.recipient
                return known(self.atoms.in_hand(evolve(condition, of=of), self.covers))
            case core.Occurred():
                return known(self._occurred(condition))
            case core.Holds(rule):
                return _any(f"held {rule}")
            case core.Says(pattern):
                return self.says(pattern)
            case core.OpenWords(words):
                self.open_words.add(words)
                return self.open_text
            case core.Not(inner):
                return self.read(inner).flipped
            case core.AllOf(parts):
                read = [self.read(part) for part in parts]
                return Reading(
                    all_of(one.yes for one in read), any_of(one.no for one in read)
                )
            case core.AnyOf(parts):
                read = [self.read(part) for part in parts]
                return Reading(
                    any_of(one.yes for one in read), all_of(one.no for one in read)
                )
            case _:
                assert_never(condition)

    def usable(self, clock: core.ClockRef) -> Formula:
        """Return that a clock runs and has the evidence that it needs."""
        if not isinstance(clock, str):
            return Truth(self._since(clock))
        evidence = self.clocks.clocks[clock].evidence
        runs = self._runs(clock).yes
        return runs if evidence is None else both(runs, self._shown(evidence))

    def _shown(self, evidence: core.Condition) -> Formula:
        """Return that evidence is there; it is not asked of any act."""
        return evolve(self, recipient=None, covers=Covers.NO_ACT).read(evidence).yes

    def value(
        self, clock: core.ClockRef, comparison: core.Comparison, duration: Duration
    ) -> Formula:
        """Return how a running clock compares."""
        if isinstance(clock, str):
            run = self.clocks.of_run(clock)
            name = self.atoms.value_of(self.clocks.of_value(clock), run)
        else:
            name = self._since(clock)
        return self.atoms.compare(name, comparison, duration)

    def _runs(self, clock: str) -> Reading:
        name = self.clocks.of_run(clock)
        kind = self.clocks.clocks[clock]
        runs = self.atoms.runs(name, self._in_runs(kind))
        if kind.running_while is None and not isinstance(
            kind.start, core.FactRef | core.Earliest
        ):
            return known(runs)
        unknown = Truth(f"unknown whether {name}")
        return Reading(both(runs, no(unknown)), both(no(runs), no(unknown)))

    def _total(self, condition: core.TotalAt) -> core.TotalAt:
        if condition.clock is None:
            return condition
        return evolve(condition, clock=self.clocks.of_run(condition.clock))

    def _in_runs(self, clock: core.Clock) -> core.Clock:
        """Return a clock in whose events other clocks have the names of runs."""
        start = clock.start
        if isinstance(start, tuple):
            start = self.clocks.of_events(start)
        return evolve(clock, start=start, until=self.clocks.of_events(clock.until))

    def _since(self, clock: core.Since) -> str:
        if isinstance(clock.start, core.FactRef):
            return f"since {self.fact_name(clock.start)}"
        return self.atoms.since(self._asked_of(clock.start))

    def _clock_at(
        self, clock: core.ClockRef, comparison: core.Comparison, duration: Duration
    ) -> Reading:
        compared = self.value(clock, comparison, duration)
        if isinstance(clock, str):
            runs, evidence = self._runs(clock), self.clocks.clocks[clock].evidence
            shown = TRUE if evidence is None else self._shown(evidence)
            return Reading(
                both(runs.yes, shown, compared),
                Any((runs.no, both(runs.yes, shown, no(compared)))),
            )
        runs_since = Truth(self._since(clock))
        if isinstance(clock.start, core.FactRef):
            unknown = Truth(f"unknown {self.fact_name(clock.start)}")
            runs = Reading(
                both(runs_since, no(unknown)), both(no(runs_since), no(unknown))
            )
        else:
            runs = known(runs_since)
        return Reading(
            both(runs.yes, compared), Any((runs.no, both(runs.yes, no(compared))))
        )

    def _occurred(self, condition: core.Occurred) -> Formula:
        asked = evolve(condition, events=self._asked_of(condition.events))
        during = condition.during
        name = None if during is None else self.clocks.of_run(during)
        return self.atoms.occurred(asked, name)

    def _asked_of(self, events: core.Events) -> core.Events:
        events = self.clocks.of_events(events)
        several = self.is_one_of_several
        return asked_of(events, self.recipient, is_one_of_several=several)

    # --- facts ------------------------------------------------------------------

    def fact_name(self, ref: core.FactRef) -> str:
        """Return the name of a fact, with whose it is."""
        of = self.recipient or ref.of if ref.of == core.RECIPIENT else ref.of
        return self.atoms.fact(evolve(ref, of=of))

    def _fact(
        self, condition: core.FactAt | core.FactEquals | core.FactUnknown
    ) -> Reading:
        name = self.fact_name(condition.fact)
        unknown = Truth(f"unknown {name}")
        match condition:
            case core.FactUnknown():
                return known(unknown)
            case core.FactEquals():
                is_so: Formula = self._is_value(name, condition.value)
            case core.FactAt():
                unit, amount = _amount(condition.value)
                in_unit = self._is_value(f"{name} unit", unit)
                # Which amount it is says the number, not the choice.
                number = f"{name} in {unit}"
                compared = _compared(number, condition.comparison, amount)
                return Reading(
                    both(no(unknown), in_unit, compared),
                    both(no(unknown), in_unit, no(compared)),
                )
        return Reading(both(no(unknown), is_so), both(no(unknown), no(is_so)))

    def _is_value(self, name: str, value: FactValue) -> Formula:
        """Return that a fact has a value; it has one at a time."""
        values = self.atoms.choices.setdefault(name, (OTHER,))
        spelled = f"{type(value).__name__} {value}"
        if spelled not in values:
            self.atoms.choices[name] = (*values, spelled)
            self.atoms.meant[name, spelled] = value
        return Chosen(name, frozenset({spelled}))


def _any(name: str) -> Reading:
    """Return the reading of what is true, false or unknown, whatever else is so."""
    is_true, is_known = Truth(name), Truth(f"known whether {name}")
    return Reading(both(is_true, is_known), both(no(is_true), is_known))


def _amount(value: Money | Count) -> tuple[str, int]:
    match value:
        case Money(minor_units, currency):
            return currency, minor_units
        case Count(number, unit):
            return unit, number


def _compared(name: str, comparison: core.Comparison, value: int) -> Formula:
    match comparison:
        case core.Comparison.AT_LEAST:
            return Compare(name, Relation.AT_LEAST, value)
        case core.Comparison.MORE_THAN:
            return Compare(name, Relation.AT_LEAST, value + 1)
        case core.Comparison.AT_MOST:
            return Compare(name, Relation.AT_MOST, value)
        case core.Comparison.LESS_THAN:
            return Compare(name, Relation.AT_MOST, value - 1)
