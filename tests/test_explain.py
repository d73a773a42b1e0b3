"""What would change an answer: as sentences, and that they are true."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from policydsl.cli import main

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"
LADDER = ROOT / "examples" / "contact_ladder" / "contact_ladder.policy"
LOST = ROOT / "examples" / "lost_borrower" / "lost_borrower.policy"
MEASURES = ROOT / "examples" / "risk_measures" / "risk_measures.policy"
OWED = ("due date is 2026-03-01", "call no answer always")
CONSENT = "written consent of emergency granted on 2026-03-18 22:30"
MARCH = "2026-03-01"
BORROWER = ("due date is 2028-01-01",)
LAW_SUIT = (
    "due date is 2026-01-05",
    "balance is 8000 CNY",
    "partner listed is yes",
    "contact lost on 2026-01-12 10:00",
    "identity confirmed on 2026-01-29 16:00",
)
# What is asked: a policy, what is given, the first and last day, and the rule.
Question = tuple[Path, Sequence[str], str, str, str]
QUESTIONS: dict[str, Question] = {
    "day 11": (LADDER, OWED, MARCH, "2026-03-15", "reach_emergency"),
    "blocked": (LADDER, OWED, MARCH, "2026-03-18", "reach_emergency"),
    "put off": (LADDER, (*OWED, CONSENT), MARCH, "2026-03-18", "reach_emergency"),
    "too late": (LADDER, OWED, MARCH, "2026-03-30", "reach_emergency"),
    "done": (LADDER, OWED, MARCH, "2026-03-15", "first_reminder"),
    "law suit": (LOST, LAW_SUIT, "2026-01-05", "2026-04-20", "law_suit"),
    "not held": (MEASURES, BORROWER, "2028-01-01", "2028-01-10", "limit_freeze"),
    "held": (MEASURES, BORROWER, "2028-01-01", "2028-01-25", "limit_freeze"),
}
CHINESE = ROOT / "examples" / "zh" / "contact_ladder" / "contact_ladder.policy"
CHINESE_OWED = ("应还日是2026-03-01", "一律拨打无人接听")


def asked(question: Question, *options: str) -> list[str]:
    """Return the words of the command."""
    policy, given, first, last, rule = question
    words = [one for text in given for one in ("--given", text)]
    days = ("--from", first, "--until", last, "--why", rule)
    return ["simulate", str(policy), *words, *days, *options]


@pytest.mark.parametrize("language", ["en", "zh_hans", "zh_hant"])
def test_what_would_change_it(
    language: str,
    golden: Callable[[Path, str], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = ""
    for name, question in QUESTIONS.items():
        assert main(asked(question, "--language", language)) == 0
        text += f"--- {name}\n{capsys.readouterr().out}\n"
    golden(GOLDEN / f"explain.{language}.txt", text)


def test_a_chinese_policy_is_explained_in_chinese(
    golden: Callable[[Path, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    question = (CHINESE, CHINESE_OWED, MARCH, "2026-03-18", "reach_emergency")
    assert main(asked(question)) == 0
    golden(GOLDEN / "explain_chinese.zh_hans.txt", capsys.readouterr().out)


def test_the_data_say_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(asked(QUESTIONS["blocked"], "--format", "json")) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["state"] == "blocked"
    link = found["acts"][0]["chain"][0]
    assert (link["cause"], link["clause"]) == ("permission", "reach_emergency/with/0")
    assert link["document"] == "contact_ladder.policy"
    consent = found["changes"][0]
    assert consent["entry"]["permission"] == "written consent"
    assert consent["effect"] == "earlier"
    assert consent["due_at"] == "2026-03-19T00:00:00+00:00"
