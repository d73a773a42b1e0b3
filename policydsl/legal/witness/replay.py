"""Plays a case: the compiled policy says what is due, the monitor what it breaks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from attrs import evolve, field, frozen

from policydsl.runtime.calendars import CalendarEnds
from policydsl.runtime.case import ActDone, AnyEntry, Case, OutcomeKnown, Party
from policydsl.runtime.decision import Decision, PlannedAct, State
from policydsl.runtime.errors import CaseError
from policydsl.semantics import core
from policydsl.semantics.bounds import latest_end
from policydsl.semantics.monitor import Breach, breaches
from policydsl.semantics.scope import Bound

Decide = Callable[[Case, datetime], Decision]
# So soon it is known what became of an act.
SHORTLY = timedelta(minutes=1)


def asked(decide: Decide, case: Case, at: datetime) -> Decision | None:
    """Ask a policy; ``None`` if it cannot answer."""
    try:
        return decide(case, at)
    except (CaseError, CalendarEnds):
        return None


@frozen
class Witness:
    """A case in which the policy does an act that breaks a norm.

    ``history`` is what was known before the act; ``act`` is the act, at its instant,
    with what the rule leaves open filled in, ``became`` what became of it, if that
    matters. ``breach`` is what the monitor said. ``parties``: who of several there is.
    """

    rule: core.Rule
    bound: Bound
    norm: core.Norm
    history: tuple[AnyEntry, ...]
    act: ActDone
    became: tuple[OutcomeKnown, ...]
    breach: Breach
    parties: Mapping[str, Party] = field(factory=dict)

    @property
    def at(self) -> datetime:
        """The instant of the act."""
        return self.act.at

    @property
    def is_plain(self) -> bool:
        """Whether the policy does nothing else within a day before the act."""
        day = timedelta(days=1)
        return not any(
            isinstance(one, ActDone) and one.rule is not None and self.at - one.at < day
            for one in self.history
        )


@frozen
class Stage:
    """What a case is played with. ``filled``: an act with what the policy leaves open.

    ``parties``: who of several there is. ``answered_by`` answers the act.
    """

    policy: core.Policy
    decide: Decide
    bound: Bound
    rule: core.Rule
    norm: core.Norm
    filled: ActDone
    answered_by: str | None = None
    parties: Mapping[str, Party] = field(factory=dict)

    def play(self, history: Iterable[AnyEntry], at: datetime) -> Witness | None:
        """Do the act of the rule at an instant, if it is due, and ask the monitor."""
        known = self._acted(history)
        if known is None:
            return None
        for planned in self._due_of(self.rule.name, known, at):
            if planned.verb == self.filled.verb:
                found = self.judged(known, planned, at)
                if found is not None:
                    return found
        return None

    def planned(self, witness: Witness) -> PlannedAct | None:
        """Return the act of a witness as the policy plans it."""
        due = self._due_of(self.rule.name, witness.history, witness.at)
        return next((one for one in due if one.id == witness.act.id), None)

    def judged(
        self, known: tuple[AnyEntry, ...], planned: PlannedAct, at: datetime
    ) -> Witness | None:
        """Do an act that is due, and ask the monitor."""
        done = self._done(planned, at)
        became = self._became(done)
        until = max((one.at for one in became), default=at)
        try:
            found = breaches(
                self.norm,
                self._case((*known, done, *became)),
                until,
                clocks=self.bound.law.clocks,
                zones=self.policy.zones,
                calendar=self.policy.calendar,
                days=(self.bound.period.first, self.bound.period.last),
            )
        except CalendarEnds:
            return None
        for breach in found:
            if breach.act == done.id:
                return Witness(
                    self.rule,
                    self.bound,
                    self.norm,
                    known,
                    done,
                    became,
                    breach,
                    self.parties,
                )
        return None

    def _case(self, history: tuple[AnyEntry, ...]) -> Case:
        return Case("case", history, dict(self.parties))

    def _due_of(
        self, rule: str, history: tuple[AnyEntry, ...], at: datetime
    ) -> list[PlannedAct]:
        decision = asked(self.decide, self._case(history), at)
        due = () if decision is None else decision.in_state(State.DUE)
        return [act for act in due if act.rule == rule]

    def _acted(self, history: Iterable[AnyEntry]) -> tuple[AnyEntry, ...] | None:
        """Let the policy do what it is to have done before; ``None`` if it did not.

        An act of a rule without an occurrence stands for what is due of it then.
        """
        known: list[AnyEntry] = []
        names: dict[str, str] = {}
        for entry in sorted(history, key=lambda one: one.at):
            if isinstance(entry, ActDone) and entry.rule:
                due = [
                    one
                    for one in self._due_of(entry.rule, tuple(known), entry.at)
                    if entry.occurrence in (None, one.id)
                ]
                if not due:
                    return None
                names[entry.id] = due[0].id
                entry = due[0].as_done(entry.at)
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
        done, filled = planned.as_done(at), self.filled
        audience = planned.audience
        if audience is None or audience not in self.parties:
            audience = self._kind(filled.audience, audience)
        return replace(
            done,
            audience=audience,
            channels=self._channels(planned),
            purpose=self._kind(filled.purpose, done.purpose),
            matter=self._kind(filled.matter, done.matter),
            actor=self._kind(filled.actor, done.actor),
            disclosing=done.disclosing or filled.disclosing,
            count=done.count or filled.count,
            ended=self._ended(planned, at),
        )

    def _ended(self, planned: PlannedAct, at: datetime) -> datetime | None:
        """Return when the act is over, if it lasts as long as it may."""
        if planned.length is None:
            return None
        who = self.parties.get(planned.audience or "")
        zones = who.zones if who is not None else ()
        return min(
            latest_end(planned.length, at, zone)
            for zone in zones or (self.policy.zone,)
        )

    def _kind(self, filled: str | None, stated: str | None) -> str | None:
        """Return what a role turns out to be: only a kind of what was stated."""
        if filled is None or stated is None:
            return filled or stated
        return filled if filled in self.policy.vocabulary.below(stated) else stated

    def _channels(self, planned: PlannedAct) -> tuple[str, ...]:
        """Return the channels that are used: as planned, or kinds of them."""
        below = self.policy.vocabulary.below
        kinds = {kind for one in planned.channels for kind in below(one)}
        filled = self.filled.channels
        is_kind = bool(filled) and kinds.issuperset(filled)
        return filled if is_kind else planned.channels or filled


def shortened(stage: Stage, witness: Witness) -> Witness:
    """Return the witness without the entries and the people that it does not need."""
    best = witness
    for entry in (None, *reversed(witness.history)):
        if entry is not None and entry not in best.history:
            continue
        fewer = tuple(one for one in best.history if not _belongs(one, entry))
        if len(fewer) == len(best.history):
            continue
        shorter = stage.play(fewer, best.at)
        if shorter is not None:
            best = shorter
    for name in witness.parties:
        parties = {who: one for who, one in best.parties.items() if who != name}
        fewer_people = evolve(stage, parties=parties).play(best.history, best.at)
        if fewer_people is not None:
            best = fewer_people
    return best


def _belongs(one: AnyEntry, entry: AnyEntry | None) -> bool:
    """Whether one entry falls with another; with ``None`` all acts of the policy."""
    if entry is None:
        return isinstance(one, ActDone) and one.rule is not None
    if isinstance(one, OutcomeKnown) and one.act == entry.id:
        return True
    return one is entry
