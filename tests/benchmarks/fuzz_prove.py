"""Look for a breach of what was proved lawful, on random policies, laws and cases.

    python -m tests.benchmarks.fuzz_prove [--examples 20000] [--cases 50] [--seed 1]
        [--processes 2]

Every rule that was called lawful is played in random hostile cases: anybody acts by
hand, the policy is asked at odd instants, what it leaves open is filled in. The
monitor judges each act. A verdict is exercised if its rule acted in one of its cases.
Ends with status 1 if a breach is found.
"""

import argparse
import sys
import time
from collections import Counter, defaultdict
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from policydsl.legal.check import check
from policydsl.legal.verdict import Judgement, Verdict
from policydsl.runtime.decision import State
from policydsl.semantics import core
from random_cases.hostile import stormy
from random_cases.laws import broken, careful, random_law
from random_cases.loading import Trial, trial

FALSE_LAWFUL = "FALSE LAWFUL"
EXERCISED = "exercised"
Key = tuple[str, str]


def main() -> int:
    """Run the search that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=20_000)
    parser.add_argument("--cases", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--show", type=int, default=5, help="breaches shown")
    arguments = parser.parse_args()
    seeds = range(arguments.seed, arguments.seed + arguments.examples)
    verdicts: Counter[str] = Counter()
    found: list[str] = []
    begin = time.perf_counter()
    with Pool(arguments.processes) as pool:
        look = partial(search, cases=arguments.cases)
        for texts, counted in pool.imap_unordered(look, seeds, chunksize=4):
            verdicts += counted
            found += texts
            for text in texts[: max(0, arguments.show - len(found) + len(texts))]:
                print(text, end="\n\n", flush=True)
    print(f"{arguments.examples} policies in {time.perf_counter() - begin:.0f} s")
    print(f"{len(found)} false lawful")
    for name, number in verdicts.most_common():
        print(f"{number:8}  {name}")
    return 1 if found else 0


def drawn(r: Random) -> tuple[Trial, core.Law] | None:
    """Draw a policy and a law; most policies take care of theirs."""
    if r.random() < 0.75:
        return careful(r)
    one = trial(r)
    law = random_law(r, one.text)
    return None if law is None else (one, law)


def search(seed: int, cases: int) -> tuple[list[str], Counter[str]]:
    """Check one random policy under one random law; return the breaches found."""
    r, counts = Random(seed), Counter[str]()
    pair = drawn(r)
    if pair is None:
        return [], counts
    one, law = pair
    checked = check(one.policy, {law.name: law})
    fine: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in checked.judgements:
        counts[_kind(judgement)] += 1
        if judgement.verdict in (Verdict.LAWFUL, Verdict.OUT_OF_SCOPE):
            fine[judgement.rule.name].append(judgement)
    acted: set[Key] = set()
    found: dict[Key, str] = {}
    for place in range(cases if fine else 0):
        _play(r, one, fine, acted, found, place)
    for judgements in fine.values():
        for judgement in judgements:
            if _key(judgement) in acted:
                counts[f"{_kind(judgement)}, {EXERCISED}"] += 1
    counts[FALSE_LAWFUL] += len(found)
    return [f"seed {seed}, {text}" for text in found.values()], counts


def _play(
    r: Random,
    one: Trial,
    fine: dict[str, list[Judgement]],
    acted: set[Key],
    found: dict[Key, str],
    place: int,
) -> None:
    """Play one case. What relies on everybody is asked only where nobody else acts."""
    relying = any(j.relies_on for judgements in fine.values() for j in judgements)
    is_kept = relying and r.random() < 0.5
    for case, at, decision in stormy(r, one.compiled, one.rules, is_kept=is_kept):
        for act in decision.in_state(State.DUE):
            for judgement in fine.get(act.rule, ()):
                if judgement.relies_on and not is_kept:
                    continue
                acted.add(_key(judgement))
                if broken(r, one, judgement.bound, case, act, at) is not None:
                    where = f"case {place}, at {at}: "
                    found.setdefault(_key(judgement), where + _words(one, judgement))


def _kind(judgement: Judgement) -> str:
    relying = ", relying on all" if judgement.relies_on else ""
    return f"{judgement.verdict.value}{relying}"


def _key(judgement: Judgement) -> Key:
    return judgement.rule.name, judgement.bound.article.number


def _words(one: Trial, judgement: Judgement) -> str:
    norms = "; ".join(norm.words for norm in judgement.bound.article.norms)
    return (
        f"{judgement.rule.name} ({judgement.verdict.value}, "
        f"{judgement.ground.value}) under {norms}\n{one.text}"
    )


if __name__ == "__main__":
    sys.exit(main())
