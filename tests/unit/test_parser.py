"""Reading: what is said of mistakes, and that reading never fails."""

import time

import pytest

from policydsl.source import Source
from policydsl.syntax import ast
from policydsl.syntax.formatter import format_document
from policydsl.syntax.lexicon import Lexicon
from policydsl.syntax.parser import glance, parse
from test_formatter import LEXICON

HEADER = "policy p\n    uses collections\n"
RULE = HEADER + "rule r\n    after 5 days overdue: call borrower\n        "


def found(text: str, lexicon: Lexicon = LEXICON) -> list[tuple[str, str, str | None]]:
    """Return the number, the words and the help of each mistake."""
    _, diagnostics = parse(Source("x", text), lexicon)
    return [(d.code.number, d.primary.span.text, d.help) for d in diagnostics]


@pytest.mark.parametrize(
    ("text", "number", "words", "help_text"),
    [
        pytest.param(
            HEADER + "rule r\n    after 1 day overdue: remnd borrower by sms\n",
            "PD0103", "remnd", "did you mean `remind`?", id="an unknown act",
        ),
        pytest.param(
            HEADER + "after 1 day overdue: remind borrower by offical acount",
            "PD0103", "offical acount", "did you mean `official account`?",
            id="two unknown words that are one",
        ),
        pytest.param(
            HEADER + "rule r\n    after 1 day overdue: remind emerg\u0435ncy",
            "PD0103", "emerg\u0435ncy", "did you mean `emergency`?",
            id="a letter that looks alike",
        ),
        pytest.param(
            HEADER + "rule r\n    after 1 day overdue: call phone",
            "PD0104", "phone", "known are `borrower`, `court`, `credit bureau`, "
            "`emergency`, `guarantor`, `manager`, `person`, `third party`",
            id="a channel for a party",
        ),
        pytest.param(
            HEADER + "after 14 days: contact emergency",
            "PD0117", "after 14 days",
            "write `after 14 days overdue` or `after 14 days since paid in full`",
            id="a time without a clock",
        ),
        pytest.param(
            HEADER + "allow contact only between 09:00 and 20:00",
            "PD0118", "allow", "write `limit contact: between 09:00 and 20:00`",
            id="allow",
        ),
        pytest.param(
            HEADER + "rule r\n    after 1 day overdue: remind borrower by app, sms",
            "PD0119", ",",
            "`by app and sms` uses both; `by app or sms` the first that works",
            id="a comma between channels",
        ),
        pytest.param(
            RULE + "if 18 days overdue", "PD0120", "18 days overdue",
            "write `at least 18 days overdue`", id="a bare number of days",
        ),
        pytest.param(
            RULE + "if disputed or plan active and overdue",
            "PD0121", "disputed or plan active and overdue",
            "write `(disputed or plan active) and overdue`, or the other way round",
            id="and beside or",
        ),
        pytest.param(
            RULE + "if between 09:00 and 18:00", "PD0122", "between 09:00 and 18:00",
            "write `only between 09:00 and 18:00` to wait; "
            "add `late at most 0 days` to leave it out",
            id="hours as a condition",
        ),
        pytest.param(
            HEADER + "after 1 day overdue: call borrower and send letter to borrower",
            "PD0123", "send letter",
            "give it a rule of its own, with the same trigger", id="two acts",
        ),
        pytest.param(
            RULE + "\nrule s\n    after 7 days since r: call borrower",
            "PD0124", "r", "write `r done` or `r delivered`", id="no outcome",
        ),
        pytest.param(
            HEADER + "party call me in fr \"x\"", "PD0127", "fr",
            "the languages are `en`, `zh_hans`, `zh_hant`", id="an unknown language",
        ),
        pytest.param(
            HEADER + "limit contact: on 2026-02-31", "PD0110", "2026-02-31",
            "the last day of that month is `2026-02-28`", id="31 February",
        ),
        pytest.param(
            HEADER + "limit contact: between 08:00 and 25:00", "PD0110", "25:00",
            "times run from `00:00` to `23:59`; `24:00` is an end only", id="25:00",
        ),
        pytest.param(
            HEADER + "rule after\n    after 1 day overdue: call borrower",
            "PD0113", "after", "choose another name", id="a keyword as a name",
        ),
        pytest.param(
            HEADER + "rule r \"x\n    after 1 day overdue: call borrower",
            "PD0112", '"', "close it on the same line", id="an open quotation",
        ),
        pytest.param("", "PD0102", "", "begin with `vocabulary`, `law`, `policy` or "
                     "`scenario`", id="nothing"),
        pytest.param("# a\n", "PD0102", "", "begin with `vocabulary`, `law`, `policy` "
                     "or `scenario`", id="only a comment"),
        pytest.param(HEADER + "# a\u202eb\n", "PD0107", "\u202e", "take it out",
                     id="writing turned around in a comment"),
        pytest.param(HEADER + "party a\0b\n", "PD0107", "\0", "take it out", id="NUL"),
    ],
)  # fmt: skip
def test_one_mistake_is_said_once(
    text: str, number: str, words: str, help_text: str | None
) -> None:
    assert found(text) == [(number, words, help_text)]


def test_mistakes_of_several_sentences_are_all_said() -> None:
    text = HEADER + "forbid contct\nforbid contact\nlimit contact\n"
    assert [number for number, *_ in found(text)] == ["PD0103", "PD0105"]


def test_without_a_vocabulary_one_unknown_word_is_enough() -> None:
    text = "policy p\n\nafter 1 day overdue: call\n\nafter 2 days overdue: call\n"
    assert [number for number, *_ in found(text, Lexicon())] == ["PD0103"]


def test_a_damaged_sentence_stays_as_it_was_written() -> None:
    text = HEADER + "\nforbid   contct\n\nforbid contact if overdue\n"
    document, _ = parse(Source("x", text), LEXICON)
    assert [span.text for span in document.damaged] == ["forbid   contct"]
    assert format_document(document, LEXICON) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param(HEADER + "party " + "x" * 10_000_000, "PD0108", id="10 MB"),
        pytest.param(
            HEADER + "forbid contact if " + "(" * 9_000 + "overdue", "PD0109", id="("
        ),
        pytest.param(
            HEADER + "forbid contact if\n" + "    (\n" * 10_000, "PD0109", id="lines"
        ),
        pytest.param(HEADER + "party x, " * 1_000, "PD0101", id="many commas"),
    ],
)
def test_monsters_are_refused_in_time(text: str, number: str) -> None:
    start = time.perf_counter()
    assert found(text)[0][0] == number
    glance(Source("x", text))
    assert time.perf_counter() - start < 20


def test_a_name_is_made_up_for_a_rule_without_one() -> None:
    text = "rule rule_2\n    after 1 day overdue: call\n\nafter 2 days overdue: call\n"
    document, _ = parse(Source("x", text), LEXICON)
    names = [one.name.text for one in document.sentences if isinstance(one, ast.Rule)]
    assert names == ["rule_2", "rule_2_"]


def test_a_glance_needs_no_vocabulary() -> None:
    text = "policy p\n    uses a, b\n    under cn\n    declares cn.x\n\nrule r\n    x\n"
    seen = glance(Source("x", text))
    assert (seen.kind, seen.language) == ("policy", "en")
    assert seen.name is not None
    assert seen.name.text == "p"
    assert [name.text for name in seen.uses] == ["a", "b"]
    assert [name.text for name in seen.under] == ["cn", "cn.x"]
