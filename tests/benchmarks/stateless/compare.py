"""How long a decision takes that needs no history: this policy and CEL in one run.

    python -m tests.benchmarks.stateless.compare [--rows 5000] [--repeats 7]
        [--reference FOLDER]

Every engine is asked about the same rows, and one that answers otherwise than the
reference interpreter is named and not timed. ``--reference``: the folder of a
``workload.py`` that decides the same rules; its answers are compared, too.
CEL is timed if a library is installed: ``python-cel``, ``cel-expr-python``.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from policydsl.driver import load
from policydsl.runtime.case import Case, Count, FactChange, Money, Value
from policydsl.semantics import core, evaluate
from stateless.accounts import Row, account, for_cel
from stateless.cel_rules import Names, libraries

POLICY = Path(__file__).parent / "account_actions.policy"
AT = datetime(2026, 6, 1, tzinfo=UTC)
# The interpreter is slow, so it answers for some of the rows.
BY_INTERPRETER = 300
# What the facts and places of the other workload are called, where that differs.
THEIR_FACTS = {
    "dpd_bucket": "bucket",
    "contacts_last_7_days": "contacts_this_week",
    "emergency_contact_consent": "consent_emergency",
}
THEIR_PLACES = {
    "nigeria": "NG",
    "kenya": "KE",
    "philippines": "PH",
    "america": "US",
    "britain": "GB",
    "india": "IN",
}


def main() -> int:
    """Compare the answers, then print how long each engine takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--reference", type=Path)
    options = parser.parse_args()
    loaded = load(POLICY)
    if loaded.policy is None:
        raise SystemExit(f"`{POLICY}` has findings")
    compiled = loaded.compile()
    if compiled.held is None:
        raise SystemExit("the policy asks for more than a row says")
    held = compiled.held
    r = Random(1)
    rows = [account(r) for _ in range(options.rows)]
    words = [for_cel(row) for row in rows]
    wanted = [tuple(one.rule for one in held(row)) for row in rows]
    wrong = _by_interpreter(loaded.policy, rows, wanted)
    if options.reference is not None:
        wrong += _by_reference(options.reference, words, wanted)
    engines: list[tuple[str, Callable[[Row], object], Sequence[Row]]] = [
        ("policydsl", held, rows)
    ]
    for name, decide in libraries(words[0]):
        if [decide(row) for row in words] == wanted:
            engines.append((name, decide, words))
        else:
            print(f"{name} disagrees and is not timed")
            wrong += 1
    _print(engines, options.repeats)
    return 1 if wrong else 0


def _print(
    engines: Sequence[tuple[str, Callable[[Row], object], Sequence[Row]]], repeats: int
) -> None:
    taken: dict[str, list[float]] = {name: [] for name, _, _ in engines}
    for _ in range(repeats):
        for name, decide, rows in engines:
            begin = time.perf_counter()
            for row in rows:
                decide(row)
            taken[name].append((time.perf_counter() - begin) / len(rows) * 1e6)
    first = median(taken["policydsl"])
    print(f"{'':26} {'median':>8} {'least':>8} {'most':>8}   microseconds a decision")
    for name, found in taken.items():
        times = median(found) / first
        print(
            f"{name:26} {median(found):8.2f} {min(found):8.2f} {max(found):8.2f}"
            f"   {times:6.1f} times policydsl"
        )


# --- the same answers -----------------------------------------------------------


def _by_interpreter(
    policy: core.Policy, rows: Sequence[Row], wanted: Sequence[Names]
) -> int:
    units = {"local time": "past midnight", "lateness": "late day"}
    units |= {"silence": "silent day", "bucket": "step"}

    def value(fact: str, plain: bool | int | str) -> Value:
        if isinstance(plain, bool | str):
            return plain
        is_money = fact == "arrears"
        return (
            Money(plain, "EUR")
            if is_money
            else Count(plain, units.get(fact, "contact"))
        )

    wrong = 0
    for row, answer in list(zip(rows, wanted, strict=True))[:BY_INTERPRETER]:
        history = tuple(
            FactChange(id=fact, at=AT, recorded=AT, fact=fact, value=value(fact, plain))
            for fact, plain in row.items()
        )
        decision = evaluate.decide(policy, Case("1", history), AT)
        wrong += tuple(one.rule for one in decision.held) != answer
    print(f"the interpreter: {wrong} of {BY_INTERPRETER} rows differ")
    return wrong


def _by_reference(folder: Path, rows: Sequence[Row], wanted: Sequence[Names]) -> int:
    if not (folder / "workload.py").exists():
        print("the reference workload is not there, so its answers are not compared")
        return 0
    sys.path.insert(0, str(folder))
    workload: Any = import_module("workload")
    wrong = 0
    for row, answer in zip(rows, wanted, strict=True):
        theirs = {
            name: row[THEIR_FACTS.get(name, name)] for name in workload.FACTS[:-1]
        }
        theirs["jurisdiction"] = THEIR_PLACES[str(row["country"])]
        found = workload.interpret(workload.RULES, theirs)
        wrong += tuple(name for name, _ in found) != answer
    print(f"the reference workload: {wrong} of {len(rows)} rows differ")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
