"""Sentences: of policies, laws and scenarios; the document that holds them."""

from attrs import field, frozen

from policydsl.source import Span
from policydsl.syntax.ast.basic import (
    BuiltIn,
    Date,
    Duration,
    Moment,
    Money,
    Name,
    Node,
    Outcome,
    Person,
    Quantity,
    Term,
    Text,
    Time,
)
from policydsl.syntax.ast.declarations import Declaration, Freeze, VocabularyHeader
from policydsl.syntax.ast.groups import Group
from policydsl.syntax.ast.items import OfItem
from policydsl.syntax.ast.phrases import (
    Act,
    Between,
    Bound,
    Condition,
    EventPhrase,
    FactOf,
    ListedDays,
)
from policydsl.syntax.ast.triggers import Trigger

# --- clauses --------------------------------------------------------------


@frozen
class If(Node):
    """``if balance at least 5000 CNY``."""

    condition: Condition


@frozen
class Unless(Node):
    """``unless disputed``."""

    condition: Condition


@frozen
class Only(Node):
    """``only between 10:00 and 16:00 on business days``: all of them hold."""

    bounds: tuple[Bound, ...]


@frozen
class Within(Node):
    """A duty: ``within 3 business days``."""

    duration: Duration


@frozen
class Late(Node):
    """``late at most 2 days``; without a duration, ``late without limit``."""

    limit: Duration | None


@frozen
class Otherwise(Node):
    """``otherwise send letter to borrower``."""

    act: Act


@frozen
class Because(Node):
    """``because "The borrower may have forgotten"``."""

    reason: Text


@frozen
class Cites(Node):
    """``cites cn.gbt_45251 5.3``."""

    law: Term
    article: Name


@frozen
class AlsoForRunningCases(Node):
    """``also for running cases``."""


@frozen
class AgainAfterRegret(Node):
    """``again after regret``."""


@frozen
class Formerly(Node):
    """``formerly first_letter``."""

    name: Name


# --- norms and rules ------------------------------------------------------


@frozen
class RuleNames(Node):
    """The rules that a norm is about: ``bad_report, report_update``."""

    rules: tuple[Term, ...]


@frozen
class Forbid(Node):
    """``forbid contact third party unless consent of recipient``."""

    target: Act | RuleNames
    clauses: tuple[If | Unless, ...] = ()


@frozen
class Limit(Node):
    """``limit contact: between 08:00 and 22:00``."""

    target: Act | RuleNames
    bounds: tuple[Bound, ...]
    clauses: tuple[If | Unless, ...] = ()


@frozen
class RequireBefore(Node):
    """``require notify borrower at least 7 days before report arrears``."""

    earlier: Act
    at_least: Duration | None
    later: Act


@frozen
class RequireWithin(Node):
    """``require offer plan to borrower within 20 days after hardship reported``."""

    act: Act
    duration: Duration
    event: EventPhrase


@frozen
class Hold(Node):
    """``hold limit frozen``."""

    measures: tuple[Term, ...]


@frozen
class Rule(Node):
    """A trigger and what it sets off: ``after 1 day overdue: remind borrower``."""

    name: Name
    title: Text | None
    trigger: Trigger
    action: Act | Hold
    clauses: tuple["Clause", ...] = ()


# --- headers --------------------------------------------------------------


@frozen
class Scope(Node):
    """``as lender bank, product credit card, actor in house``; also ``binds``."""

    terms: tuple[Term, ...]


@frozen
class PolicyHeader(Node):
    """``policy NAME "TITLE" version N in force from DATE uses ... under ...``.

    ``follows``: the facts that say the zone, the first that is known; else ``zone``.
    """

    name: Name
    title: Text | None
    version: int | None = None
    in_force_from: Date | None = None
    in_force_until: Date | None = None
    uses: tuple[Name, ...] = ()
    under: tuple[Name, ...] = ()
    scope: Scope | None = None
    declares: tuple[Name, ...] = ()
    follows: tuple[FactOf, ...] = ()
    zone: Name | None = None
    acts_from: Time | None = None
    business_days: Term | None = None
    closes_at: tuple[EventPhrase, ...] = ()


