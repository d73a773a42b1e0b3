"""How long a command takes from cold.

    python tests/benchmarks/cold.py [--runs 11]

Each run is a process of its own; Python's own start is measured beside it.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from made_policies import policy_text

RULES = 20


def seconds(arguments: list[str], runs: int) -> list[float]:
    """Return how long each run takes; the first is not counted."""
    found = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL)
        found.append(time.perf_counter() - start)
    return found[1:]


def main() -> None:
    """Print a table of medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=11)
    runs = parser.parse_args().runs
    policydsl = [sys.executable, "-m", "policydsl"]
    with tempfile.TemporaryDirectory() as folder:
        policy = Path(folder) / "made.policy"
        policy.write_text(policy_text(RULES), encoding="utf-8")
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "import policydsl": [sys.executable, "-c", "import policydsl"],
            "policydsl --help": [*policydsl, "--help"],
            f"policydsl check, {RULES} rules": [*policydsl, "check", str(policy)],
        }
        print(f"{'command':32} {'median':>8} {'least':>8} {'most':>8}   seconds")
        for name, arguments in commands.items():
            found = seconds(arguments, runs)
            print(
                f"{name:32} {statistics.median(found):8.3f} "
                f"{min(found):8.3f} {max(found):8.3f}"
            )


if __name__ == "__main__":
    main()
