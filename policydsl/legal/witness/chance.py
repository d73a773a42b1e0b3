"""Random entries of a case, of what a policy and its laws speak of."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from attrs import define, field

from policydsl.legal.witness.inventory import Inventory, kind_of_item
from policydsl.legal.witness.replay import SHORTLY
from policydsl.legal.witness.wishes import Wishes
from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    FactChange,
    Happening,
    OutcomeKnown,
    Party,
    PermissionChange,
    Value,
)
from policydsl.runtime.zones import instant_of
from policydsl.semantics import core
from policydsl.semantics.scope import Period
from policydsl.syntax import ast

_MINUTES = (0, 8 * 60, 10 * 60, 10 * 60, 15 * 60, 21 * 60 + 30)
_LAST_MINUTE = 24 * 60 - 1
# How often something of a kind happens, and how many people or items there are.
_TIMES = (1, 1, 1, 2, 3, 5)
_HOW_MANY = (1, 1, 2)
# What happens in so many days before and after the day is often of one day.
_DAYS_AROUND = 12
_NAMES = ("A", "B")
_IN_A_CASE = 0.7
_MOSTLY = 0.85
_BEGINNING_DAYS = 2
_MOST_DAYS = 400


@define
class Chance:
    """A random case. ``period``: the days on which a breach would be one.

    ``wishes``: what should be so, for the most part.
    """

    r: Random
    policy: core.Policy
    said: Inventory
    period: Period
    wishes: Wishes
    parties: dict[str, Party] = field(init=False)
    day: date = field(init=False)
    _number: int = 0

    @parties.default
    def _some_people(self) -> dict[str, Party]:
        return {
            f"{party} {name}": Party(party=party)
            for party in self.said.people
            if self.r.random() < _IN_A_CASE
            for name in _NAMES[: self.r.choice(_HOW_MANY)]
        }

    @day.default
    def _some_day(self) -> date:
        """Return a day on which a breach would be one, with days enough before it."""
        first, last = self.period.first, self.period.last
        lead = min(max(self.said.days), _MOST_DAYS) + _BEGINNING_DAYS
        begun = self.policy.in_force_from + timedelta(days=self.r.randrange(lead + 8))
        calendar = self.policy.calendar
        if calendar is not None and calendar.first is not None:
            begun = max(begun, calendar.first + timedelta(days=lead))
        day = max(first, begun)
        return day if last is None else min(day, last)

    def begin(self) -> datetime:
        """Return the first instant at which the policy is asked."""
        back = self.r.choice((0, 0, 0, 2, *self.said.days))
        return self._instant(-back, 0)

    def entries(self, *, sparse: bool = False) -> Iterator[AnyEntry]:
        """Yield what happens, whatever the policy does. ``sparse``: only a little."""
        share = self.r.choice((0.0, 0.15, 0.3) if sparse else (0.15, 0.4, 0.7))
        for ref, values in self.said.facts.items():
            if self.r.random() < (share if sparse else _MOSTLY):
                yield from self._fact(ref, values)
        for event in self.said.events:
            wished = self.wishes.events.get(event)
            if wished and self.r.random() < _MOSTLY:
                first = self.r.choice((0, 0, 1, *self.said.days))
                for number in range(wished):
                    yield from self.happens(event, self._instant(-first - number))
            elif self.r.random() < share and (
                wished is None or self.r.random() > _MOSTLY
            ):
                for _ in range(self.r.choice(_TIMES)):
                    yield from self.happens(event, self._some_instant())
        for asked in self.said.permissions:
            if self.r.random() < (share if sparse else _MOSTLY):
                yield from self._permission(asked)

    def outcome(self, done: ActDone) -> Iterator[AnyEntry]:
        """Yield what becomes of an act of the policy."""
        rule = self.policy.every_rule.get(done.rule or "")
        lost = {core.Outcome.FAILED.value} if rule and rule.otherwise else set()
        outcomes = lost | {
            one.outcome if isinstance(one.outcome, str) else one.outcome.value
            for one in self.said.events
            if isinstance(one, core.RuleEvent)
            or (isinstance(one, core.ActEvent) and done.verb in one.verbs)
        }
        known = sorted(outcomes - {core.Outcome.DONE.value})
        if known and self.r.random() < 0.5:
            at = done.at + self.r.choice((1, 1, 60, 24 * 60)) * SHORTLY
            by = self.r.choice((None, done.audience))
            yield self._became(done, self.r.choice(known), at, by)

    # --- entries --------------------------------------------------------------------

    def _fact(
        self, ref: core.FactRef, values: tuple[Value | None, ...]
    ) -> Iterator[AnyEntry]:
        is_item = self._is_of_item(ref.fact)
        is_date = isinstance(self.policy.vocabulary.facts[ref.fact].type, ast.DateType)
        for item in self._items() if is_item else (None,):
            for time in range(self.r.choice((1, 1, 1, 2))):
                value: Value | None = self.r.choice(values) if values else None
                wished = self.wishes.facts.get(ref)
                if wished and self.r.random() < _MOSTLY:
                    value = self.r.choice(wished)
                if is_date and self.r.random() < 0.95:
                    value = self._near_day()
                is_early = time == 0 and self.r.random() < _IN_A_CASE
                at = self._long_before() if is_early else self._some_instant()
                owner = None if is_item else self._who(ref.of)
                yield FactChange(
                    id=self._id(),
                    at=at,
                    recorded=at,
                    fact=ref.fact,
                    value=value,
                    of=owner,
                    item=item,
                )

    def happens(self, event: core.Event, at: datetime) -> Iterator[AnyEntry]:
        """Yield what makes an event happen at an instant."""
        match event:
            case core.WorldEvent(name, by, _):
                items = self._items() if self._is_of_item(name) else (None,)
                yield Happening(
                    id=self._id(),
                    at=at,
                    recorded=at,
                    name=name,
                    by=self._one_of(by or self._may_do(name)),
                    item=self.r.choice(items),
                )
            case core.ActEvent(verbs, outcome, by, audiences):
                done = ActDone(
                    id=self._id(),
                    at=at,
                    recorded=at,
                    verb=self.r.choice(sorted(verbs)),
                    audience=self._one_of(audiences or by),
                )
                yield done
                if outcome != core.Outcome.DONE.value:
                    then = at + SHORTLY
                    yield self._became(done, outcome, then, self._one_of(by))
            case core.PermissionEvent(permissions, of, granted):
                yield PermissionChange(
                    id=self._id(),
                    at=at,
                    recorded=at,
                    permission=self.r.choice(sorted(permissions)),
                    of=self._one_of(of) or "",
                    granted=granted,
                )
            case _:
                return

    def _became(
        self, done: ActDone, outcome: str, at: datetime, by: str | None
    ) -> OutcomeKnown:
        return OutcomeKnown(
            id=self._id(), at=at, recorded=at, act=done.id, outcome=outcome, by=by
        )

    def _permission(self, asked: core.InHand) -> Iterator[AnyEntry]:
        everybody = self._everybody(asked.of)
        for of in everybody:
            early = self.r.random() < 0.5 and not asked.is_for_one_act
            at = self._long_before() if early else self._some_instant()
            yield PermissionChange(
                id=self._id(),
                at=at,
                recorded=at,
                permission=self.r.choice(sorted(asked.permissions)),
                of=of,
                granted=True,
                given_to=self._one_of(asked.given_to),
            )

    # --- who, and of what -------------------------------------------------------------

    def _who(self, party: str | None) -> str | None:
        return (
            None if party is None else self.r.choice(self._everybody(party) or [party])
        )

    def _everybody(self, party: str) -> list[str]:
        """Return who may be meant by a party; several are called by their names."""
        if party == core.RECIPIENT:
            acts = (a for rule in self.policy.rules for a in (rule.act, rule.otherwise))
            named = {a.audience for a in acts if a is not None and a.audience}
            return [p for one in sorted(named) for p in self._everybody(one)] or [party]
        if not self.policy.vocabulary.is_several(party):
            return [party]
        below = self.policy.vocabulary.below(party)
        return [name for name, one in self.parties.items() if one.party in below]

    def _one_of(self, parties: frozenset[str] | None) -> str | None:
        if parties is None:
            return None
        found = [who for one in sorted(parties) for who in self._everybody(one)]
        return self.r.choice(found) if found else None

    def _is_of_item(self, name: str) -> bool:
        return kind_of_item(name, self.policy.vocabulary) is not None

    def _may_do(self, event: str) -> frozenset[str] | None:
        """Return who may do it; ``None`` if it is done by nobody."""
        kind = self.policy.vocabulary.events.get(event)
        if kind is None or not (kind.by_party or kind.by):
            return None
        if kind.by is not None:
            return self.policy.vocabulary.below(kind.by)
        return frozenset(self._everybody(core.RECIPIENT))

    def _items(self) -> tuple[str, ...]:
        return _NAMES[: self.r.choice(_HOW_MANY)]

    # --- time -------------------------------------------------------------------------

    def _near_day(self) -> date:
        back = self.r.choice((*self.said.days, *self.said.days, *range(8)))
        back += self.r.choice((0, 0, 1, -1))
        if self.r.random() < 0.2:
            back = -back
        return self.day - timedelta(days=back)

    def _long_before(self) -> datetime:
        return self._instant(-max(self.said.days) - _BEGINNING_DAYS, 0)

    def _some_instant(self) -> datetime:
        back = self.r.choice((0, 0, *self.said.days, *range(-3, _DAYS_AROUND)))
        return self._instant(-back)

    def _instant(self, days: int, minute: int | None = None) -> datetime:
        days = max(days, -_MOST_DAYS)
        if minute is None:
            minute = self.r.choice((*_MINUTES, self.r.randrange(_LAST_MINUTE)))
        day = self.day + timedelta(days=days)
        return instant_of(day, minute, self.policy.zone)

    def _id(self) -> str:
        self._number += 1
        return f"e{self._number}"
