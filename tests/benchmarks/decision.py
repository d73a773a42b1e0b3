"""How long one decision takes: a ladder with about 30 entries in its history.

    python -m tests.benchmarks.decision [--runs 200]

``compiled`` and ``reference`` decide from the whole history. ``told of an entry``
is a state that has just learnt the last one; ``nothing new`` is a state that is
asked again before its next review. All four give the same answer.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from policydsl.backends.python import Compiled
from policydsl.driver import load
from policydsl.runtime.case import (
    AnyEntry,
    Case,
    FactChange,
    OutcomeKnown,
    PermissionChange,
)
from policydsl.runtime.decision import Decision, PlannedAct, State
from policydsl.runtime.state import CaseState
from policydsl.semantics import evaluate

EXAMPLES = Path(__file__).parents[2] / "examples"
LADDERS = {
    "contact_ladder": EXAMPLES / "contact_ladder/contact_ladder.policy",
    "founding": EXAMPLES / "founding/missed_payments.policy",
}
FIRST = datetime(2026, 5, 31, 16, tzinfo=UTC)  # midnight in Shanghai
ENTRIES = 30


def grown(decide: Callable[[Case, datetime], Decision]) -> tuple[Case, datetime]:
    """Return a case in which nobody answers, and an instant after it."""
    history: list[AnyEntry] = [
        FactChange(
            id="due",
            at=FIRST,
            recorded=FIRST,
            fact="due date",
            value=date(2026, 6, 1),
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
    done = act.as_done(at)
    outcome = "no answer" if act.verb == "call" else "delivered"
    known = OutcomeKnown(
        id=f"{act.id}!", at=at, recorded=at, act=act.id, outcome=outcome
    )
    return [done, known]


def main() -> None:
    """Print the median, the least and the most of some runs, for each ladder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    options = parser.parse_args()
    for name, path in LADDERS.items():
        loaded = load(path)
        if loaded.policy is None:
            raise SystemExit(f"`{path}` has findings")
        compiled = loaded.compile()
        reference = partial(evaluate.decide, loaded.policy)
        case, at = grown(compiled)
        wanted = reference(case, at)
        print(f"{name}: {len(case.history)} entries, {len(wanted.acts)} acts")
        print(f"{'':18} {'median':>8} {'least':>8} {'most':>8}   microseconds")
        for what, times in (
            ("compiled", _timed(partial(compiled, case, at), wanted, options.runs)),
            ("reference", _timed(partial(reference, case, at), wanted, options.runs)),
            ("told of an entry", _told(compiled, case, at, wanted, options.runs)),
            ("nothing new", _nothing_new(compiled, case, at, wanted, options.runs)),
        ):
            print(f"{what:18} {statistics.median(times):8.1f}", end=" ")
            print(f"{min(times):8.1f} {max(times):8.1f}")


def _timed(ask: Callable[[], Decision], wanted: Decision, runs: int) -> list[float]:
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        decision = ask()
        found.append((time.perf_counter() - start) * 1e6)
        if decision != wanted:
            raise SystemExit("the answers differ")
    return found


def _told(
    compiled: Compiled, case: Case, at: datetime, wanted: Decision, runs: int
) -> list[float]:
    """Time a state from the last entry, which it learns, to its answer."""
    before, last = case.history[:-1], case.history[-1]
    found = []
    for _ in range(runs):
        state = compiled.start(replace(case, history=before))
        state.decide(last.at)

        def ask(state: CaseState = state) -> Decision:
            state.advance(last)
            return state.decide(at)

        found += _timed(ask, wanted, 1)
    return found


def _nothing_new(
    compiled: Compiled, case: Case, at: datetime, wanted: Decision, runs: int
) -> list[float]:
    """Time a state that is asked again, each time a little later."""
    state = compiled.start(case)
    state.decide(at)
    found = []
    for number in range(1, runs + 1):
        later = at + timedelta(microseconds=number)
        found += _timed(partial(state.decide, later), replace(wanted, at=later), 1)
    return found


if __name__ == "__main__":
    main()
