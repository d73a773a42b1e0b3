"""Put faults into the meaning, one at a time, and see whether a test notices.

    python -m tests.benchmarks.faults [--only WORD] [--list] [--everything]

Each fault of ``faults.toml`` is a change of a few words of the package, made in a copy
of it. The documents of its question in ``tests/conformance`` are then run against the
copy, and if they pass, those of all questions; with ``--everything`` the scenarios of
the examples and the tests of instants too. Ends with status 1 if a fault was not
caught, or stands nowhere in the code any more.
"""

import argparse
import compileall
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

ROOT = Path(__file__).parents[2]
COPIED = ("policydsl", "grammar", "tests", "examples", "pyproject.toml")
QUESTIONS = "tests/conformance"
CONFORMANCE = "tests/test_conformance.py"
EVERYTHING = (CONFORMANCE, "tests/test_scenarios.py", "tests/test_instants.py")
LONGEST = 120  # seconds that a run of the tests may take


class Verdict(Enum):
    """What became of a fault."""

    CAUGHT = "caught"
    # By documents of other questions alone.
    ELSEWHERE = "elsewhere"
    MISSED = "NOT CAUGHT"
    # The words that it changes stand nowhere, or more than once.
    STALE = "stale"


@dataclass(frozen=True)
class Fault:
    """Words of a file that are replaced, and the question that is then answered wrong.

    ``place`` is a file, or a folder in which the words stand in one file only, from the
    root of the project.
    """

    name: str
    question: str
    place: str
    old: str
    new: str

    @property
    def title(self) -> str:
        """What is shown of it."""
        return f"{self.question}  {self.name} ({self.place})"

    def found(self, root: Path) -> Path | None:
        """Return the file to change in a copy of the project, if it is only one."""
        place = root / self.place
        files = place.rglob("*.py") if place.is_dir() else [place]
        counts = {
            file: file.read_text(encoding="utf-8").count(self.old) for file in files
        }
        having = [file for file, count in counts.items() if count]
        return having[0] if sum(counts.values()) == 1 else None


def faults() -> list[Fault]:
    """Return all faults that are known."""
    path = Path(__file__).with_suffix(".toml")
    known = tomllib.loads(path.read_text(encoding="utf-8"))
    return [Fault(**one) for one in known["faults"]]


def verdict(
    fault: Fault, copy: Path, tests: tuple[str, ...] = (CONFORMANCE,)
) -> Verdict:
    """Put a fault into a copy of the project, run tests, and mend it again."""
    path = fault.found(copy)
    if path is None:
        return Verdict.STALE
    right = path.read_text(encoding="utf-8")
    path.write_text(right.replace(fault.old, fault.new), encoding="utf-8")
    try:
        for folder in sorted((copy / QUESTIONS).glob(f"{fault.question}-*")):
            if not passes(copy, (CONFORMANCE,), folder):
                return Verdict.CAUGHT
        return Verdict.MISSED if passes(copy, tests) else Verdict.ELSEWHERE
    finally:
        path.write_text(right, encoding="utf-8")


def passes(
    copy: Path, tests: tuple[str, ...] = (CONFORMANCE,), folder: Path | None = None
) -> bool:
    """Whether tests pass in a copy; one that never ends does not.

    ``folder``: the documents of the only question that is asked.
    """
    asked = {} if folder is None else {"POLICYDSL_QUESTIONS": str(folder)}
    # No bytecode of a fault is kept: it is known by the second of a change alone.
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-x", *tests]
    try:
        run = subprocess.run(
            [*command, "-p", "no:cacheprovider"],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy), **asked},
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return run.returncode == 0


def copied(folder: Path) -> Path:
    """Copy what the tests need, and compile it once."""
    ignored = shutil.ignore_patterns("__pycache__")
    for name in COPIED:
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=ignored)
        else:
            shutil.copy(source, target)
    compileall.compile_dir(str(folder / "policydsl"), quiet=1)
    return folder


def verdicts(
    chosen: list[Fault], tests: tuple[str, ...]
) -> Iterator[tuple[Fault, Verdict]]:
    """Yield what becomes of each fault.

    Raises:
        RuntimeError: If the tests fail without any fault.
    """
    with tempfile.TemporaryDirectory() as name:
        copy = copied(Path(name))
        if not passes(copy, tests):
            raise RuntimeError("the tests fail without any fault")
        for fault in chosen:
            yield fault, verdict(fault, copy, tests)


def main() -> int:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="faults whose title has this word")
    parser.add_argument("--list", action="store_true", help="run nothing")
    parser.add_argument("--everything", action="store_true", help="more tests")
    arguments = parser.parse_args()
    chosen = [one for one in faults() if arguments.only in one.title]
    if arguments.list:
        print("\n".join(one.title for one in chosen))
        return 0
    tests = EVERYTHING if arguments.everything else (CONFORMANCE,)
    found: dict[Verdict, int] = dict.fromkeys(Verdict, 0)
    for fault, became in verdicts(chosen, tests):
        found[became] += 1
        print(f"{became.value:<12}{fault.title}", flush=True)
    print(", ".join(f"{number} {one.value}" for one, number in found.items()))
    return 1 if found[Verdict.MISSED] or found[Verdict.STALE] else 0


if __name__ == "__main__":
    raise SystemExit(main())
