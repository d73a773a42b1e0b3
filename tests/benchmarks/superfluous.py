"""Deletes each clause of each lawful example in turn, and proves the rest again.

    python -m tests.benchmarks.superfluous
    python -m tests.benchmarks.superfluous --witness

Either an article fails then, or the checker had said of the whole policy that no
article needs the clause; and never both. ``--witness`` plays a case for each article
that fails, as ``check`` does: what is not proved is shown.
"""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from deleting import each_deleted, keeps_the_law, lawful_examples, load, noted
from policydsl.driver import Loaded
from policydsl.proving import prove


def _outcome(less: Loaded, *, is_played: bool) -> str:
    """Return what the worst verdict on a policy is, or that it is lawful."""
    if keeps_the_law(less):
        return "lawful"
    if less.has_errors:
        return "does not compile"
    if not is_played:
        return "fails"
    verdicts = {one.verdict.value for one in prove(less).judged.judgements}
    return ", ".join(sorted(verdicts - {"lawful", "out of scope"}))


def main(arguments: list[str] | None = None) -> int:
    """Return 1 if of any clause the checker and the proof say different things."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--witness", action="store_true")
    is_played = parser.parse_args(arguments).witness
    found: Counter[str] = Counter()
    wrong: list[str] = []
    for path in lawful_examples():
        whole = load(path)
        assert whole.document is not None
        start = time.perf_counter()
        named = noted(whole)
        seconds = time.perf_counter() - start
        print(f"{_shown(path)}: {seconds:.1f} s, {len(named)} notes")
        for one in each_deleted(whole.document):
            outcome = _outcome(one.load(whole, path), is_played=is_played)
            words = " ".join(one.clause.text.split())
            found[outcome] += 1
            if (outcome == "lawful") is not (one.clause in named):
                wrong.append(f"{_shown(path)}: `{words}`: {outcome}")
            print(f"    {outcome}: {words}")
    print(dict(found))
    print("\n".join(wrong) or "each clause is needed, or named")
    return 1 if wrong else 0


def _shown(path: Path) -> str:
    return path.parent.relative_to(path.parents[2]).as_posix()


if __name__ == "__main__":
    raise SystemExit(main())
