"""The forms of a compiled policy: what an emitted module is made of.

Names are those of the vocabulary. A set of parties, channels or verbs holds every
one that the author's word covers; ``None`` is any. Conditions are functions of a
``Question``; their answer is ``None`` if nobody knows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from policydsl.runtime.calendars import Calendar
from policydsl.runtime.case import Count, Length
from policydsl.runtime.durations import Duration

# A function of a ``runtime.sight.Question``, which cannot be named here: it knows
# the policy, and the policy is made of conditions.
Condition = Callable[[Any], bool | None]
Names = frozenset[str]

# Stands in a set of parties for whoever the act is addressed to.
RECIPIENT = "recipient"

# --- events -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class World:
    """Something happened; ``by`` one of these or anybody, ``of_item`` looked at."""

    name: str
    by: Names | None = None
    of_item: bool = False


@dataclass(frozen=True, slots=True)
class Became:
    """An act of one of these verbs had an outcome; ``to`` one of these."""

    verbs: Names
    outcome: str
    by: Names | None = None
    to: Names | None = None


@dataclass(frozen=True, slots=True)
class RuleBecame:
    """The act of a rule had an outcome; ``or_instead``: or the one instead of it."""

    rule: str
    outcome: str
    or_instead: bool = False


@dataclass(frozen=True, slots=True)
class Fate:
    """An act of a rule lapsed, was cancelled, or is regretted.

    ``find`` is the function of ``runtime.fates`` that finds out: it knows how to
    decide, and so it cannot be named here.
    """

    rule: str
    outcome: str
    find: Callable[[Any, "Fate"], Any]


@dataclass(frozen=True, slots=True)
class Began:
    """A clock began."""

    clock: str


@dataclass(frozen=True, slots=True)
class Ended:
    """A clock ended."""

    clock: str


@dataclass(frozen=True, slots=True)
class MeasureBecame:
    """One of the measures of these rules came to be held, or none is any more."""

    name: str
    rules: tuple[str, ...]
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class Permitted:
    """One of these permissions was granted, or withdrawn, by one of these."""

    permissions: Names
    of: Names | None
    granted: bool


Event = World | Became | RuleBecame | Fate | Began | Ended | MeasureBecame | Permitted
Events = tuple[Event, ...]

# --- clocks -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact, and whose it is: a party, ``RECIPIENT``, or the case's (``None``).

    ``of_item``: that of the item that is looked at.
    """

    name: str
    of: str | None = None
    of_item: bool = False


@dataclass(frozen=True, slots=True)
class Earliest:
    """The start of whichever item's clock began first, of those that run."""

    clock: str


