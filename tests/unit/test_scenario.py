"""Scenarios that fail, and what is said about them."""

from datetime import datetime
from pathlib import Path

import pytest

from policydsl import scenario
from policydsl.documents.workspace import Workspace
from policydsl.driver import Loaded, Run
from policydsl.runtime.case import Case
from policydsl.runtime.decision import Decision

EXAMPLES = Path(__file__).parents[2] / "examples"
HEADER = """\
scenario story "A story"
    tests contact_ladder
    from 2026-03-01 until 2026-03-05
    given due date is 2026-03-01
"""


def told(*lines: str, header: str = HEADER) -> Loaded:
    """Return a story about the contact ladder."""
    path = EXAMPLES / "contact_ladder" / "told.scenario"
    text = header + "".join(f"    {line}\n" for line in lines)
    return Run(Workspace({path: text})).load(path, "told.scenario")


def played(*lines: str) -> scenario.Outcome:
    """Play a story about the contact ladder."""
    document = told(*lines)
    assert not document.diagnostics
    return scenario.run(document.scenarios[0], document.policies["contact_ladder"])


def test_a_failed_scenario_shows_what_happened_beside_what_was_expected() -> None:
    outcome = played(
        "given call no answer always",
        "expect first_reminder done on 2026-03-02",
        "expect regular_call done on 2026-03-03",
        "expect nothing else",
    )
    assert not outcome.passed
    assert scenario.render(outcome) == (
        'FAILED  story "A story"\n'
        "\n"
        "              expected             happened\n"
        "  2026-03-02  first_reminder done  first_reminder done\n"
        "! 2026-03-03  regular_call done    -\n"
        "! 2026-03-04  -                    regular_call done 09:00\n"
        "\n"
        "hint: on 2026-03-03 regular_call had nothing to do yet: "
        "its trigger had not come\n"
    )


def test_what_is_missing_is_explained_by_its_reasons() -> None:
    outcome = played(
        "given call answered by borrower on 2026-03-04",
        "given replied by borrower on 2026-03-03",
        "expect regular_call done on 2026-03-04",
    )
    assert "hint: on 2026-03-04 regular_call was skipped" in scenario.render(outcome)
    assert "less than 7 days since two way contact" in scenario.render(outcome)


def test_what_is_not_expected_may_happen_unless_nothing_else_may() -> None:
    assert played("expect first_reminder done on 2026-03-02").passed
    assert not played("expect nothing else").passed


def test_never_is_broken_by_one_act() -> None:
    assert played("expect robot_call never").passed
    assert not played("expect first_reminder never").passed


def test_a_time_of_day_is_part_of_the_expectation() -> None:
    assert played("expect first_reminder done on 2026-03-02 09:00").passed
    assert not played("expect first_reminder done on 2026-03-02 10:00").passed


@pytest.mark.parametrize(
    ("over", "passes"),
    [
        pytest.param("written consent of emergency", True, id="what is missing"),
        pytest.param("consent of emergency", True, id="a wider permission"),
        pytest.param("consent of borrower", False, id="somebody else's"),
        pytest.param("refused by emergency", False, id="another clause"),
    ],
)
def test_a_block_is_over_what_its_clause_says(over: str, passes: bool) -> None:
    header = HEADER.replace("until 2026-03-05", "until 2026-03-18")
    document = told(
        "given call no answer always",
        f"expect reach_emergency blocked on 2026-03-18 over {over}",
        header=header,
    )
    policy = document.policies["contact_ladder"]
    assert scenario.run(document.scenarios[0], policy).passed is passes


def test_an_outage_is_half_open() -> None:
    asked: list[datetime] = []
    document = told("given outage from 2026-03-02 00:00 until 2026-03-03 09:00")
    policy = document.policies["contact_ladder"]

    def decide(case: Case, at: datetime) -> Decision:
        asked.append(at)
        return Decision(at, (), (), (), None)

    scenario.run(document.scenarios[0], policy, decide)
    hours = [instant.isoformat() for instant in asked]
    assert hours == ["2026-02-28T16:00:00+00:00", "2026-03-03T01:00:00+00:00"]


def test_what_is_known_late_is_not_seen_before() -> None:
    outcome = played(
        "given paid in full on 2026-03-01 recorded 2026-03-03 10:00",
        "expect first_reminder of 2026-03-02 regretted on 2026-03-03",
        "expect settlement_notice done on 2026-03-03 10:00",
        "expect first_reminder done on 2026-03-02",
        "expect nothing else",
    )
    assert outcome.passed, scenario.render(outcome)


def test_a_title_cannot_write_to_the_terminal() -> None:
    header = HEADER.replace("A story", "A \x1b[31mstory")
    document = told(header=header)
    if document.scenarios and not document.diagnostics:
        policy = document.policies["contact_ladder"]
        text = scenario.render(scenario.run(document.scenarios[0], policy))
        assert "\x1b" not in text


def test_a_story_stops_where_no_calendar_reaches() -> None:
    path = EXAMPLES / "lost_borrower" / "told.scenario"
    text = """\
scenario next_year
    tests lost_borrower
    from 2026-12-01 until 2027-02-28
    given contact lost on 2026-12-01 10:00
    given identity confirmed on 2026-12-02
    given partner listed is yes
    expect field_visit never
"""
    document = Run(Workspace({path: text})).load(path, "told.scenario")
    assert not document.diagnostics
    policy = document.policies["lost_borrower"]
    outcome = scenario.run(document.scenarios[0], policy)
    assert not outcome.passed
    assert (
        "the story stops here: calendar `cn work 2026` ends on 2026-12-31"
        in scenario.render(outcome)
    )
