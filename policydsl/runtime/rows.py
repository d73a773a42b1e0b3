"""Rows: what a case is when nothing but its facts counts.

A policy that only holds measures, by facts of the case alone, asks for no history:
one row of a table says it all. A row maps facts to plain values: yes or no, a date,
text, a number in the unit of the fact, an amount in minor units of the one currency
that the policy compares it with. What is missing or ``None`` is unknown.
"""

from collections.abc import Mapping
from datetime import date

from policydsl.runtime.case import Case, Count, FactChange, Money, Value
from policydsl.runtime.deciding import decide_by
from policydsl.runtime.decision import Held
from policydsl.runtime.program import Program
from policydsl.runtime.zones import start_of_day

Row = Mapping[str, bool | int | str | date | Value | None]


def held_by_row(
    program: Program, currencies: Mapping[str, str | None], row: Row
) -> tuple[Held, ...]:
    """Return the measures that are held, from a case with these facts.

    ``currencies``: the facts that are asked for, and the currency of an amount. The
    quick function of a module comes here for a row that does not say everything.

    Raises:
        CaseError: If a value does not fit its fact.
    """
    begin = start_of_day(program.in_force_from, program.zone)
    history = tuple(
        FactChange(
            id=fact,
            at=begin,
            recorded=begin,
            fact=fact,
            value=_value(row[fact], program.names.facts[fact].unit, currency),
        )
        for fact, currency in currencies.items()
        if row.get(fact) is not None
    )
    return decide_by(program, Case("row", history), begin).held


def _value(
    plain: bool | int | str | date | Value | None,
    unit: str | None,
    currency: str | None,
) -> Value | None:
    match plain:
        case bool():
            return plain
        case int() if unit is not None:
            return Count(plain, unit)
        case int() if currency is not None:
            return Money(plain, currency)
        case int():
            return str(plain)  # of no kind of fact; the check of the case says so
        case _:
            return plain