@dataclass(frozen=True, slots=True)
class Freeze:
    """A clock stands still while this holds; or from the day before on."""

    condition: Condition
    from_day_before: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A state that can be counted: what begins it, when it runs, what ends it.

    ``items``: it is the clock of each item that has one of these facts or events.
    """

    name: str
    start: Events | Fact | Earliest | None = None
    runs_while: Condition | None = None
    until: Events = ()
    evidence: Condition | None = None
    words: str = ""
    items: Names | None = None
    freezes: tuple[Freeze, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Since:
    """The clock that starts again with every such event, or on a date.

    Compared by identity: a module holds each of them once. ``items``: each item that
    has one of these facts or events has its own.
    """

    start: Events | Fact
    items: Names | None = None


ClockRef = str | Since

# --- acts -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InHand:
    """A permission of a party; which acts and times it must cover."""

    permissions: Names
    of: str
    given_to: Names | None = None
    purpose: str | None = None
    is_for_one_act: bool = False
    valid: Duration | None = None
    withdrawn_by: Names = frozenset()


@dataclass(frozen=True, slots=True)
class Requirement:
    """What must be in hand for an act."""

    clause: str
    words: str
    permission: InHand


@dataclass(frozen=True, slots=True)
class Act:
    """What is done; a role that is ``None`` or empty may have any value.

    ``any_channel``: the first of the channels that can be used is enough. ``each``: one
    act for each person of the case who is one of these parties.
    """

    verb: str
    to: str | None = None
    channels: tuple[str, ...] = ()
    any_channel: bool = False
    purpose: str | None = None
    matter: str | None = None
    actor: str | None = None
    disclosing: str | None = None
    requirements: tuple[Requirement, ...] = ()
    is_coercive: bool = False
    is_irreversible: bool = False
    effective: tuple[Fact, ...] = ()
    each: Names | None = None
    count: Count | None = None
    item_kind: str | None = None
    length: Length | None = None


@dataclass(frozen=True, slots=True)
class HowMany:
    """So many of a unit, and how a number is compared with it."""

    comparison: str
    value: Count


@dataclass(frozen=True, slots=True)
class Pattern:
    """Which acts a norm is about."""

    verbs: Names | None = None
    to: Names | None = None
    channels: Names | None = None
    purposes: Names | None = None
    matters: Names | None = None
    actors: Names | None = None
    disclosing: Names | None = None
    rules: Names | None = None
    items: Names | None = None
    count: HowMany | None = None


@dataclass(frozen=True, slots=True)
class Guard:
    """An `if` (``wanted``) or an `unless`."""

    clause: str
    words: str
    condition: Condition
    wanted: bool


# --- bounds -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Both ends are in it; 0 is Monday."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Dates:
    """Both ends are in it."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Yearly:
    """From one day of each year to another, as months and days."""

    first: tuple[int, int]
    last: tuple[int, int]


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The days of a calendar that are not free."""

    calendar: Calendar


@dataclass(frozen=True, slots=True)
class FreeDays:
    """The days of a calendar that are free."""

    calendar: Calendar


@dataclass(frozen=True, slots=True)
class LastDayOfMonth:
    """The last day of each month."""


@dataclass(frozen=True, slots=True)
class DayBefore:
    """The day before one of these."""

    days: "Days"


Days = Weekdays | Dates | Yearly | WorkingDays | FreeDays | LastDayOfMonth | DayBefore


@dataclass(frozen=True, slots=True)
class DaySet:
    """The days in one of ``including`` and in none of ``excluding``."""

    including: tuple[Days, ...]
    excluding: tuple[Days, ...] = ()


@dataclass(frozen=True, slots=True)
class Between:
    """Hours of the recipient, half-open, in minutes; may wrap over midnight.

    ``throughout``: what is begun in them is over in them, too.
    """

    start: int
    end: int
    throughout: bool = False


@dataclass(frozen=True, slots=True)
class OutsideHours:
    """Not in the hours that a fact names."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class OutsideDays:
    """Not on these days."""

    days: DaySet


@dataclass(frozen=True, slots=True)
class OutsideDaysOf:
    """Not on the days that a fact names; unknown is not known to be outside."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class Times:
    """At most so many times in a span, the act itself included.

    ``span``: ``"day"``, ``"month"`` or ``"case"``; a first weekday; a length of
    time that ends today; or a ``During``. Only acts to the same person count, or
    about the same item; or (``per_rung``) none of the same rule to others.
    """

    number: int
    span: "str | int | Duration | During"
    counting: Names = frozenset()
    per_recipient: bool = False
    per_item: bool = False
    per_rung: bool = False


@dataclass(frozen=True, slots=True)
class During:
    """The episode of a clock."""

    clock: str


@dataclass(frozen=True, slots=True)
class Bound:
    """One bound of a limit or of an `only`."""

    clause: str
    words: str
    limit: Between | DaySet | OutsideHours | OutsideDays | OutsideDaysOf | Times


@dataclass(frozen=True, slots=True)
class Forbid:
    """Acts of the pattern are forbidden when all guards say so."""

    clause: str
    words: str
    pattern: Pattern
    guards: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """Acts of the pattern are bound; ``order``: rules named, first goes first."""

    clause: str
    words: str
    pattern: Pattern
    bounds: tuple[Bound, ...]
    guards: tuple[Guard, ...] = ()
    order: tuple[str, ...] = ()
