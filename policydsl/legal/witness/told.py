"""A witness in the words of the author: a timeline, and a scenario that is a test."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from attrs import evolve, frozen

from policydsl.legal.witness.inventory import kind_of_item
from policydsl.legal.witness.replay import Witness
from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Count,
    FactChange,
    Happening,
    Hours,
    Money,
    OutcomeKnown,
    PermissionChange,
    SetOfDays,
    Value,
)
from policydsl.runtime.zones import start_of_day, zone
from policydsl.semantics import core
from policydsl.source import Span
from policydsl.syntax import ast
from policydsl.syntax.ast import Sort
from policydsl.syntax.formatter import phrase

_CENTS = 100
_A_MINUTE = timedelta(minutes=1)
# What only a scenario says that a fact is.
_NO_VALUES = (ast.Between, ast.ListedDays, ast.Text)


@frozen
class Line:
    """One thing that happened: when, in the time of the policy, and in whose words."""

    at: datetime
    words: str

    @property
    def day(self) -> date:
        """The civil day."""
        return self.at.date()


@frozen
class Told:
    """A witness that is put in words. ``policy`` has the words."""

    witness: Witness
    policy: core.Policy

    def timeline(self) -> tuple[Line, ...]:
        """Return what happened, in order of time; the act of the rule comes last."""
        lines = [self._line(at, node) for at, node in self._nodes(self.witness.history)]
        lines.append(self._line(self.witness.at, self._act(self.witness.act)))
        return tuple(sorted(lines, key=lambda one: one.at))

    def scenario(self, name: str) -> ast.Scenario:
        """Return a scenario in which the rule does the act."""
        witness, at = self.witness, self.witness.at
        history = sorted(witness.history, key=lambda one: (one.at, one.id))
        givens: list[ast.Given] = [
            ast.GivenPerson(person, span=self._span)
            for who in sorted(witness.parties)
            if isinstance(person := self._party(who), ast.Person)
        ]
        day = self._local(at).date()
        givens += [
            given for one in history if (given := self._given(one, day)) is not None
        ]
        givens += self._outages(history, day)
        done = ast.Expect(
            self._term(witness.rule.name, Sort.RULE),
            (),
            ast.Outcome.DONE,
            (self._moment(at),),
            person=self._addressed(),
            span=self._span,
        )
        return ast.Scenario(
            ast.Name(name, span=self._span),
            None,
            ast.Name(self.policy.name, span=self._span),
            self._date(day),
            self._date(day),
            tuple(givens),
            (done,),
            span=self._span,
        )

    def _outages(
        self, history: Sequence[AnyEntry], day: date
    ) -> Iterator[ast.GivenOutage]:
        """Yield when nothing is asked on the day: so late its acts are still done."""
        begin = start_of_day(day, self.policy.zone)
        asked = [
            one.at
            for one in history
            if isinstance(one, ActDone) and one.rule is not None and one.at >= begin
        ]
        for at in sorted({*asked, self.witness.at}):
            if begin < at:
                yield ast.GivenOutage(
                    self._moment(begin), self._moment(at), span=self._span
                )
            begin = at + _A_MINUTE

    def _addressed(self) -> ast.Person | None:
        """Return to which of several the act is done."""
        act, rule = self.witness.act, self.witness.rule
        acts = [one for one in (rule.act, rule.otherwise) if one is not None]
        if act.audience is None or not any(one.each is not None for one in acts):
            return None
        person = self._party(act.audience)
        return person if isinstance(person, ast.Person) else None

    @property
    def is_tellable(self) -> bool:
        """Whether a scenario can say all of it: not who received a permission."""
        return not any(
            isinstance(one, PermissionChange) and one.given_to is not None
            for one in self.witness.history
        )

    def text(self, name: str) -> str:
        """Return the text of a document with the scenario, as it is formatted."""
        policy = self.policy
        node = self.scenario(name)
        return f"{phrase(node, policy.lexicon, policy.document.language).rstrip()}\n"

    def said(self, node: ast.Node) -> str:
        """Return a phrase in the language of the policy."""
        text = phrase(node, self.policy.lexicon, self.policy.document.language)
        return " ".join(text.split())

    # --- phrases --------------------------------------------------------------------

    def _line(self, at: datetime, node: ast.Node) -> Line:
        return Line(self._local(at), self.said(node))

    def _nodes(
        self, history: tuple[AnyEntry, ...]
    ) -> Iterator[tuple[datetime, ast.Node]]:
        """Yield a phrase for each entry; an act whose outcome is told is told by it."""
        acts = {e.id: e for e in history if isinstance(e, ActDone)}
        known = {e.act for e in history if isinstance(e, OutcomeKnown)}
        for entry in history:
            match entry:
                case ActDone() if entry.rule is not None:
                    rule = self._term(entry.rule, Sort.RULE)
                    done = ast.Outcome.DONE
                    yield entry.at, ast.RuleBecame(rule, done, span=self._span)
                case ActDone() if entry.id in known:
                    continue
                case ActDone():
                    yield entry.at, self._act(entry)
                case OutcomeKnown():
                    event = self._became(entry, acts.get(entry.act))
                    if event is not None:
                        yield entry.at, event
                case FactChange():
                    yield entry.at, _as_state(self._fact(entry))
                case Happening() | PermissionChange():
                    yield entry.at, self._event(entry)

    def _given(self, entry: AnyEntry, day: date) -> ast.Given | None:
        on = (self._moment(entry.at),)
        match entry:
            case FactChange():
                return evolve(self._fact(entry), since=on[0])
            case ActDone() if entry.rule is None:
                return ast.GivenAct(self._act(entry), on, span=self._span)
            case ActDone() if self._local(entry.at).date() < day:
                rule = self._term(entry.rule or "", Sort.RULE)
                became = ast.RuleBecame(rule, ast.Outcome.DONE, span=self._span)
                return ast.GivenEvent(became, on, span=self._span)
            case ActDone():
                return None  # the policy does it by itself
            case OutcomeKnown():
                acts = [e for e in self.witness.history if isinstance(e, ActDone)]
                act = next((e for e in acts if e.id == entry.act), None)
                event = self._became(entry, act)
                if event is None:
                    return None
                return ast.GivenEvent(event, on, span=self._span)
            case Happening() | PermissionChange():
                item = self._item(entry) if isinstance(entry, Happening) else None
                return ast.GivenEvent(
                    self._event(entry), on, item=item, span=self._span
                )

    def _became(
        self, entry: OutcomeKnown, act: ActDone | None
    ) -> ast.ActBecame | ast.RuleBecame | None:
        if act is None:
            return None
        built_in = {one.value: one for one in ast.Outcome}.get(entry.outcome)
        if act.rule is not None and built_in is not None:
            rule = self._term(act.rule, Sort.RULE)
            return ast.RuleBecame(rule, built_in, span=self._span)
        outcome = built_in or self._term(entry.outcome, Sort.EVENT)
        by = self._party(entry.by)
        verb = self._term(act.verb, Sort.ACT)
        return ast.ActBecame(verb, outcome, by, span=self._span)

    def _event(self, entry: Happening | PermissionChange) -> ast.EventPhrase:
        if isinstance(entry, Happening):
            by = self._party(entry.by)
            return ast.Happens(self._term(entry.name, Sort.EVENT), by, span=self._span)
        return ast.PermissionBecame(
            self._term(entry.permission, Sort.PERMISSION),
            self._party(entry.of),
            ast.Outcome.GRANTED if entry.granted else ast.Outcome.WITHDRAWN,
            span=self._span,
        )

    def _fact(self, entry: FactChange) -> ast.GivenFact:
        of = self._party(entry.of)
        fact = ast.FactOf(self._term(entry.fact, Sort.FACT), of, span=self._span)
        value, item = self._value(entry.value), self._item(entry)
        return ast.GivenFact(fact, value, item=item, span=self._span)

    def _item(self, entry: FactChange | Happening) -> ast.OfItem | None:
        """Return the item that a fact or an event belongs to."""
        name = entry.fact if isinstance(entry, FactChange) else entry.name
        kind = kind_of_item(name, self.policy.vocabulary)
        if entry.item is None or kind is None:
            return None
        id = ast.Text(entry.item, span=self._span)
        return ast.OfItem(self._term(kind, Sort.ITEM), id, span=self._span)

    def _value(
        self, value: Value | None
    ) -> (
        ast.Term
        | ast.BuiltIn
        | ast.Money
        | ast.Quantity
        | ast.Date
        | ast.Between
        | ast.ListedDays
    ):
        match value:
            case bool():
                truth = ast.Truth.YES if value else ast.Truth.NO
                return ast.BuiltIn(truth, span=self._span)
            case date():
                return self._date(value)
            case Money(minor_units, currency):
                whole, cents = divmod(minor_units, _CENTS)
                amount = f"{whole}.{cents:02}" if cents else str(whole)
                return ast.Money(amount, currency, span=self._span)
            case Count(number, unit):
                return ast.Quantity(
                    number, self._term(unit, Sort.UNIT), span=self._span
                )
            case Hours(start, end):
                return ast.Between(self._time(start), self._time(end), span=self._span)
            case SetOfDays(weekdays, dates):
                listed: list[ast.Weekdays | ast.Dates] = [
                    ast.Weekdays(one, one, span=self._span) for one in weekdays
                ]
                listed += [
                    ast.Dates(self._date(first), self._date(last), span=self._span)
                    for first, last in dates
                ]
                return ast.ListedDays(tuple(listed), span=self._span)
            case str():
                return self._term(value, Sort.VALUE)
            case _:
                return ast.BuiltIn(ast.Truth.UNKNOWN, span=self._span)

    def _act(self, done: ActDone) -> ast.Act:
        """Return the phrase of an act with all that is known of it."""

        def term(name: str | None, sort: Sort) -> ast.Term | None:
            return None if name is None else self._term(name, sort)

        level = term(done.disclosing, Sort.LEVEL)
        channels = tuple(self._term(one, Sort.CHANNEL) for one in done.channels)
        roles = ast.Roles(
            channels=ast.Channels(channels, span=self._span) if channels else None,
            purpose=term(done.purpose, Sort.PURPOSE),
            matter=term(done.matter, Sort.MATTER),
            actor=term(done.actor, Sort.ACTOR),
            disclosing=None
            if level is None
            else ast.Disclosing(level, span=self._span),
            count=self._count(done.count),
            span=self._span,
        )
        return ast.Act(
            self._term(done.verb, Sort.ACT),
            self._party(done.audience),
            roles,
            span=self._span,
        )

    def _count(self, count: Count | None) -> ast.HowMany | None:
        if count is None:
            return None
        unit = self._term(count.unit, Sort.UNIT)
        number = ast.Quantity(count.number, unit, span=self._span)
        return ast.HowMany(number, span=self._span)

    # --- words and times --------------------------------------------------------------

    @property
    def _span(self) -> Span:
        source = self.policy.document.span.source
        return Span(source, 0, 0)

    def _term(self, name: str, sort: Sort) -> ast.Term:
        return ast.Term(name, sort, span=self._span)

    def _party(self, who: str | None) -> ast.Term | None:
        """Return a party, or one of several, who is called by name."""
        party = None if who is None else self.witness.parties.get(who)
        if who is None:
            return None
        if party is None or party.party is None:
            return self._term(who, Sort.PARTY)
        name = ast.Text(who, span=self._span)
        return ast.Person(party.party, Sort.PARTY, name, span=self._span)

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(zone(self.policy.zone))

    def _moment(self, at: datetime) -> ast.Moment:
        local = self._local(at)
        return ast.Moment(
            self._date(local.date()),
            self._time(local.hour * 60 + local.minute),
            span=self._span,
        )

    def _date(self, day: date) -> ast.Date:
        return ast.Date(day, span=self._span)

    def _time(self, minutes: int) -> ast.Time:
        return ast.Time(minutes, span=self._span)


def _as_state(given: ast.GivenFact) -> ast.Node:
    """Return a fact as a condition says it, where one can."""
    if given.item is not None or isinstance(given.value, _NO_VALUES):
        return given
    return ast.FactIs(given.fact, given.value, span=given.span)
