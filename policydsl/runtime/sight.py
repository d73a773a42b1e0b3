"""What is known of a case, looked at from one instant."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any, TypeVar

from policydsl.runtime.calendars import CalendarEnds
from policydsl.runtime.case import (
    ActDone,
    Case,
    Entry,
    FactChange,
    Happening,
    OutcomeKnown,
    PermissionChange,
)
from policydsl.runtime.durations import Duration
from policydsl.runtime.forms import Act, ClockRef
from policydsl.runtime.known import ACTS, ANYTHING, OUTCOME_OF, Known
from policydsl.runtime.program import Program
from policydsl.runtime.standstill import NO_PAUSES, Pauses, day_reached
from policydsl.runtime.whereabouts import Whereabouts, always_in, moved

_AT = attrgetter("at")
_E = TypeVar("_E", bound=Entry)

# The index of an act that is done instead of another ends in it.
OTHERWISE = "otherwise"
# And that of an act that is due again, because the one before is regretted.
AGAIN = "again"


def main_id(id: str) -> str:
    """Return the id of the act that another is done instead of, or again."""
    id = id.removesuffix(f"/{OTHERWISE}")
    while id.endswith(f"/{AGAIN}"):
        id = id.removesuffix(f"/{AGAIN}")
    return id


def id_for_all(id: str) -> str:
    """Return the id of an act to one of several, without who it is.

    The name of a person holds no ``/``; it stands before the index.
    """
    head, _, index = id.rpartition("/")
    return f"{head.rpartition('/')[0]}/{index}"


class Sight:
    """What is known, as far as it was effective at ``now``.

    ``review`` is the earliest later instant at which something that was asked looks
    different. ``memo`` keeps what was worked out, ``walks`` what holds for all sights
    of the same history (see ``walking``). ``item``: the item that is looked
    at; ``whole`` is then the sight of the case, which also keeps the review.
    """

    __slots__ = (
        "_hidden",
        "_is_before",
        "_is_whole",
        "_shown",
        "item",
        "known",
        "memo",
        "now",
        "program",
        "review",
        "today",
        "walks",
        "whereabouts",
        "whole",
    )

    def __init__(
        self,
        program: Program,
        known: Known,
        now: datetime,
        *,
        hidden: datetime | None = None,
        shown: frozenset[str] = frozenset(),
        whole: "Sight | None" = None,
        item: str | None = None,
        is_before: bool = False,
        walks: dict[Any, Any] | None = None,
    ) -> None:
        """Look from ``now``; acts done at ``hidden`` are unseen, but ``shown``.

        ``is_before``: what happens at ``now`` itself has not happened yet.
        """
        self.whole = whole
        self.item = item
        self.program = program
        self.known = known
        self.now = now
        self.review: datetime | None = None
        self.memo: dict[Any, Any] = {}
        self.walks: dict[Any, Any] = {} if walks is None else walks
        self._hidden = hidden
        self._shown = shown
        self._is_before = is_before
        last = known.instants[-1] if known.instants else None
        self._is_whole = last is None or last < now or (last == now and not is_before)
        self.whereabouts = self._whereabouts()
        self.today = self.whereabouts.day_of(now)

    @property
    def case(self) -> Case:
        """The case that is looked at."""
        return self.known.case

    @property
    def sees_all(self) -> bool:
        """Whether every entry that is known is seen."""
        return self._is_whole and self._hidden is None

    def at(self, now: datetime) -> "Sight":
        """Return the same knowledge, looked at from another instant."""
        if self.whole is not None:
            return self.whole.at(now).of_item(self.item)
        return Sight(
            self.program,
            self.known,
            now,
            hidden=self._hidden,
            shown=self._shown,
            is_before=self._is_before and now >= self.now,
            walks=self.walks,
        )

    def under(self, program: Program, known: Known) -> "Sight":
        """Return what another version sees from here, with the names that it has."""
        return Sight(
            program,
            known,
            self.now,
            hidden=self._hidden,
            shown=self._shown,
            is_before=self._is_before,
        )

    def without_now(self) -> "Sight":
        """Return the same sight before anything happens at its instant."""
        if self.whole is not None:
            return self.whole.without_now().of_item(self.item)
        hidden, shown = self._hidden, self._shown
        return Sight(
            self.program,
            self.known,
            self.now,
            hidden=hidden,
            shown=shown,
            is_before=True,
        )

    def of_item(self, item: str | None) -> "Sight":
        """Return the same sight of one item; without an item, of the case."""
        whole = self.whole or self
        if item is None:
            return whole
        of_one: Sight | None = whole.memo.get(("item", item))
        if of_one is None:
            of_one = Sight(
                self.program,
                self.known,
                self.now,
                hidden=self._hidden,
                shown=self._shown,
                whole=whole,
                item=item,
                is_before=self._is_before,
                walks=self.walks,
            )
            whole.memo["item", item] = of_one
        return of_one

    def items(self, words: frozenset[str]) -> list[str]:
        """Return the items that have a fact or an event of these names."""
        known = self.known.items
        for word in words:
            self.look_up(word)
        return sorted(
            {
                item
                for word in words
                for at, item in known.get(word, ())
                if at < self.now or (at == self.now and not self._is_before)
            }
        )

    def before(self, act: ActDone, shown: frozenset[str] = frozenset()) -> "Sight":
        """Return what is known now of the time just before an act.

        ``shown``: the acts of the same instant that are seen, with their outcomes.
        """
        return Sight(self.program, self.known, act.at, hidden=act.at, shown=shown)

    # --- time -----------------------------------------------------------------

    def note(self, instant: datetime) -> None:
        """Remember that something looks different from ``instant`` on."""
        if self.whole is not None:
            self.whole.note(instant)
        elif instant > self.now and (self.review is None or instant < self.review):
            self.review = instant

    def note_day(self, day: date) -> None:
        """Remember that something looks different from ``day`` on."""
        if day > self.today:
            self.note(self.start_of_day(day))

    def day_of(self, instant: datetime) -> date:
        """Return the civil day of an instant, in the zone of the case."""
        return self.whereabouts.day_of(instant)

    def start_of_day(self, day: date) -> datetime:
        """Return when a civil day of the case begins."""
        return self.whereabouts.time_on(day, 0)

    def time_on(self, day: date, minutes: int) -> datetime:
        """Return when it is so late, for the first time, on a civil day of the case."""
        return self.whereabouts.time_on(day, minutes)

    def day_after(
        self, start: date, length: Duration, pauses: Pauses = NO_PAUSES
    ) -> date | None:
        """Return the civil day so long after ``start``, pauses left out.

        ``None``: it is after the last day of the calendar, and today is not; or the
        pause before it is not over.

        Raises:
            CalendarEnds: If today is after the last day that the calendar knows.
        """
        try:
            return day_reached(start, length, self.program.calendar, pauses)
        except CalendarEnds as error:
            if self.today > error.last:
                raise
            self.note_day(error.last + timedelta(days=1))
            return None

    def kind(self, person: str | None) -> str | None:
        """Return which party of the vocabulary a person is."""
        kinds = self.known.kinds
        return kinds.get(person, person) if kinds and person is not None else person

    def person(self, party: str | None) -> str | None:
        """Return who in the case is a party of which there is only one."""
        people = self.known.people
        return people.get(party, party) if people and party is not None else party

    def people(self, parties: frozenset[str]) -> list[str]:
        """Return the persons listed in the case who are one of these, in order."""
        return sorted(name for name in self.case.parties if self.kind(name) in parties)

    def whereabouts_of(self, person: str | None) -> Sequence[Whereabouts]:
        """Return all whereabouts that are possible for a person; at least one."""
        known = self.case.parties.get(person) if person is not None else None
        possible: Sequence[Whereabouts] = (self.whereabouts,)
        if known is not None and known.zones:
            possible = [always_in(name) for name in known.zones]
        fact = self.program.zone_facts.get(self.kind(person) or "")
        changes = self.changes(fact, person) if fact is not None else ()
        return [moved(one, (changes,)) for one in possible] if changes else possible

    def _whereabouts(self) -> Whereabouts:
        """Return the zone of the case, over time."""
        if self.whole is not None:
            return self.whole.whereabouts
        named = always_in(self.case.zone or self.program.zone)
        follows = self.program.follows
        if not follows:
            return named
        facts = [self.changes(one.name, self.person(one.of)) for one in follows]
        return moved(named, facts)

    # --- entries, ordered by time -----------------------------------------------

    def look_up(self, name: str) -> None:
        """Remember that what is worked out hangs on the entries of a name."""
        reads = self.known.reads
        if reads is not None:
            reads.add(name)

    def happenings(self, name: str) -> Sequence[Happening]:
        """Return the events of a name."""
        self.look_up(name)
        return self._seen(self.known.happenings.get(name, ()))

    def changes(self, fact: str, of: str | None) -> Sequence[FactChange]:
        """Return what was recorded of a fact."""
        self.look_up(fact)
        return self._seen(self.known.facts.get((fact, of), ()))

    def permissions(self, of: str | None) -> Sequence[PermissionChange]:
        """Return the permissions that a party gave and took back."""
        if of is None:
            return ()
        self.look_up(of)
        return self._seen(self.known.permissions.get(of, ()))

    def acts(self) -> Sequence[ActDone]:
        """Return all acts that were done."""
        self.look_up(ACTS)
        return self._done(self.known.acts)

    def acts_of(self, rule: str) -> Sequence[ActDone]:
        """Return the acts of a rule."""
        self.look_up(rule)
        return self._done(self.known.acts_by_rule.get(rule, ()))

    def act(self, id: str) -> ActDone | None:
        """Return an act by its id, if it was done."""
        self.look_up(id)
        act = self.known.acts_by_id.get(id)
        return act if act is not None and self._done((act,)) else None

    def done(self, occurrence: str) -> ActDone | None:
        """Return the act by which an occurrence was done."""
        self.look_up(occurrence)
        acts = self.known.acts_by_occurrence.get(occurrence)
        if acts is None or self.sees_all:
            return acts[0] if acts else None
        found = self._done(acts)
        return found[0] if found else None

    def outcomes(self, outcome: str) -> Sequence[OutcomeKnown]:
        """Return what is known to have turned out so."""
        self.look_up(outcome)
        return self._turned_out(self.known.outcomes.get(outcome, ()))

    def outcomes_of(self, act: ActDone) -> Sequence[OutcomeKnown]:
        """Return what is known to have become of an act."""
        self.look_up(OUTCOME_OF + act.id)
        return self._turned_out(self.known.outcomes_of.get(act.id, ()))

    def instants(self) -> Sequence[datetime]:
        """Return when the entries became effective, also those that are hidden."""
        self.look_up(ANYTHING)
        if self._is_whole:
            return self.known.instants
        cut = bisect_left if self._is_before else bisect_right
        return self.known.instants[: cut(self.known.instants, self.now)]

    def _seen(self, entries: Sequence[_E]) -> Sequence[_E]:
        if self._is_whole or not entries or entries[-1].at < self.now:
            return entries
        cut = bisect_left if self._is_before else bisect_right
        return entries[: cut(entries, self.now, key=_AT)]

    def _done(self, acts: Sequence[ActDone]) -> Sequence[ActDone]:
        hidden = self._hidden
        if hidden is None or self.now < hidden:
            return self._seen(acts)
        before = acts[: bisect_left(acts, hidden, key=_AT)]
        if self._is_before:
            return before
        beside = [a for a in acts if a.at == hidden and a.id in self._shown]
        return [*before, *beside]

    def _turned_out(self, outcomes: Sequence[OutcomeKnown]) -> Sequence[OutcomeKnown]:
        hidden = self._hidden
        if hidden is None or self.now < hidden:
            return self._seen(outcomes)
        before = outcomes[: bisect_left(outcomes, hidden, key=_AT)]
        if self._is_before:
            return before
        beside = [o for o in outcomes if o.at == hidden and self._is_shown(o, hidden)]
        return [*before, *beside]

    def _is_shown(self, outcome: OutcomeKnown, hidden: datetime) -> bool:
        """What became of an earlier act is seen: events come first."""
        act = self.known.acts_by_id.get(outcome.act)
        is_earlier = act is not None and act.at < hidden
        return is_earlier or outcome.act in self._shown


@dataclass(frozen=True, slots=True)
class Question:
    """A sight, and the act that is asked about; nothing for what is nobody's act.

    ``clock`` and ``key`` are those of the rule's trigger: the episode. ``recipient``
    is the person whom the act is addressed to.
    """

    sight: Sight
    act: Act | None = None
    rule: str | None = None
    clock: ClockRef | None = None
    key: str | None = None
    occurrence: str | None = None
    recipient: str | None = None
