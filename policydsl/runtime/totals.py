"""What is asked of all items of a case: of how many a clock runs, their total."""

from collections.abc import Callable, Mapping
from operator import ge, gt, le, lt

from policydsl.runtime.case import Count, Money
from policydsl.runtime.conditions import Truth, runs
from policydsl.runtime.facts import value_of
from policydsl.runtime.forms import Fact, Names
from policydsl.runtime.sight import Question
from policydsl.runtime.values import difference

_SIGNS: Mapping[str, Callable[[int, int], bool]] = {
    ">=": ge,
    ">": gt,
    "<=": le,
    "<": lt,
}


def items_run(q: Question, clock: str, sign: str, number: int) -> Truth:
    """Return whether a clock runs of so many items, whatever is not known of others."""
    words = q.sight.program.clocks[clock].items
    running = doubtful = 0
    for item in q.sight.of_item(None).items(words or frozenset()):
        value = runs(Question(q.sight.of_item(item)), clock)
        running += value is True
        doubtful += value is None
    is_so = _SIGNS[sign](running, number)
    return is_so if _SIGNS[sign](running + doubtful, number) is is_so else None


def total(
    q: Question,
    fact: Fact,
    items: Names,
    sign: str,
    wanted: Money | Count,
    clock: str | None = None,
) -> Truth:
    """Return whether a fact comes to so much over all items, or those that run.

    Unknown if one of the amounts is, or is in another currency.
    """
    above = difference(_zero(wanted), wanted) or 0
    for item in q.sight.of_item(None).items(items):
        one = q.sight.of_item(item)
        is_counted = clock is None or runs(Question(one), clock)
        if is_counted is None:
            return None
        if is_counted:
            more = difference(value_of(one, fact, None), _zero(wanted))
            if more is None:
                return None
            above += more
    return _SIGNS[sign](above, 0)


def _zero(amount: Money | Count) -> Money | Count:
    if isinstance(amount, Money):
        return Money(0, amount.currency)
    return Count(0, amount.unit)
