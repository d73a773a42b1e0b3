"""Phrases of the core: events, clocks, conditions, patterns of acts."""

from datetime import date

from attrs import field, frozen

from policydsl.runtime.case import Count, Hours, Money
from policydsl.runtime.durations import Duration
from policydsl.syntax import ast

# Stands in a set of parties for whoever the act is addressed to.
RECIPIENT = "recipient"

Comparison = ast.Comparison
Outcome = ast.Outcome

# --- events ---------------------------------------------------------------


@frozen
class WorldEvent:
    """Something happened; ``by`` one of these parties, or anybody (``None``).

    ``of_item``: it happens to an item; where one item is looked at, to that one.
    """

    name: str
    by: frozenset[str] | None = None
    of_item: bool = False


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
    """An act of a rule had a built-in outcome (done, delivered, bounced, failed).

    ``or_instead``: the act that is done instead of it counts as well.
    """

    rule: str
    outcome: Outcome
    or_instead: bool = False


@frozen
class FateEvent:
    """An act of a rule lapsed, was cancelled, or was done and is regretted.

    Only a decision knows: it is worked out anew each time from all that is known.
    """

    rule: str
    outcome: Outcome


@frozen
class ClockEvent:
    """A clock began, or ended."""

    clock: str
    is_end: bool


@frozen
class HeldEvent:
    """The measure of a rule, or any of several stages, came to be held, or ceased.

    ``name``: the rule or the stages; ``rules``: those whose measures are meant.
    """

    name: str
    rules: tuple[str, ...]
    is_end: bool


@frozen
class PermissionEvent:
    """One of these permissions was granted, or withdrawn, by one of these."""

    permissions: frozenset[str]
    of: frozenset[str] | None
    granted: bool


Event = (
    WorldEvent
    | ActEvent
    | RuleEvent
    | FateEvent
    | ClockEvent
    | HeldEvent
    | PermissionEvent
)
# Any one of them; names that stand for several are already replaced by these.
Events = tuple[Event, ...]

# --- clocks ---------------------------------------------------------------


@frozen
class FactRef:
    """A fact, and whose it is: a party, ``RECIPIENT``, or the case's (``None``).

    ``of_item``: it is that of the item that is looked at.
    """

    fact: str
    of: str | None = None
    of_item: bool = False


@frozen
class Earliest:
    """The start of whichever item's clock began first, of those that run."""

    clock: str


@frozen
class Freeze:
    """A clock stands still while this holds, or nobody knows whether it does.

    ``from_day_before``: the first day of it does not count, either. ``of_item``: it
    looks at the item whose clock it is.
    """

    condition: "Condition"
    from_day_before: bool
    node: ast.Condition = field(eq=False, repr=False)
    of_item: bool = False


@frozen
class Clock:
    """A state that can be counted.

    ``owner``: a party, whose clock it is over all cases; ``None`` for the case.
    ``start`` is what begins it: events, a date, or nothing but the condition.
    ``running_while``: it runs only as long as this holds. ``items``: it is the clock
    of each item of a kind; these are the facts and events that such items have.
    """

    name: str
    owner: str | None
    start: Events | FactRef | Earliest | None
    running_while: "Condition | None"
    until: Events
    evidence: "Condition | None"
    words: str
    items: frozenset[str] | None = None
    freezes: tuple[Freeze, ...] = ()


@frozen
class Since:
    """The clock that starts again with every such event, or on a date.

    ``items``: each item has its own; these are the facts and events that such items
    have.
    """

    start: Events | FactRef
    items: frozenset[str] | None = None


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
class ItemsRun:
    """The clock runs of so many items."""

    clock: str
    comparison: Comparison
    number: int


@frozen
class TotalAt:
    """A fact of items, added up over all of them, compares so.

    ``items``: the facts and events that such items have. ``clock``: only those count
    whose clock runs.
    """

    fact: FactRef
    items: frozenset[str]
    clock: str | None
    comparison: Comparison
    value: Money | Count


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
    """The measure of a rule is held: it is so, not forbidden, and no worse stage."""

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
    | ItemsRun
    | TotalAt
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


@frozen
class HowMany:
    """A number compared with that of an act; another unit is not of the pattern."""

    comparison: Comparison
    value: Count


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
    items: frozenset[str] | None = None
    count: HowMany | None = None
