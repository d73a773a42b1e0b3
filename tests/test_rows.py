"""A policy that asks for facts alone says the same of a row as of a case."""

from datetime import UTC, date, datetime
from functools import partial
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policydsl.backends.python import Compiled
from policydsl.runtime.case import Case, Count, FactChange, Money, Value
from policydsl.runtime.decision import Held
from policydsl.runtime.errors import CaseError
from policydsl.runtime.rows import Row
from random_cases.loading import Decide, both

HEADER = """\
policy trial_policy "Trial"
    version 1
    in force from 2026-01-01
    uses trial
    zone Asia/Shanghai

"""
AT = datetime(2026, 3, 1, tzinfo=UTC)
SIGNS = ("at least", "at most", "less than", "more than")
ROWS = 8


def _condition(r: Random, depth: int) -> str:
    kind = r.random()
    if depth and kind < 0.5:
        word = r.choice((" and ", " or "))
        parts = [_condition(r, depth - 1) for _ in range(r.randint(2, 3))]
        return f"({word.join(parts)})"
    if depth and kind < 0.6:
        return f"not {_condition(r, depth - 1)}"
    return r.choice(
        (
            f"balance {r.choice(SIGNS)} {r.choice((2, 3))} CNY",
            f"visits {r.choice(SIGNS)} {r.randint(1, 3)} visitor",
            f"risk is {r.choice(('low', 'medium', 'high', 'unknown'))}",
            f"risk is not {r.choice(('low', 'unknown'))}",
            "listed",
            "not listed",
        )
    )


def _policy(r: Random) -> str:
    rules = []
    for number in range(r.randint(1, 3)):
        measure = r.choice(("limit frozen", "flagged"))
        lines = [f"rule rule_{number}"]
        lines.append(f"    while {_condition(r, 2)}: hold {measure}")
        words = r.choices(("if", "unless"), k=r.randint(0, 2))
        lines += [f"    {word} {_condition(r, 1)}" for word in words]
        rules.append("\n".join(lines))
    return HEADER + "\n\n".join(rules) + "\n"


def _row(r: Random) -> dict[str, bool | int | str | None]:
    row: dict[str, bool | int | str | None] = {
        "balance": r.choice((100, 200, 250, 300, None)),
        "visits": r.choice((0, 1, 2, 3, None)),
        "risk": r.choice(("low", "medium", "high", None)),
        "listed": r.choice((True, False, None)),
        "a column of no fact": 1,
    }
    if r.random() < 0.3:
        del row[r.choice(("balance", "visits", "risk", "listed"))]
    return row


def _as_case(row: Row) -> Case:
    def value(fact: str, plain: object) -> Value:
        if isinstance(plain, int) and not isinstance(plain, bool):
            is_money = fact == "balance"
            return Money(plain, "CNY") if is_money else Count(plain, "visitor")
        assert isinstance(plain, str | bool)
        return plain

    history = tuple(
        FactChange(id=fact, at=AT, recorded=AT, fact=fact, value=value(fact, plain))
        for fact, plain in row.items()
        if plain is not None and fact != "a column of no fact"
    )
    return Case("1", history)


def _compiled(text: str) -> tuple[Decide, Compiled]:
    reference, compiled = both(text)
    assert isinstance(compiled, Compiled)
    return reference, compiled


@settings(max_examples=100)
@given(st.randoms(use_true_random=False))
def test_a_row_says_what_a_case_says(r: Random) -> None:
    text = _policy(r)
    reference, compiled = _compiled(text)
    assert compiled.held is not None, text
    for _ in range(ROWS):
        row = _row(r)
        expected = reference(_as_case(row), AT).held
        assert compiled.held(row) == expected, f"{row}\n{text}"


# --- what random rows seldom show -----------------------------------------------


LISTED = "rule rule_0\n    while listed: hold flagged\n"
RICH_TOO = "    unless balance at least 3 CNY\n"
RICH = "rule rule_0\n    while balance at least 3 CNY: hold flagged\n"


@pytest.mark.parametrize(
    "more",
    [
        "\nforbid rule_0 if risk is high\n",
        "\nrule rule_1\n    while overdue: hold limit frozen\n",
        "\nrule rule_1\n    after 1 day overdue: remind borrower\n",
        "\nrule rule_1\n    while balance at most 3 USD: hold limit frozen\n"
        + RICH_TOO,
    ],
)
def test_what_asks_for_more_than_facts_has_no_such_function(more: str) -> None:
    assert _compiled(HEADER + LISTED)[1].held is not None
    assert _compiled(HEADER + LISTED + more)[1].held is None


def test_amounts_may_be_given_with_their_currency() -> None:
    held = _compiled(HEADER + RICH)[1].held
    assert held is not None
    flagged = (Held("rule_0", ("flagged",)),)
    assert held({"balance": 300}) == flagged
    assert held({"balance": Money(300, "CNY")}) == flagged
    assert held({"balance": Money(300, "USD")}) == ()


@pytest.mark.parametrize("value", ["much", date(2026, 3, 1)])
def test_a_value_that_does_not_fit_is_refused(value: str | date) -> None:
    held = _compiled(HEADER + RICH)[1].held
    assert held is not None
    with pytest.raises(CaseError, match="`balance` is money"):
        held({"balance": value})


def test_a_number_is_no_yes() -> None:
    held = partial(_compiled(HEADER + LISTED)[1].held or len)
    assert held({"listed": 1}) == ()
