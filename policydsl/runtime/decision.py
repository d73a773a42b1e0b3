"""What a decision says: every act with its state and its reasons."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from policydsl.runtime.case import ActDone, Count, Length


class State(Enum):
    """Where a planned act stands.

    ``SKIPPED``: a repeated act whose condition did not hold on its own day.
    ``CANCELLED``: its episode ended, or the case closed, before it was done.
    """

    DUE = "due"
    DEFERRED = "deferred"
    BLOCKED = "blocked"
    SKIPPED = "skipped"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"
    DONE = "done"


class Cause(Enum):
    """Why an act is not due."""

    CONDITION = "condition"  # an `if` does not hold or an `unless` does
    UNKNOWN = "unknown"  # ... because a fact is not known
    EVIDENCE = "evidence"  # the clock lacks the evidence that makes it usable
    PERMISSION = "permission"  # a permission is not in hand
    FORBIDDEN = "forbidden"  # a norm forbids it
    NOTICE_DAY = "notice_day"  # its own notice was given on this day
    HOURS = "hours"  # outside the hours or days
    CAP = "cap"  # done as often as is allowed
    LATE = "late"  # it could have been done until then
    SUPERSEDED = "superseded"  # the next of the row has come
    ENDED = "ended"  # the episode is over, or the case is closed
    UNFOUNDED = "unfounded"  # by what is known now, it was not to be done


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. ``clause`` names the clause of the policy that gives it.

    A clause is written ``RULE/KIND/NUMBER`` (``reach_emergency/with/0``), a norm of
    the policy ``/norm/NUMBER``, a clock's evidence ``/clock/NAME``; where no clause
    is at work it is the rule's trigger, ``RULE/trigger/0``. ``words`` are the words
    of that clause as the policy spells them. ``until``: when time alone cures it.
    """

    cause: Cause
    clause: str
    words: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlannedAct:
    """One occurrence of a rule.

    ``id`` is made of case, rule, scope key and index, and never changes: an act
    that was done is found again by it. ``key`` is the first day of the episode, or
    the id of the event. ``lapses_at`` is the first instant at which it is too late.
    ``until`` (deferred only) is when it can be done at the earliest.
    ``is_silent``: it waits for a condition of its own, which is nobody's problem.
    ``deadline``: the first instant after the last day of a duty (`within`).
    ``effective``: the days from which the act takes effect, in the order in which it
    says so; ``None`` for one that nobody knows.
    ``item``: the item that it is about, if its rule is about each item.
    ``length``: when it has to be over, if the act says so.
    """

    id: str
    rule: str
    key: str
    index: str
    state: State
    due_from: datetime
    lapses_at: datetime | None
    verb: str
    audience: str | None
    channels: tuple[str, ...] = ()
    purpose: str | None = None
    matter: str | None = None
    actor: str | None = None
    disclosing: str | None = None
    reasons: tuple[Reason, ...] = ()
    until: datetime | None = None
    is_silent: bool = False
    done_at: datetime | None = None
    deadline: datetime | None = None
    effective: tuple[date | None, ...] = ()
    item: str | None = None
    count: Count | None = None
    length: Length | None = None

    def as_done(self, at: datetime) -> ActDone:
        """Return what is recorded if the act is done at ``at`` as it was planned."""
        return ActDone(
            id=self.id,
            at=at,
            recorded=at,
            verb=self.verb,
            audience=self.audience,
            channels=self.channels,
            purpose=self.purpose,
            matter=self.matter,
            actor=self.actor,
            disclosing=self.disclosing,
            count=self.count,
            rule=self.rule,
            occurrence=self.id,
            item=self.item,
        )


@dataclass(frozen=True, slots=True)
class Held:
    """The measures that a rule holds now."""

    rule: str
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Regret:
    """An act that was done and, by what is known now, was not to be done."""

    occurrence: str
    rule: str
    done_at: datetime
    reasons: tuple[Reason, ...]


class DutyState(Enum):
    """Whether what an event calls for was done in time."""

    OPEN = "open"
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Duty:
    """What a policy requires of itself after one event (`require ... within`).

    ``key``: the id of the event; ``since``: when it happened. ``deadline``: the first
    instant after the last day, as of a planned act; ``None`` if it lies where no
    calendar reaches yet. ``met_at``: when it was first done in time.
    """

    clause: str
    words: str
    key: str
    since: datetime
    deadline: datetime | None
    met_at: datetime | None
    state: DutyState


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer of a policy about a case at an instant.

    ``acts`` are ordered by ``due_from``, rule and index. ``next_review`` is the first
    later instant at which the answer can change if nothing happens, or ``None``.
    ``duties`` are those of the policy itself, ordered by clause and event.
    """

    at: datetime
    acts: tuple[PlannedAct, ...]
    held: tuple[Held, ...]
    regrets: tuple[Regret, ...]
    next_review: datetime | None
    duties: tuple[Duty, ...] = ()

    def in_state(self, state: State) -> tuple[PlannedAct, ...]:
        """Return the acts that stand so."""
        return tuple(act for act in self.acts if act.state is state)
