"""Looks for a case in which a policy breaks a norm, from where a breach may be.

A moment of the solver says what is so when the act is done. Its world is built on
several days, with several of the events that would do, and played; the first that
the monitor calls a breach is shortened and kept.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from attrs import evolve, frozen

from policydsl.legal.roles import ANYTHING_ELSE, NOT_RECORDED
from policydsl.legal.scope import Bound, Period
from policydsl.legal.verdict import Seed
from policydsl.legal.witness.replay import (
    SHORTLY,
    Decide,
    Stage,
    Witness,
    shortened,
)
from policydsl.legal.witness.worlds import World
from policydsl.runtime.case import ActDone, AnyEntry, OutcomeKnown
from policydsl.runtime.durations import Duration
from policydsl.runtime.zones import instant_of
from policydsl.semantics import core
from policydsl.syntax.ast import Period as Span
from policydsl.syntax.ast import Sort

# An ordinary time of the day, tried before the one that the solver names.
_ORDINARY = 10 * 60
# So many days are tried one after the other, for weekdays and free days.
_MOST_DAYS = 9
_TURNS = 6
# An act by hand on the day itself, and on so many days before.
_LAYOUTS = (0, 1, 2, 3)


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
        for who in self._answering():
            answering = evolve(stage, answered_by=who)
            for more in self._beside(at, who):
                found = answering.play((*history, *more), at)
                if found is not None:
                    return shortened(answering, found)
        return None

    def _answering(self) -> Iterator[str | None]:
        """Yield who answers, where a number counts answers: first whoever is called."""
        yield None
        norm = self.seed.norm
        if isinstance(norm, core.Limit) and any(
            isinstance(one.limit, core.Times) and one.limit.counting
            for one in norm.bounds
        ):
            nouns = self.policy.vocabulary.nouns
            yield from sorted(n for n, one in nouns.items() if one.sort is Sort.PARTY)

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
        first = self.bound.period.first
        start = World(self.policy, self.seed.atoms, self.seed.moment, first, 0)
        oldest = start.oldest
        for turn in range(_TURNS):
            for later in range(1, _MOST_DAYS + 1):
                for minute in dict.fromkeys(minutes):
                    yield first + timedelta(days=oldest + later), minute, turn

    # --- acts of others ------------------------------------------------------------

    def _beside(self, at: datetime, who: str | None) -> Iterator[tuple[AnyEntry, ...]]:
        """Yield what is done by hand beside the policy, so that a number is reached."""
        yield ()
        norm = self.seed.norm
        if not isinstance(norm, core.Limit):
            return
        for bound in norm.bounds:
            if isinstance(bound.limit, core.Times):
                for layout in _LAYOUTS:
                    yield tuple(self._by_hand(norm, bound.limit, at, layout, who))

    def _by_hand(
        self,
        norm: core.Limit,
        times: core.Times,
        at: datetime,
        layout: int,
        who: str | None,
    ) -> Iterator[AnyEntry]:
        verbs = norm.pattern.verbs or frozenset({self.seed.act.verb})
        audience = self.seed.audience or self.seed.act.audience
        for number in range(times.number):
            earlier = timedelta(minutes=5 * (number + 1))
            if layout:
                days = _reach(times) if layout == 1 else layout
                earlier += timedelta(days=number % max(days - 1, 1) + 1)
            done = at - earlier
            verb = self.seed.act.verb
            verb = verb if verb in verbs else min(verbs)
            act = ActDone(
                id=f"by hand {number}",
                at=done,
                recorded=done,
                verb=verb,
                audience=audience,
            )
            yield act
            for outcome in sorted(times.counting)[:1]:
                then = done + SHORTLY
                yield OutcomeKnown(
                    id=f"outcome {number}",
                    at=then,
                    recorded=then,
                    act=act.id,
                    outcome=outcome,
                    by=who,
                )


def _reach(times: core.Times) -> int:
    """Return over how many days acts may lie and still be counted."""
    match times.span:
        case Duration(amount, unit) if unit.value == "day":
            return amount
        case Duration(amount, unit) if unit.value == "week":
            return 7 * amount
        case Span.MONTH | Duration():
            return 20
        case int():
            return 3
        case _:
            return 1


def _named(chosen: str | None, stated: str | None) -> str | None:
    return stated if chosen in (None, ANYTHING_ELSE, NOT_RECORDED) else chosen


def _if_named(chosen: str | None) -> tuple[str, ...]:
    return () if chosen in (None, ANYTHING_ELSE, NOT_RECORDED) else (chosen,)
