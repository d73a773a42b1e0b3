"""A policy means the same in whichever language it is written."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest

from policydsl.diagnostics.render import terminal
from policydsl.driver import Loaded, check_text, load
from policydsl.syntax.formatter import format_document

EXAMPLES = Path(__file__).parents[1] / "examples"
POLICIES = sorted(EXAMPLES.glob("*/*.policy"))
SHIPPED = sorted(EXAMPLES.glob("zh/*/*"))
OTHERS = ("zh_hans", "zh_hant")
# What a form of the core keeps for people, in the words of its author.
FOR_PEOPLE = ("words", "node", "vocabulary", "lexicon", "document")


def meaning(value: Any) -> Any:
    """Return what a part of the core says, without what it keeps for people."""
    if attrs.has(type(value)):
        fields = [one.name for one in attrs.fields(type(value))]
        said = [meaning(getattr(value, one)) for one in fields if one not in FOR_PEOPLE]
        return (type(value).__name__, *said)
    if isinstance(value, Mapping):
        return {key: meaning(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [meaning(one) for one in value]
    return value


def written(loaded: Loaded, language: str) -> str:
    """Return the text of a loaded document in a language."""
    assert loaded.document is not None
    assert loaded.lexicon is not None
    return format_document(loaded.document, loaded.lexicon, language)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_a_policy_of_english_words_is_the_same_in_chinese(
    path: Path, language: str
) -> None:
    english = load(path)
    other = check_text(written(english, language), str(path))
    assert other.document is not None
    assert other.document.language == language
    assert not other.diagnostics, terminal.render(other.diagnostics)
    assert meaning(other.policy) == meaning(english.policy)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_document_is_written_as_it_is(path: Path) -> None:
    loaded = load(path)
    assert not loaded.diagnostics
    assert written(loaded, "zh_hans") == path.read_text("utf-8")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_document_says_what_the_english_one_says(path: Path) -> None:
    english = EXAMPLES / path.relative_to(EXAMPLES / "zh")
    ours, theirs = load(english), load(path)
    in_chinese = check_text(written(ours, "zh_hans"), str(path)).document
    assert in_chinese is not None
    assert theirs.document is not None
    assert _shape(in_chinese) == _shape(theirs.document)


def _shape(value: Any) -> Any:
    """Return a tree without its spans, and without its titles and reasons."""
    name = type(value).__name__
    if name == "Text":
        return name
    if attrs.has(type(value)):
        fields = [one.name for one in attrs.fields(type(value)) if one.eq]
        return (name, *(_shape(getattr(value, one)) for one in fields))
    return [_shape(one) for one in value] if isinstance(value, tuple) else value
