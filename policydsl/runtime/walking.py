"""Walks through time: what was so, from one change to the next.

What held at an instant does not depend on when somebody asks. So all sights of one
history share their walks, and each step is taken once.
"""

from bisect import bisect_right
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from policydsl.runtime.sight import Sight

_State = TypeVar("_State")


class _Walk:
    """The steps of a walk in order of time, with what was found up to each.

    ``reviews``: when, after a step, something would look different by itself.
    """

    __slots__ = ("instants", "is_going_on", "reviews", "states")

    def __init__(self) -> None:
        self.instants: list[datetime] = []
        self.states: list[Any] = []
        self.reviews: list[datetime | None] = []
        self.is_going_on = False


def walked(
    sight: Sight,
    key: str,
    begin: _State,
    step: Callable[[Sight, _State], _State],
) -> _State:
    """Return what was found up to the instant of a sight, and note the next change.

    ``key`` names the walk among those of the sight. ``step`` looks at one instant
    and returns what is found by then; it must not change what it was given.
    """
    walk: _Walk = sight.walks.setdefault((key, sight.item), _Walk())
    if not walk.is_going_on:  # else it is asked for by one of its own steps
        walk.is_going_on = True
        try:
            _go_on(walk, sight, begin, step)
        finally:
            walk.is_going_on = False
    place = bisect_right(walk.instants, sight.now)
    if not place:
        return begin  # of a case of which nothing is known, nothing has begun
    review = walk.reviews[place - 1]
    if review is not None:
        sight.note(review)
    found: _State = walk.states[place - 1]
    return found


def _go_on(
    walk: _Walk, sight: Sight, begin: Any, step: Callable[[Sight, Any], Any]
) -> None:
    entries = sight.instants()
    while True:
        place = bisect_right(entries, walk.instants[-1]) if walk.instants else 0
        following = entries[place] if place < len(entries) else None
        review = walk.reviews[-1] if walk.reviews else None
        if following is None or (review is not None and review < following):
            following = review
        if following is None or following > sight.now:
            return
        then = sight.at(following)
        state = step(then, walk.states[-1] if walk.states else begin)
        walk.instants.append(following)
        walk.states.append(state)
        walk.reviews.append(then.of_item(None).review)
