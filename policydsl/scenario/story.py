"""What is given in a scenario, as entries of a history."""

from datetime import date, datetime, timedelta

from attrs import frozen

from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    FactChange,
    Happening,
    Hours,
    OutcomeKnown,
    Party,
    PermissionChange,
    SetOfDays,
    Value,
)
from policydsl.runtime.zones import instant_of, local_date, start_of_day
from policydsl.semantics import core
from policydsl.semantics.lowering.quantities import count, money
from policydsl.syntax import ast


@frozen
class Answer:
    """What becomes of acts, of the policy or done by hand.

    ``verbs`` and ``rule`` say of which. ``day``: only of acts of that civil day;
    ``None``: of all.
    """

    outcome: str
    by: str | None
    verbs: frozenset[str] | None
    rule: str | None
    day: date | None

    def fits(self, act: ActDone, day: date) -> bool:
        """Whether this becomes of an act that is done on ``day``."""
        return (
            (self.verbs is None or act.verb in self.verbs)
            and (self.rule is None or act.rule == self.rule)
            and self.day in (None, day)
        )


@frozen
class Fate:
    """Like an answer, but learnt at an instant, of the latest act before it."""

    answer: Answer
    at: datetime
    recorded: datetime


@frozen
class Earlier:
    """An act that a rule did before the story: within ``day``, or just then."""

    rule: str
    first: datetime
    last: datetime


@frozen
class Story:
    """What is given. ``entries`` are ordered by ``recorded``, then as written.

    ``answers`` are tried in order. ``outages`` are half-open. ``earlier`` are in
    the order of time.
    """

    entries: tuple[AnyEntry, ...]
    answers: tuple[Answer, ...]
    fates: tuple[Fate, ...]
    outages: tuple[tuple[datetime, datetime], ...]
    earlier: tuple[Earlier, ...] = ()


def story_of(scenario: ast.Scenario, policy: core.Policy) -> Story:
    """Return what a scenario gives; what ``check`` reports is left out."""
    entries: list[AnyEntry] = []
    answers: list[Answer] = []
    fates: list[Fate] = []
    outages: list[tuple[datetime, datetime]] = []
    earlier: list[Earlier] = []
    for number, given in enumerate(scenario.givens):
        # Entries of one instant take effect in the order of their ids.
        key = f"given/{number:04}"
        match given:
            case ast.GivenFact():
                entries.append(_fact(given, key, scenario, policy))
            case ast.GivenAct():
                entries += _acts(given, key, policy)
            case ast.GivenOutage(start, end):
                outages.append((instant(start, policy), instant(end, policy)))
            case ast.GivenEvent(ast.RuleBecame(rule, ast.Outcome.DONE), on):
                earlier += [_earlier(rule, moment, policy) for moment in on]
            case ast.GivenEvent(event):
                answer = _answer(event, policy)
                if answer is None:
                    entries += _events(given, key, policy)
                elif given.always:
                    answers.append(answer)
                else:
                    _dated(given, answer, policy, answers, fates)
    answers.sort(key=lambda one: one.day is None)  # stable: a day overrides `always`
    entries.sort(key=lambda one: one.recorded)
    earlier.sort(key=lambda one: one.first)
    return Story(
        tuple(entries),
        tuple(answers),
        tuple(fates),
        tuple(sorted(outages)),
        tuple(earlier),
    )


def who(term: ast.Term | None) -> str | None:
    """Return whom a party means in a case: one of several is called by name."""
    if isinstance(term, ast.Person):
        return term.id.text
    return None if term is None else term.text


def people_of(scenario: ast.Scenario) -> dict[str, Party]:
    """Return the people whom a scenario gives by name."""
    given = [one.person for one in scenario.givens if isinstance(one, ast.GivenPerson)]
    return {person.id.text: Party(party=person.text) for person in given}


def instant(moment: ast.Moment, policy: core.Policy) -> datetime:
    """Return the instant of a moment; without a time, the start of the day."""
    minutes = moment.time.minutes if moment.time is not None else 0
    return instant_of(moment.date.date, minutes, policy.zone)


def _earlier(rule: ast.Term, moment: ast.Moment, policy: core.Policy) -> Earlier:
    """A moment without a time is any instant of its day."""
    first = instant(moment, policy)
    if moment.time is not None:
        return Earlier(_called(rule, policy), first, first)
    tomorrow = start_of_day(moment.date.date + timedelta(days=1), policy.zone)
    last = tomorrow - timedelta(microseconds=1)
    return Earlier(_called(rule, policy), first, last)


def _called(rule: ast.Term, policy: core.Policy) -> str:
    """Return the name that a rule has at last; a story may know it by another."""
    return policy.former_names.get(rule.text, rule.text)


def value_of(node: ast.GivenFact) -> Value | None:
    """Return the value that is given; ``None`` is unknown."""
    match node.value:
        case ast.BuiltIn(value):
            return None if value is ast.Truth.UNKNOWN else value is ast.Truth.YES
        case ast.Money() as amount:
            return money(amount)
        case ast.Quantity() as amount:
            return count(amount)
        case ast.Date(day):
            return day
        case ast.Between(start, end):
            return Hours(start.minutes, end.minutes)
        case ast.ListedDays(days):
            return _set_of(days)
        case ast.Term(text) | ast.Text(text):
            return text


