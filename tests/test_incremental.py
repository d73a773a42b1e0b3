"""What did not change is not read again, and what is read is the same all the same."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from design_documents import EACH, load
from policydsl.source import Source, Span
from policydsl.syntax import ast
from policydsl.syntax.keeping import Sentences
from policydsl.syntax.lexer import Token
from policydsl.syntax.lexicon import Lexicon
from policydsl.syntax.parser import parse
from policydsl.syntax.reading import Reading

EXAMPLES = int(os.environ.get("POLICYDSL_EXAMPLES", "150"))
_DOCUMENTS: dict[Path, tuple[str, Lexicon]] = {}
for _path in EACH:
    _document, _known = load(_path)
    _own = Lexicon.from_documents([_document]).entries
    _DOCUMENTS[_path] = (
        _path.read_text(encoding="utf-8"),
        Lexicon({key: one for key, one in _known.entries.items() if key not in _own}),
    )
# What is typed: names, halves of sentences, ends of them, and what no text may have.
_TYPED = (
    *("\n", "\n\nrule more after 3 days overdue: remind borrower by app\n", "x", " "),
    *("# ", '"', "\nact ", "\nunit page\n", "\nclock overdue ", "规则 乙 ", "\n规则 "),
    *("policy", "\u202e", "\ufeff", "\r", "𠀀", "、", "remind borrower", "A", "first"),
)
_edits = st.tuples(
    st.floats(0, 1, exclude_max=True),
    st.integers(0, 40),
    st.sampled_from(_TYPED) | st.integers(0, 60),
)


def edited(text: str, edit: tuple[float, int, str | int]) -> str:
    """Replace some characters by others, or by so many that stand elsewhere."""
    where, removed, typed = edit
    at = int(where * len(text))
    if isinstance(typed, int):
        typed = text[len(text) - at : len(text) - at + typed]
    return text[:at] + typed + text[at + removed :]


def everything(value: Any) -> Iterator[object]:
    """Yield all that a tree or a finding says, places included."""
    if isinstance(value, Span):
        yield value.start, value.end
    elif isinstance(value, tuple | list):
        yield len(value)
        for one in value:
            yield from everything(one)
    elif attrs.has(type(value)):
        yield type(value)
        for field in attrs.fields(type(value)):
            yield from everything(getattr(value, field.name))
    else:
        yield value


def sources(value: Any) -> Iterator[Source]:
    """Yield the text of each place in a tree."""
    if isinstance(value, Span):
        yield value.source
    elif isinstance(value, tuple):
        for one in value:
            yield from sources(one)
    elif isinstance(value, ast.Node):
        for field in attrs.fields(type(value)):
            yield from sources(getattr(value, field.name))


@settings(max_examples=EXAMPLES)
@given(st.sampled_from(sorted(_DOCUMENTS)), st.lists(_edits, min_size=1, max_size=6))
def test_what_is_kept_is_what_would_be_read(
    path: Path, edits: list[tuple[float, int, str | int]]
) -> None:
    text, lexicon = _DOCUMENTS[path]
    kept = Sentences()
    for edit in (None, *edits, None):
        text = text if edit is None else edited(text, edit)
        source = Source("kept", text)
        again = parse(source, lexicon, kept)
        fresh = parse(Source("kept", text), lexicon)
        assert list(everything(again)) == list(everything(fresh)), text
        assert set(sources(again[0])) == {source}


_WORDS = """\
vocabulary words
    version 1

party borrower

channel app

fact due date is date

event paid in full

clock overdue from due date until paid in full

act remind
"""
_POLICY = """\
policy ladder
    version 1
    uses words

rule first after 1 day overdue: remind borrower by app

rule second after 2 days overdue: remind borrower by app
    unless first done

rule third after 3 days overdue: remind borrower by app
"""


def read_again(
    monkeypatch: pytest.MonkeyPatch, text: str, kept: Sentences, lexicon: Lexicon
) -> list[str]:
    """Read a text; return the first lines of the sentences that were not kept."""
    read: list[str] = []
    real = Reading._sentence

    def seen(reading: Reading, tokens: list[Token], *more: Any) -> object:
        read.append(text[tokens[0].start :].split("\n")[0])
        return real(reading, tokens, *more)

    monkeypatch.setattr(Reading, "_sentence", seen)
    parse(Source("typed", text), lexicon, kept)
    monkeypatch.setattr(Reading, "_sentence", real)
    return read


def test_only_what_changed_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    words, _ = parse(Source("words", _WORDS), Lexicon())
    lexicon = Lexicon.from_documents([words])
    kept = Sentences()

    def again(text: str) -> list[str]:
        return read_again(monkeypatch, text, kept, lexicon)

    assert len(again(_POLICY)) == 4
    # The first sentence says of what kind the others are.
    header = "policy ladder"
    third = "rule third after 3 days overdue: remind borrower by app"
    assert again("\n" + _POLICY) == [header]
    assert again(_POLICY.replace("3 days", "4 days")) == [
        *(header, third.replace("3 days", "4 days"))
    ]
    # A name counts where it stands.
    second = "rule second after 2 days overdue: remind borrower by app"
    first = "rule first after 1 day overdue: remind borrower by app"
    renamed = _POLICY.replace("rule first", "rule first_one")
    assert again(_POLICY) == [header, third]
    assert again(renamed) == [header, first.replace("first", "first_one"), second]
    # What has a mistake is read again, whatever else was changed.
    assert again(renamed + "\n") == [header, second]
    # With other words, everything is.
    assert len(read_again(monkeypatch, _POLICY, kept, Lexicon())) == 4
