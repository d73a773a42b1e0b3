"""Questions about the logic of a policy that hang on a setting, or on two documents."""

from pathlib import Path

import pytest

from policydsl.cli import main
from policydsl.driver import check_text
from policydsl.proving import prove

POLICY = """policy ladder
    version 1
    in force from 2026-03-01
    uses collections
    zone Asia/Shanghai

rule first
    after 3 days overdue: remind borrower by sms

rule last
    {trigger} overdue: call borrower
"""


def found(trigger: str, longest_gap: int | None) -> list[str]:
    loaded = check_text(POLICY.format(trigger=trigger), "ladder.policy")
    assert loaded.diagnostics == ()
    proof = prove(loaded, longest_gap=longest_gap)
    return [str(one.message) for one in proof.diagnostics]


@pytest.mark.parametrize("longest_gap", [None, 57])
def test_a_gap_that_is_allowed_is_none(longest_gap: int | None) -> None:
    assert found("every 30 days from 60 days", longest_gap) == []


def test_a_gap_in_between_is_found() -> None:
    assert found("every 30 days from 60 days", 56) == [
        "from day 3 to day 60 of `overdue` nothing is due"
    ]


def test_the_end_of_a_ladder_is_a_gap() -> None:
    assert found("after 20 days", 56) == [
        "after day 20 of `overdue` nothing is due any more"
    ]
    assert found("every 3 days from 20 days overdue until 90 days", 56) == [
        "after day 90 of `overdue` nothing is due any more"
    ]


def test_the_command_asks_for_gaps(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ladder.policy"
    path.write_text(POLICY.format(trigger="after 20 days"), encoding="utf-8")
    for options, number in (([], 0), (["--longest-gap", "30"], 1)):
        asked = ["--output-format", "concise", "--fail-level", "warning"]
        status = main(["check", str(path), *options, *asked])
        assert status == number
        assert capsys.readouterr().out.count("PD0425") == number
