"""The tables of words: complete, and without two meanings of one spelling."""

import pytest

from policydsl.syntax import ast, words
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
    assert set(other.keywords) == set(english.keywords)
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
def test_every_node_has_a_template(key: str) -> None:
    nodes = {
        name
        for name in ast.__all__
        if isinstance(kind := getattr(ast, name), type) and issubclass(kind, ast.Node)
    }
    assert nodes - UNWRITTEN <= set(templates(key))


def test_the_grammar_uses_no_kind_of_word_without_a_spelling() -> None:
    table = load_table("en")
    kinds = {kind for row in table.actions for kind in row if kind.isupper()}
    sorts = {sort.value.upper() for sort in ast.Sort}
    literals = {"NAME", "STRING", "NUMBER", "DECIMAL", "CURRENCY", "DATE", "TIME"}
    others = {"FORCE_LEVEL", "JURISDICTION", *words.shared().punctuation}
    english = set(words.load_language("en").keywords)
    assert kinds - sorts - literals - others - {"$END"} <= english


def test_an_alias_stands_for_its_language() -> None:
    assert words.key_of("zh") == "zh_hans"
    assert words.key_of("zh_hant") == "zh_hant"
    assert words.key_of("tlh") is None
