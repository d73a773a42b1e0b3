"""What was proved lawful meets no breach in hostile random worlds.

``tests/benchmarks/fuzz_prove.py`` looks for more, and longer.
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))

from fuzz_prove import EXERCISED, search

POLICIES = 300
CASES = 3


def test_nothing_lawful_is_ever_broken() -> None:
    verdicts: Counter[str] = Counter()
    found: list[str] = []
    for seed in range(POLICIES):
        texts, counts = search(seed, CASES)
        found += texts
        verdicts += counts
    assert found == []
    # A rule that never acts shows nothing.
    assert verdicts[f"lawful, {EXERCISED}"] >= POLICIES // 6
