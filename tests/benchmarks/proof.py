"""How long it takes to prove that a policy keeps the law.

    python tests/benchmarks/proof.py [--runs 5]

Seconds of the processor, but for what is started from cold.

The founding ladder is checked under all Chinese laws in a process of its own, with
and without the proof. Then policies of many rules are proved under laws of many
articles, all of which they keep; and one that breaks some of them.
"""

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from made_policies import policy_text
from policydsl.driver import check_text
from policydsl.legal.verdict import Verdict
from policydsl.proving import prove

ROOT = Path(__file__).parents[2]
SIZES = ((25, 15), (50, 30), (100, 60), (200, 60), (100, 120))
_LAW = """law made "A law of many articles"
    of CN
    force regulation
    in force from 2026-01-01
    source "Made up to be measured"
    uses collections
"""
# In turn: the kinds of article that laws have most.
_NORMS = (
    "limit contact: between 0{hour}:00 and 22:00",
    "forbid contact third party disclosing more than caller",
    "forbid contact third party unless consent of recipient",
    "limit call borrower: {times} times per day for each borrower",
    "forbid call borrower if disputed",
    "forbid contact for demand if plan active",
    "forbid contact third party unless unreachable of borrower",
    "forbid report arrears to credit bureau unless written consent of borrower",
)
_CAP = "\nlimit call borrower: 2 times per day\n"


def law_text(articles: int) -> str:
    """Return a law of so many articles."""
    parts = [_LAW]
    for n in range(articles):
        norm = _NORMS[n % len(_NORMS)].format(hour=n % 9, times=2 + n % 5)
        parts.append(f'\narticle {n + 1} "Article {n + 1}"\n    {norm}\n')
    return "".join(parts)


def under_law(rules: int, *, capped: bool = True) -> str:
    """Return a policy of so many rules; without its cap it breaks some articles."""
    text = policy_text(rules).replace(
        "    uses coll", "    under made\n    uses coll", 1
    )
    return text + (_CAP if capped else "")


def proof_of(rules: int, articles: int, *, capped: bool = True) -> tuple[float, int]:
    """Return how long a proof takes, and how many verdicts are not lawful."""
    text = under_law(rules, capped=capped)
    loaded = check_text(text, "made.policy", {"made.law": law_text(articles)})
    assert not loaded.diagnostics, loaded.diagnostics[0].message
    start = time.process_time()
    proof = prove(loaded, seconds=600)
    taken = time.process_time() - start
    fine = (Verdict.LAWFUL, Verdict.OUT_OF_SCOPE)
    wrong = [one for one in proof.judged.judgements if one.verdict not in fine]
    return taken, len(wrong)


def from_cold(*options: str) -> Callable[[], float]:
    """Return a function that says how long the founding ladder takes."""
    command = [sys.executable, "-m", "policydsl", "check", "examples/founding"]

    def seconds() -> float:
        start = time.perf_counter()
        subprocess.run(
            [*command, *options], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
        )
        return time.perf_counter() - start

    return seconds


def main() -> None:
    """Print a table of seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    print("the founding ladder from cold")
    for name, seconds in (
        ("with the proof", from_cold()),
        ("without it", from_cold("--no-proof")),
    ):
        found = [seconds() for _ in range(runs + 1)][1:]
        print(f"  {name:16} {statistics.median(found):8.2f} s (most {max(found):.2f})")
    print("\nrules  articles  seconds   ms a pair")
    for rules, articles in SIZES:
        taken, wrong = proof_of(rules, articles)
        assert wrong == 0, f"{wrong} verdicts are not lawful"
        pair = 1000 * taken / (rules * articles)
        print(f"{rules:5} {articles:9} {taken:8.2f} {pair:11.2f}")
    taken, wrong = proof_of(20, 16, capped=False)
    print(f"\n20 rules under 16 articles, {wrong} of the verdicts wrong: {taken:.2f} s")


if __name__ == "__main__":
    main()
