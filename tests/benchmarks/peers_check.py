"""How many files of 12 rules are checked in a second, beside cedarpy's validation.

    python tests/benchmarks/peers_check.py --peer VENV/bin/python [--files 500]

VENV is an environment of its own with cedarpy. Both check the same rules about the
rows of `stateless/`: ours are parsed, typed and linted from files, without proofs, by
the command as CI calls it, and so are as many rules of a usual policy, which say
less; the peer's are validated against one schema, from memory.
Times are those of the processor, of whole processes from their start; rounds take
turns. At least half as many files per second are wanted.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from made_policies import policy_text

FOLDER = Path(__file__).parent / "stateless"
NAME = "account_actions"
PEER = """
import json, sys
import cedarpy
texts = json.load(sys.stdin)
schema = cedarpy.Schema.from_json_str(texts["schema"])
for text in texts["policies"]:
    assert cedarpy.validate_policies(text, schema).validation_passed
"""


def seconds(arguments: list[str], given: str = "") -> float:
    """Return how much processor time a process takes from its start to its end."""
    before = os.times()
    subprocess.run(
        arguments, input=given, text=True, check=True, stdout=subprocess.DEVNULL
    )
    after = os.times()
    return (after.children_user + after.children_system) - (
        before.children_user + before.children_system
    )


def files(folder: Path, text: str, number: int) -> Path:
    """Write so many policies of one text, each of its own name, and their words."""
    folder.mkdir()
    words = (FOLDER / "accounts.vocabulary").read_text(encoding="utf-8")
    (folder / "accounts.vocabulary").write_text(words, encoding="utf-8")
    _, name, rest = text.split(" ", 2)
    for n in range(number):
        own = f"policy {name}_{n} {rest}"
        (folder / f"{name}_{n}.policy").write_text(own, encoding="utf-8")
    return folder


def main() -> None:
    """Print files per second, with and without the start of the process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", required=True, help="a Python that has cedarpy")
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    cedar = (FOLDER / f"{NAME}.cedar").read_text(encoding="utf-8")
    schema = (FOLDER / f"{NAME}.cedarschema.json").read_text(encoding="utf-8")
    texts = {
        "policydsl": (FOLDER / f"{NAME}.policy").read_text(encoding="utf-8"),
        "  usual": policy_text(12),
    }
    found: dict[str, list[float]] = {name: [] for name in (*texts, "cedarpy")}
    starts: dict[str, list[float]] = {name: [] for name in found}
    ours = [sys.executable, "-m", "policydsl", "check", "--no-proof"]
    with tempfile.TemporaryDirectory() as root:
        folders = {
            (name, number): files(Path(root) / f"{name.strip()}{number}", text, number)
            for name, text in texts.items()
            for number in (options.files, 1)
        }
        for _ in range(options.rounds):
            for (name, number), folder in folders.items():
                into = starts if number == 1 else found
                into[name].append(seconds([*ours, str(folder)]))
            for number, into in ((options.files, found), (1, starts)):
                given = {"schema": schema, "policies": [cedar] * number}
                took = seconds([options.peer, "-c", PEER], json.dumps(given))
                into["cedarpy"].append(took)
    print(f"{'':10} {'files/s':>9} {'least':>7} {'most':>7} {'start':>8}  after it")
    for name, each in found.items():
        rates = sorted(options.files / one for one in each)
        start = statistics.median(starts[name])
        after = (options.files - 1) / (statistics.median(each) - start)
        print(
            f"{name:10} {statistics.median(rates):9.0f} {rates[0]:7.0f} "
            f"{rates[-1]:7.0f} {start:6.2f} s {after:9.0f}"
        )


if __name__ == "__main__":
    main()
