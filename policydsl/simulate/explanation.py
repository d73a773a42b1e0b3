"""What an explanation says, as data: the chain of reasons, and what would change it."""

from datetime import datetime

from attrs import field, frozen

from policydsl.runtime.case import AnyEntry
from policydsl.runtime.decision import PlannedAct
from policydsl.simulate.why import Why


@frozen
class Place:
    """Where a clause is written: the name of the file, and the place in it."""

    document: str
    line: int
    column: int


@frozen
class Link:
    """One reason in a chain.

    ``cause``: as of a reason of a decision; where nothing has come due, the state
    that is the cause. ``place``: where the clause is written.
    ``since``: when it was first so, without a break until now, or ``None`` if that
    was too long ago to follow. ``until``: when time alone cures it.
    """

    cause: str
    clause: str
    words: str
    place: Place | None
    since: datetime | None
    until: datetime | None = None


@frozen
class Explained:
    """One act of the rule, and why it stands as it does.

    ``act`` is ``None`` for the silence of a rule of which nothing has come due.
    """

    act: PlannedAct | None
    state: str
    chain: tuple[Link, ...]


@frozen
class Change:
    """A single entry that changes the answer, recorded at the instant of the question.

    A change that takes effect only after very many looks is not found.

    ``effect``: ``due`` (it is due at once), ``earlier`` (it comes due at ``due_at``,
    before the day without it), ``stops`` (the act is not due with this entry), or
    ``needed`` (it is not due without this entry, which was recorded).
    """

    effect: str
    entry: AnyEntry
    due_at: datetime | None = None


@frozen
class Explanation:
    """Where a rule stands at an instant, and what would change that.

    ``earliest``: the first instant at which something of the rule is due if nothing
    else is recorded; ``None`` if that is not within ``days_ahead`` days (fewer, if
    no calendar reaches so far, or the way there has too many looks). ``about``: the
    instant that ``changes`` are about: that of the question, or that at which the
    act was done.
    """

    rule: str
    at: datetime
    acts: tuple[Explained, ...]
    earliest: datetime | None
    days_ahead: int
    about: datetime
    changes: tuple[Change, ...]
    reasons: Why = field(eq=False, repr=False)
