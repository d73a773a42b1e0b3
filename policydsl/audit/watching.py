"""A norm, watched over the acts of a case, one after the other in time."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from datetime import datetime

from attrs import frozen

from policydsl.audit.asking import Clocks, applies
from policydsl.audit.limits import gate, too_many
from policydsl.audit.sight import sight_of
from policydsl.audit.story import Deed, Story
from policydsl.runtime.case import ActDone, OutcomeKnown
from policydsl.runtime.durations import Duration, Unit
from policydsl.semantics import core
from policydsl.semantics.bounds import night_of
from policydsl.semantics.history import acts, instances
from policydsl.semantics.monitor import UNDELIVERED, breaches
from policydsl.semantics.patterns import matches
from policydsl.semantics.plan import end_of

# What an act broke: nothing (``None``), or the norm, by the acts that were too many.
Broke = tuple[str, ...] | None
Judge = Callable[[Story, Deed], Broke]


@frozen
class Watch:
    """A norm, ready to be watched.

    ``patterns``: acts of none of these are not asked about. ``judge`` is told of the
    others, in order. ``at_end`` finds what no single act tells.
    """

    norm: core.Norm
    patterns: tuple[core.Pattern, ...]
    judge: Judge | None = None
    at_end: "Callable[[Story], Iterator[tuple[datetime, str | None, Broke]]] | None" = (
        None
    )

    def concerns(self, deed: Deed) -> bool:
        """Whether an act is one that the norm is about."""
        return any(matches(one, deed.act, None, deed.kind) for one in self.patterns)


def watch(norm: core.Norm, clocks: Clocks) -> Watch:
    """Return a norm, ready to be watched."""
    match norm:
        case core.Forbid():
            return Watch(norm, (norm.pattern,), _forbid(norm, clocks))
        case core.Limit():
            spans = [one.limit for one in norm.bounds]
            if any(isinstance(one, core.Times) and _is_far(one) for one in spans):
                return Watch(norm, (), at_end=_by_reference(norm, clocks))
            return Watch(norm, (norm.pattern,), _limit(norm, clocks))
        case core.RequireBefore():
            if _is_in_business_days(norm.at_least):
                return Watch(norm, (), at_end=_by_reference(norm, clocks))
            return Watch(norm, (norm.later,), _before(norm))
        case core.RequireWithin():
            return Watch(norm, (norm.pattern,), _note(norm), _within(norm, clocks))


def _is_far(times: core.Times) -> bool:
    """Whether a span is one that only the reference can tell: that of a clock."""
    span = times.span
    return isinstance(span, str) or _is_in_business_days(span)


def _is_in_business_days(span: object) -> bool:
    return isinstance(span, Duration) and span.unit is Unit.BUSINESS_DAY


def _by_reference(
    norm: core.Norm, clocks: Clocks
) -> Callable[[Story], Iterator[tuple[datetime, str | None, Broke]]]:
    def at_end(story: Story) -> Iterator[tuple[datetime, str | None, Broke]]:
        seen = story.seen
        for one in breaches(
            norm,
            seen.case,
            seen.now,
            clocks=clocks,
            zones=seen.zones,
            calendar=seen.calendar,
        ):
            yield one.at, one.act, one.counted

    return at_end


def _forbid(norm: core.Forbid, clocks: Clocks) -> Judge:
    holds = applies(norm.guards, clocks)

    def judge(story: Story, deed: Deed) -> Broke:
        return () if holds(story, deed) else None

    return judge


def _limit(norm: core.Limit, clocks: Clocks) -> Judge:
    """All that counts is counted, whether the norm applies to it or not."""
    holds = applies(norm.guards, clocks)
    night = night_of(norm.bounds)
    gates = [
        gate(one, night, clocks)
        for one in norm.bounds
        if not isinstance(one.limit, core.Times)
    ]
    numbers = [one.limit for one in norm.bounds if isinstance(one.limit, core.Times)]

    def judge(story: Story, deed: Deed) -> Broke:
        counts = [
            (times, counted)
            for times in numbers
            if (counted := _counted(story, deed, norm, times)) is not None
        ]
        found: tuple[str, ...] = ()
        for times, counted in counts:
            for where in story.whereabouts_of(deed.act.audience):
                found = found or too_many(times, counted, where)
        if not found and all(one(story, deed) for one in gates):
            return None
        # Most acts keep the bounds, and then nobody has to know whether they bind.
        return found if holds(story, deed) else None

    return judge


def _counted(
    story: Story, deed: Deed, norm: core.Limit, times: core.Times
) -> list[tuple[datetime, str]] | None:
    """Note an act that counts, and return all that count with it so far."""
    act = deed.act
    if times.counting and not any(
        one.outcome in times.counting for one in story.outcomes.get(act.id, ())
    ):
        return None
    key = (
        id(norm),
        id(times),
        act.audience if times.per_recipient else None,
        act.item if times.per_item else None,
    )
    counted: list[tuple[datetime, str]] = story.memo.setdefault(key, [])
    counted.append((act.at, act.id))
    return counted


def _became(story: Story, act: ActDone) -> list[OutcomeKnown]:
    return story.outcomes.get(act.id, [])


def _before(norm: core.RequireBefore) -> Judge:
    """The first act that came in time is the one that came in time for most."""
    at_least = norm.at_least

    def is_long_ago(story: Story, earlier: datetime, later: datetime) -> bool:
        if at_least is None:
            return True
        if at_least.is_elapsed:
            return later - earlier >= at_least.elapsed
        day = story.seen.day_after(story.day_of(earlier), at_least)
        return day is not None and day <= story.day_of(later)

    def first_done(story: Story) -> list[ActDone]:
        key = ("before", id(norm))
        if key not in story.memo:
            kind = story.seen.kind
            found = [
                one
                for one in acts(story.seen).values()
                if matches(norm.earlier, one, None, kind(one.audience))
                and not any(o.outcome in UNDELIVERED for o in _became(story, one))
            ]
            # No act comes before itself, so the second may be needed, too.
            story.memo[key] = found[:2]
        first: list[ActDone] = story.memo[key]
        return first

    def judge(story: Story, deed: Deed) -> Broke:
        act = deed.act
        for one in first_done(story):
            # What is done at the same instant may have come first.
            is_before = one.id != act.id and one.at <= act.at
            if is_before and is_long_ago(story, one.at, act.at):
                return None
        return ()

    return judge


def _note(norm: core.RequireWithin) -> Judge:
    """Remember when the duty was done."""

    def judge(story: Story, deed: Deed) -> Broke:
        story.memo.setdefault(("done", id(norm)), []).append(deed.act.at)
        return None

    return judge


def _within(
    norm: core.RequireWithin, clocks: Clocks
) -> Callable[[Story], Iterator[tuple[datetime, str | None, Broke]]]:
    sight = sight_of(norm.events, clocks)

    def at_end(story: Story) -> Iterator[tuple[datetime, str | None, Broke]]:
        if not story.relevant(sight)[0]:
            return
        done: list[datetime] = story.memo.get(("done", id(norm)), [])
        seen = story.at_end(sight)
        for one in instances(seen, norm.events, None):
            end = end_of(seen, seen.day_of(one.at), one.at, norm.duration)
            if end is None or end > seen.now:
                continue
            place = bisect_left(done, one.at)
            if place == len(done) or done[place] >= end:
                yield end, None, ()

    return at_end
