"""What is known of a case at an instant, sorted out once by kind.

Every later question is then a look-up in a short list that is ordered by time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Case,
    FactChange,
    Happening,
    OutcomeKnown,
    PermissionChange,
)
from policydsl.runtime.renamed import renamed

# Under these names all acts are looked up, all permissions, and all entries.
ACTS, PERMISSIONS, ANYTHING = "acts", "permissions", "*"
# Before the id of an act: what has become of it.
OUTCOME_OF = "outcome of "
# Among news: what comes to be told of lies before what was told of already.
EARLIER = "earlier"

_END = datetime.max.replace(tzinfo=UTC)
_IN_ORDER = attrgetter("at", "recorded", "id")


def _of_one_id(entry: AnyEntry) -> tuple[datetime, datetime, str]:
    """Of several entries of one id the first counts, however they arrived."""
    return entry.at, entry.recorded, repr(entry)


def names_of(entry: AnyEntry) -> tuple[str | None, ...]:
    """Return the names under which an entry is found when something is looked up.

    Names of different sorts may be alike: then too much is worked out anew, no less.
    """
    match entry:
        case OutcomeKnown():
            return ANYTHING, entry.outcome, OUTCOME_OF + entry.act
        case ActDone():
            return ANYTHING, ACTS, entry.id, entry.rule, entry.occurrence
        case Happening():
            return ANYTHING, entry.name
        case FactChange():
            return ANYTHING, entry.fact
        case PermissionChange():
            return ANYTHING, PERMISSIONS, entry.of


def first_told(one: AnyEntry, other: AnyEntry) -> AnyEntry:
    """Return which of two entries of one id counts."""
    return min(one, other, key=_of_one_id)


class Known:
    """The entries that are effective and known at ``now``, each id once.

    Each list is ordered by ``at``, ``recorded`` and ``id``. ``next_entry`` is when
    the first of the other entries of the history comes to be known.
    """

    __slots__ = (
        "_told_of",
        "acts",
        "acts_by_id",
        "acts_by_occurrence",
        "acts_by_rule",
        "case",
        "entries",
        "facts",
        "formerly",
        "happenings",
        "instants",
        "items",
        "kinds",
        "named",
        "news",
        "next_entry",
        "outcomes",
        "outcomes_of",
        "people",
        "permissions",
        "place",
        "plans",
        "reads",
        "regretted",
        "spans",
        "told",
        "told_entries",
    )

    def __init__(
        self, case: Case, now: datetime, formerly: Mapping[str, str] | None = None
    ) -> None:
        """Sort out the history of a case; ``now`` and all instants are in UTC.

        ``formerly``: what rules are called here, by other names that they had.
        """
        self.case = case
        self.formerly = {} if formerly is None else formerly
        # The same, with the rules called as another version calls them.
        self.named: list[Known] = []
        # Which party a person is, and who is that party: where the names differ.
        self.kinds: dict[str, str] = {}
        self.people: dict[str, str] = {}
        for name, party in case.parties.items():
            if party.party is not None and party.party != name:
                self.kinds[name] = party.party
                self.people[party.party] = name
        self.happenings: dict[str, list[Happening]] = {}
        # By the name of a fact or event: when it was known of which item.
        self.items: dict[str, list[tuple[datetime, str]]] = {}
        self.facts: dict[tuple[str, str | None], list[FactChange]] = {}
        self.permissions: dict[str, list[PermissionChange]] = {}
        self.acts: list[ActDone] = []
        self.acts_by_id: dict[str, ActDone] = {}
        self.acts_by_rule: dict[str, list[ActDone]] = {}
        self.acts_by_occurrence: dict[str, list[ActDone]] = {}
        self.outcomes: dict[str, list[OutcomeKnown]] = {}
        self.outcomes_of: dict[str, list[OutcomeKnown]] = {}
        self.place: dict[str, int] = {}
        # By the identity of events: those of which an entry may tell.
        self.told: dict[int, tuple[Any, Any, Any]] = {}
        # What rules plan, by their names, from one decision to the next.
        self.plans: dict[str, Any] = {}
        # The episodes of clocks of which entries alone tell, by their names.
        self.spans: dict[str, Any] = {}
        # The names of entries that came since the last decision.
        self.news: set[str | None] = set()
        # The names that are looked up; ``None`` if nobody asks what hangs on what.
        self.reads: set[str] | None = None
        # By the ids of acts: since when each is regretted, if it is.
        self.regretted: dict[str, datetime | None] = {}
        self.next_entry: datetime | None = None
        # As they were told, with the names that rules had then.
        self.told_entries: list[AnyEntry] = []
        self._sort_out(now)

    def _sort_out(self, now: datetime) -> None:
        visible = [self._renamed(e) for e in self._visible(self.case.history, now)]
        visible.sort(key=_IN_ORDER)
        self.entries = visible
        self.instants = [entry.at for entry in visible]
        for place, entry in enumerate(visible):
            self.place[entry.id] = place
            self._add(entry)
        self._told_of = self._kinds()

    def is_last(self, entry: AnyEntry) -> bool:
        """Whether an entry comes after all others that are known."""
        if not self.entries:
            return True
        last = self.entries[-1]
        return _IN_ORDER(last) < _IN_ORDER(entry) and entry.id not in self.place

    def named_by(self, formerly: Mapping[str, str]) -> "Known":
        """Return the same, with the rules called as another version calls them."""
        for one in self.named:
            if one.formerly is formerly:
                one.next_entry = self.next_entry
                return one
        case = replace(self.case, history=tuple(self.told_entries))
        found = Known(case, _END, formerly)
        found.next_entry = self.next_entry
        self.named.append(found)
        return found

    def _renamed(self, entry: AnyEntry) -> AnyEntry:
        self.told_entries.append(entry)
        if not self.formerly:
            return entry
        return renamed(entry, self.case.id, self.formerly)

    def append(self, entry: AnyEntry) -> None:
        """Add an entry that comes after all others."""
        for other in self.named:
            other.append(entry)
        entry = self._renamed(entry)
        self.entries.append(entry)
        self.instants.append(entry.at)
        self.place[entry.id] = len(self.place)
        self.regretted.clear()
        self.news.update(names_of(entry))
        if isinstance(entry, ActDone) and entry.id in self.outcomes_of:
            self.news.add(EARLIER)  # what became of it is told of only now
        self._add(entry)
        if (kinds := self._kinds()) != self._told_of:
            self._told_of = kinds
            self.told.clear()

    def _kinds(self) -> tuple[int, ...]:
        """Return what changes when something comes to be told of for the first time."""
        return (
            len(self.happenings),
            len(self.outcomes),
            len(self.acts_by_rule),
            len(self.permissions),
            bool(self.acts),
        )

    def _visible(self, history: Iterable[AnyEntry], now: datetime) -> list[AnyEntry]:
        by_id: dict[str, AnyEntry] = {}
        for entry in history:
            other = by_id.setdefault(entry.id, entry)
            if other is not entry and other != entry:
                by_id[entry.id] = first_told(other, entry)
        visible: list[AnyEntry] = []
        following: datetime | None = None
        for entry in by_id.values():
            known_at = max(entry.at, entry.recorded)
            if known_at <= now:
                visible.append(entry)
            elif following is None or known_at < following:
                following = known_at
        self.next_entry = following
        return visible

    def _add(self, entry: AnyEntry) -> None:
        match entry:
            case Happening():
                if entry.item is not None and not entry.of_person:
                    self.items.setdefault(entry.name, []).append((entry.at, entry.item))
                # What is nobody's belongs to the case in which it happened.
                if not entry.of_person or entry.by is not None:
                    self.happenings.setdefault(entry.name, []).append(entry)
            case FactChange():
                if entry.item is not None and not entry.of_person:
                    self.items.setdefault(entry.fact, []).append((entry.at, entry.item))
                if not entry.of_person or entry.of is not None:
                    key = (entry.fact, entry.of if entry.item is None else entry.item)
                    self.facts.setdefault(key, []).append(entry)
            case PermissionChange():
                self.permissions.setdefault(entry.of, []).append(entry)
            case ActDone():
                self.acts.append(entry)
                self.acts_by_id[entry.id] = entry
                if entry.rule is not None:
                    self.acts_by_rule.setdefault(entry.rule, []).append(entry)
                if entry.occurrence is not None:
                    found = self.acts_by_occurrence.setdefault(entry.occurrence, [])
                    found.append(entry)
            case OutcomeKnown():
                self.outcomes.setdefault(entry.outcome, []).append(entry)
                self.outcomes_of.setdefault(entry.act, []).append(entry)
