"""Formatting: nothing is lost, whatever stands between the words and wherever.

Documents are drawn from the grammar, written, and then spoiled as an author would:
comments at any place, other blanks, other line ends.
"""

import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policydsl.documents.finding import documents_in
from policydsl.documents.trees import Trees
from policydsl.documents.workspace import Workspace
from policydsl.source import Source
from policydsl.syntax import ast, cutting
from policydsl.syntax.formatter import Change, changes, format_document
from policydsl.syntax.lexicon import Lexicon
from policydsl.syntax.parser import parse
from syntax_documents import documents
from test_properties_syntax import _CHINESE, _LEXICON, _WORDS

ROOT = Path(__file__).parents[1]
EXAMPLES = int(os.environ.get("POLICYDSL_EXAMPLES", "100"))
# Where documents are written as they should be; in tests/cases, layout is a theme.
CANONICAL = [
    *("examples", "policydsl/library", "tests/documents", "tests/conformance"),
    *("tests/logs", "tests/pairs", "tests/tables", "tests/benchmarks"),
]
COMMENTS = ("# one", "#two", "# 紧急𠀀", "#", '# "three', "# four：")
BLANKS = (" ", "  ", "\t", " \t ", "\u3000", "\n ", "\n\t")


def comments_of(text: str) -> list[str]:
    """Return the comments of a text, in order."""
    return [one.text for one in cutting.cut(Source("any", text)).comments]


def written(text: str, lexicon: Lexicon = _LEXICON) -> tuple[ast.Document, int, str]:
    """Return the tree of a text, how many mistakes it has, and how it is written."""
    document, diagnostics = parse(Source("any", text), lexicon)
    return document, len(diagnostics), format_document(document, lexicon)


def spoilt(text: str, seed: int) -> str:
    """Return a text with comments and blanks where an author might put them."""
    chance = random.Random(seed)
    often = chance.choice([0, 0.05, 0.3])
    parts = []
    for sentence in cutting.cut(Source("any", text)).sentences:
        end = sentence[0].start
        for unit in sentence:
            gap = text[end : unit.start]
            if gap and unit is not sentence[0] and chance.random() < often:
                gap = chance.choice(BLANKS)
                if chance.random() < 0.5:
                    gap = f" {chance.choice(COMMENTS)}\n {gap}"
            parts += [gap, text[unit.start : unit.end]]
            end = unit.end
        if chance.random() < often:
            parts += ["  ", chance.choice(COMMENTS)]
        parts.append(chance.choice(["\n", "\n\n", " \n\n\n", "\n\t\n"]))
        if chance.random() < often:
            parts += [chance.choice(["", "  "]), chance.choice(COMMENTS), "\n"]
    found = "".join(parts)
    return found.replace("\n", "\r\n") if chance.random() < 0.5 else found


LANGUAGES = st.sampled_from(["en", "zh_hans", "zh_hant"])
spoiled = st.builds(
    lambda document, language, seed: spoilt(
        format_document(document, _LEXICON, language), seed
    ),
    documents,
    LANGUAGES,
    st.integers(0, 2**32),
)


@settings(max_examples=EXAMPLES)
@given(spoiled)
def test_formatting_keeps_the_tree_and_every_comment(text: str) -> None:
    document, mistakes, once = written(text)
    again, mistakes_again, twice = written(once)
    assert (again, mistakes_again) == (document, mistakes)
    assert twice == once
    assert sorted(comments_of(once)) == sorted(comments_of(text))
    assert "\r" not in once


@settings(max_examples=EXAMPLES)
@given(documents, st.data())
def test_comments_stay_in_order(document: ast.Document, data: st.DataObject) -> None:
    """In a text whose words are in order already, so are the comments."""
    lines = format_document(document, _LEXICON).split("\n")
    places = st.lists(st.integers(0, max(0, len(lines) - 2)), max_size=6)
    for number, place in enumerate(data.draw(places)):
        if data.draw(st.booleans()):
            lines[place] += f" # {number}"
        else:
            lines[place] = f"    # {number}\n{lines[place]}"
    text = "\n".join(lines)
    _, _, once = written(text)
    assert comments_of(once) == comments_of(text)


ANYTHING = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from([*_WORDS, *COMMENTS]), max_size=40).map(" ".join),
    st.lists(st.sampled_from([*_CHINESE, *COMMENTS]), max_size=40).map("".join),
).map(lambda text: f"policy p\n    uses collections\n{text}")


@settings(max_examples=EXAMPLES)
@given(ANYTHING)
def test_what_cannot_be_read_stays(text: str) -> None:
    document, _, once = written(text)
    again, _, twice = written(once)
    assert again == document
    assert twice == once
    assert sorted(comments_of(once)) == sorted(comments_of(text))
    for span in document.damaged:
        assert span.text.replace("\r\n", "\n") in once


@settings(max_examples=EXAMPLES)
@given(spoiled | ANYTHING, st.data())
def test_a_range_changes_only_what_meets_it(text: str, data: st.DataObject) -> None:
    document, _, once = written(text)
    source = document.span.source
    whole = changes(document, _LEXICON)
    assert applied(text, whole).replace("\r\n", "\n") == once
    first = data.draw(st.integers(1, source.lines))
    last = data.draw(st.integers(first, source.lines + 1))
    some = changes(document, _LEXICON, (first, last))
    assert [one for one in whole if one in some] == some
    for one in whole:
        begins, _ = source.line_column(one.start)
        ends, _ = source.line_column(max(one.start, one.end - 1))
        assert (one in some) == (begins <= last and first <= ends)
    assert parse(Source("any", applied(text, some)), _LEXICON)[0] == document


def applied(text: str, found: list[Change]) -> str:
    """Return a text with changes made."""
    for change in reversed(found):
        text = text[: change.start] + change.text + text[change.end :]
    return text


@pytest.mark.parametrize("folder", CANONICAL)
def test_documents_are_canonical(folder: str) -> None:
    """If one is not: ``python -m policydsl format FOLDER``."""
    trees = Trees(Workspace())
    wrong = []
    for path in documents_in(ROOT / folder):
        tree = trees.tree(path)
        assert tree.document is not None, path
        text = format_document(tree.document, tree.lexicon)
        if text != path.read_text(encoding="utf-8"):
            wrong.append(path.relative_to(ROOT).as_posix())
    assert wrong == []
