"""A log of contacts under Regulation F: how long it takes, and how much memory.

    python -m tests.benchmarks.audit [--contacts 1000000] [--law PATH] [--seconds 60]

Each size, a tenth first and then the whole, is audited by a process of its own, so
that its memory is its own. Ends with status 1 if the whole takes more seconds of one
core, or half as much memory again as the tenth. Such a log has 25 contacts for each
debt, over 180 days, with consents in between; its lines are in the order of time.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import attrs

ROOT = Path(__file__).parents[2]
LAW = "us.reg_f"
FIRST = datetime(2026, 1, 1)
DAYS = 180
PER_DEBT = 25
ZONES = ("America/New_York", "America/Chicago", "America/Los_Angeles")
HOURS = (7, *range(8, 21), *range(9, 20), *range(10, 20), 21)
COLUMNS = (
    "id,when,zone,case,person,party,act,channel,outcome,actor,disclosing,"
    "permission,granted,given_to"
)
OUTCOMES = ("no answer",) * 6 + ("answered",) * 2 + ("busy", "voicemail")


@attrs.frozen
class Run:
    """What one audit took. ``memory``: at its highest, in megabytes."""

    seconds: float
    cpu_seconds: float
    memory: float
    breaches: int


def main() -> int:
    """Run the benchmark that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contacts", type=int, default=1_000_000)
    parser.add_argument("--law", default=LAW)
    parser.add_argument("--seconds", type=float, default=60)
    arguments = parser.parse_args()
    runs = []
    with tempfile.TemporaryDirectory() as folder:
        for contacts in (arguments.contacts // 10, arguments.contacts):
            log = Path(folder, f"{contacts}.csv")
            write(log, contacts)
            run = audit(arguments.law, log)
            runs.append(run)
            print(
                f"{contacts:>9,} contacts: {run.cpu_seconds:6.1f} s of one core "
                f"({run.seconds:.1f} s on the clock), {run.memory:.0f} MB, "
                f"{run.breaches:,} breaches"
            )
    few, many = runs
    is_slow = many.cpu_seconds > arguments.seconds
    return 1 if is_slow or many.memory > 1.5 * few.memory else 0


def write(path: Path, contacts: int) -> None:
    """Write a log of so many contacts."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(COLUMNS + "\n")
        file.writelines(lines(contacts))


def lines(contacts: int) -> Iterator[str]:
    """Yield the lines of a log."""
    r = Random(1)
    debts = max(contacts // PER_DEBT, 1)
    for number in range(contacts):
        day = FIRST + timedelta(days=number * DAYS // contacts)
        debt = r.randrange(debts)
        minute, second = r.randrange(60), r.randrange(60)
        when = f"{day:%Y-%m-%d}T{r.choice(HOURS):02}:{minute:02}:{second:02}"
        start = f"{number},{when},{ZONES[debt % len(ZONES)]},D{debt}"
        if r.random() < 0.01:
            consent = "consent,true,debt collector"
            yield f"{start},P{debt},borrower,,,,,,{consent}\n"
        elif r.random() < 0.02:
            yield (
                f"{start},Q{debt},third party,call,phone,{r.choice(OUTCOMES)},"
                f"debt collector,{r.choice(('caller', 'debt'))},,,\n"
            )
        else:
            yield (
                f"{start},P{debt},borrower,call,phone,{r.choice(OUTCOMES)},"
                "debt collector,nothing,,,\n"
            )


def audit(law: str, log: Path) -> Run:
    """Audit a log in a process of its own."""
    found = log.with_suffix(".json")
    words = [sys.executable, "-m", "policydsl", "audit", law, "--log", str(log)]
    begin = time.perf_counter()
    process = subprocess.Popen([*words, "--format", "json", "-o", str(found)], cwd=ROOT)
    _, _, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    articles = json.loads(found.read_text(encoding="utf-8"))["articles"]
    return Run(
        seconds,
        used.ru_utime + used.ru_stime,
        used.ru_maxrss / 1024,
        sum(one["breaches"] for one in articles),
    )


if __name__ == "__main__":
    sys.exit(main())
