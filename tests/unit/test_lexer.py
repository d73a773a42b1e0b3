"""Text to words."""

import pytest

from policydsl.source import Source
from policydsl.syntax import cutting, lexer, words
from policydsl.syntax.ast import Sort
from policydsl.syntax.lexer import Known, Lexer, Token

ENGLISH = words.load_language("en")
TERMS = {
    "letter": Sort.CHANNEL,
    "send letter": Sort.ACT,
    "official account": Sort.CHANNEL,
    "no answer": Sort.EVENT,
    "紧急联系人": Sort.PARTY,
    "in house": Sort.ACTOR,
}


def read(text: str) -> list[Token]:
    """Return the words of the first sentence of a text."""
    cut = cutting.cut(Source("x", text))
    trie = lexer.keyword_trie(ENGLISH)
    for spelling, sort in TERMS.items():
        lexer.add(trie, spelling, Known(sort.value.upper(), spelling, sort))
    return Lexer(ENGLISH, cut.text, trie).tokens(cut.sentences[0])


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("send letter", "ACT", id="the longest term wins"),
        pytest.param("letter", "CHANNEL", id="a shorter term stands alone"),
        pytest.param("official\n    account", "CHANNEL", id="a term over two lines"),
        pytest.param("at least 3 days", "AT_LEAST NUMBER DAY", id="a keyword of two"),
        pytest.param("in house in 3 days", "ACTOR IN NUMBER DAY", id="term, keyword"),
        pytest.param("no answer", "EVENT", id="a term that begins like a keyword"),
        pytest.param("is yes or no answer", "IS YES OR EVENT", id="a longer keyword"),
        pytest.param("给紧急联系人", "WORD PARTY", id="no spaces"),
        pytest.param("5000CNY", "NUMBER CURRENCY", id="an amount without a space"),
        pytest.param("2026-03-01 09:00", "DATE TIME", id="a moment"),
        pytest.param("１４ days：", "NUMBER DAY COLON", id="full width"),
        pytest.param("remnd", "WORD", id="a word that nobody knows"),
        pytest.param('"a # b" # c', "STRING", id="a mark in a text is no comment"),
        pytest.param('in zh "x"', "LANGUAGE STRING", id="a language"),
    ],
)
def test_kinds_of_words(text: str, kinds: str) -> None:
    assert " ".join(token.kind for token in read(text)) == kinds


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("party third party is person", "third party", id="is"),
        pytest.param("fact agreed hours of person", "agreed hours", id="of"),
        pytest.param('actor in house in zh "x"', "in house", id="in a language"),
        pytest.param("act hand over: to party", "hand over", id="a colon"),
        pytest.param("act file suit irreversible", "file suit", id="a keyword after"),
        pytest.param('rule first "R1"', "first", id="one word"),
        pytest.param("article 6.14(b)(2)", "6.14(b)(2)", id="an article"),
    ],
)
def test_where_a_name_stops(text: str, name: str) -> None:
    token = next(token for token in read(text) if token.kind == "NAME")
    assert token.text == name
    assert text[token.start : token.end] == name


def test_positions_are_code_points_of_the_source() -> None:
    text = "紧急联系人  until"
    first, second = read(text)
    assert (first.start, first.end) == (0, 5)
    assert text[second.start : second.end] == "until"


def test_a_sentence_begins_at_the_margin() -> None:
    cut = cutting.cut(Source("x", "a\n    b\n# c\n    d\n\ne\n"))
    sentences = [[unit.text for unit in units] for units in cut.sentences]
    assert sentences == [["a", "b", "d"], ["e"]]
    assert [comment.text for comment in cut.comments] == ["# c"]
