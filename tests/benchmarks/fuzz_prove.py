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
import traceback
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from policydsl.legal.check import can_be_done, check
from policydsl.legal.verdict import Judgement, Verdict
from policydsl.runtime.case import Case
from policydsl.runtime.decision import PlannedAct, State
from policydsl.runtime.sight import OTHERWISE
from policydsl.semantics import core
from random_cases.aimed import Target, aimed
from random_cases.hostile import stormy
from random_cases.laws import broken, judged
from random_cases.loading import Trial

FALSE_LAWFUL = "FALSE LAWFUL"
EXERCISED = "exercised"
# A verdict that was asked so often was asked well.
OFTEN = 5
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


def search(seed: int, cases: int) -> tuple[list[str], Counter[str]]:
    """Check one random policy under random laws; return the breaches found.

    A policy, or a world, for which the tool fails is told in the same way.
    """
    r, counts = Random(seed), Counter[str]()
    pair = judged(r)
    if pair is None:
        return [], counts
    one, laws = pair
    try:
        found = _searched(r, one, laws, cases, counts)
    except Exception:
        found = [f"{traceback.format_exc(limit=-4)}\n{one.text}"]
    counts[FALSE_LAWFUL] += len(found)
    return [f"seed {seed}, {text}" for text in found], counts


def _searched(
    r: Random,
    one: Trial,
    laws: Mapping[str, core.Law],
    cases: int,
    counts: Counter[str],
) -> list[str]:
    play = _Play(r, one, Target(one, laws))
    for judgement in check(one.policy, laws).judgements:
        counts[_kind(judgement)] += 1
        if judgement.verdict in (Verdict.LAWFUL, Verdict.OUT_OF_SCOPE):
            play.fine[judgement.rule.name].append(judgement)
    if play.fine:
        for place in range(cases):
            play.case(place)
    for judgements in play.fine.values():
        for judgement in judgements:
            for least in (1, OFTEN):
                if play.acted[_key(judgement)] >= least:
                    counts[f"{_kind(judgement)}, {EXERCISED}{_times(least)}"] += 1
    return list(play.found.values())


@dataclass
class _Play:
    """The cases of one policy. ``acted``: in how many instants each verdict was asked.

    What relies on everybody is asked only where nobody else acts.
    """

    r: Random
    one: Trial
    target: Target
    fine: dict[str, list[Judgement]] = field(default_factory=lambda: defaultdict(list))
    acted: Counter[Key] = field(default_factory=Counter)
    found: dict[Key, str] = field(default_factory=dict)
    _may_act: set[str] = field(default_factory=set)

    def case(self, place: int) -> None:
        """Play one case, which mostly aims at the lawful verdict asked least."""
        r = self.r
        every = [one for those in self.fine.values() for one in those]
        lawful = [one for one in every if one.is_lawful]
        is_kept = any(one.relies_on for one in every) and r.random() < 0.5
        if lawful and place % 4:
            r.shuffle(lawful)
            aim = min(lawful, key=lambda one: self.acted[_key(one)])
            is_kept = is_kept or bool(aim.relies_on)
            played = aimed(r, self.target, aim, is_kept=is_kept)
        else:
            played = stormy(r, self.one.compiled, self.one.rules, is_kept=is_kept)
        for case, at, decision in played:
            for act in decision.in_state(State.DUE):
                self._ask_whether_ever(act, at, place)
                for judgement in self.fine.get(act.rule, ()):
                    if is_kept or not judgement.relies_on:
                        self._ask(judgement, case, at, act, place)

    def _ask_whether_ever(self, act: PlannedAct, at: datetime, place: int) -> None:
        """What acts, is not to have been called a rule that never can."""
        if act.id.endswith(f"/{OTHERWISE}") or act.rule in self._may_act:
            return
        rule = self.one.policy.every_rule[act.rule]
        if can_be_done(self.one.policy, rule):
            self._may_act.add(act.rule)
        else:
            where = f"case {place}, at {at}: {act.rule} acts, though it never can"
            self.found[act.rule, ""] = f"{where}\n{self.one.text}"

    def _ask(
        self,
        judgement: Judgement,
        case: Case,
        at: datetime,
        act: PlannedAct,
        place: int,
    ) -> None:
        key = _key(judgement)
        self.acted[key] += 1
        if not judgement.is_lawful and self.acted[key] > OFTEN:
            return
        breach = broken(self.r, self.one, judgement.bound, case, act, at)
        if breach is not None:
            where = f"case {place}, at {at}: "
            self.found.setdefault(key, where + _words(self.one, judgement))


def _times(least: int) -> str:
    return "" if least == 1 else f" {least} times"


def _kind(judgement: Judgement) -> str:
    relying = ", relying on all" if judgement.relies_on else ""
    return f"{judgement.verdict.value}{relying}"


def _key(judgement: Judgement) -> Key:
    return judgement.rule.name, judgement.bound.name


def _words(one: Trial, judgement: Judgement) -> str:
    norms = "; ".join(norm.words for norm in judgement.bound.article.norms)
    return (
        f"{judgement.rule.name} ({judgement.verdict.value}, "
        f"{judgement.ground.value}) under {norms}\n{one.text}"
    )


if __name__ == "__main__":
    sys.exit(main())
