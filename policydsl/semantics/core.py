"""The typed core: a handful of forms that every sentence reduces to.

Interpreter, monitor and back ends read this and nothing else. Names are resolved:
a set of parties, channels or verbs holds every one that the author's word covers,
so nobody downstream knows of hierarchies. Phrases keep their words for people.
"""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from policydsl.runtime.calendars import Calendar
from policydsl.runtime.case import Count, Hours, Money
from policydsl.runtime.durations import Duration
from policydsl.syntax import ast
from policydsl.syntax.lexicon import Lexicon
from policydsl.vocabulary.model import Vocabulary

# Stands in a set of parties for whoever the act is addressed to.
RECIPIENT = "recipient"

Comparison = ast.Comparison
Outcome = ast.Outcome

# --- events ---------------------------------------------------------------


@frozen
class WorldEvent:
    """Something happened; ``by`` one of these parties, or anybody (``None``)."""

    name: str
    by: frozenset[str] | None = None


@frozen
class ActEvent:
    """An act had an outcome: one of the vocabulary, or a built-in one by its value.

    ``verbs`` are all verbs that match. ``audiences``: to one of these, or anybody.
    """

    verbs: frozenset[str]
    outcome: str
    by: frozenset[str] | None = None
    audiences: frozenset[str] | None = None


@frozen
class RuleEvent:
    """An act of a rule had a built-in outcome (done, delivered, bounced, failed)."""

    rule: str
    outcome: Outcome


@frozen
class ClockEvent:
    """A clock began, or ended."""

    clock: str
    is_end: bool


@frozen
class PermissionEvent:
    """One of these permissions was granted, or withdrawn, by one of these."""

    permissions: frozenset[str]
    of: frozenset[str] | None
    granted: bool


Event = WorldEvent | ActEvent | RuleEvent | ClockEvent | PermissionEvent
# Any one of them; names that stand for several are already replaced by these.
Events = tuple[Event, ...]

# --- clocks ---------------------------------------------------------------


@frozen
class FactRef:
    """A fact, and whose it is: a party, ``RECIPIENT``, or the case's (``None``)."""

    fact: str
    of: str | None = None


@frozen
class Clock:
    """A state that can be counted.

    ``owner``: a party, whose clock it is over all cases; ``None`` for the case.
    ``start`` is what begins it: events, a date, or nothing but the condition.
    ``running_while``: it runs only as long as this holds.
    """

    name: str
    owner: str | None
    start: Events | FactRef | None
    running_while: "Condition | None"
    until: Events
    evidence: "Condition | None"
    words: str


@frozen
class Since:
    """The clock that starts again with every such event, or on a date."""

    start: Events | FactRef


ClockRef = str | Since  # a string is the name of a clock of the policy

# --- conditions -----------------------------------------------------------


@frozen
class Runs:
    """The clock is running, whatever its evidence."""

    clock: str


@frozen
class ClockAt:
    """The clock runs, has its evidence, and its value compares so."""

    clock: ClockRef
    comparison: Comparison
    duration: Duration


@frozen
class FactAt:
    """A quantity compares so; unknown if the fact is."""

    fact: FactRef
    comparison: Comparison
    value: Money | Count


@frozen
class FactEquals:
    """A fact has this value; a yes-or-no fact has ``True`` or ``False``."""

    fact: FactRef
    value: bool | date | Money | Count | Hours | str


@frozen
class FactUnknown:
    """Nobody recorded the fact."""

    fact: FactRef


@frozen
class InHand:
    """A permission is in hand: one of these, of this party, received by this one.

    ``withdrawn_by`` are the wider permissions: whoever withdraws consent withdraws
    written consent with it.
    """

    permissions: frozenset[str]
    of: str
    given_to: frozenset[str] | None = None
    purpose: str | None = None
    is_for_one_act: bool = False
    valid: Duration | None = None
    withdrawn_by: frozenset[str] = frozenset()


@frozen
class Occurred:
    """It happened so often, on so many days: ever, in an episode, in a span."""

    events: Events
    times: int = 1
    on_days: int = 1
    during: str | None = None
    within: Duration | None = None


@frozen
class Holds:
    """The measure of a rule is held."""

    rule: str


