"""What the packs say in Chinese: every title, reason, source and open word."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from policydsl.cli import main
from policydsl.documents.finding import LIBRARY
from policydsl.driver import check_text, load
from policydsl.proving import prove
from policydsl.semantics import core
from policydsl.semantics.quoting import open_words, said, text_of
from policydsl.syntax import ast
from policydsl.syntax.saying import said_in

PATHS = sorted((LIBRARY / "laws").rglob("*.law"))
LATIN_ONLY = re.compile(r"[^\u4e00-\u9fff]*")
# Characters of either script that have another shape in the other one.
SIMPLIFIED = set("个们国业东为义书会体关务动区医协压参发变员响图场声处备头实对导")
TRADITIONAL = set("個們國業東為義書會體關務動區醫協壓參發變員響圖場聲處備頭實對導")


def texts(law: core.Law) -> Iterator[tuple[str, ast.Text | None]]:
    """Yield what a law says for people, and what each is."""
    header = law.document.header
    assert isinstance(header, ast.LawHeader)
    yield "title", header.title
    yield "source", header.source
    for article in law.articles:
        node = article.node
        yield f"title of {article.number}", node.title
        yield f"reason of {article.number}", node.because
        if node.source is not None:
            yield f"source of {article.number}", node.source


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_nothing_is_missing_in_chinese(path: Path) -> None:
    law = load(path).law
    assert law is not None
    own = law.document.language
    for what, text in texts(law):
        assert text is not None, what
        simplified = said_in(text, own, "zh_hans")
        traditional = said_in(text, own, "zh_hant")
        assert not LATIN_ONLY.fullmatch(simplified), what
        assert not TRADITIONAL & set(simplified), what
        assert not SIMPLIFIED & set(traditional), what
    for article in law.articles:
        for words in quoted(article):
            for language in ("zh_hans", "zh_hant"):
                told = open_words(law, article, words, language)
                assert not LATIN_ONLY.fullmatch(told), words


def quoted(article: core.Article) -> Iterator[str]:
    """Yield the open words of an article, as the core knows them."""
    for norm in article.norms:
        if isinstance(norm, core.Forbid):
            for guard in norm.guards:
                yield from re.findall(r'"([^"]*)" in zh', guard.node.span.text)


def test_a_source_says_in_each_language_how_it_was_read() -> None:
    read = {"read in the text": "已读原文", "second-hand": "转述"}
    for path in PATHS:
        law = load(path).law
        assert law is not None
        for what, text in texts(law):
            if text is not None and what.startswith("source"):
                english, _, _ = text.text.partition(":")
                chinese, _, _ = said_in(text, "en", "zh_hans").partition("：")
                assert chinese == read[english], (path, what)


def test_what_is_given_in_no_language_of_the_reader_is_told_in_that_of_the_law() -> (
    None
):
    law = check_text(
        """law house "Rules" in zh "规则"
    force guidance
    in force from 2026-01-01
    uses collections

article 1 "Nights"
    limit call: between 08:00 and 20:00
    because "They sleep" in zh "他们在睡觉" in zh_hant "他們在睡覺"
""",
        "house.law",
    ).law
    assert law is not None
    (article,) = law.articles
    header = law.document.header
    assert header is not None
    for language, title, because, nights in (
        ("en", "Rules", "They sleep", "Nights"),
        ("zh_hans", "规则", "他们在睡觉", "Nights"),
        ("zh_hant", "规则", "他們在睡覺", "Nights"),
    ):
        assert text_of(law, header.title, language) == title
        assert text_of(law, article.node.because, language) == because
        assert text_of(law, article.node.title, language) == nights
    assert said(law, article.norms[0].node, "zh_hant") == "限制撥打：08:00到20:00"


POLICY = """政策 overdue "逾期催收"
    版本 1
    施行 自2026-07-01起
    采用 collections
    适用法律 cn.gbt_45251、cn.nifa_2018、cn.pipl
    身份 放贷机构消费金融公司、产品网络贷款、行为人自营
    时区 Asia/Shanghai
    结案于全部还清

规则 第三天
    逾期满3天：通过短信提醒借款人
规则 第十四天
    失联满14天：通过电话联系紧急联系人
"""


def test_a_finding_of_a_chinese_policy_has_no_english_but_names() -> None:
    proof = prove(check_text(POLICY, "overdue.policy"), seconds=60)
    assert proof.diagnostics
    names = r"(?a)cn\.\w+ [\w.-]+|LawRefBook|GB/T"
    for one in proof.diagnostics:
        labels = (one.primary, *one.related)
        told = (one.message, *(each.text for each in labels), one.help or "")
        for text in (*told, *(fix.title for fix in one.fixes)):
            assert not re.search("[A-Za-z]", re.sub(names, "", text)), text


LOG = """id,case,when,zone,act,person,party,channel,outcome
1,c1,2026-03-02 22:05,Asia/Shanghai,call,p1,borrower,phone,answered
"""


def audited(folder: Path, *words: str) -> int:
    """Audit a log of one late call under the standard."""
    log = folder / "log.csv"
    log.write_text(LOG, encoding="utf-8")
    return main(["audit", "cn.gbt_45251", "--log", str(log), *words])


def test_an_audit_speaks_the_language_that_is_wanted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audited(tmp_path, "--language", "zh") == 1
    assert "    限制联系：08:00到22:00 全程 " in capsys.readouterr().out
    assert audited(tmp_path, "--language", "zh_hant", "--format", "json") == 1
    data = json.loads(capsys.readouterr().out)
    assert data["breaches"][0]["norm"].startswith("限制聯絡：08:00到22:00 全程 ")
    assert data["articles"][0]["title"] == "夜間不催收"
    assert data["articles"][0]["because"].startswith("雙方未約定催收時間的")
    assert audited(tmp_path, "--language", "fr") == 2
    assert "en, zh_hans, zh_hant" in capsys.readouterr().err


def test_verdicts_have_titles_in_the_language_of_the_policy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "overdue.policy"
    path.write_text(POLICY, encoding="utf-8")
    assert main(["check", str(path), "--verdicts"]) == 1
    rows = [line.split("  ") for line in capsys.readouterr().out.splitlines()]
    told = {cell.strip() for row in rows for cell in row[-1:]}
    assert {"标题", "夜间不催收", "处理的合法性基础"} <= told
