"""How often acts can be done in a window, where a limit of the policy counts them.

Anybody may act beside the policy, so only a limit that counts what everybody does
keeps an act from being one too many: the spacing of the rules alone does not.
"""

from collections.abc import Mapping
from typing import assert_never

from policydsl.runtime.durations import Duration, Unit
from policydsl.semantics import core
from policydsl.syntax.ast import Period
from policydsl.vocabulary.model import Vocabulary

_DAYS_OF_A_WEEK = 7
_HOURS_OF_A_DAY = 24
# No month is longer, and none is shorter.
_LONGEST_MONTH, _SHORTEST_MONTH = 31, 28
_MINUTES = {Unit.MINUTE: 1, Unit.HOUR: 60}
_MINUTES_OF_A_DAY = 24 * 60
# So much more or less may pass between two times of a wall clock, where it is put
# forward or back, or its owner moves: the zones of the world are no further apart.
_MINUTES_OF_A_MOVE = 26 * 60
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}

Span = Period | int | Duration | str


def windows_kept(own: core.Times, wanted: core.Times) -> int | None:
    """Return how many windows of ``own`` keep ``wanted``; ``None`` if it is not kept.

    Both count the same acts, or ``own`` counts more. One window: each act that
    ``own`` lets through is within ``wanted``, whoever did the others. Several: only if
    everybody keeps ``own``.
    """
    if own.per_rung or (own.per_recipient and not wanted.per_recipient):
        return None
    if own.per_item and not wanted.per_item:
        return None
    if own.counting and not (wanted.counting and wanted.counting <= own.counting):
        return None
    windows = _windows(own.span, wanted.span)
    if windows is None or windows * own.number > wanted.number:
        return None
    return windows


def _windows(own: Span, wanted: Span) -> int | None:
    """Return how many windows of ``own`` cover any window of ``wanted``."""
    if own == wanted:
        return 1
    length, step = _days_at_most(wanted), _days_covered(own)
    if isinstance(own, Duration) and own.is_elapsed:
        return _elapsed_windows(own, wanted)
    if isinstance(wanted, Duration) and wanted.is_elapsed:
        # It touches one more day than it is long, by the wall clock.
        minutes = _minutes(wanted) + _MINUTES_OF_A_MOVE
        length = -(-minutes // _MINUTES_OF_A_DAY) + 1
    if length is None or step is None:
        return None
    if own is Period.DAY or (isinstance(own, Duration) and step >= 1):
        return -(-length // step)
    # Weeks and months of the calendar: one more where the window begins inside one.
    return -(-(length - 1) // step) + 1


def _elapsed_windows(own: Duration, wanted: Span) -> int | None:
    minutes = _minutes(own)
    if isinstance(wanted, Duration) and wanted.is_elapsed:
        return -(-_minutes(wanted) // minutes)
    length = _days_at_most(wanted)
    if length is None:
        return None
    return -(-(length * _MINUTES_OF_A_DAY + _MINUTES_OF_A_MOVE) // minutes)


def _minutes(duration: Duration) -> int:
    return duration.amount * _MINUTES[duration.unit]


def _days_at_most(span: Span) -> int | None:
    """Return the most civil days that a window touches, or ``None``."""
    match span:
        case Period.DAY:
            return 1
        case Period.MONTH:
            return _LONGEST_MONTH
        case Period.CASE | str():
            return None
        case int():
            return _DAYS_OF_A_WEEK
        case Duration(amount, unit) if unit in _DAYS:
            return amount * _DAYS[unit]
        case Duration(amount, Unit.MONTH):
            return amount * _LONGEST_MONTH
        case Duration():
            return None
        case _:
            assert_never(span)


def _days_covered(span: Span) -> int | None:
    """Return the fewest civil days that a window surely covers."""
    match span:
        case Period.DAY:
            return 1
        case Period.MONTH:
            return _SHORTEST_MONTH
        case int():
            return _DAYS_OF_A_WEEK
        case Duration(amount, unit) if unit in _DAYS:
            return amount * _DAYS[unit]
        case Duration(amount, Unit.MONTH):
            return amount * _SHORTEST_MONTH
        case _:
            return None


def counts_all(own: core.Pattern, wanted: core.Pattern, vocabulary: Vocabulary) -> bool:
    """Return whether each act of the one pattern is an act of ``own``."""
    if own.rules is not None or own.count not in (None, wanted.count):
        return False
    pairs: Mapping[str, tuple[frozenset[str] | None, frozenset[str] | None]] = {
        "verbs": (own.verbs, wanted.verbs),
        "audiences": (own.audiences, wanted.audiences),
        "channels": (own.channels, wanted.channels),
        "purposes": (own.purposes, wanted.purposes),
        "matters": (own.matters, wanted.matters),
        "actors": (own.actors, wanted.actors),
        "disclosing": (own.disclosing, wanted.disclosing),
        "items": (own.items, wanted.items),
    }
    return all(
        mine is None or (theirs is not None and _all_below(theirs, mine, vocabulary))
        for mine, theirs in pairs.values()
    )


def _all_below(
    names: frozenset[str], wanted: frozenset[str], vocabulary: Vocabulary
) -> bool:
    return all(any(up in wanted for up in vocabulary.above(n)) for n in names)
