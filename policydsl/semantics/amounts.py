"""How amounts compare, and what the items of a case come to together."""

from policydsl.runtime.case import Count, Money
from policydsl.semantics import core
from policydsl.semantics.view import Context, View, value_of


def of_fact(
    seen: View,
    asked: core.FactAt | core.FactEquals | core.FactUnknown,
    recipient: str | None,
) -> bool | None:
    """Whether a fact is so; ``None`` if nobody knows it."""
    value = value_of(seen, asked.fact, recipient)
    match asked:
        case core.FactUnknown():
            return value is None
        case core.FactEquals(_, wanted):
            return None if value is None else value == wanted
        case core.FactAt(_, comparison, amount):
            return _compare(value, comparison, amount)


def of_all_items(seen: View, asked: core.ItemsRun | core.TotalAt) -> bool | None:
    """Whether something is so of all items together."""
    if isinstance(asked, core.ItemsRun):
        return _items_run(seen, asked)
    return _total_at(seen, asked)


def _compare(
    value: object, comparison: core.Comparison, wanted: Money | Count
) -> bool | None:
    """Amounts of two currencies cannot be compared, so nobody knows."""
    match value, wanted:
        case Money(have, currency), Money(want, other) if currency == other:
            return _compared(have, comparison, want)
        case Count(have, unit), Count(want, other) if unit == other:
            return _compared(have, comparison, want)
        case _:
            return None


def _compared(have: int, comparison: core.Comparison, want: int) -> bool:
    match comparison:
        case core.Comparison.AT_LEAST:
            return have >= want
        case core.Comparison.AT_MOST:
            return have <= want
        case core.Comparison.LESS_THAN:
            return have < want
        case core.Comparison.MORE_THAN:
            return have > want


def _items_run(seen: View, asked: core.ItemsRun) -> bool | None:
    """Whether the clock runs of so many items.

    Where nobody knows of some, it is so only if it is so whether theirs run or not.
    """
    words = seen.clocks[asked.clock].items
    assert words is not None
    each = [_runs(seen, item, asked.clock) for item in seen.of_item(None).items(words)]
    fewest = each.count(True)
    most = fewest + each.count(None)
    answers = {
        _compared(number, asked.comparison, asked.number) for number in (fewest, most)
    }
    return answers.pop() if len(answers) == 1 else None


def _total_at(seen: View, asked: core.TotalAt) -> bool | None:
    """Whether a fact of the items, added up, compares so.

    One amount that counts and that nobody knows makes the sum unknown, and so does
    one in another currency: an amount may be below nothing. Without items it is 0.
    """
    total = 0
    for item in seen.of_item(None).items(asked.items):
        counts = asked.clock is None or _runs(seen, item, asked.clock)
        if counts is None:
            return None
        if not counts:
            continue
        match value_of(seen.of_item(item), asked.fact, None), asked.value:
            case Money(have, currency), Money(_, other) if currency == other:
                total += have
            case Count(have, unit), Count(_, other) if unit == other:
                total += have
            case _:
                return None
    return _compared(total, asked.comparison, _number(asked.value))


def _runs(seen: View, item: str, clock: str) -> bool | None:
    of_one = seen.of_item(item)
    return seen.readers.holds(of_one, core.Runs(clock), Context())


def _number(amount: Money | Count) -> int:
    return amount.minor_units if isinstance(amount, Money) else amount.number
