"""How many lines a second are formatted.

    python tests/benchmarks/formatting.py [--rules 2000] [--runs 5]

10,000 lines a second are wanted, with all that `policydsl format` does to a document
that changes: it is read, written, and read again to see that it says the same.
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
from policydsl.driver import check_text
from policydsl.source import Source
from policydsl.syntax import cutting
from policydsl.syntax.formatter import format_document
from policydsl.syntax.lexicon import Lexicon
from policydsl.syntax.parser import parse

WANTED = 10_000


def seconds(work: Callable[[], object], runs: int) -> float:
    """Return the median of the processor time of runs."""
    found = []
    for _ in range(runs):
        cutting.cut.cache_clear()
        gc.collect()
        gc.disable()
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
        gc.enable()
    return statistics.median(found)


def main() -> None:
    """Print lines per second."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    text = policy_text(options.rules)
    words = check_text(policy_text(1), "made.policy").lexicon or Lexicon()
    document, _ = parse(Source("made.policy", text), words)
    lines = text.count("\n")

    def whole() -> None:
        read, _ = parse(Source("made.policy", text), words)
        again, _ = parse(Source("made.policy", format_document(read, words)), words)
        assert again == read

    passes: dict[str, Callable[[], object]] = {
        "read": lambda: parse(Source("made.policy", text), words),
        "write": lambda: format_document(document, words),
        "read, write, read, compare": whole,
    }
    print(f"{lines:,} lines")
    for name, work in passes.items():
        print(f"{name:27} {lines / seconds(work, options.runs):8,.0f} lines/s")
    print(f"wanted: {WANTED:,} lines/s")


if __name__ == "__main__":
    main()
