"""``policydsl simulate``: days that cannot be counted, and cases that are none."""

from pathlib import Path

import pytest

from policydsl.cli import main

BUSINESS_DAYS = """policy days
    version 1
    in force from 2026-03-01
    uses collections, cn_work_days
    zone Asia/Shanghai
    business days of cn work 2026

rule first
    after 5 business days overdue: call borrower
"""
DUE = ("--given", "due date is 2026-12-29")


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """Return a policy whose calendar ends with the year 2026."""
    path = tmp_path / "days.policy"
    path.write_text(BUSINESS_DAYS, encoding="utf-8")
    return path


def simulate(policy: Path, *options: str) -> int:
    """Run the command and return its exit status."""
    return main(["simulate", str(policy), *options])


def test_why_says_where_the_calendar_ends(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = ("--from", "2026-12-28", "--until", "2027-01-10")
    assert simulate(policy, *DUE, *days, "--why", "first") == 0
    output = capsys.readouterr().out
    assert "Not yet: its day is not known" in output
    assert "it stops here: calendar `cn work 2026` ends on 2026-12-31" in output


@pytest.mark.parametrize(
    ("first", "message"),
    [
        ("2027-02-28", "Error: calendar `cn work 2026` ends on 2026-12-31"),
        ("2027-02-31", "`2027-02-31` is no day; write it like `2026-03-01`"),
        ("9999-12-31", "`9999-12-31` is too far away to count from it"),
        ("tomorrow", "`tomorrow` is no day"),
    ],
)
def test_a_day_that_cannot_be_looked_at_is_named(
    policy: Path, first: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert simulate(policy, *DUE, "--from", first, "--until", "2027-03-10") == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"id": "caf\xe9"}', "it is not written in UTF-8"),
        (b'{"id": ' + b"9" * 5000 + b"}", "has a number of more than"),
        (b'{"id": "c1"}', "say the first day and the last day"),
    ],
)
def test_a_file_that_is_no_case_is_named(
    policy: Path, content: bytes, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    case = policy.with_name("case.json")
    case.write_bytes(content)
    assert simulate(policy, "--case", str(case)) == 2
    assert message in capsys.readouterr().err
