"""How the time of each pass grows with the number of rules.

    python tests/benchmarks/growth.py [--rules 1000 10000] [--runs 3]

Parsing and checking may take at most 12 times as long for ten times the rules;
10,000 rules are compiled in under five seconds.
"""

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from made_policies import policy_text
from policydsl.backends.python import compile_policy
from policydsl.driver import Loaded, check_text
from policydsl.source import Source
from policydsl.syntax.lexicon import Lexicon
from policydsl.syntax.parser import parse


def seconds(work: Callable[[], object], runs: int) -> list[float]:
    """Return the processor time of each run; garbage is collected in between."""
    found = []
    for _ in range(runs):
        gc.collect()
        gc.disable()
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
        gc.enable()
    return found


def passes(rules: int) -> dict[str, Callable[[], object]]:
    """Return what is measured, by name."""
    text = policy_text(rules)
    loaded: Loaded = check_text(text, "made.policy")
    if loaded.policy is None or loaded.lexicon is None:
        raise SystemExit(f"the made policy has findings: {loaded.diagnostics[:3]}")
    policy = loaded.policy
    words: Lexicon = loaded.lexicon
    return {
        "parse": lambda: parse(Source("made.policy", text), words),
        "check": lambda: check_text(text, "made.policy"),
        "compile": lambda: compile_policy(policy),
    }


def main() -> None:
    """Print a table of medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    medians: dict[str, list[float]] = {}
    print(f"{'pass':10} {'rules':>7} {'median':>8} {'least':>8} {'most':>8}   seconds")
    for rules in options.rules:
        for name, work in passes(rules).items():
            found = seconds(work, options.runs)
            medians.setdefault(name, []).append(statistics.median(found))
            print(
                f"{name:10} {rules:7} {statistics.median(found):8.3f} "
                f"{min(found):8.3f} {max(found):8.3f}"
            )
    for name, found in medians.items():
        print(f"{name}: {found[-1] / found[0]:.1f} times as long")


if __name__ == "__main__":
    main()
