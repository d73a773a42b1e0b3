"""Norms, rules, policies and laws."""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from policydsl.runtime.calendars import Calendar
from policydsl.runtime.durations import Duration
from policydsl.semantics.core.acts import Act, Bound, DaySet
from policydsl.semantics.core.groups import Ladder, Stages
from policydsl.semantics.core.phrases import (
    Clock,
    ClockRef,
    Condition,
    Events,
    FactRef,
    Guard,
    Pattern,
)
from policydsl.semantics.core.zones import Zones
from policydsl.syntax import ast
from policydsl.syntax.lexicon import Lexicon
from policydsl.vocabulary.model import Vocabulary

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
class Roll:
    """A day that is not one of ``days`` is moved to the nearest one, that way."""

    way: ast.Rolling
    days: DaySet


@frozen
class After:
    """Once per episode, so long after its start."""

    delay: Duration
    clock: ClockRef
    roll: Roll | None = None


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


@frozen
class Before:
    """Once so long before a date, and again for the new date when it moves.

    ``items``: before the date of each item that has one of these facts or events.
    ``ends_with_date``: it may be late until the end of that date, and no longer.
    """

    lead: Duration
    date: FactRef
    items: frozenset[str] | None = None
    roll: Roll | None = None
    ends_with_date: bool = False


Trigger = After | AfterEach | Every | When | While | Before


@frozen
class Rule:
    """One rule; it has an act, or holds measures.

    ``late``: how long it may still be done, ``None`` without limit;
    ``is_late_stated``: the author wrote it. ``notices``: the rules whose being
    done it waits for. ``above``: the worse stages, of which none may be held at the
    same time. ``words``: trigger and act as the author wrote. ``formerly``: the name
    that it had.
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
    above: tuple[str, ...] = ()
    formerly: str | None = None

    @property
    def is_repeated(self) -> bool:
        """Whether it acts on a grid, where the next act makes up for a missed one."""
        return isinstance(self.trigger, AfterEach | Every)


@frozen
class Policy:
    """A policy, ready to be run. ``clocks`` holds every clock that it reads.

    What a ladder asks for is in its rules and in a limit of its own. ``requires``: what
    must have been done before other acts; ``duties``: what must be done in time.

    Of a policy with versions: ``earlier`` are those before this one, in order.
    ``since``: the days from which rules belong to the policy, where versions before
    this one had them; ``renamed``: what rules of those are called now; ``next_from``:
    the first day of the version after this one.
    """

    name: str
    title: str | None
    version: int
    in_force_from: date
    in_force_until: date | None
    zones: Zones
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
    stages: tuple[Stages, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    requires: tuple[RequireBefore, ...] = ()
    duties: tuple[RequireWithin, ...] = ()
    earlier: "tuple[Policy, ...]" = field(default=(), eq=False, repr=False)
    since: Mapping[str, date] = field(factory=dict)
    renamed: Mapping[str, str] = field(factory=dict)
    next_from: date | None = None

    @property
    def former_names(self) -> Mapping[str, str]:
        """What each rule is called now, by every name that it had before."""
        own = {rule.formerly: rule.name for rule in self.rules if rule.formerly}
        return {**own, **self.renamed}

    def version_on(self, day: date) -> "Policy":
        """Return the version that decides on a day; before all of them, the first."""
        begun = [one for one in self.versions if one.in_force_from <= day]
        return begun[-1] if begun else self.versions[0]

    @property
    def every_rule(self) -> Mapping[str, Rule]:
        """The rules of all versions by their names; of one name, the latest."""
        return {rule.name: rule for one in self.versions for rule in one.rules}

    @property
    def versions(self) -> "tuple[Policy, ...]":
        """The versions up to this one, in order."""
        return (*self.earlier, self)

    @property
    def zone(self) -> str:
        """The zone that the header names; stories are told in its time."""
        return self.zones.named


@frozen
class Article:
    """A numbered part of a law and its norms.

    ``days``: the first day on which it is in force, and the last, if there is one.
    """

    law: str
    number: str
    title: str | None
    norms: tuple[Norm, ...]
    node: ast.Article = field(eq=False, repr=False)
    days: tuple[date, date | None]


@frozen
class Law:
    """A legal text."""

    name: str
    title: str | None
    articles: tuple[Article, ...]
    clocks: Mapping[str, Clock]
    zone: str | None
    lexicon: Lexicon = field(eq=False, repr=False)
    document: ast.Document = field(eq=False, repr=False)
