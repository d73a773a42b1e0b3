"""Mistakes that authors make, one after the other; the first that fits is told.

Each is a function from the place of an unexpected word to what is said about it.
The order matters: a mistake before another may have words in common with it.
"""

from collections.abc import Callable

from policydsl.syntax.mistakes import (
    acts,
    amounts,
    conditions,
    instead,
    order,
    shape,
    times,
)
from policydsl.syntax.mistakes.place import Finding, Place

MISTAKES: tuple[Callable[[Place], Finding | None], ...] = (
    shape.open_quotation,
    shape.single_quotation,
    shape.not_available,
    instead.date_otherwise,
    shape.nothing_permits,
    order.clock_first,
    order.no_trigger,
    order.start_missing,
    instead.tried,
    times.clock_missing,
    times.outcome_missing,
    times.clock_since,
    times.two_triggers,
    times.hours_otherwise,
    amounts.currency_first,
    amounts.comma_in_number,
    conditions.no_comparison,
    conditions.is_compared,
    conditions.hours_as_condition,
    conditions.brackets_needed,
    acts.comma_of_channels,
    acts.two_acts,
    acts.channel_as_act,
    shape.unknown_language,
    shape.colon_missing,
    shape.full_stop,
    shape.name_of_words,
    shape.not_at_margin,
    shape.not_indented,
    instead.written_otherwise,
    instead.rejected,
)
