"""Judges the cases of a log, one after the other, under the articles of laws."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from attrs import define, evolve, field, frozen

from policydsl.audit.binding import Stated, bound_by, left_out, not_asked, why_unknown
from policydsl.audit.records import Record, Shape, entries_of, instant_of
from policydsl.audit.story import PLACE, Deed, Story
from policydsl.audit.watching import Broke, Watch, watch
from policydsl.diagnostics.text import Text
from policydsl.runtime.calendars import CalendarEnds
from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Case,
    FactChange,
    OutcomeKnown,
    Party,
)
from policydsl.runtime.zones import zone as zone_of
from policydsl.semantics import core
from policydsl.semantics.conditions import look
from policydsl.semantics.quoting import said, text_of
from policydsl.semantics.view import View
from policydsl.syntax.ast import Sort
from policydsl.vocabulary.model import Vocabulary

# Where nobody says where anything happened.
_NOWHERE = "UTC"


@frozen
class Counted:
    """A row that took part in a breach: its id, its line in the log, and when."""

    id: str
    line: int
    at: datetime


@frozen
class Found:
    """A breach: of which article, in which case, by which act, with whom.

    ``at``: in the zone of the person. ``act`` is ``None`` where a duty was missed.
    ``counted``: the acts that were too many together, the last one included.
    """

    article: str
    words: str
    is_presumed: bool
    case: str
    person: str | None
    at: datetime
    act: Counted | None
    counted: tuple[Counted, ...]


@define
class Tally:
    """What was found of an article.

    ``judged``: the acts that it is about. ``unknown``: what could not be judged, and
    ``why`` says how often for which reason. ``left_out``: why it is not judged at all.
    """

    article: str
    title: str | None
    because: str | None
    is_presumed: bool
    judged: int = 0
    breaches: int = 0
    cases: int = 0
    unknown: int = 0
    why: dict[Text, int] = field(factory=dict)
    left_out: Text | None = None

    def not_judged(self, why: Text) -> None:
        """Count what could not be judged."""
        self.unknown += 1
        self.why[why] = self.why.get(why, 0) + 1


@frozen
class _Guarded:
    """A norm of an article that is watched, and whom it binds.

    ``words``: what the norm says, to whoever reads what was found.
    """

    watch: Watch
    words: str
    article: core.Article
    tally: Tally
    actors: frozenset[str] | None


@frozen
class _Under:
    """A law: its view of nothing, and its norms by what an act says."""

    nothing: View
    guarded: tuple[_Guarded, ...]
    concerned: dict[tuple[int, str | None], tuple[tuple[_Guarded, bool], ...]] = field(
        factory=dict
    )

    def about(self, deed: Deed) -> tuple[tuple[_Guarded, bool], ...]:
        """Return the norms that an act concerns; ``True``: the first of its article."""
        key = (deed.shape, deed.kind)
        found = self.concerned.get(key)
        if found is None:
            those = [one for one in self.guarded if one.watch.concerns(deed)]
            first = {one.tally.article: one for one in reversed(those)}
            found = tuple((one, first[one.tally.article] is one) for one in those)
            self.concerned[key] = found
        return found


class Audit:
    """The articles of laws, ready to judge cases.

    ``until``: the end of the log; what was due later is not missed yet. ``language``:
    that of whoever reads what was found; else each law speaks its own. ``not_asked``:
    what nobody stated, and how many articles bind only some of it.
    """

    def __init__(
        self,
        laws: Sequence[tuple[core.Law, Vocabulary]],
        until: datetime,
        language: str | None = None,
        stated: Stated | None = None,
    ) -> None:
        self.stated = stated or Stated()
        self.not_asked: dict[Text, int] = {}
        self.tallies: list[Tally] = []
        self.repeated = 0
        self._until = until
        self._language = language
        self._laws = [self._under(law, words) for law, words in laws]

    def _under(self, law: core.Law, vocabulary: Vocabulary) -> _Under:
        nothing = look(
            Case(""),
            self._until,
            rules={},
            clocks=law.clocks,
            zones=core.Zones(law.zone or _NOWHERE, facts=_places(vocabulary)),
            calendar=self.stated.calendar,
        )
        guarded = []
        language = self._language or law.document.language
        for article in law.articles:
            name, node = f"{law.name} {article.number}", article.node
            tally = Tally(
                name,
                text_of(law, node.title, language),
                text_of(law, node.because, language),
                node.is_presumed,
            )
            self.tallies.append(tally)
            tally.left_out = left_out(law, article, vocabulary, self.stated)
            if tally.left_out is not None:
                continue
            for what in not_asked(law, article, self.stated):
                self.not_asked[what] = self.not_asked.get(what, 0) + 1
            actors = _actors(law, article, vocabulary)
            guarded += [
                _Guarded(
                    watch(norm, law.clocks),
                    said(law, norm.node, language),
                    article,
                    tally,
                    actors,
                )
                for norm in article.norms
            ]
        return _Under(nothing, tuple(guarded))

    def breaches(
        self, records: Iterable[Record], shapes: Sequence[Shape]
    ) -> Iterator[Found]:
        """Yield the breaches of each case; records are in order of case and time."""
        for name, rows in groupby(records, key=lambda record: record.case):
            yield from self._of_case(name, list(rows), shapes)

    def _of_case(
        self, name: str, rows: list[Record], shapes: Sequence[Shape]
    ) -> Iterator[Found]:
        told = _Told(name, shapes)
        for row in rows:
            self.repeated += not told.take(row)
        entries = tuple(sorted(told.entries, key=lambda e: (e.at, e.id)))
        for under in self._laws:
            story = told.story(under.nothing, entries)
            broken: set[str] = set()
            for one in _broken(under, story, entries, told.shape_of):
                found = _found(*one, story, told)
                if found is None:
                    continue
                tally = one[0].tally
                tally.breaches += 1
                tally.cases += found.article not in broken
                broken.add(found.article)
                yield found


class _Told:
    """Gathers what the rows of a case say: people, where they are, what happened."""

    def __init__(self, case: str, shapes: Sequence[Shape]) -> None:
        self.case = case
        self.entries: list[AnyEntry] = []
        self.shape_of: dict[str, int] = {}
        self.acts: dict[str, ActDone] = {}
        self.zone: str | None = None
        self.has_moved = False
        self._shapes = shapes
        self._first: dict[str, Party] = {}
        self._now: dict[str, str] = {}
        self._lines: dict[str, Record] = {}
        self._outcomes: dict[str, list[OutcomeKnown]] = {}

    def take(self, row: Record) -> bool:
        """Take a row; ``False`` if its id was there before."""
        if row.id in self._lines:
            return False
        self._lines[row.id] = row
        self.zone = self.zone or row.zone
        if row.person is not None:
            self._place(row, row.person)
        if isinstance(row.what, int):
            self.shape_of[row.id] = row.what
        for entry in entries_of(row, self._shapes):
            self.entries.append(entry)
            if isinstance(entry, ActDone):
                self.acts[entry.id] = entry
            elif isinstance(entry, OutcomeKnown):
                self._outcomes.setdefault(entry.act, []).append(entry)
        return True

    def _place(self, row: Record, person: str) -> None:
        """Remember where somebody is, and that they moved, if they did."""
        if person not in self._first:
            zones = () if row.zone is None else (row.zone,)
            self._first[person] = Party(zones, row.party)
        elif row.zone is not None and not self._first[person].zones:
            party = self._first[person].party or row.party
            self._first[person] = Party((row.zone,), party)
        if row.zone is None:
            return
        if self._now.setdefault(person, row.zone) != row.zone:
            self._now[person] = row.zone
            self.has_moved = True
            at = instant_of(row.at)
            self.entries.append(
                FactChange(
                    id=f"{row.id}\0place",
                    at=at,
                    recorded=at,
                    fact=PLACE,
                    value=row.zone,
                    of=person,
                )
            )

    def story(self, nothing: View, entries: tuple[AnyEntry, ...]) -> Story:
        """Return the case, seen from the end of the log."""
        zone = self.zone or nothing.zones.named
        case = Case(self.case, entries, self._first, zone)
        seen = evolve(nothing, case=case, entries=entries, horizon=set(), memo={})
        return Story(seen, zone, self._outcomes, self.has_moved)

    def counted(self, id: str) -> Counted:
        """Return the row of an id."""
        row = self._lines[id]
        return Counted(id, row.line, instant_of(row.at))


_Broken = tuple[_Guarded, datetime, str | None, tuple[str, ...]]


def _broken(
    under: _Under,
    story: Story,
    entries: tuple[AnyEntry, ...],
    shape_of: Mapping[str, int],
) -> Iterator[_Broken]:
    for entry in entries:
        if not isinstance(entry, ActDone):
            continue
        kind = story.seen.kind(entry.audience)
        deed = Deed(entry, shape_of[entry.id], kind)
        for one, is_first in under.about(deed):
            if one.watch.judge is None:
                continue
            one.tally.judged += is_first
            try:
                broke: Broke = one.watch.judge(story, deed)
            except (CalendarEnds, ValueError) as error:
                one.tally.not_judged(why_unknown(error, story.seen.calendar))
                continue
            if broke is not None:
                yield one, entry.at, entry.id, broke
    for one in under.guarded:
        if one.watch.at_end is None:
            continue
        try:
            for at, act, broke in one.watch.at_end(story):
                yield one, at, act, broke or ()
        except (CalendarEnds, ValueError) as error:
            one.tally.not_judged(why_unknown(error, story.seen.calendar))


def _found(
    one: _Guarded,
    at: datetime,
    act: str | None,
    counted: tuple[str, ...],
    story: Story,
    told: _Told,
) -> Found | None:
    """Return a breach, if the article was in force and binds who acted."""
    first, last = one.article.days
    day = story.day_of(at)
    if day < first or (last is not None and day > last):
        return None
    person = zone = None
    if act is not None:
        done = told.acts[act]
        if one.actors is not None and done.actor not in {None, *one.actors}:
            return None
        person = done.audience
        zone = story.whereabouts_of(person)[0].zone_at(at)
    return Found(
        article=one.tally.article,
        words=one.words,
        is_presumed=one.tally.is_presumed,
        case=told.case,
        person=person,
        at=at.astimezone(zone_of(zone or story.zone)),
        act=None if act is None else told.counted(act),
        counted=tuple(told.counted(id) for id in counted),
    )


def _places(vocabulary: Vocabulary) -> dict[str, str]:
    """Return, by each party, the fact that says where it is: that of the log."""
    return {
        noun.name: PLACE
        for noun in vocabulary.nouns.values()
        if noun.sort is Sort.PARTY
    }


def _actors(
    law: core.Law, article: core.Article, vocabulary: Vocabulary
) -> frozenset[str] | None:
    """Return the actors whom an article binds, with their kinds; ``None``: any."""
    named = bound_by(law, article, Sort.ACTOR)
    if not named:
        return None
    return frozenset().union(*(vocabulary.below(one) for one in named))
