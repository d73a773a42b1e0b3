"""What stands in a form of the core, for whoever looks through all of it."""

from collections.abc import Iterator

import attrs

from policydsl.semantics.core.phrases import (
    ClockAt,
    ClockEvent,
    Earliest,
    Occurred,
    Runs,
)


def parts_of(form: object) -> Iterator[object]:
    """Yield what a form is made of, without what only people read."""
    kind = type(form)
    if attrs.has(kind):
        for one in attrs.fields(kind):
            if one.eq:
                yield getattr(form, one.name)


def clocks_named(form: object) -> Iterator[str]:
    """Yield the names of the clocks that a form itself names, not its parts."""
    match form:
        case Runs(name) | Earliest(name) | ClockEvent(name, _):
            yield name
        case ClockAt(str(name), _, _) | Occurred(during=str(name)):
            yield name
        case _:
            return
