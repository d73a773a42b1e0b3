"""The tables of words: complete, and without two meanings of one spelling."""

import logging
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from lark import Lark, Token
from lark.lexer import Lexer

from policydsl.documents.finding import LIBRARY
from policydsl.driver import load
from policydsl.syntax import ast, words
from policydsl.syntax.lexer import is_keyword
from policydsl.syntax.tables import load_table
from policydsl.syntax.writer import templates

KEYS = words.language_keys()
each_language = pytest.mark.parametrize("key", KEYS)
# Written by hand or through another node, never by a template of their own.
UNWRITTEN = {"Document", "Name", "Text", "Date", "Time", "BuiltIn", "Term", "Node"}


def test_english_and_both_kinds_of_chinese_have_tables() -> None:
    assert {"en", "zh_hans", "zh_hant"} <= set(KEYS)


@each_language
def test_a_table_has_the_words_of_english(key: str) -> None:
    english, other = words.load_language("en"), words.load_language(key)
    assert {*other.keywords, *other.same} == {*english.keywords, *english.same}
    assert not set(other.keywords) & set(other.same)
    assert all(other.keywords[kind] for kind in other.same.values())
    assert set(other.forces) == set(english.forces)
    assert {term.text for term in other.terms} == {t.text for t in english.terms}
    assert other.later == english.later


@each_language
def test_no_spelling_stands_for_two_keywords(key: str) -> None:
    language = words.load_language(key)
    # A kind that another one becomes in certain sentences has its spelling.
    becomes = {kind for kinds in language.within.values() for kind in kinds.values()}
    spelled = [
        spelling
        for kind, spellings in language.keywords.items()
        if kind not in becomes
        for spelling in set(spellings)
    ]
    assert len(spelled) == len(set(spelled))


@each_language
def test_what_is_read_like_another_kind_has_no_word_of_its_own(key: str) -> None:
    language = words.load_language(key)
    assert all(language.kind(kind) == other for kind, other in language.same.items())
    assert all(language.spelling(kind) for kind in language.same)


SHIPPED = sorted(LIBRARY.rglob("*.vocabulary")) + sorted(
    (LIBRARY.parents[1] / "examples").rglob("*.vocabulary")
)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_no_keyword_is_a_term_of_a_shipped_vocabulary(path: Path) -> None:
    loaded = load(path)
    assert loaded.lexicon is not None
    for key in KEYS:
        spelled = [spelling for spelling, _ in loaded.lexicon.spelled(key)]
        language = words.load_language(key)
        assert not [one for one in spelled if is_keyword(one, language)]
        assert len(spelled) == len(set(spelled))


@each_language
def test_a_language_that_looks_alike_says_so_of_the_other(key: str) -> None:
    for other in words.load_language(key).alike:
        assert key in words.load_language(other).alike


@each_language
def test_every_node_has_a_template(key: str) -> None:
    nodes = {
        name
        for name in ast.__all__
        if isinstance(kind := getattr(ast, name), type) and issubclass(kind, ast.Node)
    }
    assert nodes - UNWRITTEN <= set(templates(key))


@each_language
def test_a_grammar_has_no_conflicts(key: str) -> None:
    folder = words.grammar_folder()
    names = words.load_language(key).grammar
    grammar = "\n".join((folder / f"{n}.lark").read_text("utf-8") for n in names)
    said = StringIO()
    logger = logging.getLogger("lark")
    handler, level = logging.StreamHandler(said), logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        # One way out of two is taken silently otherwise.
        Lark(grammar, parser="lalr", start="sentence", lexer=NoLexer, debug=True)
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
    assert "conflict" not in said.getvalue().lower()


class NoLexer(Lexer):
    """Words come from elsewhere."""

    def __init__(self, lexer_conf: object) -> None:
        pass

    def lex(self, lexer_state: object, parser_state: object) -> Iterator[Token]:
        return iter(())


@each_language
def test_the_grammar_uses_no_kind_of_word_without_a_spelling(key: str) -> None:
    table = load_table(key)
    kinds = {kind for row in table.actions for kind in row if kind.isupper()}
    sorts = {sort.value.upper() for sort in ast.Sort}
    literals = {"NAME", "STRING", "NUMBER", "DECIMAL", "CURRENCY", "DATE", "TIME"}
    others = {"FORCE_LEVEL", "JURISDICTION", "SAID_IN", "$END"}
    others |= set(words.shared().punctuation)
    spelled = {k for k, found in words.load_language(key).keywords.items() if found}
    assert kinds - sorts - literals - others <= spelled


def test_an_alias_stands_for_its_language() -> None:
    assert words.key_of("zh") == "zh_hans"
    assert words.key_of("zh_hant") == "zh_hant"
    assert words.key_of("tlh") is None
