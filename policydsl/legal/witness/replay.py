"""Plays a case: the compiled policy says what is due, the monitor what it breaks."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from attrs import frozen

from policydsl.legal.scope import Bound
from policydsl.runtime.calendars import CalendarEnds
from policydsl.runtime.case import ActDone, AnyEntry, Case, OutcomeKnown
from policydsl.runtime.decision import Decision, PlannedAct, State
from policydsl.runtime.errors import CaseError
from policydsl.semantics import core
from policydsl.semantics.monitor import Breach, breaches

Decide = Callable[[Case, datetime], Decision]
# So soon it is known what became of an act.
SHORTLY = timedelta(seconds=30)


@frozen
class Witness:
    """A case in which the policy does an act that breaks a norm.

    ``history`` is what was known before the act; ``act`` is the act, at its instant,
    with what the rule leaves open filled in, ``became`` what became of it, if that
    matters. ``breach`` is what the monitor said.
    """

    rule: core.Rule
    bound: Bound
    norm: core.Norm
    history: tuple[AnyEntry, ...]
    act: ActDone
    became: tuple[OutcomeKnown, ...]
    breach: Breach

    @property
    def at(self) -> datetime:
        """The instant of the act."""
        return self.act.at


@frozen
class Stage:
    """What a case is played with."""

    policy: core.Policy
    decide: Decide
    bound: Bound
    rule: core.Rule
    norm: core.Norm
    filled: ActDone
    answered_by: str | None = None

    def play(self, history: Iterable[AnyEntry], at: datetime) -> Witness | None:
        """Do the act of the rule at an instant, if it is due, and ask the monitor."""
        known = self._acted(history)
        if known is None:
            return None
        due = self.due(known, at)
        if due is None:
            return None
        done = self._done(due, at)
        became = self._became(done)
        case = Case("case", (*known, done, *became))
        until = max((one.at for one in became), default=at)
        for breach in breaches(
            self.norm,
            case,
            until,
            clocks=self.bound.law.clocks,
            zones=self.policy.zones,
            calendar=self.policy.calendar,
        ):
            if breach.act == done.id:
                return Witness(
                    self.rule, self.bound, self.norm, known, done, became, breach
                )
        return None

    def due(self, history: tuple[AnyEntry, ...], at: datetime) -> PlannedAct | None:
        """Return the act of the rule that is due at an instant."""
        due = self._due_of(self.rule.name, history, at)
        return next((act for act in due if act.verb == self.filled.verb), None)

    def _due_of(
        self, rule: str, history: tuple[AnyEntry, ...], at: datetime
    ) -> list[PlannedAct]:
        try:
            decision = self.decide(Case("case", history), at)
        except (CaseError, CalendarEnds):
            return []
        due = decision.in_state(State.DUE)
        return [act for act in due if act.rule == rule]

    def _acted(self, history: Iterable[AnyEntry]) -> tuple[AnyEntry, ...] | None:
        """Let the policy do what it is to have done before; ``None`` if it did not.

        An act of a rule without an occurrence stands for what is due of it then.
        """
        known: list[AnyEntry] = []
        names: dict[str, str] = {}
        for entry in sorted(history, key=lambda one: one.at):
            if isinstance(entry, ActDone) and entry.rule and entry.occurrence is None:
                due = self._due_of(entry.rule, tuple(known), entry.at)
                if not due:
                    return None
                names[entry.id] = due[0].id
                entry = as_done(due[0], entry.at)
            elif isinstance(entry, OutcomeKnown) and entry.act in names:
                entry = replace(entry, act=names[entry.act])
            known.append(entry)
        return tuple(known)

    def _became(self, done: ActDone) -> tuple[OutcomeKnown, ...]:
        """Return what becomes of the act, where only that makes it count."""
        outcomes = [
            outcome
            for bound in getattr(self.norm, "bounds", ())
            if isinstance(bound.limit, core.Times)
            for outcome in sorted(bound.limit.counting)[:1]
        ]
        then = done.at + SHORTLY
        return tuple(
            OutcomeKnown(
                id=f"outcome of {done.id}",
                at=then,
                recorded=then,
                act=done.id,
                outcome=outcome,
                by=self.answered_by,
            )
            for outcome in outcomes[:1]
        )

    def _done(self, planned: PlannedAct, at: datetime) -> ActDone:
        """Return the act as it is done: what the policy leaves open is chosen."""
        return replace(
            self.filled,
            id=planned.id,
            at=at,
            recorded=at,
            rule=planned.rule,
            occurrence=planned.id,
        )


def as_done(planned: PlannedAct, at: datetime) -> ActDone:
    """Return an act as it is recorded when it is done as planned."""
    return ActDone(
        id=planned.id,
        at=at,
        recorded=at,
        verb=planned.verb,
        audience=planned.audience,
        channels=planned.channels,
        purpose=planned.purpose,
        matter=planned.matter,
        actor=planned.actor,
        disclosing=planned.disclosing,
        rule=planned.rule,
        occurrence=planned.id,
    )


def shortened(stage: Stage, witness: Witness) -> Witness:
    """Return the witness without the entries that it does not need."""
    best = witness
    for entry in reversed(witness.history):
        if entry not in best.history:
            continue
        fewer = tuple(one for one in best.history if one is not entry)
        shorter = stage.play(fewer, best.at)
        if shorter is not None:
            best = shorter
    return best
