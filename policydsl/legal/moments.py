"""Hours and days of one moment, in the recipient's own time, as formulas.

The moment is the same for policy and law: a minute of a day, its weekday, and
whether it is free in a calendar. A bound has to be open in every zone that is
possible for the recipient; the zone of the moment is any one of them.
"""

from collections.abc import Iterator
from typing import assert_never

from policydsl.legal.conditions import Reader
from policydsl.legal.formula import (
    Compare,
    Formula,
    Relation,
    Truth,
    any_of,
    both,
    either,
    no,
)
from policydsl.runtime.case import Length
from policydsl.runtime.zones import MINUTES_OF_A_DAY
from policydsl.semantics import core

MINUTE = "minute of the day"
LAST_MINUTE = MINUTES_OF_A_DAY - 1
_ON_THE_MINUTE = "first instant of a minute"
# Of an act that takes time. The solver prefers what is false, and so a plain day.
_CLOCKS_CHANGE = "clocks change while it lasts"
_MINUTE_OF_END = "minute of the day of its end"
_END_IS_SHARP = "its end is the first instant of a minute"
# By so many minutes at most.
_MOST_CHANGED = 4 * 60
# As they were, in no zone of the world clocks change at another time of the day.
_CLOCKS_CHANGE_BETWEEN = 22 * 60, 4 * 60 + 2
TODAY, DAY_BEFORE = "", "day before: "
_WEEKDAY = "weekday"
_DAYS_OF_A_WEEK = 7


def is_open(
    bound: core.Bound,
    night: core.Between | None,
    reader: Reader,
    length: Length | None = None,
) -> Formula | None:
    """Return when hours or days are open; ``None`` if it is a number of times.

    ``night``: hours of the same limit that run over midnight. ``length``: when the act
    is over; one that does not say so is asked for its beginning alone.
    """
    match bound.limit:
        case core.Between(start, end, throughout):
            if throughout and length is not None:
                return _whole(start, end, length)
            return _between(start, end)
        case core.DaySet() as days:
            if night is None:
                return _among(days, TODAY)
            early = Compare(MINUTE, Relation.AT_MOST, night.end - 1)
            return either(
                both(early, _among(days, DAY_BEFORE)),
                both(no(early), _among(days, TODAY)),
            )
        case core.OutsideDays(days):
            return no(_among(days, TODAY))
        case core.OutsideHours(fact):
            unknown = reader.read(core.FactUnknown(fact)).yes
            return both(no(unknown), no(Truth(within_hours(reader.fact_name(fact)))))
        case core.OutsideDaysOf(fact):
            unknown = reader.read(core.FactUnknown(fact)).yes
            return both(no(unknown), no(Truth(on_a_day(reader.fact_name(fact)))))
        case core.Times():
            return None
        case _:
            assert_never(bound.limit)


def within_hours(fact: str) -> str:
    """Return the name of whether the moment is within the hours of a fact."""
    return f"within {fact}"


def on_a_day(fact: str) -> str:
    """Return the name of whether the moment is on one of the days of a fact."""
    return f"on a day of {fact}"


def lemmas() -> Iterator[Formula]:
    """Yield what is true of every moment."""
    yield Compare(MINUTE, Relation.AT_LEAST, 0)
    yield Compare(MINUTE, Relation.AT_MOST, LAST_MINUTE)
    yield Compare(_MINUTE_OF_END, Relation.AT_LEAST, 0)
    yield Compare(_MINUTE_OF_END, Relation.AT_MOST, LAST_MINUTE)
    yield any_of(
        both(
            Compare(_WEEKDAY, Relation.EQUAL, day),
            Compare(DAY_BEFORE + _WEEKDAY, Relation.EQUAL, (day - 1) % _DAYS_OF_A_WEEK),
        )
        for day in range(_DAYS_OF_A_WEEK)
    )


