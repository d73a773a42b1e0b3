"""What a decision is made from: a case, its parties and its history.

A history is a collection of entries; their order in it means nothing. Each entry
has an ``id`` (the same id twice is one entry), the instant ``at`` from which it is
effective, and the instant ``recorded`` at which it was learnt. All instants are
aware. Names are those under which the vocabulary declares its terms.
"""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of a currency: 5000 CNY is 500000 of them."""

    minor_units: int
    currency: str


@dataclass(frozen=True, slots=True)
class Count:
    """So many of a unit of the vocabulary."""

    number: int
    unit: str


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of a day, half-open, in minutes from midnight; may wrap."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Length:
    """When an act is over: after so many minutes at most, or at a time of day.

    ``by``: minutes from midnight, the first such time of the recipient after the
    beginning. Of two the earlier counts.
    """

    minutes: int | None = None
    by: int | None = None


@dataclass(frozen=True, slots=True)
class SetOfDays:
    """Days of the week, 0 is Monday, and spans of dates with both ends in them."""

    weekdays: tuple[int, ...] = ()
    dates: tuple[tuple[date, date], ...] = ()

    def has(self, day: date) -> bool:
        """Whether a civil day is one of them."""
        is_in_span = any(first <= day <= last for first, last in self.dates)
        return is_in_span or day.weekday() in self.weekdays


# What a fact can be. A fact that is not stated, or is ``None``, is unknown.
Value = bool | date | Money | Count | Hours | SetOfDays | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What all entries share. ``of_person``: it comes from another case of the person.

    Clocks, facts and events of a case do not see what belongs to another case;
    clocks of a person, permissions, refusals and caps do.
    """

    id: str
    at: datetime
    recorded: datetime
    of_person: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening(Entry):
    """An event of the world; ``by`` did it, ``item`` is the item that it is about."""

    name: str
    by: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange(Entry):
    """A fact has this value from ``at`` on; ``of`` is whose it is, else the case's.

    A fact of an item, such as an instalment, has the id of the ``item`` instead.
    """

    fact: str
    value: Value | None
    of: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionChange(Entry):
    """A permission was granted or withdrawn by ``of``.

    An empty ``purposes`` or ``channels`` covers all; ``given_to`` is the party or
    actor who received it; ``occurrence`` binds an approval to one planned act.
    """

    permission: str
    of: str
    granted: bool
    given_to: str | None = None
    purposes: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    occurrence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActDone(Entry):
    """An act was dispatched, by the policy (``occurrence``, ``rule``) or by hand.

    ``item``: the item that it is about, such as an instalment, if it says so.
    ``ended``: when it was over; ``None``: nobody wrote it down.
    """

    verb: str
    audience: str | None = None
    channels: tuple[str, ...] = ()
    purpose: str | None = None
    matter: str | None = None
    actor: str | None = None
    disclosing: str | None = None
    rule: str | None = None
    occurrence: str | None = None
    item: str | None = None
    count: Count | None = None
    ended: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeKnown(Entry):
    """What became of an act: ``act`` is the id of its ``ActDone``."""

    act: str
    outcome: str
    by: str | None = None


AnyEntry = Happening | FactChange | PermissionChange | ActDone | OutcomeKnown


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a case. ``zones``: every time zone that is possible for them.

    ``party``: which party of the vocabulary it is, if that is not their name.
    """

    zones: tuple[str, ...] = ()
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One obligation. ``parties`` maps the name of a person to what is known.

    The history names people by these names. Whoever is not listed is named by the
    party of the vocabulary; of a party of which there may be several, all are listed.
    ``zone`` is the zone of the case's days; ``None`` takes the policy's. A party
    that is not listed, or lists no zone, has the zone of the case.
    """

    id: str
    history: tuple[AnyEntry, ...] = ()
    parties: dict[str, Party] = field(default_factory=dict)
    zone: str | None = None
