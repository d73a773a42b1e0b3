"""How long one decision takes: the founding ladder with about 30 entries.

python -m tests.benchmarks.decision [--runs 200]
"""

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from policydsl.driver import load
from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Case,
    FactChange,
    OutcomeKnown,
    PermissionChange,
)
from policydsl.runtime.decision import Decision, PlannedAct, State
from policydsl.semantics import evaluate

LADDER = Path(__file__).parents[2] / "examples/contact_ladder/contact_ladder.policy"
FIRST = datetime(2026, 2, 28, 16, tzinfo=UTC)
ENTRIES = 30


def grown(decide: Callable[[Case, datetime], Decision]) -> tuple[Case, datetime]:
    """Return a case in which nobody answers, and an instant after it."""
    history: list[AnyEntry] = [
        FactChange(
            id="due",
            at=FIRST,
            recorded=FIRST,
            fact="due date",
            value=date(2026, 3, 1),
        ),
        PermissionChange(
            id="consent",
            at=FIRST,
            recorded=FIRST,
            permission="written consent",
            of="emergency",
            granted=True,
        ),
    ]
    at = FIRST
    while len(history) < ENTRIES and at < FIRST + timedelta(days=45):
        decision = decide(Case("1", tuple(history)), at)
        due = decision.in_state(State.DUE)
        for act in due:
            history += _done(act, at)
        if not due:
            at = decision.next_review or at + timedelta(days=1)
    return Case("1", tuple(history)), at


def _done(act: PlannedAct, at: datetime) -> list[AnyEntry]:
    done = ActDone(
        id=act.id,
        at=at,
        recorded=at,
        verb=act.verb,
        audience=act.audience,
        channels=act.channels,
        purpose=act.purpose,
        disclosing=act.disclosing,
        rule=act.rule,
        occurrence=act.id,
    )
    outcome = "no answer" if act.verb == "call" else "delivered"
    known = OutcomeKnown(
        id=f"{act.id}!", at=at, recorded=at, act=act.id, outcome=outcome
    )
    return [done, known]


def main() -> None:
    """Print the median, the least and the most of some runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    options = parser.parse_args()
    loaded = load(LADDER)
    if loaded.policy is None:
        raise SystemExit(f"`{LADDER}` has findings")
    compiled = loaded.compile()
    case, at = grown(compiled)
    print(f"{len(case.history)} entries, {len(compiled(case, at).acts)} acts")
    print(f"{'':10} {'median':>8} {'least':>8} {'most':>8}   microseconds")
    reference = partial(evaluate.decide, loaded.policy)
    for name, decide in (("compiled", compiled), ("reference", reference)):
        found = []
        for _ in range(options.runs):
            start = time.perf_counter()
            decide(case, at)
            found.append((time.perf_counter() - start) * 1e6)
        print(
            f"{name:10} {statistics.median(found):8.0f} "
            f"{min(found):8.0f} {max(found):8.0f}"
        )


if __name__ == "__main__":
    main()
