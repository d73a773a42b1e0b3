"""Look for a breach of what was proved lawful, on random policies, laws and cases.

    python -m tests.benchmarks.fuzz_prove [--examples 20000] [--cases 50] [--seed 1]

Every rule that was called lawful is played in random hostile cases: anybody acts by
hand, the policy is asked at odd instants, what it leaves open is filled in. The
monitor judges each act. Ends with status 1 if it finds a breach, or if a breach that
was called one has no witness.
"""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from policydsl.legal.check import check
from policydsl.legal.verdict import Judgement, Verdict
from random_cases.histories import random_case, random_instant
from random_cases.laws import broken, random_law
from random_cases.loading import Trial, trial

# Asking about a case again is cheap; to make one takes many decisions.
INSTANTS = 6


def main() -> int:
    """Run the search that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=20_000)
    parser.add_argument("--cases", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=5, help="breaches shown")
    arguments = parser.parse_args()
    verdicts: Counter[str] = Counter()
    found: list[str] = []
    begin = time.perf_counter()
    for seed in range(arguments.seed, arguments.seed + arguments.examples):
        found += search(seed, arguments.cases, verdicts)
    for text in found[: arguments.show]:
        print(text, end="\n\n")
    print(f"{arguments.examples} policies in {time.perf_counter() - begin:.0f} s")
    print(f"{len(found)} false lawful")
    for name, number in verdicts.most_common():
        print(f"{number:8}  {name}")
    return 1 if found else 0


def search(seed: int, cases: int, verdicts: Counter[str]) -> list[str]:
    """Check one random policy under one random law; return the breaches found."""
    r = Random(seed)
    one = trial(r)
    law = random_law(r, one.text)
    if law is None:
        return []
    checked = check(one.policy, {law.name: law})
    verdicts.update(j.verdict.value for j in checked.judgements)
    lawful = [
        judgement
        for judgement in checked.judgements
        if judgement.verdict in (Verdict.LAWFUL, Verdict.OUT_OF_SCOPE)
        and not judgement.relies_on
    ]
    found: dict[tuple[str, str], str] = {}
    for place in range(cases if lawful else 0):
        case = random_case(r, one.compiled, one.rules)
        for _ in range(INSTANTS):
            at = random_instant(r, case, one.compiled)
            for judgement in lawful:
                key = judgement.rule.name, judgement.bound.article.number
                breach = broken(r, one, judgement.rule, judgement.bound, case, at)
                if breach is not None:
                    verdicts["FALSE LAWFUL"] += 1
                    found.setdefault(key, _words(seed, place, one, judgement, at))
    return list(found.values())


def _words(seed: int, place: int, one: Trial, judgement: Judgement, at: object) -> str:
    norms = "; ".join(norm.words for norm in judgement.bound.article.norms)
    return (
        f"seed {seed}, case {place}, at {at}: {judgement.rule.name} "
        f"({judgement.verdict.value}, {judgement.ground.value}) under {norms}\n{one.text}"
    )


if __name__ == "__main__":
    sys.exit(main())
