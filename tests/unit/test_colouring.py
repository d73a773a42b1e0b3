"""Colours: what an editor shows alike, and the lexer that others use."""

import tomllib
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest
from pygments.token import Comment, Keyword, Literal, Name, Operator, String

from policydsl.driver import load
from policydsl.integrations.pygments import PolicyLexer
from policydsl.syntax import words
from policydsl.syntax.colouring import Colour, coloured

ROOT = Path(__file__).parents[2]
KINDS = tuple(words.shared().documents.values())
DOCUMENTS = sorted(
    path
    for folder in ("examples", "policydsl/library", "tests/documents")
    for kind in KINDS
    for path in (ROOT / folder).rglob(f"*.{kind}")
)
each_document = pytest.mark.parametrize(
    "path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix()
)


def pieces(text: str) -> list[tuple[str, str]]:
    """Return the colour and the text of each piece."""
    return [(one.colour.value, text[one.start : one.end]) for one in coloured(text)]


def test_a_kind_of_word_has_one_colour_and_exists() -> None:
    shared = words.shared()
    named = [kind for kinds in shared.colours.values() for kind in kinds]
    named += {*shared.documents, *shared.sorts}
    twice = [kind for kind, count in Counter(named).items() if count > 1]
    # Where a value is chosen, in the type of a fact.
    assert twice == ["ONE_OF"]
    literals = {"NUMBER", "DECIMAL", "CURRENCY", "DATE", "TIME", "STRING", "NAME"}
    known = {*shared.punctuation, *literals, "FORCE_LEVEL"}
    for key in words.language_keys():
        known |= set(words.load_language(key).keywords)
    assert set(named) - known == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            'party call "after" # if',
            [("sentence", "party"), ("name", "call"), ("text", '"after"')],
            id="a keyword in a text or a comment is none",
        ),
        pytest.param(
            "rule first after 3 days overdue: ring",
            [
                ("sentence", "rule"),
                ("name", "first"),
                ("clause", "after"),
                ("number", "3"),
                ("unit", "days"),
                ("unknown", "overdue"),
                ("mark", ":"),
                ("unknown", "ring"),
            ],
            id="a rule",
        ),
        pytest.param(
            "party third party\nrule x after 1 day in force: call third party",
            [
                ("sentence", "party"),
                ("name", "third party"),
                ("sentence", "rule"),
                ("name", "x"),
                ("clause", "after"),
                ("number", "1"),
                ("unit", "day"),
                ("clause", "in force"),
                ("mark", ":"),
                ("unknown", "call"),
                ("term", "third party"),
            ],
            id="a term that the text introduces",
        ),
    ],
)
def test_what_has_which_colour(text: str, found: list[tuple[str, str]]) -> None:
    assert [one for one in pieces(text) if one[0] != "comment"] == found


@each_document
def test_pieces_are_in_order_and_cover_all_but_blanks(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    at = 0
    for piece in coloured(text):
        assert at <= piece.start < piece.end
        assert not text[at : piece.start].strip(" \n，。；")
        at = piece.end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    "path", [one for one in DOCUMENTS if "examples" in one.parts], ids=lambda p: p.name
)
def test_with_its_terms_no_word_of_an_example_is_unknown(path: Path) -> None:
    loaded = load(path)
    text = loaded.source.text
    found = list(coloured(text, loaded.lexicon))
    assert [
        text[one.start : one.end] for one in found if one.colour is Colour.UNKNOWN
    ] == []
    assert {Colour.SENTENCE, Colour.NAME} <= {one.colour for one in found}


@each_document
def test_the_lexer_for_others_keeps_the_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = list(PolicyLexer().get_tokens_unprocessed(text))
    assert "".join(value for _, _, value in found) == text
    assert [at for at, _, value in found if not text.startswith(value, at)] == []


def test_the_lexer_for_others_names_what_it_sees() -> None:
    text = 'rule a "b" # c\n    after 2026-03-01 and d\n'
    found = [
        (kind, value) for kind, value in PolicyLexer().get_tokens(text) if value.strip()
    ]
    assert found == [
        (Keyword.Declaration, "rule"),
        (Name.Class, "a"),
        (String, '"b"'),
        (Comment.Single, "# c"),
        (Keyword, "after"),
        (Literal.Date, "2026-03-01"),
        (Operator.Word, "and"),
        (Name, "d"),
    ]


def test_the_entry_point_is_the_lexer() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    points = project["project"]["entry-points"]["pygments.lexers"]
    module, name = points["policydsl"].split(":")
    assert getattr(import_module(module), name) is PolicyLexer
