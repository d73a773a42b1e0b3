"""Put faults into the prover, one at a time, and see whether a test notices.

    python -m tests.benchmarks.faults_prove [--only WORD] [--list]

Each fault of ``faults_prove.toml`` is a change of a few words of ``policydsl/legal``,
made in a copy of the project; ``tests/test_prover.py`` is then run against the copy.
Ends with status 1 if a fault was not caught, or stands nowhere in the code any more.
"""

import argparse
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from faults import Fault, Verdict, copied, passes

TESTS = ("tests/test_prover.py",)


def faults() -> list[Fault]:
    """Return all faults of the prover that are known."""
    path = Path(__file__).with_suffix(".toml")
    known = tomllib.loads(path.read_text(encoding="utf-8"))
    return [Fault(**one) for one in known["faults"]]


def verdict(fault: Fault, copy: Path) -> Verdict:
    """Put a fault into a copy of the project, run the tests, and mend it again."""
    path = fault.found(copy)
    if path is None:
        return Verdict.STALE
    right = path.read_text(encoding="utf-8")
    path.write_text(right.replace(fault.old, fault.new), encoding="utf-8")
    try:
        return Verdict.MISSED if passes(copy, TESTS) else Verdict.CAUGHT
    finally:
        path.write_text(right, encoding="utf-8")


def verdicts(chosen: list[Fault]) -> Iterator[tuple[Fault, Verdict]]:
    """Yield what becomes of each fault.

    Raises:
        RuntimeError: If the tests fail without any fault.
    """
    with tempfile.TemporaryDirectory() as name:
        copy = copied(Path(name))
        if not passes(copy, TESTS):
            raise RuntimeError("the tests fail without any fault")
        for fault in chosen:
            yield fault, verdict(fault, copy)


def main() -> int:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="faults whose title has this word")
    parser.add_argument("--list", action="store_true", help="run nothing")
    arguments = parser.parse_args()
    chosen = [one for one in faults() if arguments.only in one.title]
    if arguments.list:
        print("\n".join(one.title for one in chosen))
        return 0
    found: dict[Verdict, int] = dict.fromkeys(Verdict, 0)
    for fault, became in verdicts(chosen):
        found[became] += 1
        print(f"{became.value:<12}{fault.title}", flush=True)
    print(", ".join(f"{number} {one.value}" for one, number in found.items() if number))
    return 1 if found[Verdict.MISSED] or found[Verdict.STALE] else 0


if __name__ == "__main__":
    raise SystemExit(main())
