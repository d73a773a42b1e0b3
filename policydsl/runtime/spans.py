"""Clocks of which entries alone tell, followed from one decision to the next.

What hangs on such a clock is looked up under its name: it stands as long as the clock
runs as it did, whatever entries came that might have begun or ended it.
"""

from collections.abc import Callable, Iterator, Set
from functools import partial
from typing import Any

from policydsl.runtime.forms import Clock
from policydsl.runtime.known import EARLIER
from policydsl.runtime.recalling import Kept, worked_out
from policydsl.runtime.sight import Sight
from policydsl.runtime.unheard import are_told, is_named

# Works out the episodes of a clock.
Work = Callable[[Clock, Sight], Any]


def follow(sight: Sight, clock: Clock, work: Work) -> None:
    """Let the episodes of a clock be recalled from the last decision, if they can."""
    known = sight.known
    if known.reads is None or clock.items is not None or not sight.sees_all:
        return
    name = clock.name
    if name not in known.spans and are_told(clock):
        known.spans[name] = worked_out(sight, partial(work, clock))
    if name in known.spans:
        sight.memo[name] = Kept(known.spans[name].found, None, {_name(name)})


def look_again(sight: Sight, news: Set[str | None], work: Work) -> Iterator[str]:
    """Yield the names of clocks that run otherwise, after these entries came."""
    spans = sight.known.spans
    for name, kept in spans.items():
        if kept.is_without(news):
            continue
        clock = sight.program.clocks[name]
        found = kept.found
        is_running = bool(found) and found[-1].ended is None
        if is_running and EARLIER not in news and not is_named(clock.until, news):
            continue  # nothing came that ends it
        spans[name] = worked_out(sight, partial(work, clock))
        if spans[name].found != found:
            yield _name(name)


def _name(clock: str) -> str:
    return f"clock {clock}"
