"""What the table back end writes for each example, and the words it writes with."""

import string
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import policydsl
from policydsl.backends import BACKENDS, table
from policydsl.backends.base import Options
from policydsl.backends.table.width import columns
from policydsl.backends.wording import languages, words
from policydsl.semantics import core
from policydsl.syntax import ast
from policydsl.syntax.words import load_language

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
FOLDERS = ("examples/*/*.policy", "tests/tables/*.policy")
EXAMPLES = {path.stem: path for folder in FOLDERS for path in sorted(ROOT.glob(folder))}

# Every example can be read at a terminal in every language; two in every format:
# a ladder as people have it, and a document of every form with hostile titles.
WHOLE = "contact_ladder"
IN_EVERY_FORMAT = (WHOLE, "everything")
CHOICES = [
    (example, language, name)
    for example in EXAMPLES
    for language in languages()
    for name in table.FORMATS
    if name == "terminal" or example in IN_EVERY_FORMAT
]


@cache
def _policy(example: str) -> core.Policy:
    loaded = policydsl.load(EXAMPLES[example])
    assert loaded.policy is not None
    return loaded.policy


@pytest.mark.parametrize(("example", "language", "format"), CHOICES)
def test_tables_of_the_examples(
    example: str,
    language: str,
    format: str,
    golden: Callable[[Path, str], None],
) -> None:
    written = table.emit(_policy(example), format=format, language=language)

    name = f"{example}.{language}{table.FORMATS[format]}"
    golden(GOLDEN / name, written.replace("\r\n", "\n"))


@pytest.mark.parametrize("language", languages())
def test_words_have_the_keys_and_gaps_of_english(language: str) -> None:
    english, other = words("en").entries, words(language).entries

    assert list(other) == list(english)
    for key, sentence in other.items():
        assert _gaps(sentence) == _gaps(english[key]), key


@pytest.mark.parametrize("language", languages())
def test_outcomes_are_named_as_in_the_policy_language(language: str) -> None:
    keywords = load_language(language).keywords

    for outcome in ast.Outcome:
        named = words(language).say(f"outcome_names.{outcome.value}")
        assert named in keywords[outcome.name]


def _gaps(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("of", table.PARTS)
def test_one_table_or_all(of: str) -> None:
    policy = _policy(WHOLE)

    one = table.emit(policy, format="csv", language="en", of=of)

    wanted = len(FIRST) if of == "all" else 1
    titles = [words("en").say(f"{key}.columns.{first}") for key, first in FIRST.items()]
    assert sum(title in one for title in titles) == wanted


FIRST = {"overview": "who", "ladder": "example", "limits": "then", "glossary": "means"}


@pytest.mark.parametrize("width", [40, 72, 100, 160])
@pytest.mark.parametrize("language", languages())
def test_no_line_is_wider_than_the_terminal(language: str, width: int) -> None:
    for example in EXAMPLES:
        shown = table.emit(
            _policy(example), format="terminal", language=language, width=width
        )
        assert max(map(columns, shown.splitlines())) <= width


def test_an_unknown_choice_is_refused() -> None:
    policy = _policy(WHOLE)

    for format, language, of in (
        ("pdf", "en", "all"),
        ("csv", "xx", "all"),
        ("csv", "en", "rules"),
    ):
        with pytest.raises(ValueError, match=r"none of|no words"):
            table.emit(policy, format=format, language=language, of=of)


def test_the_back_end_is_listed_and_writes_its_first_format() -> None:
    backend = next(one for one in BACKENDS if one.name == "table")
    policy = _policy(WHOLE)

    assert backend.emit(policy, Options()) == table.emit(
        policy, format="terminal", language="en"
    )
