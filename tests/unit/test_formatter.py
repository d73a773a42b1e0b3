"""Canonical text: the documents of the design, comments, layout, languages."""

from pathlib import Path

import pytest

from design_documents import DOCUMENTS, EACH, load
from policydsl.source import Source
from policydsl.syntax import ast
from policydsl.syntax.formatter import format_document, phrase
from policydsl.syntax.lexicon import Lexicon
from policydsl.syntax.parser import parse

COLLECTIONS, _ = load(DOCUMENTS / "collections.vocabulary")
LEXICON = Lexicon.from_documents([COLLECTIONS])


def written(text: str, language: str | None = None) -> str:
    """Read a text and write it again."""
    document, diagnostics = parse(Source("x", text), LEXICON)
    assert diagnostics == ()
    return format_document(document, LEXICON, language)


@pytest.mark.parametrize("path", EACH, ids=lambda path: path.name)
def test_a_document_is_written_as_the_same_tree(path: Path) -> None:
    document, lexicon = load(path)
    text = format_document(document, lexicon)
    again, diagnostics = parse(Source("again", text), lexicon)
    assert (again, diagnostics) == (document, ())
    assert format_document(again, lexicon) == text
    assert all(len(line) <= 88 or '"' in line for line in text.splitlines())


def test_the_founding_sentence_is_written_to_the_letter() -> None:
    sentence = "after 14 days unreachable: contact emergency with consent\n"
    assert written(sentence) == sentence


def test_the_founding_sentence_in_chinese() -> None:
    sentence = "after 14 days unreachable: contact emergency with consent\n"
    assert written(sentence, "zh_hans") == "失联满14天：经同意联系紧急联系人\n"


COMMENTED = """# above the header
policy p  # beside it
    version 1
    # before what it uses
    uses collections

# above a rule

# still above
rule first "R"  # the name
    after 1 day overdue: remind borrower  # the act
        # before a clause
        late at most 2 days  # the clause

forbid contact if disputed  # one
forbid contact if plan active

# the end
"""


def test_comments_and_blank_lines_stay() -> None:
    assert written(COMMENTED) == COMMENTED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "rule a after 1 day overdue: call borrower by phone late at most 1 day\n",
            "rule a\n    after 1 day overdue: call borrower by phone\n"
            "        late at most 1 day\n",
            id="a clause on its own line",
        ),
        pytest.param(
            "forbid contact disclosing more than caller by phone if overdue\n",
            "forbid contact by phone disclosing more than caller if overdue\n",
            id="roles in order",
        ),
        pytest.param(
            "forbid contact if not (disputed and (overdue or plan active))\n",
            "forbid contact if not (disputed and (overdue or plan active))\n",
            id="brackets that are needed",
        ),
        pytest.param(
            "forbid contact if ((disputed) and (overdue))\r\n",
            "forbid contact if disputed and overdue\n",
            id="brackets that are not",
        ),
        pytest.param(
            "\ufefflimit contact： 1 times in 1 days\n",
            "limit contact: 1 time in 1 day\n",
            id="one is not written as several",
        ),
    ],
)
def test_layout(text: str, expected: str) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "at least 3 days since call answered by borrower"),
        ("zh_hans", "距拨打被借款人接听至少3天"),
        ("zh_hant", "距拨打被借款人接听至少3天"),
    ],
)
def test_a_phrase_in_each_language(language: str, expected: str) -> None:
    text = "forbid contact if at least 3 days since call answered by borrower\n"
    document, _ = parse(Source("x", text), LEXICON)
    forbid = document.sentences[0]
    assert isinstance(forbid, ast.Forbid)
    assert phrase(forbid.clauses[0].condition, LEXICON, language) == expected
