"""Each worked document of the language is read, checked and compiled as it stands.

``tests/documents`` holds them letter by letter, by the numbers of their sections. What
another document must lend them, or keeps them from being run, is said here only.
"""

from pathlib import Path

import pytest

from policydsl import scenario
from policydsl.backends.python import compile_policy
from policydsl.driver import Loaded, check_text
from policydsl.syntax import ast
from policydsl.syntax.formatter import format_document

FOLDER = Path(__file__).parent / "documents"
SECTIONS = {
    "2.1": ("collections.vocabulary",),
    "2.2": (
        "huabei.vocabulary",
        "contact_ladder.policy",
        "zh/huabei.vocabulary",
        "zh/contact_ladder.policy",
    ),
    "2.3": ("nobody_answers.scenario", "zh/nobody_answers.scenario"),
    "2.4": ("credit_file.vocabulary", "risk_measures.policy"),
    "2.5": ("lost_contact.vocabulary", "lost_borrower.policy"),
    "2.6": ("subscriptions.vocabulary", "overdue_states.policy"),
    "2.7": ("breathing_space.vocabulary", "uk_arrears.policy"),
    "2.8": ("us_collection.vocabulary", "reg_f_plan.policy"),
    "2.9": ("clinic.vocabulary", "missed_appointment.policy"),
    "2.10": ("instalments.vocabulary", "time_bench.policy"),
    "2.11": (
        "cn.pipl.law",
        "zh/cn.pipl.law",
        "cn.gbt_45251.law",
        "zh/cn.gbt_45251.law",
        "cn.credit_reporting.law",
        "zh/cn.credit_reporting.law",
        "us_debt.vocabulary",
        "us.reg_f.law",
        "hk.lpa.law",
        "house_rules.law",
    ),
}
EACH = [(section, name) for section, names in SECTIONS.items() for name in names]
# Documents of which this version cannot run a form yet, and what it reports. An act
# that is counted for each debt as well as for each person is one.
NOT_YET: dict[str, list[str]] = {}
# The library has no law of the United Kingdom, under which 2.7 stands.
LENT = {
    "uk_arrears.policy": {
        "uk.stand_in.law": """\
law uk.stand_in "Stands for the law of a place"
    of UK
    force guidance
    in force from 2021-05-04
    source "none"
    uses breathing_space
"""
    }
}
# 2.3 tells that nobody is asked for help once the debt is paid. The policy of 2.2 does
# not close at the payment, so calls that failed between the payment and its booking
# begin `lost contact` anew, and the contact is asked on its fourteenth day.
CLOSES = {
    "contact_ladder.policy": ("    acts from 09:00\n", "    closes at paid in full\n"),
    "zh/contact_ladder.policy": ("    每日行动 自09:00起\n", "    结案于全部还清\n"),
}
NAMES = [f"{section}-{name}" for section, name in EACH]


def read(name: str, text: str | None = None) -> Loaded:
    """Read a document, or another text in its place, with those beside it."""
    place = FOLDER / name
    lent = LENT.get(name, {})
    beside = {str(place.with_name(other)): words for other, words in lent.items()}
    return check_text(text or place.read_text("utf-8"), str(place), beside)


def codes_of(loaded: Loaded) -> list[str]:
    """Return the numbers of what was found."""
    return [one.code.number for one in loaded.diagnostics]


def test_every_document_is_of_a_section() -> None:
    here = {one.relative_to(FOLDER).as_posix() for one in FOLDER.rglob("*.*")}
    assert here == {name for _, name in EACH}
    assert len(here) == len(EACH)


@pytest.mark.parametrize(("section", "name"), EACH, ids=NAMES)
def test_a_document_is_checked_and_compiled(section: str, name: str) -> None:
    loaded = read(name)
    assert codes_of(loaded) == NOT_YET.get(name, [])
    if name.endswith(".policy") and name not in NOT_YET:
        assert callable(loaded.compile())


@pytest.mark.parametrize(
    ("section", "name"),
    [one for one in EACH if one[1] not in NOT_YET],
    ids=[one for one in NAMES if one.partition("-")[2] not in NOT_YET],
)
def test_a_document_is_the_same_when_it_was_written_again(
    section: str, name: str
) -> None:
    loaded = read(name)
    assert loaded.document is not None
    assert loaded.lexicon is not None
    text = format_document(loaded.document, loaded.lexicon)
    assert read(name, text).document == loaded.document


@pytest.mark.parametrize("folder", ["", "zh/"])
def test_the_stories_come_true(folder: str) -> None:
    policy, story = f"{folder}contact_ladder.policy", f"{folder}nobody_answers.scenario"
    before, closes = CLOSES[policy]
    text = (FOLDER / policy).read_text(encoding="utf-8")
    text = text.replace(before, before + closes)
    told = (FOLDER / story).read_text(encoding="utf-8")
    loaded = check_text(told, str(FOLDER / story), {str(FOLDER / policy): text})
    assert not loaded.diagnostics
    assert [played(loaded, one) for one in loaded.scenarios] == [True, True]


@pytest.mark.parametrize("folder", ["", "zh/"])
def test_the_second_story_needs_that_the_case_closes(folder: str) -> None:
    loaded = read(f"{folder}nobody_answers.scenario")
    assert [played(loaded, one) for one in loaded.scenarios] == [True, False]


def played(loaded: Loaded, story: ast.Scenario) -> bool:
    """Whether a story goes as it is told, by both ways to run a policy."""
    policy = loaded.policies[story.policy.text]
    both = {
        scenario.run(story, policy, decide).passed
        for decide in (None, compile_policy(policy))
    }
    assert len(both) == 1
    return both.pop()
