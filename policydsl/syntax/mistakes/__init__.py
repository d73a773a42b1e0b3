"""Mistakes that authors make, one after the other; the first that fits is told.

Each is a function from the place of an unexpected word to what is said about it.
The order matters: a mistake before another may have words in common with it.
"""

from collections.abc import Callable

from policydsl.syntax.mistakes import acts, conditions, shape, times
from policydsl.syntax.mistakes.place import Finding, Place

MISTAKES: tuple[Callable[[Place], Finding | None], ...] = (
    shape.open_quotation,
    shape.not_available,
    shape.nothing_permits,
    shape.date_before,
    times.clock_missing,
    times.outcome_missing,
    times.two_triggers,
    conditions.no_comparison,
    conditions.hours_as_condition,
    conditions.brackets_needed,
    acts.comma_of_channels,
    acts.two_acts,
    shape.unknown_language,
    shape.colon_missing,
    shape.not_at_margin,
)
