"""Reading and writing undo each other, and reading never fails."""

import os

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from policydsl.source import Source
from policydsl.syntax import ast
from policydsl.syntax.formatter import format_document
from policydsl.syntax.lexicon import Entry, Lexicon
from policydsl.syntax.parser import glance, parse
from policydsl.syntax.words import load_language
from syntax_documents import documents
from syntax_trees import LEXICON, RULES, WORDS

EXAMPLES = int(os.environ.get("POLICYDSL_EXAMPLES", "150"))
_RULES = {name: Entry(name, ast.Sort.RULE, "en", {"en": name}) for name in RULES}
_LEXICON = LEXICON.merge(Lexicon(_RULES))


@settings(max_examples=EXAMPLES)
@given(documents)
def test_what_is_written_is_read_as_the_same_tree(document: ast.Document) -> None:
    text = format_document(document, _LEXICON)
    read, diagnostics = parse(Source("written", text), _LEXICON)
    assert diagnostics == ()
    assert read == document
    assert format_document(read, _LEXICON) == text


@settings(max_examples=EXAMPLES)
@given(documents)
def test_every_tree_is_read_the_same_in_every_language(document: ast.Document) -> None:
    for language in ("zh_hans", "zh_hant"):
        text = format_document(document, _LEXICON, language)
        read, diagnostics = parse(Source("written", text), _LEXICON)
        assert diagnostics == (), text
        assert format_document(read, _LEXICON, language) == text
        back = format_document(read, _LEXICON, "en")
        again, diagnostics = parse(Source("back", back), _LEXICON)
        assert (again, diagnostics) == (document, ()), text
        if not isinstance(document.header, ast.VocabularyHeader | ast.LawHeader):
            # Nothing is declared, and no words are given in several languages, so
            # nothing has changed places.
            assert evolve(read, language="en") == document, text


_WORDS = sorted(
    {*WORDS.split(), "rule", "x", "after", "14 days:", "if", "(", ")", "#", '"', "\n"}
    | {"and", "or", "at least", "unless", "by", "with", "limit", "forbid", "\n    "}
)


@settings(max_examples=EXAMPLES)
@given(st.lists(st.sampled_from(_WORDS), max_size=30).map(" ".join))
def test_reading_words_in_any_order_never_fails(text: str) -> None:
    document, diagnostics = parse(Source("any", text), LEXICON)
    glance(Source("any", text))
    assert all(one.message and one.primary.span.source for one in diagnostics)
    format_document(document, LEXICON)


_CHINESE = [
    *(spelling for spelling, _ in _LEXICON.spelled("zh_hans")),
    *(s for spelled in load_language("zh_hans").keywords.values() for s in spelled),
    *("规则 甲", "政策 乙", "14天：", "3", "2026-03-01", "08:00到22:00", "（", "）"),
    *("、", "，", "\n", "\n    ", "丙丁", "“文”", "first_letter", "#", "”"),
]


@settings(max_examples=EXAMPLES)
@given(st.lists(st.sampled_from(_CHINESE), max_size=30).map("".join))
def test_reading_chinese_words_in_any_order_never_fails(text: str) -> None:
    for header in ("", "政策 p\n    采用 collections\n\n", "词汇 v\n\n"):
        document, diagnostics = parse(Source("any", header + text), _LEXICON)
        glance(Source("any", header + text))
        assert all(one.message and one.primary.span.source for one in diagnostics)
        for language in ("zh_hans", "en"):
            format_document(document, _LEXICON, language)


@settings(max_examples=EXAMPLES)
@given(st.text(max_size=200))
def test_reading_any_text_never_fails(text: str) -> None:
    parse(Source("any", text), LEXICON)
    glance(Source("any", text))
