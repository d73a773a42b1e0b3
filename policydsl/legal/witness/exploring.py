"""Looks for breaches by playing random cases, where no moment of the solver led to one.

One case serves all rules: the policy is asked at each instant at which its answer may
change, most of what is due is done, and each act that is due is judged under each
article that is still open.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from random import Random

from attrs import define, evolve, field, frozen

from policydsl.legal.moments import MINUTE
from policydsl.legal.verdict import Judgement
from policydsl.legal.witness.beside import answering, beside
from policydsl.legal.witness.chance import Chance
from policydsl.legal.witness.filling import fillings
from policydsl.legal.witness.inventory import inventory
from policydsl.legal.witness.replay import (
    Decide,
    Stage,
    Witness,
    asked,
    shortened,
)
from policydsl.legal.witness.wishes import Wishes
from policydsl.legal.witness.worlds import World
from policydsl.runtime.case import ActDone, AnyEntry, Case, OutcomeKnown
from policydsl.runtime.decision import Decision, PlannedAct, State
from policydsl.semantics import core

# So many cases are played, with so many instants each.
_MOST_CASES = 160
_STEPS = 24
# An article is asked about so many acts of one rule in one case; so many of them are
# joined with acts by hand.
_MOST_ASKED = 6
_MOST_JOINED = 2
# So many cases begin with a moment of the solver.
_FROM_A_MOMENT = 0.35
_TURNS = 6
# The shares of what is due that a policy does, from case to case.
_DONE = (1.0, 1.0, 0.7, 0.0)

Key = tuple[str, str]


@frozen
class Aim:
    """A rule, an article, and the norms of it that may be broken."""

    judgement: Judgement

    @property
    def key(self) -> Key:
        """The names of both."""
        return self.judgement.rule.name, self.judgement.bound.name

    @property
    def norms(self) -> tuple[core.Norm, ...]:
        """The norms of the article that may be broken, each once."""
        seeds = self.judgement.seeds
        return tuple({seed.norm.clause: seed.norm for seed in seeds}.values())


def explore(
    policy: core.Policy,
    decide: Decide,
    judgements: Iterable[Judgement],
    is_spent: Callable[[], bool],
) -> dict[Key, Witness]:
    """Return the cases that were found in which rules break articles."""
    aims = {one.key: one for one in map(Aim, judgements)}
    laws = {
        one.judgement.bound.law.name: one.judgement.bound.law for one in aims.values()
    }
    found: dict[Key, Witness] = {}
    said = inventory(policy, laws.values())
    for number in range(_MOST_CASES):
        if not aims or is_spent():
            break
        aim = list(aims.values())[number % len(aims)]
        one, r = aim.judgement, Random(number)
        wishes = Wishes(policy, one.bound.law.clocks, said)
        wishes.of(one.rule, r.choice(aim.norms))
        chance = Chance(r, policy, said, one.bound.period, wishes)
        played = _Played(policy, decide, chance, aims)
        if chance.r.random() < _FROM_A_MOMENT:
            played.entries += _from_a_moment(chance, aim)
        for witness in played.witnesses(is_spent):
            key = witness.rule.name, witness.bound.name
            if witness.is_plain:
                del aims[key]
                found[key] = witness
            found.setdefault(key, witness)
    return found


def _from_a_moment(chance: Chance, aim: Aim) -> Iterator[AnyEntry]:
    """Yield what makes a moment of the solver come true; the policy acts by itself."""
    seed = chance.r.choice(aim.judgement.seeds)
    turn = chance.r.randrange(_TURNS)
    minute = seed.moment.numbers.get(MINUTE, 0)
    world = World(chance.policy, seed.atoms, seed.moment, chance.day, minute, turn)
    own: set[str] = set()
    for entry in world.built():
        if isinstance(entry, ActDone) and entry.rule is not None:
            own.add(entry.id)
        elif not isinstance(entry, OutcomeKnown) or entry.act not in own:
            yield entry


@define
class _Played:
    """One random case, and what it is looked at for."""

    policy: core.Policy
    decide: Decide
    chance: Chance
    aims: dict[Key, Aim]
    entries: list[AnyEntry] = field(factory=list)
    asked: Counter[Key] = field(factory=Counter)

    def witnesses(self, is_spent: Callable[[], bool]) -> Iterator[Witness]:
        """Yield the breaches that the case leads to."""
        chance = self.chance
        self.entries += chance.entries(sparse=bool(self.entries))
        share = chance.r.choice(_DONE)
        at = chance.begin()
        for _ in range(_STEPS):
            known = tuple(one for one in self.entries if one.at <= at)
            case = Case("case", known, chance.parties)
            decision = asked(self.decide, case, at)
            if decision is None or not self.aims or is_spent():
                return
            due = decision.in_state(State.DUE)
            for planned in due:
                yield from self._judged(known, planned, at)
            for planned in due:
                if chance.r.random() < share:
                    done = planned.as_done(at)
                    self.entries += (done, *chance.outcome(done))
            at = self._next(at, decision)

    def _next(self, at: datetime, decision: Decision) -> datetime:
        later = [one.at for one in self.entries if one.at > at]
        if decision.next_review is not None:
            later.append(decision.next_review)
        kind = self.chance.r.random()
        if later and kind < 0.85:
            return min(later)
        minutes = self.chance.r.choice((31, 600, 1440, 4000))
        return at + timedelta(minutes=minutes)

    def _judged(
        self, known: tuple[AnyEntry, ...], planned: PlannedAct, at: datetime
    ) -> Iterator[Witness]:
        for key, aim in list(self.aims.items()):
            if key[0] != planned.rule or self.asked[key] >= _MOST_ASKED:
                continue
            self.asked[key] += 1
            for norm in aim.norms:
                found = self._found(aim, norm, known, planned, at)
                if found is not None:
                    yield found
                    break

    def _found(
        self,
        aim: Aim,
        norm: core.Norm,
        known: tuple[AnyEntry, ...],
        planned: PlannedAct,
        at: datetime,
    ) -> Witness | None:
        one, parties = aim.judgement, self.chance.parties
        is_joined = self.asked[aim.key] <= _MOST_JOINED
        for number, filled in enumerate(fillings(planned, norm, self.policy, parties)):
            stage = Stage(
                self.policy,
                self.decide,
                one.bound,
                one.rule,
                norm,
                filled,
                parties=parties,
            )
            found = stage.judged(known, planned, at)
            if found is None and is_joined and number < _MOST_JOINED:
                found = self._beside(stage, known, at)
            if found is not None:
                again = stage.play(found.history, at)
                if again is not None:
                    return shortened(stage, again)
        return None

    def _beside(
        self, stage: Stage, known: tuple[AnyEntry, ...], at: datetime
    ) -> Witness | None:
        """Join what the policy does with what is done by hand."""
        for who in answering(self.policy, stage.norm, stage.filled.audience):
            answered = evolve(stage, answered_by=who)
            for more in beside(stage.norm, stage.filled, at, who):
                if more:
                    found = answered.play((*known, *more), at)
                    if found is not None:
                        return found
        return None
