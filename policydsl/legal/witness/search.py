"""Looks for a case in which a policy breaks a norm, from where a breach may be.

A moment of the solver says what is so when the act is done. Its world is built on
several days, with several of the events that would do, and played; the first that
the monitor calls a breach is shortened and kept.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from attrs import evolve, frozen

from policydsl.legal.roles import ANYTHING_ELSE, NOT_RECORDED
from policydsl.legal.verdict import Seed
from policydsl.legal.witness.beside import answering, beside
from policydsl.legal.witness.filling import fillings
from policydsl.legal.witness.replay import Decide, Stage, Witness, shortened
from policydsl.legal.witness.worlds import World
from policydsl.runtime.case import ActDone, AnyEntry
from policydsl.runtime.zones import instant_of
from policydsl.semantics import core
from policydsl.semantics.scope import Bound, Period

# An ordinary time of the day, tried before the one that the solver names.
_ORDINARY = 10 * 60
# So many days are tried one after the other, for weekdays and free days.
_MOST_DAYS = 9
_TURNS = 6


@frozen
class Search:
    """Looks for a witness of one seed."""

    policy: core.Policy
    decide: Decide
    rule: core.Rule
    bound: Bound
    seed: Seed
    days: Period

    def find(self) -> Witness | None:
        """Return a witness, or ``None`` if none was found."""
        stage = self._stage()
        for day, minute, turn in self._places():
            world = World(
                self.policy, self.seed.atoms, self.seed.moment, day, minute, turn
            )
            history = world.built()
            # What comes due during a day may be done in the night after it.
            for done_on in (day, day + timedelta(days=1)):
                at = instant_of(done_on, minute, self.policy.zone)
                found = self._played(stage, history, at)
                if found is not None:
                    return found
        return None

    def _played(
        self, stage: Stage, history: tuple[AnyEntry, ...], at: datetime
    ) -> Witness | None:
        for who in answering(self.policy, self.seed.norm, stage.filled.audience):
            answered = evolve(stage, answered_by=who)
            for more in beside(self.seed.norm, answered.filled, at, who):
                found = answered.play((*history, *more), at)
                if found is not None:
                    return self._in_full(answered, shortened(answered, found))
        return None

    def _in_full(self, stage: Stage, witness: Witness) -> Witness:
        """Return the witness with real values for what the policy leaves open."""
        planned = stage.planned(witness)
        if planned is None:
            return witness
        for filled in fillings(planned, stage.norm, self.policy, stage.parties):
            full = evolve(stage, filled=filled)
            found = full.judged(witness.history, planned, witness.at)
            if found is not None:
                return found
        return witness

    def _stage(self) -> Stage:
        filled = self._filled()
        return Stage(
            self.policy, self.decide, self.bound, self.rule, self.seed.norm, filled
        )

    def _filled(self) -> ActDone:
        """Return the act with the roles that the solver chose for what is open."""
        act, chosen = self.seed.act, self.seed.moment.choices
        nowhere = instant_of(self.days.first, 0, self.policy.zone)
        return ActDone(
            id="",
            at=nowhere,
            recorded=nowhere,
            verb=act.verb,
            audience=self.seed.audience or act.audience,
            channels=tuple(
                chosen.get(f"channel {at}", channel)
                for at, channel in enumerate(act.channels)
            )
            or _if_named(chosen.get("channel 0")),
            purpose=_named(chosen.get("purpose"), act.purpose),
            matter=_named(chosen.get("matter"), act.matter),
            actor=_named(chosen.get("actor"), act.actor),
            disclosing=_named(chosen.get("disclosing"), act.disclosing),
        )

    def _places(self) -> Iterator[tuple[date, int, int]]:
        """Yield days, minutes and turns to try, the most ordinary first."""
        minutes = [_ORDINARY, self.seed.moment.numbers.get("minute of the day", 0)]
        period = self.bound.period
        start = World(self.policy, self.seed.atoms, self.seed.moment, period.first, 0)
        first = max(period.first, self._begun(start.oldest))
        for turn in range(_TURNS):
            for later in range(1, _MOST_DAYS + 1):
                day = first + timedelta(days=later)
                if period.last is not None and day > period.last:
                    day = period.last - timedelta(days=later - 1)
                if day < period.first:
                    break
                for minute in dict.fromkeys(minutes):
                    yield day, minute, turn

    def _begun(self, oldest: int) -> date:
        """Return the first day on which the policy has been in force for so long."""
        return self.policy.in_force_from + timedelta(days=oldest)


def _named(chosen: str | None, stated: str | None) -> str | None:
    return stated if chosen in (None, ANYTHING_ELSE, NOT_RECORDED) else chosen


def _if_named(chosen: str | None) -> tuple[str, ...]:
    return () if chosen in (None, ANYTHING_ELSE, NOT_RECORDED) else (chosen,)
