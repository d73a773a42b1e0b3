"""Texts: templates that are said in one language or another."""

from policydsl.diagnostics.catalogue import in_language
from policydsl.diagnostics.text import Text, all_of, either, listed, quoted
from policydsl.driver import check_text

VOCABULARY = """vocabulary words
    version 1

event missed
event missed
"""
POLICY = """政策 提醒
    版本 1
    采用 words
"""


def test_as_a_string_a_text_is_in_english() -> None:
    assert Text("unknown {sort} `{word}`", sort=Text("act"), word="remnd") == (
        "unknown act `remnd`"
    )


def test_a_text_in_a_text_is_said_in_the_same_language() -> None:
    text = Text("unknown {sort} `{word}`", sort=Text("act"), word="提省")
    assert in_language(text, "zh_hans") == "没有“提省”这个行为"
    assert in_language(text, "zh_hant") == "沒有「提省」這個行為"


def test_words_of_an_author_are_shown_as_they_are() -> None:
    text = Text("write `{better}`", better="{act} error")
    assert in_language(text, "zh_hans") == "写“{act} error”"


def test_a_language_without_a_table_is_answered_in_english() -> None:
    assert in_language(Text("write `{better}`", better="a"), "xx") == "write `a`"
    assert in_language("not expected", "") == "not expected"


def test_lists_are_joined_as_the_language_does() -> None:
    members = ["a", "b", "c"]
    assert [listed(members), either(members), all_of(members)] == [
        "a, b, c",
        "a, b or c",
        "a, b and c",
    ]
    assert in_language(either(map(quoted, members)), "zh_hant") == "「a」、「b」或「c」"
    assert [listed([]), listed(["a"]), either(["a"])] == ["", "a", "a"]


def test_each_finding_is_in_the_language_of_its_document() -> None:
    loaded = check_text(POLICY, "a.policy", {"words.vocabulary": VOCABULARY})
    said = {one.language: one.message for one in loaded.diagnostics}
    assert said["en"] == "`missed` is declared twice"
    assert said["zh_hans"] == "“words.vocabulary”有错误，故本文件未能完整检查"