def _between(start: int, end: int, minute: str = MINUTE) -> Formula:
    begun = Compare(minute, Relation.AT_LEAST, start)
    not_over = Compare(minute, Relation.AT_MOST, end - 1)
    return both(begun, not_over) if start < end else either(begun, not_over)


def _whole(start: int, end: int, length: Length) -> Formula:
    """Return when an act that begins in hours is over in them, too."""
    width = (end - start) % MINUTES_OF_A_DAY or MINUTES_OF_A_DAY
    found: list[Formula] = []
    if length.minutes is not None and length.minutes <= width:
        # The last instant at which it may begin is the first of its minute.
        last = (start + width - length.minutes) % MINUTES_OF_A_DAY
        ways = [both(Compare(MINUTE, Relation.EQUAL, last), Truth(_ON_THE_MINUTE))]
        if length.minutes < width:
            ways.append(_between(start, last))
        found.append(both(no(_clocks_change(length.minutes)), any_of(ways)))
    if length.minutes is not None:
        found.append(_over_a_change(start, end, width, length.minutes))
    if length.by is not None and 0 < (length.by - start) % MINUTES_OF_A_DAY <= width:
        found.append(_between(start, length.by or MINUTES_OF_A_DAY))
    return any_of(found)


def _over_a_change(start: int, end: int, width: int, minutes: int) -> Formula:
    """Return when it is over in the hours though clocks change while it lasts.

    Then what a clock shows at its end is not told by its length. One so long that it
    could end in the hours of the next day fits only what asks for the same.
    """
    if width + minutes + _MOST_CHANGED > MINUTES_OF_A_DAY:
        fits: Formula = Truth(f"{minutes} minutes in all from {start} to {end}")
    else:
        sharp = Compare(_MINUTE_OF_END, Relation.EQUAL, end % MINUTES_OF_A_DAY)
        fits = either(
            _between(start, end, _MINUTE_OF_END), both(sharp, Truth(_END_IS_SHARP))
        )
    return both(_clocks_change(minutes), both(_between(start, end), fits))


def _clocks_change(minutes: int) -> Formula:
    """Return whether clocks change while an act lasts, which they do only at night."""
    first, last = _CLOCKS_CHANGE_BETWEEN
    if minutes >= MINUTES_OF_A_DAY - (last - first) % MINUTES_OF_A_DAY:
        return Truth(_CLOCKS_CHANGE)
    at_night = _between((first - minutes) % MINUTES_OF_A_DAY, last)
    return both(Truth(_CLOCKS_CHANGE), at_night)


def _among(days: core.DaySet, which: str) -> Formula:
    inside = any_of(_is_one(one, which) for one in days.including)
    return both(inside, no(any_of(_is_one(one, which) for one in days.excluding)))


def _is_one(days: core.Days, which: str) -> Formula:
    match days:
        case core.Weekdays(first, last):
            return _from_to(which + _WEEKDAY, first, last)
        case core.Dates(first, last):
            name = f"{which}date"
            return _from_to(name, first.toordinal(), last.toordinal())
        case core.Yearly(first, last):
            name = f"{which}month and day"
            begin, end = first[0] * 100 + first[1], last[0] * 100 + last[1]
            if begin <= end:
                return _from_to(name, begin, end)
            return either(
                Compare(name, Relation.AT_LEAST, begin),
                Compare(name, Relation.AT_MOST, end),
            )
        case core.FreeDays(calendar):
            return Truth(f"{which}free in {calendar!r}")
        case core.WorkingDays(calendar):
            return no(Truth(f"{which}free in {calendar!r}"))
        case core.LastDayOfMonth():
            return Truth(f"{which}last day of a month")
        case core.DayBefore(inner):
            return Truth(f"{which}one day before {inner!r}")
        case _:
            assert_never(days)


def _from_to(name: str, first: int, last: int) -> Formula:
    return both(
        Compare(name, Relation.AT_LEAST, first), Compare(name, Relation.AT_MOST, last)
    )
