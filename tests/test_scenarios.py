"""Every scenario of the examples passes, however its policy is run."""

from pathlib import Path

import pytest

from policydsl import scenario
from policydsl.backends.python import compile_policy
from policydsl.driver import Loaded, load
from policydsl.syntax import ast

EXAMPLES = Path(__file__).parents[1] / "examples"
DOCUMENTS = sorted(EXAMPLES.rglob("*.scenario"))
# As many as `policies.md` has timelines for these policies.
TIMELINES = {
    "contact_ladder": 10,
    "risk_measures": 8,
    "lost_borrower": 6,
    "reg_f_plan": 7,
    "missed_appointment": 9,
    "overdue_states": 6,
}
# Those of which there is a Chinese version.
IN_CHINESE = ("contact_ladder", "risk_measures", "lost_borrower")
TOLD = [
    *((name, number, "en") for name, number in TIMELINES.items()),
    *((name, TIMELINES[name], "zh_hans") for name in IN_CHINESE),
]


def stories() -> list[tuple[Loaded, ast.Scenario]]:
    """Return each scenario of the examples with its document."""
    found = []
    for path in DOCUMENTS:
        document = load(path)
        assert not document.diagnostics, path
        found += [(document, story) for story in document.scenarios]
    return found


STORIES = stories()
each_story = pytest.mark.parametrize(
    ("document", "story"),
    STORIES,
    ids=[
        f"{document.document.language}-{story.policy.text}-{story.name.text}"
        for document, story in STORIES
        if document.document is not None
    ],
)


@pytest.mark.parametrize(("name", "number", "language"), TOLD)
def test_every_timeline_is_told(name: str, number: int, language: str) -> None:
    told = [
        story
        for document, story in STORIES
        if story.policy.text == name
        and document.document is not None
        and document.document.language == language
    ]
    assert len(told) == number
    closed = [
        any(isinstance(one, ast.ExpectNothingElse) for one in story.expectations)
        for story in told
    ]
    assert all(closed), "what is not expected must not happen"


@each_story
def test_a_scenario_passes_by_the_reference_interpreter(
    document: Loaded, story: ast.Scenario
) -> None:
    outcome = scenario.run(story, document.policies[story.policy.text])
    assert outcome.passed, scenario.render(outcome)


@each_story
def test_a_scenario_passes_when_its_policy_is_compiled(
    document: Loaded, story: ast.Scenario
) -> None:
    policy = document.policies[story.policy.text]
    outcome = scenario.run(story, policy, compile_policy(policy))
    assert outcome.passed, scenario.render(outcome)
