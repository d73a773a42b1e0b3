"""Phrases: an event, a clock, an act, a condition, a bound."""

from enum import Enum

from attrs import frozen

from policydsl.syntax.ast.basic import (
    BuiltIn,
    Comparison,
    Date,
    Duration,
    Money,
    Node,
    Outcome,
    Quantity,
    Term,
    Text,
    Time,
)
from policydsl.syntax.ast.items import OfItems
from policydsl.syntax.ast.roles import Roles, WithPermission
from policydsl.syntax.ast.yearly import YearlyDays

# --- events ---------------------------------------------------------------


@frozen
class Happens(Node):
    """Something of the world: ``paid in full``, ``refused by emergency``."""

    event: Term
    by: Term | None = None


@frozen
class ActBecame(Node):
    """What became of an act: ``call no answer``, ``call answered by borrower``."""

    act: Term
    outcome: Term | Outcome
    by: Term | None = None


@frozen
class RuleBecame(Node):
    """What became of the act of a rule: ``report_notice delivered``."""

    rule: Term
    outcome: Outcome


@frozen
class ClockBecame(Node):
    """A clock began or ended: ``overdue ended``."""

    clock: Term
    outcome: Outcome


@frozen
class PermissionBecame(Node):
    """It was given or taken back: ``consent of emergency withdrawn``."""

    permission: Term
    of: Term | None
    outcome: Outcome


# --- clocks ---------------------------------------------------------------


@frozen
class NamedClock(Node):
    """A clock by its name: ``overdue``, ``unreachable of borrower``."""

    clock: Term
    of: Term | None = None


@frozen
class Since(Node):
    """The time since an event or since a date: ``since report_notice done``."""

    start: "EventPhrase | Term"


# --- conditions -----------------------------------------------------------


@frozen
class ClockRuns(Node):
    """The state holds: ``disputed``."""

    clock: NamedClock


@frozen
class ClockCompares(Node):
    """``at least 18 days overdue``; ``less than 7 days since two way contact``."""

    comparison: Comparison
    duration: Duration
    clock: "ClockPhrase"


@frozen
class FactOf(Node):
    """A fact, and whose it is: ``balance``, ``agreed hours of recipient``."""

    fact: Term
    of: Term | None = None


@frozen
class FactHolds(Node):
    """A yes-or-no fact by its name: ``partner listed``."""

    fact: FactOf


@frozen
class FactCompares(Node):
    """``balance at least 5000 CNY``."""

    fact: FactOf
    comparison: Comparison
    quantity: Money | Quantity


@frozen
class FactIs(Node):
    """``risk is high``; ``protected is not unknown``."""

    fact: FactOf
    value: Term | BuiltIn | Money | Quantity | Date
    is_negated: bool = False


@frozen
class PermissionHeld(Node):
    """``written consent of borrower given to agency for relay``."""

    permission: Term
    of: Term | None = None
    given_to: Term | None = None
    purpose: Term | None = None


@frozen
class Happened(Node):
    """``failed attempt at least 3 times during overdue in 30 days``, or once."""

    event: "EventPhrase"
    times: int | None = None
    on_days: int | None = None
    during: Term | None = None
    within: Duration | None = None


@frozen
class RuleHolds(Node):
    """The measure of a rule is held: ``limit_freeze``."""

    rule: Term


@frozen
class ThisAct(Node):
    """What the act itself says: ``it is for relay disclosing at most caller``."""

    roles: "Roles"


@frozen
class LawWords(Node):
    """Open words of a law: ``"at unreasonable hours"``."""

    words: Text


@frozen
class Not(Node):
    """``not disputed``."""

    condition: "Condition"


@frozen
class AllOf(Node):
    """``disputed and overdue``: two or more, none of them an ``AllOf``."""

    conditions: tuple["Condition", ...]


@frozen
class AnyOf(Node):
    """``disputed or plan active``: two or more, none of them an ``AnyOf``."""

    conditions: tuple["Condition", ...]


# --- acts -----------------------------------------------------------------


@frozen
class Act(Node):
    """``contact emergency with consent by phone for relay disclosing nothing``.

    ``each``: one occurrence for each recipient.
    """

    verb: Term
    audience: Term | None
    roles: Roles
    permissions: tuple[WithPermission, ...] = ()
    each: bool = False


# --- bounds ---------------------------------------------------------------


@frozen
class Between(Node):
    """``between 08:00 and 22:00``: half-open; may run over midnight.

    ``throughout``: the act is not only begun in these hours, but over, too.
    """

    start: Time
    end: Time
    throughout: bool = False


class DayKind(Enum):
    """Sets of days that need no name."""

    BUSINESS_DAYS = "business_days"
    FREE_DAYS = "free_days"
    LAST_DAY_OF_MONTH = "last_day_of_month"


@frozen
class Weekdays(Node):
    """``monday to saturday``; both are in it. 0 is Monday."""

    first: int
    last: int


@frozen
class Dates(Node):
    """``2026-02-15 to 2026-02-23``; both are in it."""

    first: Date
    last: Date


@frozen
class ListedDays(Node):
    """``saturday, sunday, 2026-05-01``, as the value of a fact."""

    days: tuple["Weekdays | Dates", ...]


@frozen
class KindOfDay(Node):
    """``business days``."""

    kind: DayKind


@frozen
class CalendarDays(Node):
    """The days of a calendar, by its name."""

    calendar: Term


@frozen
class DayBefore(Node):
    """``the day before free days``."""

    days: "Days"


@frozen
class OnDays(Node):
    """``on monday to saturday except the day before free days``."""

    days: tuple["Days", ...]
    excluding: tuple["Days", ...] = ()


@frozen
class Outside(Node):
    """``outside year end``: not in the hours or days of a fact or a calendar."""

    what: FactOf | CalendarDays


class Period(Enum):
    """Spans that begin anew."""

    DAY = "day"
    MONTH = "month"
    CASE = "case"


@frozen
class Per(Node):
    """``per day``."""

    period: Period


@frozen
class PerWeek(Node):
    """``per week from monday``; 0 is Monday."""

    first_weekday: int


@frozen
class InSpan(Node):
    """``in 7 days``: a rolling span that ends today."""

    duration: Duration


@frozen
class During(Node):
    """``during overdue``."""

    clock: Term


@frozen
class Times(Node):
    """``7 times in 7 days counting answered, rejected for each borrower``."""

    number: int
    period: "CountingSpan"
    counting: tuple[Term, ...] = ()
    keys: tuple[Term, ...] = ()


EventPhrase = Happens | ActBecame | RuleBecame | ClockBecame | PermissionBecame
ClockPhrase = NamedClock | Since
Condition = (
    ClockRuns
    | ClockCompares
    | FactHolds
    | FactCompares
    | FactIs
    | PermissionHeld
    | Happened
    | OfItems
    | RuleHolds
    | ThisAct
    | LawWords
    | Not
    | AllOf
    | AnyOf
)
Days = Weekdays | Dates | KindOfDay | CalendarDays | DayBefore | YearlyDays
CountingSpan = Per | PerWeek | InSpan | During
Bound = Between | OnDays | Outside | Times
