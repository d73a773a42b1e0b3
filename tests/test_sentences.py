"""Every form of the language can be read, compiled, and written as it was."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from policydsl.driver import Loaded, check_text, load
from policydsl.syntax import formatter

FOLDER = Path(__file__).parent / "sentences"
FORMS: dict[str, Any] = tomllib.loads((FOLDER / "forms.toml").read_text("utf-8"))
REJECTED, REJECTED_IN_CHINESE = (
    tomllib.loads((FOLDER / name).read_text("utf-8"))["rejected"]
    for name in ("rejected.toml", "rejected.zh.toml")
)
WORDS = (FOLDER / "forms.vocabulary").read_text("utf-8")
# Forms that this version cannot run yet, and says so. The list only gets shorter.
NOT_YET: frozenset[str] = frozenset()

_POLICY = """\
policy forms_of_the_language "One sentence"
    version 1
    in force from 2026-03-01
    uses forms, cn_work_days
    zone Asia/Shanghai
    business days of cn work 2026
"""
_VOCABULARY = 'vocabulary words "Words of one sentence"\n    version 1\n'
# What stands before the words of a table, so that they make a sentence.
_BEFORE = {
    "declarations": "",
    "norms": "",
    "rules": "rule a\n    ",
    "groups": "",
    "conditions": "forbid contact ",
    "bounds": "limit contact: ",
}


def _policy(sentence: str) -> str:
    """Return a policy with one sentence, and the rules that it names."""
    named = [
        f"rule {rule}\n    {words}"
        for rule, words in FORMS["named"].items()
        if rule in sentence.replace(",", " ").replace(":", " ").split()
    ]
    header = _POLICY + ("    under cn\n" if "cites" in sentence else "")
    return "\n\n".join((header, *named, sentence)) + "\n"


def _forms() -> dict[str, tuple[str, str, str]]:
    """Return sentence, document and what stands beside it, by the name of a form."""
    found = {}
    for kind, before in _BEFORE.items():
        for form in FORMS[kind]:
            words = form["words"].strip().replace("\n", "\n    ")
            sentence, needs = before + words, form.get("needs", "")
            if kind == "declarations":
                text = "\n\n".join((_VOCABULARY, needs, sentence)) + "\n"
            else:
                text = _policy(sentence)
            assert form["name"] not in found, "a name stands for one form"
            found[form["name"]] = sentence, text, f"{WORDS}\n{needs}\n"
    return found


BY_NAME = _forms()


def _loaded(text: str, words: str) -> Loaded:
    kind = text.split(maxsplit=1)[0]
    return check_text(text, f"form.{kind}", {"forms.vocabulary": words})


def _plain(text: str) -> str:
    """Return text on one line."""
    return " ".join(text.split())


def _printed(loaded: Loaded) -> str:
    assert loaded.document is not None
    assert loaded.lexicon is not None
    return formatter.format_document(loaded.document, loaded.lexicon)


def _findings(loaded: Loaded) -> list[tuple[str, str]]:
    return [(one.code.number, one.message) for one in loaded.diagnostics]


def test_what_is_not_available_is_a_form() -> None:
    assert set(BY_NAME) >= NOT_YET


@pytest.mark.parametrize("name", BY_NAME)
def test_a_form_is_compiled_and_written_as_it_was(name: str) -> None:
    sentence, text, words = BY_NAME[name]
    loaded = _loaded(text, words)
    if name in NOT_YET:
        assert loaded.has_errors, "it is available now: take it off the list"
        return
    assert not _findings(loaded)
    printed = _printed(loaded)
    assert _plain(sentence) in _plain(printed)
    assert _loaded(printed, words).document == loaded.document


@pytest.mark.parametrize(
    "name",
    [
        "huabei.vocabulary",
        "cn.gbt_45251.law",
        "house_rules.law",
        "contact_ladder.policy",
        "late_consent.scenario",
    ],
)
def test_a_document_is_read_and_written_as_it_was(name: str) -> None:
    loaded = load(FOLDER / name)
    assert not _findings(loaded)
    assert _printed(loaded) == (FOLDER / name).read_text("utf-8")


@pytest.mark.parametrize("spelling", REJECTED, ids=lambda one: one["name"])
def test_a_rejected_spelling_is_refused_and_the_right_one_offered(
    spelling: dict[str, str],
) -> None:
    first = _loaded(_policy(spelling["words"]), WORDS).diagnostics[0]
    assert first.code.number == spelling["code"], first.message
    assert spelling["offer"] in (first.help or "")


_CHINESE_POLICY = """\
政策 forms_of_the_language "一句"
    版本 1
    施行 自2026-03-01起
    采用 forms、cn_work_days
    时区 Asia/Shanghai
    工作日依日历二〇二六年工作日历
"""
_CHINESE_NOTICE = "规则 report_notice\n    逾期满1天：就征信报送告知借款人"


@pytest.mark.parametrize("spelling", REJECTED_IN_CHINESE, ids=lambda o: o["words"])
def test_a_rejected_spelling_is_refused_in_chinese(spelling: dict[str, str]) -> None:
    words = spelling["words"]
    notice = _CHINESE_NOTICE if "report_notice" in words else ""
    text = "\n\n".join((_CHINESE_POLICY, notice, words)) + "\n"
    first = check_text(text, "form.policy", {"forms.vocabulary": WORDS}).diagnostics[0]
    assert first.code.number == spelling["code"], first.message
    assert first.help
    assert spelling["offer"] in first.help
