"""One clock from several: it counts from whichever began first and still runs."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Protocol


class Run(Protocol):
    """One run of the clock of an item."""

    @property
    def start(self) -> date:
        """The day from which it counts."""

    @property
    def started(self) -> datetime:
        """When it began to run."""

    @property
    def ended(self) -> datetime | None:
        """When it ceased to run."""

    @property
    def origin(self) -> datetime:
        """The instant from which hours are counted."""

    def runs_at(self, instant: datetime) -> bool:
        """Whether it runs at an instant."""


# Day 0, origin, and from when until when it ran.
Span = tuple[date, datetime, datetime, datetime | None]


def earliest_of(
    each: Collection[Run], stops: Iterable[datetime], now: datetime
) -> Iterator[Span]:
    """Yield the runs of a clock that counts from the earliest start of several.

    Another day 0 is another run. After one of ``stops`` it begins again only when
    none of the others ran in between.
    """
    ends = {run.ended for run in each if run.ended is not None}
    stops = set(stops)
    current: Span | None = None
    is_stopped = False
    for instant in sorted({run.started for run in each} | ends | stops):
        if instant > now:
            break
        running = [(run.start, run.origin) for run in each if run.runs_at(instant)]
        first = min(running, default=None)
        is_stopped = first is not None and (is_stopped or instant in stops)
        if current is not None and (
            first is None or is_stopped or first[0] != current[0]
        ):
            yield (*current[:3], instant)
            current = None
        if first is not None and current is None and not is_stopped:
            current = (*first, instant, None)
    if current is not None:
        yield current