def _value(given: ast.GivenFact, policy: core.Policy) -> Value | None:
    """One date alone may be a set of days, too: the fact says which it is."""
    value = value_of(given)
    fact = policy.vocabulary.facts[given.fact.fact.text]
    if isinstance(fact.type, ast.SetOfDays) and isinstance(value, date):
        return SetOfDays((), ((value, value),))
    return value


def _set_of(days: tuple[ast.Weekdays | ast.Dates, ...]) -> SetOfDays:
    weekdays = [range(d.first, d.last + 1) for d in days if isinstance(d, ast.Weekdays)]
    dates = [(d.first.date, d.last.date) for d in days if isinstance(d, ast.Dates)]
    return SetOfDays(
        tuple(sorted({d for span in weekdays for d in span})), tuple(dates)
    )


def _fact(
    given: ast.GivenFact, key: str, scenario: ast.Scenario, policy: core.Policy
) -> FactChange:
    first = ast.Moment(scenario.first, span=scenario.first.span)
    at = instant(given.since or first, policy)
    recorded = instant(given.recorded, policy) if given.recorded else at
    of = who(given.fact.of)
    fact = given.fact.fact.text
    return FactChange(
        id=key,
        at=at,
        recorded=recorded,
        of_person=given.elsewhere,
        fact=fact,
        value=_value(given, policy),
        of=of,
        item=given.item.id.text if given.item else None,
    )


def _events(given: ast.GivenEvent, key: str, policy: core.Policy) -> list[AnyEntry]:
    found: list[AnyEntry] = []
    for number, moment in enumerate(given.on):
        at = instant(moment, policy)
        recorded = instant(given.recorded, policy) if given.recorded else at
        name = f"{key}/{number:04}"
        match given.event:
            case ast.Happens(event, by):
                found.append(
                    Happening(
                        id=name,
                        at=at,
                        recorded=recorded,
                        of_person=given.elsewhere,
                        name=event.text,
                        by=who(by),
                        item=given.item.id.text if given.item else None,
                    )
                )
            case ast.ActBecame(act, ast.Outcome.DONE):
                # Somebody did it by hand; to whom is not said, so it may be anybody.
                found.append(ActDone(id=name, at=at, recorded=recorded, verb=act.text))
            case ast.PermissionBecame(permission, ast.Term() as of, outcome):
                found.append(
                    PermissionChange(
                        id=name,
                        at=at,
                        recorded=recorded,
                        of_person=given.elsewhere,
                        permission=permission.text,
                        of=who(of) or "",
                        granted=outcome is ast.Outcome.GRANTED,
                    )
                )
            case _:
                pass
    return found


def _acts(given: ast.GivenAct, key: str, policy: core.Policy) -> list[AnyEntry]:
    """Return what somebody did by hand; no rule is fulfilled by it."""
    act, roles = given.act, given.act.roles
    found: list[AnyEntry] = []
    for number, moment in enumerate(given.on):
        at = instant(moment, policy)
        done = ActDone(
            id=f"{key}/{number:04}",
            at=at,
            recorded=instant(given.recorded, policy) if given.recorded else at,
            of_person=given.elsewhere,
            verb=act.verb.text,
            audience=who(act.audience),
            channels=tuple(c.text for c in roles.channels.channels)
            if roles.channels
            else (),
            purpose=roles.purpose.text if roles.purpose else None,
            matter=roles.matter.text if roles.matter else None,
            actor=roles.actor.text if roles.actor else None,
            disclosing=roles.disclosing.level.text if roles.disclosing else None,
            count=count(roles.count.quantity) if roles.count else None,
        )
        found.append(done)
    return found


def _answer(event: ast.EventPhrase, policy: core.Policy) -> Answer | None:
    match event:
        case ast.ActBecame(_, ast.Outcome.DONE):
            return None
        case ast.ActBecame(act, outcome, by):
            name = outcome.value if isinstance(outcome, ast.Outcome) else outcome.text
            verbs = policy.vocabulary.below(act.text)
            return Answer(name, who(by), verbs, None, None)
        case ast.RuleBecame(rule, outcome):
            return Answer(outcome.value, None, None, _called(rule, policy), None)
        case _:
            return None


def _dated(
    given: ast.GivenEvent,
    answer: Answer,
    policy: core.Policy,
    answers: list[Answer],
    fates: list[Fate],
) -> None:
    """An outcome of the vocabulary on a day is that of the acts of the day.

    With a time, or where it is a built-in one (a letter comes back), it is learnt
    then, of the latest act.
    """
    for moment in given.on:
        at = instant(moment, policy)
        day = local_date(at, policy.zone)
        is_own = answer.outcome not in {one.value for one in ast.Outcome}
        if is_own and moment.time is None and given.recorded is None:
            answers.append(
                Answer(answer.outcome, answer.by, answer.verbs, answer.rule, day)
            )
        else:
            recorded = instant(given.recorded, policy) if given.recorded else at
            fates.append(Fate(answer, at, recorded))


def became(answer: Answer, act: ActDone, at: datetime, recorded: datetime) -> AnyEntry:
    """Return the entry that says what became of an act."""
    return OutcomeKnown(
        id=f"{act.id}/{answer.outcome}",
        at=at,
        recorded=recorded,
        of_person=act.of_person,
        act=act.id,
        outcome=answer.outcome,
        by=answer.by,
    )