@frozen
class LawHeader(Node):
    """``law NAME "TITLE" of CN force statute in force from DATE source "..."``."""

    name: Name
    title: Text | None
    jurisdiction: Name | None = None
    force: Name | None = None
    in_force_from: Date | None = None
    in_force_until: Date | None = None
    binds: Scope | None = None
    source: Text | None = None
    uses: tuple[Name, ...] = ()


@frozen
class Settles(Node):
    """``settles hk.lpa 9``."""

    law: Name
    article: Name


@frozen
class Article(Node):
    """``article 13 "TITLE"`` and its norms."""

    number: Name
    title: Text | None
    norms: tuple["Norm", ...] = ()
    force: Name | None = None
    in_force_from: Date | None = None
    in_force_until: Date | None = None
    binds: Scope | None = None
    because: Text | None = None
    source: Text | None = None
    is_presumed: bool = False
    settles: Settles | None = None


# --- scenarios ------------------------------------------------------------


@frozen
class GivenFact(Node):
    """``given due date is 2026-03-01``; from the first day, or from ``since``.

    ``elsewhere``: in another case of the same people.
    """

    fact: FactOf
    value: Term | BuiltIn | Money | Quantity | Date | Between | ListedDays | Text
    since: Moment | None = None
    recorded: Moment | None = None
    item: OfItem | None = None
    elsewhere: bool = False


@frozen
class GivenEvent(Node):
    """``given call no answer always``; ``given paid in full on 2026-03-05``."""

    event: EventPhrase
    on: tuple[Moment, ...]
    always: bool = False
    recorded: Moment | None = None
    item: OfItem | None = None
    elsewhere: bool = False


@frozen
class GivenAct(Node):
    """``given call borrower done on 2026-03-05 11:00``: somebody did it by hand."""

    act: Act
    on: tuple[Moment, ...]
    recorded: Moment | None = None
    elsewhere: bool = False


@frozen
class GivenPerson(Node):
    """``given joint debtor "Anna"``: one of several is in the case."""

    person: Person


@frozen
class GivenOutage(Node):
    """``given outage from 2026-03-07 00:00 until 2026-03-10 09:00``."""

    start: Moment
    end: Moment


@frozen
class Expect(Node):
    """``expect reach_emergency blocked on 2026-03-18 over consent of emergency``.

    ``of`` are the days of the acts that are meant, for regrets. ``person``: only of
    the act to that one of several.
    """

    rule: Term
    of: tuple[Date, ...]
    outcome: Outcome
    on: tuple[Moment, ...]
    over: Condition | None = None
    person: Person | None = None


@frozen
class ExpectNever(Node):
    """``expect robot_call never``."""

    rule: Term
    person: Person | None = None


@frozen
class ExpectNothingElse(Node):
    """``expect nothing else``."""


@frozen
class Scenario(Node):
    """A story with dates; it belongs to one policy."""

    name: Name
    title: Text | None
    policy: Name
    first: Date
    last: Date
    givens: tuple["Given", ...] = ()
    expectations: tuple["Expectation", ...] = ()


Clause = (
    If
    | Unless
    | Only
    | Within
    | Late
    | Otherwise
    | Because
    | Cites
    | AlsoForRunningCases
    | AgainAfterRegret
    | Formerly
)
Norm = Forbid | Limit | RequireBefore | RequireWithin
Given = GivenFact | GivenEvent | GivenAct | GivenPerson | GivenOutage
Expectation = Expect | ExpectNever | ExpectNothingElse
Header = VocabularyHeader | PolicyHeader | LawHeader
Sentence = Declaration | Freeze | Rule | Group | Norm | Article | Scenario


@frozen
class Document(Node):
    """The sentences of one document, in order; a scenario document has no header.

    ``language`` is the key of the table of words that the document is written in.
    ``damaged`` are the places of sentences that could not be read whole; what was
    understood of them is in ``sentences``, and no later pass judges it.
    """

    language: str
    header: Header | None
    sentences: tuple[Sentence, ...]
    damaged: tuple[Span, ...] = field(default=(), eq=False, repr=False)
