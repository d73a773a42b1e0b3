"""Acts, and the hours, days and numbers that bind them."""

from datetime import date

from attrs import field, frozen

from policydsl.runtime.calendars import Calendar
from policydsl.runtime.case import Count, Length
from policydsl.runtime.durations import Duration
from policydsl.semantics.core.phrases import FactRef, InHand
from policydsl.syntax import ast

# --- acts -----------------------------------------------------------------


@frozen
class Requirement:
    """What must be in hand for an act (`with`)."""

    clause: str
    words: str
    permission: InHand
    node: ast.WithPermission = field(eq=False, repr=False)


@frozen
class Act:
    """What is done. A role that is ``None`` or empty may have any value.

    ``effective``: the dates from which it takes effect. ``each``: one act for each
    person of the case who is one of these parties. ``item_kind``: what kind of item it
    says that it is about. ``length``: when it is over at the latest.
    """

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
    effective: tuple[FactRef, ...] = ()
    each: frozenset[str] | None = None
    item_kind: str | None = None
    length: Length | None = None


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
class Yearly:
    """From one day of each year to another, as months and days; both are in it."""

    first: tuple[int, int]
    last: tuple[int, int]


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


Days = Weekdays | Dates | Yearly | WorkingDays | FreeDays | LastDayOfMonth | DayBefore


@frozen
class DaySet:
    """The days that are in one of ``including`` and in none of ``excluding``."""

    including: tuple[Days, ...]
    excluding: tuple[Days, ...] = ()


@frozen
class Between:
    """Hours of the recipient, half-open, in minutes; may wrap over midnight.

    ``throughout``: an act that says when it is over is over in them, too.
    """

    start: int
    end: int
    throughout: bool = False


@frozen
class OutsideHours:
    """Not in the hours that a fact names; unknown is not known to be outside."""

    fact: FactRef


@frozen
class OutsideDays:
    """Not on these days."""

    days: DaySet


@frozen
class OutsideDaysOf:
    """Not on the days that a fact names; unknown is not known to be outside."""

    fact: FactRef


@frozen
class Times:
    """At most so many times in a span, the act itself included.

    ``span``: one of ``ast.Period``; a first weekday (a calendar week); a rolling
    duration that ends today; or the name of a clock (its episode).
    ``counting``: only acts with one of these outcomes, and acts whose outcome is
    not known yet. ``per_recipient``: only acts to the same recipient count;
    ``per_item``: only acts about the same item. ``per_rung``: acts of the same rule to
    others do not count.
    """

    number: int
    span: ast.Period | int | Duration | str
    counting: frozenset[str] = frozenset()
    per_recipient: bool = False
    per_item: bool = False
    per_rung: bool = False


@frozen
class Bound:
    """One bound of a limit or of an `only`, with its clause and words."""

    clause: str
    words: str
    limit: Between | DaySet | OutsideHours | OutsideDays | OutsideDaysOf | Times
    node: ast.Bound = field(eq=False, repr=False)
