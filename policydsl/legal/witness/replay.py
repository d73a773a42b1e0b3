"""Plays a case: the compiled policy says what is due, the monitor says what it breaks."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import datetime

from attrs import frozen

from policydsl.legal.scope import Bound
from policydsl.runtime.calendars import CalendarEnds
from policydsl.runtime.case import ActDone, AnyEntry, Case
from policydsl.runtime.decision import Decision, PlannedAct, State
from policydsl.runtime.errors import CaseError
from policydsl.semantics import core
from policydsl.semantics.monitor import Breach, breaches

Decide = Callable[[Case, datetime], Decision]


@frozen
class Witness:
    """A case in which the policy does an act that breaks a norm.

    ``history`` is what was known before the act; ``done`` is the act, at its instant,
    with what the rule leaves open filled in. ``breach`` is what the monitor said.
    """

    rule: core.Rule
    bound: Bound
    norm: core.Norm
    history: tuple[AnyEntry, ...]
    done: ActDone
    breach: Breach


@frozen
class Stage:
    """What a case is played with."""

    policy: core.Policy
    decide: Decide
    bound: Bound
    rule: core.Rule
    norm: core.Norm
    filled: ActDone

    def play(self, history: Iterable[AnyEntry], at: datetime) -> Witness | None:
        """Do the act of the rule at an instant, if it is due, and ask the monitor."""
        known = tuple(history)
        due = self.due(known, at)
        if due is None:
            return None
        done = self._done(due, at)
        case = Case("case", (*known, done))
        for breach in breaches(
            self.norm,
            case,
            at,
            clocks=self.bound.law.clocks,
            zone=self.policy.zone,
            calendar=self.policy.calendar,
        ):
            if breach.act == done.id:
                return Witness(
                    self.rule, self.bound, self.norm, known, done, breach
                )
        return None

    def due(self, history: tuple[AnyEntry, ...], at: datetime) -> PlannedAct | None:
        """Return the act of the rule that is due at an instant."""
        try:
            decision = self.decide(Case("case", history), at)
        except (CaseError, CalendarEnds):
            return None
        for act in decision.acts:
            if act.rule == self.rule.name and act.state is State.DUE:
                if act.verb == self.filled.verb:
                    return act
        return None

    def _done(self, planned: PlannedAct, at: datetime) -> ActDone:
        """Return the act as it is done: what the policy leaves open is chosen."""
        chosen = {
            one.name: getattr(self.filled, one.name)
            for one in fields(ActDone)
            if one.name not in ("id", "at", "recorded", "rule", "occurrence")
        }
        return ActDone(
            id=f"done {planned.id}",
            at=at,
            recorded=at,
            rule=planned.rule,
            occurrence=planned.id,
            **chosen,
        )


def shortened(stage: Stage, witness: Witness) -> Witness:
    """Return the witness without the entries that it does not need."""
    best = witness
    for entry in reversed(witness.history):
        if entry not in best.history:
            continue
        fewer = tuple(one for one in best.history if one is not entry)
        shorter = stage.play(fewer, best.done.at)
        if shorter is not None:
            best = shorter
    return best
