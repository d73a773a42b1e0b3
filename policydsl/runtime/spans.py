"""Clocks of which entries alone tell, followed from one decision to the next."""

from collections.abc import Iterator, Set
from functools import partial

from policydsl.runtime.episodes import episodes_of, span_name
from policydsl.runtime.known import EARLIER
from policydsl.runtime.recalling import worked_out
from policydsl.runtime.sight import Sight
from policydsl.runtime.unheard import is_named


def look_again(sight: Sight, news: Set[str | None]) -> Iterator[str]:
    """Yield the names of clocks that run otherwise, after these entries came.

    What hangs on a clock is looked up under its name, so it stands if the clock does.
    """
    spans = sight.known.spans
    for name, kept in spans.items():
        if kept.is_without(news):
            continue
        clock = sight.program.clocks[name]
        found = kept.found
        is_running = bool(found) and found[-1].ended is None
        if is_running and EARLIER not in news and not is_named(clock.until, news):
            continue  # nothing came that ends it
        spans[name] = worked_out(sight, partial(episodes_of, clock))
        if spans[name].found != found:
            yield span_name(name)
