"""Each sentence of the language says the same in English and in Chinese.

``tests/pairs`` has one file for each section of the inventory of sentences, and
``more.txt`` for forms that came later: a sentence in English, and below it the same
in Chinese. What is in quotation marks for people to read, such as a title, is no part
of the comparison.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

import attrs
import pytest

from design_documents import load
from policydsl.driver import Loaded, check_text
from policydsl.source import Source, Span
from policydsl.syntax import ast
from policydsl.syntax.formatter import format_document
from policydsl.syntax.lexicon import Entry, Lexicon
from policydsl.syntax.parser import parse

TESTS = Path(__file__).parent
RULES = ("limit_freeze", "report_notice", "bad_report", "regular_call", "robot_call",
         "reach_emergency", "cancellation", "blocking", "warning", "first_reminder",
         "second_reminder", "final_letter")  # fmt: skip
SECTIONS = sorted((TESTS / "pairs").glob("*.txt"))
PAIRS = [
    (path.stem, *re.split(r"\n(?=[\u4e00-\u9fff])", pair))
    for path in SECTIONS
    for pair in path.read_text("utf-8").strip().split("\n\n")
]
# The inventory has so many; what was added later stands in ``more.txt``.
INVENTORY = 85
LAW, POLICY = "law l\n    uses words\n\n", "policy p\n    uses words\n\n"


def words() -> Lexicon:
    """Return the words of the pairs, and the names of their rules."""
    lexicon = Lexicon()
    for path in ("documents/collections.vocabulary", "pairs/words.vocabulary"):
        text = (TESTS / path).read_text("utf-8")
        document, diagnostics = parse(Source(path, text), lexicon)
        assert diagnostics == ()
        lexicon = Lexicon.from_documents([document]).merge(lexicon)
    rules = {name: Entry(name, ast.Sort.RULE, "en", {}) for name in RULES}
    return lexicon.merge(Lexicon(rules))


LEXICON = words()


def read(text: str, lexicon: Lexicon = LEXICON) -> ast.Document:
    """Read a document that has no mistakes."""
    document, diagnostics = parse(Source("pair", text), lexicon)
    assert diagnostics == (), text
    return document


def without_texts(node: Any) -> Any:
    """Return a node with nothing in place of its titles and reasons."""
    if isinstance(node, tuple):
        return tuple(map(without_texts, node))
    if isinstance(node, ast.Text):
        return None
    if isinstance(node, ast.InLanguage) or not isinstance(node, ast.Node):
        return node
    fields = {
        one.name: without_texts(getattr(node, one.name))
        for one in attrs.fields(type(node))
        if one.name != "span"
    }
    return attrs.evolve(node, **fields)


def said(document: ast.Document) -> tuple[Any, ...]:
    """Return what a document says, without its texts."""
    return tuple(map(without_texts, (document.header, *document.sentences)))


def declares(document: ast.Document) -> bool:
    """Whether a document introduces names that could change places."""
    return any(isinstance(one, ast.Declaration) for one in document.sentences)


def name_of(section: str, english: str) -> str:
    """Return where a sentence comes from, and its first words that say anything."""
    lines = english.removeprefix("rule a\n").strip().split("\n")
    return f"{section}: {lines[0]}"


each_pair = pytest.mark.parametrize(
    ("english", "chinese"),
    [pair[1:] for pair in PAIRS],
    ids=[name_of(*pair[:2]) for pair in PAIRS],
)


SETTING: dict[str, Any] = tomllib.loads(
    (TESTS / "pairs/setting.toml").read_text("utf-8")
)
BESIDE = {
    Path(path).name: (TESTS / path).read_text("utf-8")
    for path in ("pairs/words.vocabulary", "documents/collections.vocabulary",
                 "sentences/cn.gbt_45251.law")
}  # fmt: skip
# Only a law may quote open words.
QUOTED = 'if "'
SENTENCES = [
    pair
    for pair in PAIRS
    if pair[0].startswith(("1.3", "1.4", "1.5", "1.6"))
    and not pair[1].startswith("policy")
]


def compiled(language: str, english: str, sentence: str) -> list[str]:
    """Return the codes that a document of one sentence reports in a language."""
    setting = SETTING[language]
    kind = "law" if QUOTED in english else "policy"
    named = [
        text
        for name, text in setting["named"].items()
        if name in english and f"rule {name}" not in english
    ]
    if kind == "law":
        sentence = f"    {sentence}"
    text = setting[kind] + "\n".join((*named, sentence)) + "\n"
    return numbers(check_text(text, f"pair.{kind}", BESIDE))


def numbers(loaded: Loaded) -> list[str]:
    """Return the numbers of what was found."""
    return [one.code.number for one in loaded.diagnostics]


@pytest.mark.parametrize(
    ("english", "chinese"),
    [pair[1:] for pair in SENTENCES],
    ids=[name_of(*pair[:2]) for pair in SENTENCES],
)
def test_a_pair_can_be_run_in_both_languages(english: str, chinese: str) -> None:
    found = [compiled("en", english, english), compiled("zh", english, chinese)]
    assert found == [[], []]


def test_the_inventory_is_whole() -> None:
    assert sum(section != "more" for section, *_ in PAIRS) == INVENTORY


@each_pair
def test_a_pair_is_one_tree(english: str, chinese: str) -> None:
    ours, theirs = read(english), read(chinese)
    assert (ours.language, theirs.language) == ("en", "zh_hans")
    in_english = read(format_document(theirs, LEXICON, "en"))
    in_chinese = read(format_document(ours, LEXICON, "zh_hans"))
    assert said(in_english) == said(ours)
    assert said(in_chinese) == said(theirs)
    if not declares(ours):
        assert said(theirs) == said(ours)


@each_pair
def test_traditional_chinese_is_the_same_tree(english: str, chinese: str) -> None:
    document = read(english)
    if document.header is None and not isinstance(document.sentences[0], ast.Scenario):
        is_law = isinstance(document.sentences[0], ast.Article)
        document = read((LAW if is_law else POLICY) + english)
    traditional = format_document(document, LEXICON, "zh_hant")
    again = read(traditional)
    assert again.language == "zh_hant"
    assert read(format_document(again, LEXICON, "en")) == document
    if not declares(document):
        assert said(again) == said(document)


CHINESE = sorted((TESTS / "documents/zh").iterdir())


@pytest.mark.parametrize("path", CHINESE, ids=lambda path: path.name)
def test_a_chinese_document_is_the_tree_of_the_english_one(path: Path) -> None:
    english, lexicon = load(TESTS / "documents" / path.name)
    chinese = read(path.read_text("utf-8"), lexicon)
    assert chinese.language == "zh_hans"
    for document in (english, chinese):
        for language in ("en", "zh_hans", "zh_hant"):
            other = read(format_document(document, lexicon, language), lexicon)
            assert other.language == language
            back = format_document(other, lexicon, document.language)
            assert read(back, lexicon) == document
    assert said(read(format_document(chinese, lexicon, "en"), lexicon)) == said(english)
    if not declares(english):
        assert said(chinese) == said(english)


def test_spans_are_those_of_the_chinese_words() -> None:
    text = "禁止联系第三人 除非接收人的同意"
    forbid = read(text).sentences[0]
    assert isinstance(forbid, ast.Forbid)
    target = forbid.target
    assert isinstance(target, ast.Act)
    assert target.span.text == "联系第三人"
    assert isinstance(target.verb.span, Span)
    assert [target.verb.text, target.verb.span.text] == ["contact", "联系"]
