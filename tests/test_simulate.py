"""A case day by day, and why: will they call my contacts?"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from policydsl.backends.wording import words
from policydsl.driver import load
from policydsl.runtime.case import Case, FactChange, Value
from policydsl.runtime.json import case_from_json
from policydsl.semantics import core
from policydsl.simulate import Simulation, render, render_why, simulate, why

ROOT = Path(__file__).parents[1]
FOUNDING = ROOT / "examples" / "founding"
GOLDEN = ROOT / "tests" / "golden"
LANGUAGES = ("en", "zh_hans", "zh_hant")


def policy() -> core.Policy:
    """Return the founding ladder."""
    found = load(FOUNDING / "missed_payments.policy").policy
    assert found is not None
    return found


POLICY = policy()
CASE = case_from_json((FOUNDING / "day_11.json").read_text(encoding="utf-8"))


def explained(found: Simulation, rule: str, language: str = "en") -> str:
    """Explain a rule at the end of a simulation."""
    reasons = why(POLICY, found.case, found.decision, rule)
    return render_why(reasons, POLICY, found.played.zone, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_founding_question(
    language: str, golden: Callable[[Path, str], None]
) -> None:
    found = simulate(POLICY, CASE)
    text = render(found, language)
    for rule in POLICY.rules:
        text += "\n" + explained(found, rule.name, language)
    golden(GOLDEN / f"day_11.{language}.txt", text)


def test_on_day_eleven_nobody_else_is_called() -> None:
    text = explained(simulate(POLICY, CASE), "reach_family")
    assert "No, not before 2026-06-18" in text
    assert "missing  consent of emergency" in text
    assert "`unreachable` is still running; it ends with `two way contact`" in text


def test_the_story_goes_on_without_consent() -> None:
    found = simulate(POLICY, CASE, last=date(2026, 6, 22))
    text = render(found)
    assert "reach_family: `consent of emergency` is not in hand" in text
    # Nobody answers for the calls that are made after the history: no outcome.
    assert "chase: call borrower\n" in text


def test_a_clock_that_has_not_begun_says_what_begins_it() -> None:
    due = tuple(one for one in CASE.history if one.id == "due")
    found = simulate(POLICY, Case("new", due), last=date(2026, 6, 3))
    text = explained(found, "reach_family")
    assert "`unreachable` is not running. It begins with `failed attempt`." in text


def test_a_clock_that_stands_still_shows_its_days_and_says_why() -> None:
    frozen = load(ROOT / "examples" / "uk_arrears" / "uk_arrears.policy").policy
    assert frozen is not None
    told = datetime(2026, 1, 14, 11, tzinfo=UTC)
    facts: tuple[tuple[str, Value, datetime], ...] = (
        ("due date", date(2026, 1, 5), datetime(2026, 1, 5, tzinfo=UTC)),
        ("moratorium kind", "no moratorium", datetime(2026, 1, 5, tzinfo=UTC)),
        ("moratorium kind", "crisis", told),
        ("moratorium start", date(2026, 1, 15), told),
    )
    history = tuple(
        FactChange(id=str(n), at=at, recorded=at, fact=fact, value=value)
        for n, (fact, value, at) in enumerate(facts)
    )
    case = Case("case-1", zone="Europe/London", history=history)
    found = simulate(frozen, case, last=date(2026, 3, 1))
    reasons = why(frozen, found.case, found.decision, "advice_letter")
    assert reasons.age == ("overdue", date(2026, 1, 5), 10)
    text = render_why(reasons, frozen, found.played.zone)
    assert "Not yet: `overdue` stands still" in text
    assert "It stands still while `protected`." in text


def test_a_day_that_is_left_open_needs_a_history() -> None:
    with pytest.raises(ValueError, match="no history to take the days from"):
        simulate(POLICY, Case("empty"))


def test_every_language_has_the_same_sentences() -> None:
    keys = [set(words(language, "explain").entries) for language in LANGUAGES]
    assert keys[0] == keys[1] == keys[2]
