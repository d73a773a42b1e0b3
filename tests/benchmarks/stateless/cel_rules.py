"""The rules of the policy as CEL, and the CEL libraries that are installed.

One expression for each rule, and one for all: the list of the names that hold.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from stateless.accounts import Row

Names = tuple[str, ...]
Decide = Callable[[Row], Names]

RULES = {
    "remind_sms": "days_overdue >= 1 && bucket < 2 && consent_sms"
    " && contacts_today < 1 && !disputed",
    "remind_email": "days_overdue >= 3 && consent_email && contacts_this_week < 5"
    " && !disputed && !hardship",
    "call_customer": "days_overdue >= 7 && consent_call && local_hour >= 8"
    " && local_hour < 21 && contacts_today < 1 && contacts_this_week < 7"
    " && !(country in ['britain', 'india']) && !disputed && !vulnerable",
    "call_customer_strict": "days_overdue >= 7 && consent_call && local_hour >= 9"
    " && local_hour < 19 && contacts_today < 1 && contacts_this_week < 3"
    " && country in ['britain', 'india'] && !disputed && !vulnerable",
    "contact_emergency": "days_unreachable >= 14 && consent_emergency"
    " && identity_verified && contacts_this_week < 3 && !disputed && !vulnerable",
    "demand_letter": "bucket >= 2 && amount_due >= 10000 && !disputed && !hardship",
    "offer_plan": "days_overdue >= 15 && (hardship || amount_due >= 500000)"
    " && !disputed",
    "refer_support": "vulnerable && days_overdue >= 1",
    "escalate_supervisor": "bucket >= 3 && identity_verified && amount_due >= 50000"
    " && !disputed && !hardship && !vulnerable",
    "field_visit": "days_unreachable >= 30 && days_overdue >= 60"
    " && !(country in ['america', 'britain']) && local_hour >= 9"
    " && local_hour < 17 && !disputed && !hardship && !vulnerable",
    "legal_referral": "bucket >= 4 && days_overdue >= 120 && amount_due >= 200000"
    " && identity_verified && !disputed && !hardship && !vulnerable",
    "dispute_review": "disputed && days_overdue >= 1",
}
ALL = " + ".join(f"({text} ? ['{name}'] : [])" for name, text in RULES.items())


def libraries(example: Row) -> Iterator[tuple[str, Decide]]:
    """Yield each way to run the rules by a CEL library that is installed."""
    for module, ways in (("cel", _rust), ("cel_expr_python", _cpp)):
        try:
            found = import_module(module)
        except ImportError:
            continue
        yield from ways(found, example)


def _rust(cel: Any, example: Row) -> Iterator[tuple[str, Decide]]:
    """``python-cel`` and ``common-expression-language``, which are of one origin."""
    read = cel.compile if hasattr(cel, "compile") else cel.Program
    programs = [(read(text), name) for name, text in RULES.items()]
    whole = read(ALL)

    def one_each(row: Row) -> Names:
        context = cel.Context(row)
        return tuple(name for one, name in programs if one.execute(context))

    yield "CEL in Rust, 12 programs", one_each
    yield "CEL in Rust, 1 program", lambda row: tuple(whole.execute(cel.Context(row)))


def _cpp(package: Any, example: Row) -> Iterator[tuple[str, Decide]]:
    cel = import_module(f"{package.__name__}.cel")
    types = {bool: cel.Type.BOOL, int: cel.Type.INT, str: cel.Type.STRING}
    environment = cel.NewEnv(
        variables={name: types[type(value)] for name, value in example.items()}
    )
    programs = [(environment.compile(text), name) for name, text in RULES.items()]
    whole = environment.compile(ALL)

    def one_each(row: Row) -> Names:
        facts = environment.Activation(row)
        return tuple(name for one, name in programs if one.eval(facts).plain_value())

    yield "CEL in C++, 12 programs", one_each
    yield "CEL in C++, 1 program", lambda row: tuple(whole.eval(data=row).plain_value())
