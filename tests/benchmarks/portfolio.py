"""Many cases, from day to day: the founding ladder over a whole portfolio.

    python -m tests.benchmarks.portfolio [--cases 10000] [--days 120] [--check 20]

Each case is a state. It is asked when something happens in its world and at the
next review, and at no other time; what is due is done at once. A call is answered
or not, people pay, report hardship, open disputes. ``--check``: so many of the cases
are decided from their whole history too, each time they are asked; a difference
ends the run with status 1.
"""

import argparse
import gc
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from policydsl.backends.python import Compiled
from policydsl.driver import load
from policydsl.runtime.case import (
    AnyEntry,
    Case,
    FactChange,
    Happening,
    OutcomeKnown,
    PermissionChange,
)
from policydsl.runtime.decision import Decision, PlannedAct, State

LADDER = Path(__file__).parents[2] / "examples/founding/missed_payments.policy"
FIRST = datetime(2026, 5, 31, 16, tzinfo=UTC)  # midnight in Shanghai
DUE_DATE = date(2026, 6, 1)
# What may happen in a case, how likely, and what it is followed by.
WORLD = (
    ("paid in full", 0.6, None),
    ("hardship reported", 0.1, None),
    ("dispute opened", 0.1, "dispute closed"),
    ("plan agreed", 0.1, "plan broken"),
)
OUTCOMES = ("no answer", "no answer", "no answer", "busy", "answered")


@dataclass
class Count:
    """What was counted over all cases."""

    decisions: int = 0
    differences: int = 0
    entries: list[int] = field(default_factory=list)
    acts: Counter[str] = field(default_factory=Counter)


def main() -> int:
    """Run the portfolio and print what it did, and how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--days", type=int, default=120)
    parser.add_argument("--check", type=int, default=20)
    options = parser.parse_args()
    policy = load(LADDER).compile()
    counted = Count()
    # What was loaded stays: it need not be looked through for garbage each time, and
    # nearly all that a decision makes goes without that.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)
    begin, worked = time.perf_counter(), time.process_time()
    for number in range(options.cases):
        follow(policy, number, options.days, counted, is_checked=number < options.check)
    taken, worked = time.perf_counter() - begin, time.process_time() - worked
    print(f"{options.cases} cases over {options.days} days in {taken:.1f} s,", end=" ")
    print(f"{worked:.1f} s of one core")
    each = worked / counted.decisions * 1e6
    print(f"{counted.decisions} decisions, {each:.0f} us each with all around them")
    entries = counted.entries
    print(f"{sum(entries) / len(entries):.1f} entries a case, at most {max(entries)}")
    print(
        f"{counted.differences} differences in {options.check} cases that were checked"
    )
    for rule, number in counted.acts.most_common():
        print(f"{number:8}  {rule}")
    return 1 if counted.differences else 0


def follow(
    policy: Compiled, number: int, days: int, counted: Count, *, is_checked: bool
) -> None:
    """Follow one case from its first day to its last."""
    r = Random(number)
    known = _known(r)
    state = policy.start(Case(f"case-{number}", known))
    history = list(known)
    coming = sorted(_world(r, days), key=lambda entry: entry.at, reverse=True)
    at: datetime | None = FIRST
    last = FIRST + timedelta(days=days)
    while at is not None and at < last:
        while coming and coming[-1].at <= at:
            history.append(coming.pop())
            state.advance(history[-1])
        decision = state.decide(at)
        counted.decisions += 1
        if is_checked:
            whole = policy(Case(f"case-{number}", tuple(history)), at)
            counted.differences += whole != decision
        done = decision.in_state(State.DUE)
        for act in done:
            counted.acts[act.rule] += 1
            for entry in _entries(r, act, at):
                history.append(entry)
                state.advance(entry)
        if not done:
            at = _next(decision, coming[-1].at if coming else None)
    counted.entries.append(len(history))


def _next(decision: Decision, happens: datetime | None) -> datetime | None:
    """Return when to ask again: at the next review, or when something happens."""
    both = (decision.next_review, happens)
    return min((one for one in both if one is not None), default=None)


# --- the world ------------------------------------------------------------------


def _known(r: Random) -> tuple[AnyEntry, ...]:
    """Return what is known on the first day."""
    known: list[AnyEntry] = [
        FactChange(id="due", at=FIRST, recorded=FIRST, fact="due date", value=DUE_DATE)
    ]
    for permission, of in (("consent", "emergency"), ("written consent", "borrower")):
        if r.random() < 0.7:
            given = PermissionChange(
                id=f"{permission} of {of}",
                at=FIRST,
                recorded=FIRST,
                permission=permission,
                of=of,
                granted=True,
            )
            known.append(given)
    return tuple(known)


def _world(r: Random, days: int) -> list[AnyEntry]:
    """Return what happens to a case, whatever the policy does."""
    found: list[AnyEntry] = []
    for name, likely, then in WORLD:
        if r.random() < likely:
            at = FIRST + timedelta(minutes=r.randrange(days * 1440))
            found.append(Happening(id=name, at=at, recorded=at, name=name))
            if then is not None:
                at += timedelta(days=r.randint(3, 30))
                found.append(Happening(id=then, at=at, recorded=at, name=then))
    return found


def _entries(r: Random, act: PlannedAct, at: datetime) -> list[AnyEntry]:
    """Return that an act was done, and what became of it."""
    done = act.as_done(at)
    outcome = r.choice(OUTCOMES) if act.verb == "call" else "delivered"
    known = OutcomeKnown(
        id=f"{act.id}!", at=at, recorded=at, act=act.id, outcome=outcome, by=None
    )
    return [done, known]


if __name__ == "__main__":
    sys.exit(main())