@frozen
class Says:
    """The act itself matches."""

    pattern: "Pattern"


@frozen
class OpenWords:
    """Open words of a law; nobody can tell."""

    words: str


@frozen
class Not:
    """It does not hold; unknown stays unknown."""

    condition: "Condition"


@frozen
class AllOf:
    """All hold."""

    conditions: tuple["Condition", ...]


@frozen
class AnyOf:
    """At least one holds."""

    conditions: tuple["Condition", ...]


Condition = (
    Runs
    | ClockAt
    | FactAt
    | FactEquals
    | FactUnknown
    | InHand
    | Occurred
    | Holds
    | Says
    | OpenWords
    | Not
    | AllOf
    | AnyOf
)


@frozen
class Guard:
    """An `if` (``wanted``) or an `unless` of a rule or a norm.

    ``clause`` is as in ``runtime.decision.Reason``; ``words`` as the author wrote.
    """

    clause: str
    words: str
    condition: Condition
    wanted: bool
    node: ast.Condition = field(eq=False, repr=False)


# --- acts and patterns ----------------------------------------------------


@frozen
class Requirement:
    """What must be in hand for an act (`with`)."""

    clause: str
    words: str
    permission: InHand
    node: ast.WithPermission = field(eq=False, repr=False)


@frozen
class Act:
    """What is done. A role that is ``None`` or empty may have any value."""

    verb: str
    audience: str | None
    channels: tuple[str, ...]
    joined: ast.Joined
    purpose: str | None
    matter: str | None
    actor: str | None
    disclosing: str | None
    count: Count | None
    requirements: tuple[Requirement, ...]
    is_coercive: bool
    is_irreversible: bool
    node: ast.Act = field(eq=False, repr=False)


@frozen
class Pattern:
    """Which acts a norm is about; ``None`` is any.

    ``disclosing``: all the levels that match. An act that does not state a role
    matches whatever the pattern says of it. ``rules``: only acts of these.
    """

    verbs: frozenset[str] | None = None
    audiences: frozenset[str] | None = None
    channels: frozenset[str] | None = None
    purposes: frozenset[str] | None = None
    matters: frozenset[str] | None = None
    actors: frozenset[str] | None = None
    disclosing: frozenset[str] | None = None
    rules: frozenset[str] | None = None


# --- bounds ---------------------------------------------------------------


@frozen
class Weekdays:
    """Both ends are in it; 0 is Monday; the first is not after the last."""

    first: int
    last: int


@frozen
class Dates:
    """Both ends are in it."""

    first: date
    last: date


@frozen
class WorkingDays:
    """The days of a calendar that are not free."""

    calendar: Calendar


@frozen
class FreeDays:
    """The days of a calendar that are free."""

    calendar: Calendar


@frozen
class LastDayOfMonth:
    """The last day of each month."""


@frozen
class DayBefore:
    """The day before one of these."""

    days: "Days"


Days = Weekdays | Dates | WorkingDays | FreeDays | LastDayOfMonth | DayBefore


@frozen
class DaySet:
    """The days that are in one of ``including`` and in none of ``excluding``."""

    including: tuple[Days, ...]
    excluding: tuple[Days, ...] = ()


@frozen
class Between:
    """Hours of the recipient, half-open, in minutes; may wrap over midnight."""

    start: int
    end: int


@frozen
class OutsideHours:
    """Not in the hours that a fact names; unknown is not known to be outside."""

    fact: FactRef


@frozen
class OutsideDays:
    """Not on these days."""

    days: DaySet


@frozen
class Times:
    """At most so many times in a span, the act itself included.

    ``span``: one of ``ast.Period``; a first weekday (a calendar week); a rolling
    duration that ends today; or the name of a clock (its episode).
    ``counting``: only acts with one of these outcomes, and acts whose outcome is
    not known yet. ``per_recipient``: only acts to the same recipient count.
    """

    number: int
    span: ast.Period | int | Duration | str
    counting: frozenset[str] = frozenset()
    per_recipient: bool = False


