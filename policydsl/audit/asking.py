"""Conditions of norms, asked about one act of a log after the other.

What is asked most often has a short way here. All else is asked of the reference, of
the few entries that can matter; the answers are the same.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from policydsl.audit.sight import Sight, sight_of
from policydsl.audit.story import Deed, Story
from policydsl.runtime.durations import Unit, add
from policydsl.semantics import core
from policydsl.semantics.conditions import holds
from policydsl.semantics.history import Instance, instances
from policydsl.semantics.patterns import says

Ask = Callable[[Story, Deed], bool | None]
Clocks = Mapping[str, core.Clock]
_ONE_DAY = timedelta(days=1)


def asks(condition: core.Condition, clocks: Clocks) -> Ask:
    """Return the function that asks whether a condition held before an act."""
    match condition:
        case core.OpenWords():
            return lambda story, deed: None
        case core.Says(pattern):
            return lambda story, deed: says(pattern, deed.act, None, deed.kind)
        case core.Not(inner):
            return _not(asks(inner, clocks))
        case core.AllOf(parts):
            return _all([asks(part, clocks) for part in parts])
        case core.AnyOf(parts):
            return _not(_all([_not(asks(part, clocks)) for part in parts]))
        case core.ClockAt(core.Since() as since) if _is_plain(condition, since):
            return _since(condition, since, sight_of(since, clocks))
        case _:
            return _by_reference(condition, sight_of(condition, clocks))


def applies(guards: tuple[core.Guard, ...], clocks: Clocks) -> Ask:
    """Return the function that asks whether a norm applies to an act.

    What is unknown falls on the side of the norm, so that it is never ``None``.
    """
    asked = [(asks(one.condition, clocks), not one.wanted) for one in guards]
    if not asked:
        return lambda story, deed: True
    if len(asked) == 1:
        [(only, refused)] = asked
        return lambda story, deed: only(story, deed) is not refused
    return lambda story, deed: all(
        one(story, deed) is not unwanted for one, unwanted in asked
    )


def _not(inner: Ask) -> Ask:
    def ask(story: Story, deed: Deed) -> bool | None:
        value = inner(story, deed)
        return None if value is None else not value

    return ask


def _all(parts: list[Ask]) -> Ask:
    def ask(story: Story, deed: Deed) -> bool | None:
        result: bool | None = True
        for part in parts:
            value = part(story, deed)
            if value is False:
                return False
            if value is None:
                result = None
        return result

    return ask


def _by_reference(condition: core.Condition, sight: Sight) -> Ask:
    """Ask the reference; what cannot have changed is not asked again."""
    of_nothing: list[bool | None] = []
    sees_all = sight.sees_all

    def ask(story: Story, deed: Deed) -> bool | None:
        known = story.memo.get(sight) or story.relevant(sight)
        if not known[0] and not sees_all:
            # What hangs on what happened is the same as long as nothing did.
            if not of_nothing:
                view = story.view((), deed.act.at)
                of_nothing.append(holds(view, condition, deed.context))
            return of_nothing[0]
        entries, is_own = story.before(sight, deed)
        key = None
        if not (is_own or sight.asks_time or sight.sees_all):
            shape = deed.shape if sight.asks_act else -1
            key = (sight, len(entries), deed.act.audience, shape)
            if key in story.memo:
                again: bool | None = story.memo[key]
                return again
        view = story.view(entries, deed.act.at)
        found = holds(view, condition, deed.context)
        if key is not None:
            story.memo[key] = found
        return found

    return ask


# --- since an event ---------------------------------------------------------------


def _is_plain(condition: core.ClockAt, since: core.Since) -> bool:
    """Whether it counts days or hours from events that a log can have."""
    plain = core.WorldEvent | core.ActEvent | core.PermissionEvent
    return (
        isinstance(since.start, tuple)
        and since.items is None
        and condition.duration.unit is not Unit.BUSINESS_DAY
        and all(isinstance(one, plain) for one in since.start)
        and not any(
            isinstance(one, core.WorldEvent) and one.of_item for one in since.start
        )
    )


def _since(condition: core.ClockAt, since: core.Since, sight: Sight) -> Ask:
    assert isinstance(since.start, tuple)
    events = since.start
    duration, comparison = condition.duration, condition.comparison
    is_least = comparison in (core.Comparison.AT_LEAST, core.Comparison.LESS_THAN)
    is_reached = comparison in (core.Comparison.AT_LEAST, core.Comparison.MORE_THAN)

    def ask(story: Story, deed: Deed) -> bool | None:
        recipient = deed.act.audience
        key = ("since", sight, recipient)
        begun = story.memo.get(key)
        if begun is None:
            found: list[Instance] = []
            if story.relevant(sight)[0]:
                found = instances(story.at_end(sight), events, recipient)
            begun = story.memo[key] = (found, [one.at for one in found])
        last = _last(begun[0], begun[1], deed)
        if last is None:
            return False
        at = deed.act.at
        if duration.is_elapsed:
            limit = last.at + duration.elapsed
            value = at >= limit if is_least else at > limit
        else:
            day = add(story.day_of(last.at), duration)
            if not is_least:
                day += _ONE_DAY
            value = story.day_of(at) >= day
        return value is is_reached

    return ask


def _last(
    found: list[Instance], instants: list[datetime], deed: Deed
) -> Instance | None:
    """Return the last event before an act that is not of the act itself."""
    place = bisect_right(instants, deed.act.at)
    while place:
        place -= 1
        one = found[place]
        if one.act is None or (one.act.id != deed.act.id and one.act.at <= deed.act.at):
            return one
    return None
