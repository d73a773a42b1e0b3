"""The single entries that a rule could hang on, as its policy and words allow."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from attrs import fields, has

from policydsl.backends.json_schema import names_of
from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Case,
    Count,
    FactChange,
    Happening,
    Money,
    OutcomeKnown,
    PermissionChange,
    Value,
)
from policydsl.runtime.decision import Decision, State
from policydsl.runtime.durations import Duration, Unit
from policydsl.runtime.zones import local_date
from policydsl.semantics import core
from policydsl.semantics.patterns import matches

# What says what was written, and not what is meant by it.
_NOT_MEANT = {"node", "words", "clause", "vocabulary", "lexicon", "document"}
_CLOCKS = {"clock", "during", "span"}
_DAYS_IN = {Unit.DAY: 1, Unit.WEEK: 7, Unit.BUSINESS_DAY: 1}
_UNDONE = (State.DUE, State.DEFERRED, State.BLOCKED)


def candidates(
    policy: core.Policy, rule: core.Rule, case: Case, decision: Decision
) -> list[AnyEntry]:
    """Return every single entry that a rule reads, recorded now, each once."""
    parts = read(policy, rule)
    facts = frozenset(one.fact for one in parts if isinstance(one, core.FactRef))
    told = _Told(policy, case, decision, facts)
    found: dict[AnyEntry, None] = {}
    for part in parts:
        found.update(dict.fromkeys(told.by(part)))
    return list(found)


def read(policy: core.Policy, rule: core.Rule) -> list[object]:
    """Return everything in the core that a rule hangs on, with its clocks and norms."""
    every: list[core.Forbid | core.Limit] = [*policy.forbids, *policy.limits]
    norms = [one for one in every if _binds(one, rule)]
    seen: set[int] = set()
    return [
        part
        for root in (rule, norms, policy.closes_at)
        for part in _parts(root, policy, seen)
    ]


def _binds(norm: core.Forbid | core.Limit, rule: core.Rule) -> bool:
    pattern = norm.pattern
    if pattern.rules is not None and rule.name in pattern.rules:
        return True
    acts = [act for act in (rule.act, rule.otherwise) if act is not None]
    return any(matches(pattern, act, rule.name, act.audience) for act in acts)


def _parts(one: Any, policy: core.Policy, seen: set[int]) -> Iterator[object]:
    if isinstance(one, tuple | list | frozenset):
        for part in one:
            yield from _parts(part, policy, seen)
        return
    if isinstance(one, Duration):
        yield one
    if id(one) in seen or not has(type(one)):
        return
    seen.add(id(one))
    yield one
    if isinstance(one, core.Holds) and one.rule in policy.every_rule:
        yield from _parts(policy.every_rule[one.rule], policy, seen)
    for field in fields(type(one)):
        if field.name in _NOT_MEANT:
            continue
        value = getattr(one, field.name)
        if field.name in _CLOCKS and isinstance(value, str):
            value = policy.clocks.get(value)
        yield from _parts(value, policy, seen)


class _Told:
    """Tells entries of a case, all of them now."""

    def __init__(
        self,
        policy: core.Policy,
        case: Case,
        decision: Decision,
        dates: frozenset[str],
    ) -> None:
        self.dates = dates
        self.policy = policy
        self.case = case
        self.decision = decision
        self.now = decision.at
        self.names = names_of(policy.vocabulary)
        self.today = local_date(self.now, case.zone or policy.zone)
        known = [one for one in case.history if one.recorded <= self.now]
        self.known = known
        items = (getattr(one, "item", None) for one in known)
        self.items = tuple(sorted({one for one in items if one is not None}))

    def by(self, part: object) -> Iterator[AnyEntry]:
        """Yield what could be recorded for a part of the core."""
        match part:
            case core.WorldEvent(name, by, of_item):
                yield from self._events(name, by, of_item)
            case core.ActEvent(verbs, outcome, by):
                yield from self._outcomes(verbs, outcome, by)
            case core.RuleEvent(rule, _):
                yield from self._acts(rule)
            case core.InHand():
                yield from self._permissions(part)
            case core.PermissionEvent(permissions, of, granted):
                for name in sorted(permissions):
                    for owner in sorted(of or self.names.parties):
                        for person in self._people(owner):
                            yield self._permission(name, person, granted)
            case core.FactRef(fact, of, of_item):
                yield from self._facts(fact, of, of_item, self._values(fact))
            case core.FactEquals(ref, value):
                yield from self._facts(ref.fact, ref.of, ref.of_item, (value,))
            case core.FactAt(ref, _, value) | core.TotalAt(ref, _, _, _, value):
                values = _around(value)
                yield from self._facts(ref.fact, ref.of, ref.of_item, values)
            case core.FactUnknown(ref):
                yield from self._facts(ref.fact, ref.of, ref.of_item, (None,))
            case Duration(amount, unit) if unit in _DAYS_IN:
                yield from self._starts(timedelta(days=amount * _DAYS_IN[unit]))
            case _:
                pass

    def _id(self, *words: object) -> str:
        return "/".join(["if", *map(str, words)])

    def _people(self, party: str | None) -> tuple[str | None, ...]:
        if party is None:
            return (None,)
        people = self.case.parties.items()
        found = [name for name, one in people if (one.party or name) == party]
        return tuple(found) or (party,)

    def _events(
        self, name: str, by: frozenset[str] | None, of_item: bool
    ) -> Iterator[AnyEntry]:
        for party in sorted(by) if by else (None,):
            for person in self._people(party):
                for item in self.items if of_item else (None,):
                    yield Happening(
                        id=self._id(name, person, item),
                        at=self.now,
                        recorded=self.now,
                        name=name,
                        by=person,
                        item=item,
                    )

    def _outcomes(
        self, verbs: frozenset[str], outcome: str, by: frozenset[str] | None
    ) -> Iterator[AnyEntry]:
        answered = {one.act for one in self.known if isinstance(one, OutcomeKnown)}
        for act in self.known:
            if not isinstance(act, ActDone) or act.verb not in verbs:
                continue
            if act.id in answered:
                continue
            for party in sorted(by) if by else (None,):
                for person in self._people(party):
                    yield OutcomeKnown(
                        id=self._id(act.id, outcome, person),
                        at=self.now,
                        recorded=self.now,
                        act=act.id,
                        outcome=outcome,
                        by=person,
                    )

    def _acts(self, rule: str) -> Iterator[AnyEntry]:
        for act in self.decision.acts:
            if act.rule == rule and act.state in _UNDONE:
                yield act.as_done(self.now)

    def _permissions(self, wanted: core.InHand) -> Iterator[AnyEntry]:
        takers: tuple[str | None, ...] = tuple(sorted(wanted.given_to or ())) or (None,)
        purposes = () if wanted.purpose is None else (wanted.purpose,)
        bound: list[str | None] = [None]
        if wanted.is_for_one_act:
            acts = self.decision.acts
            bound += [act.id for act in acts if act.state in _UNDONE]
        parents = self.policy.vocabulary.parents
        for name in sorted(wanted.permissions):
            # A kind of a permission does no more than the permission itself.
            is_kind = parents.get(name) in wanted.permissions
            for person in self._people(wanted.of):
                for taker in () if is_kind else takers:
                    for occurrence in bound:
                        yield self._permission(
                            name, person, True, taker, purposes, occurrence
                        )
                yield self._permission(name, person, False)

    def _permission(
        self,
        name: str,
        of: str | None,
        granted: bool,
        given_to: str | None = None,
        purposes: tuple[str, ...] = (),
        occurrence: str | None = None,
    ) -> PermissionChange:
        return PermissionChange(
            id=self._id(name, of, granted, given_to, *purposes, occurrence),
            at=self.now,
            recorded=self.now,
            permission=name,
            of=of or "",
            granted=granted,
            given_to=given_to,
            purposes=purposes,
            occurrence=occurrence,
        )

    def _values(self, fact: str) -> tuple[Value | None, ...]:
        shape = self.names.facts.get(fact)
        match shape.kind if shape is not None else None:
            case "yes_or_no":
                return (True, False)
            case "one_of" if shape is not None:
                return shape.values
            case "date":
                return (self.today,)
            case _:
                return ()

    def _starts(self, length: timedelta) -> Iterator[AnyEntry]:
        """A date so far from today that what is counted from it comes today."""
        for name, shape in self.names.facts.items():
            if shape.kind == "date" and name in self.dates:
                days: list[date | None] = []
                for sign in (-1, 1):
                    try:
                        days.append(self.today + sign * length)
                    except OverflowError:
                        continue
                yield from self._facts(name, None, shape.of_item, tuple(days))

    def _facts(
        self,
        fact: str,
        of: str | None,
        of_item: bool,
        values: tuple[Value | None, ...],
    ) -> Iterator[AnyEntry]:
        shape = self.names.facts.get(fact)
        owners = [of] if of is not None else sorted(shape.owners if shape else ())
        people = [one for owner in owners for one in self._people(owner)] or [None]
        for person in people:
            for item in self.items if of_item else (None,):
                for value in values:
                    yield FactChange(
                        id=self._id(fact, person, item, value),
                        at=self.now,
                        recorded=self.now,
                        fact=fact,
                        value=value,
                        of=person,
                        item=item,
                    )


def _around(value: Money | Count) -> tuple[Value | None, ...]:
    """Return the boundary of a comparison, and what lies next to it."""
    if isinstance(value, Money):
        units = value.minor_units
        amounts = (units, units - 1, units + 1)
        return tuple(Money(one, value.currency) for one in amounts if one >= 0)
    numbers = (value.number, value.number - 1, value.number + 1)
    return tuple(Count(one, value.unit) for one in numbers if one >= 0)
