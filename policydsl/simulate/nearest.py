"""Of many values of one fact that change an answer, the nearest to the present one."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol, TypeVar

from policydsl.runtime.case import AnyEntry, Case, Count, FactChange, Money, Value


class _Change(Protocol):
    @property
    def effect(self) -> str: ...

    @property
    def entry(self) -> AnyEntry: ...


C = TypeVar("C", bound=_Change)


def nearest(changes: Iterable[C], case: Case, at: datetime) -> tuple[C, ...]:
    """Return the changes, with one value of each date, amount and number.

    It is the one nearest to the value that the fact has; a fact without a value is
    compared with the day on which it is asked.
    """
    found: dict[object, C] = {}
    for number, change in enumerate(changes):
        entry = change.entry
        if not isinstance(entry, FactChange) or _place(entry.value) is None:
            found[number] = change
            continue
        key = (change.effect, entry.fact, entry.of, entry.item)
        other = found.get(key)
        if other is None or _far(entry, case, at) < _far(other.entry, case, at):
            found[key] = change
    return tuple(found.values())


def _far(entry: AnyEntry, case: Case, at: datetime) -> int:
    assert isinstance(entry, FactChange)
    here = _place(entry.value)
    there = _place(_now(entry, case, at))
    if there is None:
        there = at.toordinal() if isinstance(entry.value, date) else 0
    return abs((here or 0) - there)


def _now(entry: FactChange, case: Case, at: datetime) -> Value | None:
    """Return the value that a fact has; of two that are told at once, the last."""
    told = [
        one
        for one in case.history
        if isinstance(one, FactChange)
        and (one.fact, one.of, one.item) == (entry.fact, entry.of, entry.item)
        and max(one.at, one.recorded) <= at
    ]
    last = max(told, key=lambda one: (one.at, one.recorded), default=None)
    return last.value if last is not None else None


def _place(value: Value | None) -> int | None:
    match value:
        case Money(number) | Count(number):
            return number
        case date():
            return value.toordinal()
        case _:
            return None
