"""Triggers: what sets off a rule."""

from enum import Enum

from attrs import frozen

from policydsl.syntax.ast.basic import Duration, Node, Term
from policydsl.syntax.ast.phrases import (
    ClockPhrase,
    Condition,
    EventPhrase,
    FactOf,
    OnDays,
)


class Rolling(Enum):
    """Which way a day is moved that is not one of the days named."""

    FORWARD = "rolled_forward"
    BACK = "rolled_back"
    WITHIN_MONTH = "rolled_within"


@frozen
class Rolled(Node):
    """``rolled forward to business days``."""

    way: Rolling
    days: OnDays


@frozen
class After(Node):
    """Once per episode: ``after 14 days unreachable``; the day may be ``rolled``."""

    delay: Duration
    clock: ClockPhrase
    rolled: Rolled | None = None


@frozen
class AfterEach(Node):
    """Once at each point: ``after each of 1, 9, 13, 20 days overdue``.

    The points have one unit and rounding.
    """

    points: tuple[Duration, ...]
    clock: ClockPhrase


@frozen
class Every(Node):
    """``every 3 days from 3 days overdue until 30 days overdue``.

    The grid is fixed to the clock; both ends are in it.
    """

    step: Duration | OnDays
    first: Duration
    clock: ClockPhrase
    last: Duration | None = None


@frozen
class When(Node):
    """Once for each event: ``when paid in full or plan agreed``."""

    events: tuple[EventPhrase, ...]


@frozen
class While(Node):
    """As long as it is so: ``while at least 18 days overdue``."""

    condition: Condition


@frozen
class Before(Node):
    """``3 days before instalment date of each instalment``: once for each date."""

    lead: Duration
    date: FactOf
    each: Term | None = None
    rolled: Rolled | None = None


Trigger = After | AfterEach | Every | When | While | Before
