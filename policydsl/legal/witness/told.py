"""A witness in the words of the author: a timeline, and a scenario that is a test."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from attrs import evolve, frozen

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
    Value,
)
from policydsl.runtime.zones import start_of_day, zone
from policydsl.semantics import core
from policydsl.source import Span
from policydsl.syntax import ast
from policydsl.syntax.ast import Sort
from policydsl.syntax.formatter import phrase

_CENTS = 100


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
        first = min((e.at for e in witness.history), default=at)
        givens: list[ast.Given] = []
        for entry in sorted(witness.history, key=lambda one: one.at):
            given = self._given(entry)
            if given is not None:
                givens.append(given)
        begin = start_of_day(self._local(at).date(), self.policy.zone)
        if begin < at:
            # Nothing is asked until then: so late the act is still done.
            outage = ast.GivenOutage(
                self._moment(begin), self._moment(at), span=self._span
            )
            givens.append(outage)
        done = ast.Expect(
            self._term(witness.rule.name, Sort.RULE),
            (),
            ast.Outcome.DONE,
            (self._moment(at),),
            span=self._span,
        )
        return ast.Scenario(
            ast.Name(name, span=self._span),
            None,
            ast.Name(self.policy.name, span=self._span),
            self._date(self._local(first).date()),
            self._date(self._local(at).date() + timedelta(days=1)),
            tuple(givens),
            (done,),
            span=self._span,
        )

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
                    yield entry.at, self._fact(entry)
                case Happening() | PermissionChange():
                    yield entry.at, self._event(entry)

    def _given(self, entry: AnyEntry) -> ast.Given | None:
        on = (self._moment(entry.at),)
        match entry:
            case FactChange():
                return evolve(self._fact(entry), since=on[0])
            case ActDone() if entry.rule is None:
                return ast.GivenAct(self._act(entry), on, span=self._span)
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
                return ast.GivenEvent(self._event(entry), on, span=self._span)

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
        by = None if entry.by is None else self._term(entry.by, Sort.PARTY)
        verb = self._term(act.verb, Sort.ACT)
        return ast.ActBecame(verb, outcome, by, span=self._span)

    def _event(self, entry: Happening | PermissionChange) -> ast.EventPhrase:
        if isinstance(entry, Happening):
            by = None if entry.by is None else self._term(entry.by, Sort.PARTY)
            return ast.Happens(self._term(entry.name, Sort.EVENT), by, span=self._span)
        return ast.PermissionBecame(
            self._term(entry.permission, Sort.PERMISSION),
            self._term(entry.of, Sort.PARTY),
            ast.Outcome.GRANTED if entry.granted else ast.Outcome.WITHDRAWN,
            span=self._span,
        )

    def _fact(self, entry: FactChange) -> ast.GivenFact:
        of = None if entry.of is None else self._term(entry.of, Sort.PARTY)
        fact = ast.FactOf(self._term(entry.fact, Sort.FACT), of, span=self._span)
        return ast.GivenFact(fact, self._value(entry.value), span=self._span)

    def _value(
        self, value: Value | None
    ) -> ast.Term | ast.BuiltIn | ast.Money | ast.Quantity | ast.Date | ast.Between:
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
            span=self._span,
        )
        return ast.Act(
            self._term(done.verb, Sort.ACT),
            term(done.audience, Sort.PARTY),
            roles,
            span=self._span,
        )

    # --- words and times --------------------------------------------------------------

    @property
    def _span(self) -> Span:
        source = self.policy.document.span.source
        return Span(source, 0, 0)

    def _term(self, name: str, sort: Sort) -> ast.Term:
        return ast.Term(name, sort, span=self._span)

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
