"""Compare the compiled callable with the reference interpreter on random cases.

    python -m tests.benchmarks.fuzz_decide [--examples 20000] [--seed 1] [--show 5]

Prints disagreements with their policies, and how many of the triples (policy, case,
instant) covered what. Ends with status 1 if there is a disagreement.
"""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from policydsl.runtime.case import Case
from policydsl.runtime.decision import Decision
from random_cases.comparing import Answer, answer, difference, outlook, repeated
from random_cases.histories import random_case, random_instant
from random_cases.loading import Trial, trial, trial_of_versions

# Asking about a case again is cheap; to make one takes many decisions.
CASES, INSTANTS = 4, 4
# The share of policies that have several versions.
VERSIONS = 0.3


def main() -> int:
    """Run the comparison that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=5, help="disagreements shown")
    arguments = parser.parse_args()
    covered: Counter[str] = Counter()
    found: list[str] = []
    begin = time.perf_counter()
    seed, triples = arguments.seed, 0
    while triples < arguments.examples:
        found += compare(seed, covered)
        triples += CASES * INSTANTS
        seed += 1
    for text in found[: arguments.show]:
        print(text, end="\n\n")
    print(f"{triples} triples of {seed - arguments.seed} policies", end=" ")
    print(f"in {time.perf_counter() - begin:.0f} s")
    print(f"{len(found)} disagreements")
    for name, number in covered.most_common():
        print(f"{number / triples:7.1%}  {name}")
    return 1 if found else 0


def compare(seed: int, covered: Counter[str]) -> list[str]:
    """Compare one random policy on some cases; return what differs, in words."""
    r = Random(seed)
    one = trial_of_versions(r) if r.random() < VERSIONS else trial(r)
    found = []
    for place in range(CASES):
        case = random_case(r, one.compiled, one.rules)
        for _ in range(INSTANTS):
            at = random_instant(r, case, one.compiled)
            expected = answer(one.reference, case, at)
            covered.update(_states(expected))
            what = _wrong(r, one, case, expected, answer(one.compiled, case, at))
            if what is not None:
                found.append(f"seed {seed}, case {place}, at {at}\n{what}\n{one.text}")
    return found


def _wrong(
    r: Random, one: Trial, case: Case, expected: Answer, actual: Answer
) -> str | None:
    what = difference(expected, actual)
    if what is None and repeated(expected) is not None:
        what = f"two acts have the id {repeated(expected)}"
    if what is None:
        later = outlook(r, one.reference, case, expected)
        what = None if later is None else f"before the next review: {later}"
    return what


def _states(one: Answer) -> set[str]:
    if not isinstance(one, Decision):
        return {"a calendar ends"}
    states = {act.state.value for act in one.acts}
    states.update(
        f"because of {r.cause.value}" for act in one.acts for r in act.reasons
    )
    if one.held:
        states.add("held")
    if one.regrets:
        states.add("regrets")
    states.update(f"duty {duty.state.value}" for duty in one.duties)
    if one.next_review is not None:
        states.add("next review")
    return states or {"nothing"}


if __name__ == "__main__":
    sys.exit(main())
