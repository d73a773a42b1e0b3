"""One case of a log, whole: all that is known of it at the end."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from attrs import evolve, field, frozen

from policydsl.audit.sight import Index, Sight, indexed
from policydsl.runtime.case import ActDone, AnyEntry, Case, OutcomeKnown
from policydsl.runtime.zones import start_of_day
from policydsl.semantics.view import Context, View
from policydsl.semantics.whereabouts import Whereabouts, always_in

_ONE_DAY = timedelta(days=1)
# The name of the fact that says where somebody is from then on; no vocabulary has it.
PLACE = "(place)"
_MOVES = Sight(
    frozenset({PLACE}),
    *(frozenset[str](),) * 4,
    sees_all=False,
    asks_time=False,
    asks_act=False,
)


@frozen
class Deed:
    """An act, and what a question may know of it.

    ``shape``: equal for acts that say the same. ``kind``: which party it was to.
    """

    act: ActDone
    shape: int
    kind: str | None

    @property
    def context(self) -> Context:
        """The act that conditions are asked about."""
        return Context(act=self.act, recipient=self.act.audience)


@frozen
class Story:
    """A case and its entries, in order of time, each id once.

    ``seen`` is the view of the end. ``outcomes``: by act, what became of it.
    ``has_moved``: somebody was in more than one zone.
    """

    seen: View
    zone: str
    outcomes: dict[str, list[OutcomeKnown]]
    has_moved: bool
    memo: dict[Any, Any] = field(factory=dict)

    @property
    def case(self) -> Case:
        """The case as the reference monitor takes it."""
        return self.seen.case

    def day_of(self, instant: datetime) -> date:
        """Return the civil day of an instant, in the zone of the case."""
        return day_there(instant, self.zone)

    def zones_of(self, person: str | None, now: datetime) -> tuple[str, ...]:
        """Return the zones in which a person may have been at an instant."""
        if self.has_moved:
            return tuple(one.zone_at(now) for one in self.whereabouts_of(person))
        key = ("zones", person)
        found: tuple[str, ...] | None = self.memo.get(key)
        if found is None:
            found = tuple(one.zone_at(now) for one in self.whereabouts_of(person))
            self.memo[key] = found
        return found

    def whereabouts_of(self, person: str | None) -> tuple[Whereabouts, ...]:
        """Return where a person was, over time."""
        key = ("whereabouts", person)
        if key not in self.memo:
            # Most people never move, and then no entry says where they are.
            entries = _MOVES.of(self.index) if self.has_moved else ()
            bare = evolve(self.seen, entries=entries, horizon=set(), memo={})
            self.memo[key] = bare.whereabouts_of(person)
        found: tuple[Whereabouts, ...] = self.memo[key]
        return found

    @property
    def index(self) -> Index:
        """The entries of the case by what they name."""
        found: Index | None = self.memo.get("index")
        if found is None:
            found = self.memo["index"] = indexed(self.seen.entries)
        return found

    def relevant(self, sight: Sight) -> tuple[tuple[AnyEntry, ...], list[datetime]]:
        """Return the entries that matter for a question, and their instants."""
        found = self.memo.get(sight)
        if found is None:
            entries = sight.of(self.index)
            found = self.memo[sight] = (entries, [one.at for one in entries])
        result: tuple[tuple[AnyEntry, ...], list[datetime]] = found
        return result

    def at_end(self, sight: Sight) -> View:
        """Return the view of the end, with what matters for a question alone."""
        entries, _ = self.relevant(sight)
        return evolve(self.seen, entries=entries, horizon=set(), memo={})

    def before(self, sight: Sight, deed: Deed) -> tuple[tuple[AnyEntry, ...], bool]:
        """Return what matters and was known when an act was done, without the act.

        And whether the act itself would have mattered.
        """
        entries, instants = self.relevant(sight)
        seen = entries[: bisect_right(instants, deed.act.at)]
        if not sight.verbs and not sight.sees_all:
            return seen, False
        own = {deed.act.id, *(e.id for e in self.outcomes.get(deed.act.id, ()))}
        others = tuple(one for one in seen if one.id not in own)
        return others, len(others) < len(seen)

    def view(self, entries: Sequence[AnyEntry], now: datetime) -> View:
        """Return a view of some entries, looked at from an instant."""
        return evolve(
            self.seen, now=now, entries=tuple(entries), horizon=set(), memo={}
        )


def day_there(instant: datetime, zone: str) -> date:
    """Return the civil day of an instant for somebody who never moves."""
    for begin, day in _days_about(instant.date(), zone):
        if begin <= instant:
            return day
    return always_in(zone).day_of(instant)


@lru_cache(maxsize=65536)
def _days_about(day: date, zone: str) -> tuple[tuple[datetime, date], ...]:
    """Return the days that it can be on a day of UTC, the latest first.

    Each with its first instant: a day never goes back to the one before.
    """
    days = [day + step * _ONE_DAY for step in (2, 1, 0, -1)]
    return tuple((start_of_day(one, zone), one) for one in days)
