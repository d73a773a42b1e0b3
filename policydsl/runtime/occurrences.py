"""What a rule plans: its occurrences up to now."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from policydsl.runtime.ahead import dates_ahead
from policydsl.runtime.dayset import ONE_DAY
from policydsl.runtime.durations import Duration
from policydsl.runtime.episodes import Episode, Happened, happened
from policydsl.runtime.forms import Act
from policydsl.runtime.past import begin_of, in_force
from policydsl.runtime.plans import Plan, keep_plan, kept_plan, planned_before
from policydsl.runtime.points import row
from policydsl.runtime.program import Rule
from policydsl.runtime.rule_clocks import rule_episodes
from policydsl.runtime.sight import (
    AGAIN,
    OTHERWISE,
    Question,
    Sight,
    id_for_all,
    main_id,
)
from policydsl.runtime.triggers import Before, When

# What occurrences are ordered by: see ``deciding``.
Rank = tuple[bool, int, datetime, str, str, str]


# Not frozen: a decision makes many of them, and a frozen one takes three times as long.
@dataclass(slots=True)
class Occurrence:
    """One planned act. ``cancelled_at``: its episode ended, or the case closed.

    ``next_due``: when the next of the same row comes. ``lapses_at``: from then on it
    is too late. ``deadline``: from then on a duty was missed. ``moot_at``: the measure
    whose coming or going it answers is otherwise again. ``item``: what it is about.
    ``person``: to whom of several; else it is addressed to the party of its act.
    """

    id: str
    rule: Rule
    act: Act
    key: str
    index: str
    due_from: datetime
    lapses_at: datetime | None
    cancelled_at: datetime | None
    next_due: datetime | None = None
    deadline: datetime | None = None
    is_instead: bool = False
    moot_at: datetime | None = None
    item: str | None = None
    person: str | None = None
    # Where it stood when it was asked last, after which others that were due.
    kept: Any = field(default=None, init=False, compare=False)
    kept_after: tuple[Any, ...] = field(default=(), init=False, compare=False)
    # Its place among all that came due.
    rank: Rank | None = field(default=None, init=False, compare=False)

    @property
    def is_repeated(self) -> bool:
        """Whether a missed one is made up for by the next."""
        return self.rule.is_repeated and not self.is_instead

    def is_so(
        self, due: datetime, cancelled: datetime | None, due_next: datetime | None
    ) -> bool:
        """Whether it is planned so, and need not be planned again."""
        return (
            self.due_from == due
            and self.next_due == due_next
            and self.cancelled_at == cancelled
        )

    def ways(self, sight: Sight) -> "Sequence[Occurrence]":
        """Return the ways to do it: one for each channel, if one is enough."""
        if not self.act.any_channel:
            return (self,)
        return [replace(self, act=act) for act in sight.program.ways(self.act)]

    def by(self, sight: Sight, channels: tuple[str, ...]) -> "Occurrence":
        """Return it as it was done, if it was done in one of its ways."""
        same = (way for way in self.ways(sight) if way.act.channels == channels)
        return next(same, self)

    def recipient(self, sight: Sight) -> str | None:
        """Return the person whom it is addressed to."""
        return self.person or sight.person(self.act.to)

    def question(self, sight: Sight) -> Question:
        """Return the question about this act, asked at the instant of a sight."""
        rule, to = self.rule, self.recipient(sight)
        if self.item is not None:
            sight = sight.of_item(self.item)
        return Question(sight, self.act, rule.name, rule.clock, self.key, self.id, to)


def planned(
    sight: Sight,
    rule: Rule,
    closed_by: Sequence[Happened],
    wanted: str | None = None,
) -> Sequence[Occurrence]:
    """Return the occurrences of a rule that have come due, done or not, in order.

    ``closed_by`` are the events that close the case. ``wanted`` is the id of the only
    one that is of interest, or of the act instead of it. A clock that begins again
    on the same day goes on: of two occurrences with one id the later one stands.
    What had come due before the policy came into force is left out, unless the rule
    is for running cases too.
    """
    if rule.act is None:
        return []
    wanted = wanted and main_id(wanted)
    if rule.act.each is None:
        return _planned(sight, rule, rule.act, closed_by, wanted)
    mains = _planned(sight, rule, rule.act, closed_by, wanted and id_for_all(wanted))
    people = sight.people(rule.act.each)
    each = [_for(person, main) for main in mains for person in people]
    return [one for one in each if wanted in (None, one.id)]


def _planned(
    sight: Sight,
    rule: Rule,
    act: Act,
    closed_by: Sequence[Happened],
    wanted: str | None,
) -> Sequence[Occurrence]:
    """Return the occurrences of a rule, each once for all whom it is addressed to."""
    if isinstance(rule.trigger, When):
        return _for_events(sight, rule, act, rule.trigger, closed_by, wanted)
    over = _earliest(closed_by[0].at if closed_by else None, in_force(sight)[1])
    if isinstance(rule.trigger, Before):
        return _before_dates(sight, rule, act, rule.trigger, over, wanted)
    return _in_episodes(sight, rule, act, over, wanted)


def _for(person: str, main: Occurrence) -> Occurrence:
    """Return an act to one of several: their name stands before its index."""
    head, _, index = main.id.rpartition("/")
    to_one = f"{person}/{index}"
    return replace(main, id=f"{head}/{to_one}", index=to_one, person=person)


def _in_episodes(
    sight: Sight, rule: Rule, act: Act, over: datetime | None, wanted: str | None
) -> Sequence[Occurrence]:
    episodes = rule_episodes(sight, rule) or ()
    if wanted is not None:
        found, _ = _in_rows(sight, rule, act, over, episodes, wanted)
        return list(found.values())
    kept = kept_plan(sight, rule, episodes, over)
    if kept is not None:
        return kept
    found, coming = _in_rows(sight, rule, act, over, episodes, wanted)
    keep_plan(
        sight, rule, Plan(episodes, sight.whereabouts, over, sight.now, coming, found)
    )
    return list(found.values())


def _in_rows(
    sight: Sight,
    rule: Rule,
    act: Act,
    over: datetime | None,
    episodes: Sequence[Episode],
    wanted: str | None,
) -> tuple[dict[str, Occurrence], datetime | None]:
    """Return what is planned, by its id, and when the next comes."""
    begin = begin_of(sight, rule)
    before = planned_before(sight, rule) if wanted is None else {}
    found: dict[str, Occurrence] = {}
    coming: datetime | None = None
    for episode in episodes:
        prefix = f"{sight.case.id}/{rule.name}/{episode.key}/"
        if wanted is not None and not wanted.startswith(prefix):
            continue
        index = None if wanted is None else wanted[len(prefix) :]
        end = _earliest(episode.ended, over)
        started = episode.started
        first = max(started, begin) if rule.also_for_running_cases else started
        points = row(sight, rule.trigger, episode, first, end)
        for number, point in enumerate(points):
            if point.instant > sight.now:
                coming = _earliest(coming, point.instant)
                break
            is_meant = index is None or point.index == index
            if not is_meant or point.instant < begin:
                continue
            id = prefix + point.index
            following = points[number + 1] if number + 1 < len(points) else None
            due_next = following.instant if following is not None else None
            same = before.get(id)
            if same is not None and same.is_so(point.instant, end, due_next):
                found[id] = same
                continue
            found[id] = Occurrence(
                id,
                rule,
                act,
                episode.key,
                point.index,
                point.instant,
                end_of(sight, point.day, point.proper, rule.late),
                end,
                due_next,
                end_of(sight, point.day, point.proper, rule.within),
                item=episode.item,
            )
    return found, coming


def _for_events(
    sight: Sight,
    rule: Rule,
    act: Act,
    trigger: When,
    closed_by: Sequence[Happened],
    wanted: str | None,
) -> list[Occurrence]:
    """One for each event; the event that closes the case is still answered."""
    begin, over = begin_of(sight, rule), in_force(sight)[1]
    closing = {one.id for one in closed_by}
    closed = closed_by[0].at if closed_by else None
    found: list[Occurrence] = []
    for one in happened(sight, trigger.events, None):
        end = _earliest(None if one.id in closing else closed, over)
        due = max(one.at, begin) if rule.also_for_running_cases else one.at
        sight.note(due)
        is_over = end is not None and end <= due
        if due < begin or due > sight.now or is_over:
            continue
        id = f"{sight.case.id}/{rule.name}/{one.id}/0"
        if wanted is not None and id != wanted:
            continue
        late = end_of(sight, None, one.at, rule.late)
        deadline = end_of(sight, None, one.at, rule.within)
        found.append(
            Occurrence(
                id,
                rule,
                act,
                one.id,
                "0",
                due,
                late,
                end,
                deadline=deadline,
                moot_at=one.over,
            )
        )
    return found


def _before_dates(
    sight: Sight,
    rule: Rule,
    act: Act,
    trigger: Before,
    over: datetime | None,
    wanted: str | None,
) -> list[Occurrence]:
    """One for each date; another date cancels what was planned for the one before."""
    begin = begin_of(sight, rule)
    found: dict[str, Occurrence] = {}
    for one in dates_ahead(sight, trigger):
        first = max(one.since, begin) if rule.also_for_running_cases else one.since
        due = max(one.proper, first)
        end = _earliest(one.until, over)
        if end is not None and end <= due:
            continue
        sight.note(due)
        id = f"{sight.case.id}/{rule.name}/{one.key}/0"
        if due < begin or due > sight.now or (wanted is not None and id != wanted):
            continue
        if trigger.ends_with_date:
            late: datetime | None = sight.start_of_day(one.named + ONE_DAY)
        else:
            late = end_of(sight, one.day, one.proper, rule.late)
        deadline = end_of(sight, one.day, one.proper, rule.within)
        found[id] = Occurrence(
            id,
            rule,
            act,
            one.key,
            "0",
            due,
            late,
            end,
            deadline=deadline,
            item=one.item,
        )
    return list(found.values())


def end_of(
    sight: Sight, day: date | None, instant: datetime, length: Duration | None
) -> datetime | None:
    """Return the first instant after a period; days are counted without the first.

    ``None`` if it has no limit, or lies where no calendar reaches yet.
    """
    if length is None:
        return None
    if length.is_elapsed:
        return instant + length.elapsed
    last = sight.day_after(day or sight.day_of(instant), length)
    return None if last is None else sight.start_of_day(last + ONE_DAY)


def instead(sight: Sight, one: Occurrence, since: datetime) -> Occurrence | None:
    """Return the act that is done instead when this one failed or lapsed."""
    rule = one.rule
    if rule.otherwise is None:
        return None
    if any(end is not None and end <= since for end in (one.cancelled_at, one.moot_at)):
        return None
    return Occurrence(
        f"{one.id}/{OTHERWISE}",
        rule,
        rule.otherwise,
        one.key,
        f"{one.index}/{OTHERWISE}",
        since,
        end_of(sight, None, since, rule.otherwise_late),
        one.cancelled_at,
        is_instead=True,
        moot_at=one.moot_at,
        item=one.item,
        person=None if rule.otherwise.each is None else one.person,
    )


def again(one: Occurrence) -> Occurrence:
    """Return the act that is due because the one that was done is regretted."""
    return replace(one, id=f"{one.id}/{AGAIN}", index=f"{one.index}/{AGAIN}")


def _earliest(one: datetime | None, other: datetime | None) -> datetime | None:
    if one is None or other is None:
        return one or other
    return min(one, other)
