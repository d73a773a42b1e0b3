"""To decide again: what was found before stands, unless news or time changed it.

Where a rule's acts are planned, and where each of them stands, is worked out apart,
with what it hangs on: names of entries, and a review. A later decision works out anew
what hangs on an entry that came in between, and what has reached its review.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from policydsl.runtime.bounds import Taken
from policydsl.runtime.deciding import (
    Judged,
    attempts,
    held_now,
    rank,
    regrets,
    stand,
)
from policydsl.runtime.decision import Decision, Duty, Held, PlannedAct, State
from policydsl.runtime.episodes import Happened, episodes_of, happened
from policydsl.runtime.known import ANYTHING, Known
from policydsl.runtime.occurrences import Occurrence, planned
from policydsl.runtime.program import Program, Rule
from policydsl.runtime.recalling import Kept, hang_on, worked_out
from policydsl.runtime.requires import duties
from policydsl.runtime.sight import Sight
from policydsl.runtime.spans import look_again


@dataclass(slots=True)
class Course:
    """What decisions about one case keep for the next; each looks at all of it."""

    closed_by: list[Happened] = field(default_factory=list)
    plans: dict[str, Kept] = field(default_factory=dict)
    order: list[Occurrence] = field(default_factory=list)
    held: Kept | None = None
    duties: Kept | None = None
    standing: Kept | None = None

    def plan_anew(self) -> None:
        """Forget what was planned, and what was found of the case as a whole."""
        self.plans.clear()
        self.order = []
        self.standing = self.held = self.duties = None


def decide_next(
    program: Program, known: Known, at: datetime, judged: Judged, course: Course
) -> Decision:
    """Return what a policy says, from what it said before and what came since.

    ``judged``: what was found of acts that were done; it is added to. If this fails,
    ``course`` is of no more use.

    Raises:
        CalendarEnds: If an answer needs a day that no calendar knows yet.
    """
    news, known.news, known.reads = known.news, set(), set()
    _forget(program, known, course, news)
    sight = Sight(program, known, at)
    news.update(list(look_again(sight, news, episodes_of)))
    if known.next_entry is not None:
        sight.note(known.next_entry)
    closed_by = happened(sight, program.closes_at, None)
    if closed_by != course.closed_by:
        course.plan_anew()
        course.closed_by = closed_by
    _plan(sight, judged, course, news)
    acts = _stand(sight, course, news)
    held, owed = course.held, course.duties
    if held is None or not held.stands(at, news):
        held = course.held = worked_out(sight, partial(_held, closed_by))
    hang_on(sight, held)
    regretted = regrets(sight, judged)
    if owed is None or not owed.stands(at, news):
        owed = course.duties = worked_out(sight, partial(_duties, closed_by))
    hang_on(sight, owed)
    return Decision(at, acts, held.found, regretted, sight.review, owed.found)


def _forget(
    program: Program, known: Known, course: Course, news: Collection[str | None]
) -> None:
    """Drop what news changed and is not looked at every time."""
    if any(one.name in news for one in program.follows):
        # Whoever has moved has other days.
        course.plan_anew()
        known.plans.clear()
        known.spans.clear()


def _held(closed_by: Sequence[Happened], sight: Sight) -> tuple[Held, ...]:
    return held_now(sight, closed_by)


def _duties(closed_by: Sequence[Happened], sight: Sight) -> tuple[Duty, ...]:
    return duties(sight, closed_by)


def _plan(
    sight: Sight, judged: Judged, course: Course, news: Collection[str | None]
) -> None:
    """Plan again what rules have to be planned again, and put all in order."""
    plans, now = course.plans, sight.now
    is_new = False
    for name, rule in sight.program.rules.items():
        plan = plans.get(name)
        if plan is None or not plan.stands(now, news):
            before = plan.found if plan is not None else ()
            plan = worked_out(sight, partial(_planned, rule, course, judged, before))
            plans[name] = plan
            is_new = is_new or plan.found != before
        if plan.review is not None:
            sight.note(plan.review)
    if is_new:
        found = [one for plan in plans.values() for one in plan.found]
        found.sort(key=partial(rank, sight.program))
        course.order = found
        course.standing = None


def _planned(
    rule: Rule,
    course: Course,
    judged: Judged,
    before: Sequence[Occurrence],
    sight: Sight,
) -> Sequence[Occurrence]:
    """Return what a rule plans; an act that is planned as before is the same one."""
    if rule.again_after_regret:
        sight.look_up(ANYTHING)  # any entry may make an act regretted
    same = {one.id: one for one in before}
    found = []
    for main in planned(sight, rule, course.closed_by):
        for one in attempts(sight, main, judged):
            other = same.get(one.id)
            found.append(other if other is not None and other == one else one)
    return found


def _stand(
    sight: Sight, course: Course, news: Collection[str | None]
) -> tuple[PlannedAct, ...]:
    """Return where each act stands; what is due goes before what follows."""
    now, standing = sight.now, course.standing
    if standing is None or not standing.stands(now, news):
        standing = course.standing = _look_at_each(sight, course, news)
    hang_on(sight, standing)
    acts: tuple[PlannedAct, ...] = standing.found
    return acts


def _look_at_each(sight: Sight, course: Course, news: Collection[str | None]) -> Kept:
    now = sight.now
    reads: set[str] = set()
    reviews: list[datetime] = []
    acts: list[PlannedAct] = []
    taken: tuple[Taken, ...] = ()
    for one in course.order:
        kept: Kept | None = one.kept
        # Most stand as they did, so no more than this is asked of each.
        if (
            kept is None
            or ((review := kept.review) is not None and review <= now)
            or not kept.reads.isdisjoint(news)
            or one.kept_after != taken
        ):
            kept = one.kept = _stood(one, taken, sight)
            one.kept_after = taken
        reads |= kept.reads
        if kept.review is not None:
            reviews.append(kept.review)
        act: PlannedAct = kept.found
        acts.append(act)
        if act.state is State.DUE:
            way = one.by(sight, act.channels).act
            taken += (Taken(way, one.rule.name, act.audience, act.item),)
    return Kept(tuple(acts), min(reviews, default=None), reads)


def _stood(one: Occurrence, taken: Sequence[Taken], sight: Sight) -> Kept:
    kept = worked_out(sight, lambda then: stand(then, one, taken))
    is_done = kept.found.state is State.DONE and not one.act.effective
    # The first act that did it stays the first, whatever comes.
    return Kept(kept.found, None, frozenset()) if is_done else kept