@frozen
class Bound:
    """One bound of a limit or of an `only`, with its clause and words."""

    clause: str
    words: str
    limit: Between | DaySet | OutsideHours | OutsideDays | Times
    node: ast.Bound = field(eq=False, repr=False)


# --- norms ----------------------------------------------------------------


@frozen
class Forbid:
    """Acts of the pattern are forbidden when all guards say so.

    Without a guard, always. ``rules`` in the order in which they were named.
    """

    clause: str
    words: str
    pattern: Pattern
    guards: tuple[Guard, ...]
    node: ast.Forbid = field(eq=False, repr=False)


@frozen
class Limit:
    """Acts of the pattern are bound. ``order``: rules named, first goes first."""

    clause: str
    words: str
    pattern: Pattern
    bounds: tuple[Bound, ...]
    guards: tuple[Guard, ...]
    order: tuple[str, ...]
    node: ast.Limit = field(eq=False, repr=False)


@frozen
class RequireBefore:
    """``earlier`` must have been done, so long before ``later``."""

    clause: str
    words: str
    earlier: Pattern
    at_least: Duration | None
    later: Pattern
    node: ast.RequireBefore = field(eq=False, repr=False)


@frozen
class RequireWithin:
    """After each event an act of the pattern is done by the last day."""

    clause: str
    words: str
    pattern: Pattern
    duration: Duration
    events: Events
    node: ast.RequireWithin = field(eq=False, repr=False)


Norm = Forbid | Limit | RequireBefore | RequireWithin

# --- rules ----------------------------------------------------------------


@frozen
class After:
    """Once per episode, so long after its start."""

    delay: Duration
    clock: ClockRef


@frozen
class AfterEach:
    """At each of these points of an episode, in rising order."""

    points: tuple[Duration, ...]
    clock: ClockRef


@frozen
class Every:
    """On a grid fixed to the start of the episode; both ends are in it."""

    step: Duration | DaySet
    first: Duration
    last: Duration | None
    clock: ClockRef


@frozen
class When:
    """Once for each event."""

    events: Events


@frozen
class While:
    """As long as it holds."""

    condition: Condition


Trigger = After | AfterEach | Every | When | While


@frozen
class Rule:
    """One rule; it has an act, or holds measures.

    ``late``: how long it may still be done, ``None`` without limit;
    ``is_late_stated``: the author wrote it. ``notices``: the rules whose being
    done it waits for. ``words``: trigger and act as the author wrote.
    """

    name: str
    title: str | None
    trigger: Trigger
    act: Act | None
    measures: tuple[str, ...]
    guards: tuple[Guard, ...]
    bounds: tuple[Bound, ...]
    within: Duration | None
    late: Duration | None
    is_late_stated: bool
    otherwise: Act | None
    otherwise_late: Duration | None
    because: str | None
    cites: tuple[tuple[str, str], ...]
    also_for_running_cases: bool
    again_after_regret: bool
    notices: frozenset[str]
    words: str
    node: ast.Rule = field(eq=False, repr=False)

    @property
    def is_repeated(self) -> bool:
        """Whether it acts on a grid, where the next act makes up for a missed one."""
        return isinstance(self.trigger, AfterEach | Every)


@frozen
class Policy:
    """A policy, ready to be run. ``clocks`` holds every clock that it reads."""

    name: str
    title: str | None
    version: int
    in_force_from: date
    in_force_until: date | None
    zone: str
    acts_from: int
    calendar: Calendar | None
    closes_at: Events
    rules: tuple[Rule, ...]
    forbids: tuple[Forbid, ...]
    limits: tuple[Limit, ...]
    clocks: Mapping[str, Clock]
    vocabulary: Vocabulary = field(eq=False, repr=False)
    lexicon: Lexicon = field(eq=False, repr=False)
    document: ast.Document = field(eq=False, repr=False)


@frozen
class Article:
    """A numbered part of a law and its norms."""

    law: str
    number: str
    title: str | None
    norms: tuple[Norm, ...]
    node: ast.Article = field(eq=False, repr=False)


@frozen
class Law:
    """A legal text."""

    name: str
    title: str | None
    articles: tuple[Article, ...]
    clocks: Mapping[str, Clock]
    zone: str | None
    document: ast.Document = field(eq=False, repr=False)
