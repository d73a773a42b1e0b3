"""Each clause of a lawful policy is needed by an article, or said not to be."""

from pathlib import Path
from random import Random

import pytest

from deleting import EXAMPLES, each_deleted, keeps_the_law, lawful_examples, load, noted
from policydsl.cli import main
from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic
from policydsl.documents.workspace import Workspace
from policydsl.driver import Run
from policydsl.legal.check import Budget, check
from policydsl.legal.superfluous.asking import superfluous
from policydsl.proving import prove

FOUNDING = EXAMPLES / "founding" / "missed_payments.policy"
SEED, SAMPLED = 7, 6
ENOUGH = ("--output-format", "concise", "--proof-seconds", "200")

LAW = """law house "Calls"
    of CN
    force regulation
    in force from 2026-01-01
    source "An example, and no real law"
    uses collections

article 1
    forbid call borrower if disputed
article 2
    forbid call borrower unless consent of borrower
article 3
    limit call borrower: between 08:00 and 20:00
article 4
    require notify borrower at least 3 days before call borrower
"""
POLICY = """policy ladder
    version 1
    in force from 2026-03-01
    under house
    uses collections
    zone Asia/Shanghai

"""
KEEPS = """rule chase
    after 10 days overdue: call borrower with consent
        unless disputed
        only between 09:00 and 18:00

require notify borrower at least 3 days before call borrower
"""


def notes(sentences: str, tmp_path: Path, law: str = LAW) -> tuple[Diagnostic, ...]:
    (tmp_path / "house.law").write_text(law, encoding="utf-8")
    path = tmp_path / "ladder.policy"
    path.write_text(POLICY + sentences, encoding="utf-8")
    loaded = Run(Workspace()).load(path, path.name)
    assert [str(one.message) for one in loaded.diagnostics if one.is_error] == []
    found = prove(loaded, seconds=200, superfluous=True).diagnostics
    return tuple(one for one in found if one.code is codes.SUPERFLUOUS_FOR_LAW)


def words(found: tuple[Diagnostic, ...]) -> list[str]:
    return [" ".join(one.primary.span.text.split()) for one in found]


def said(sentences: str, tmp_path: Path, law: str = LAW) -> list[str]:
    return words(notes(sentences, tmp_path, law))


# --- the examples -------------------------------------------------------------------


def test_of_the_founding_ladder_each_clause_is_needed_or_named() -> None:
    whole = load(FOUNDING)
    assert whole.document is not None
    superfluous_ones = noted(whole)
    found = {False: 0, True: 0}
    for one in each_deleted(whole.document):
        is_kept = keeps_the_law(one.load(whole, FOUNDING))
        assert is_kept == (one.clause in superfluous_ones), one.clause.text
        found[is_kept] += 1
    assert all(found.values())


def test_of_a_sample_of_the_examples_each_clause_is_needed_or_named() -> None:
    """All of them are asked about by ``tests/benchmarks/superfluous.py``."""
    every = []
    for path in lawful_examples():
        whole = load(path)
        assert whole.document is not None
        every += [(path, whole, one) for one in each_deleted(whole.document)]
    named: dict[Path, frozenset[object]] = {}
    for path, whole, one in Random(SEED).sample(every, SAMPLED):
        if path not in named:
            named[path] = noted(whole)
        is_kept = keeps_the_law(one.load(whole, path))
        assert is_kept == (one.clause in named[path]), f"{path}: {one.clause.text}"


def test_a_notice_that_is_waited_for_cannot_go() -> None:
    whole = load(FOUNDING)
    assert whole.policy is not None
    text = whole.source.text
    waited_for = {name for rule in whole.policy.rules for name in rule.notices}
    assert waited_for
    for rule in whole.policy.rules:
        if rule.name in waited_for:
            left = text.replace(rule.node.span.text, "")
            assert Run(Workspace({FOUNDING: left})).load(FOUNDING, "x").has_errors


# --- one by one -----------------------------------------------------------------------


def test_nothing_is_said_of_clauses_that_an_article_needs(tmp_path: Path) -> None:
    assert said(KEEPS, tmp_path) == []


@pytest.mark.parametrize(
    ("clause", "article"),
    [
        ("with consent", 2),
        ("unless disputed", 1),
        ("only between 09:00 and 18:00", 3),
        ("require notify borrower at least 3 days before call borrower", 4),
    ],
)
def test_a_clause_that_no_article_asks_for_is_named(
    clause: str, article: int, tmp_path: Path
) -> None:
    header, *articles = LAW.split("article ")
    law = "article ".join(
        [header, *(one for one in articles if one[0] != str(article))]
    )
    assert said(KEEPS, tmp_path, law) == [clause]


def test_of_a_clause_that_is_needed_the_part_that_is_not_is_named(
    tmp_path: Path,
) -> None:
    keeps = KEEPS.replace("unless disputed", "unless disputed or plan active")
    keeps = keeps.replace("18:00\n", "18:00 on monday to friday\n")
    assert said(keeps, tmp_path) == ["plan active", "on monday to friday"]


def test_a_part_of_a_norm_is_named(tmp_path: Path) -> None:
    norm = "\nforbid call borrower if disputed or plan active\n"
    keeps = KEEPS.replace("        unless disputed\n", "") + norm
    assert said(keeps, tmp_path) == ["plan active"]


def test_of_two_clauses_that_do_the_same_one_has_to_stay(tmp_path: Path) -> None:
    first, second = notes(f"{KEEPS}\nforbid call if disputed\n", tmp_path)
    assert words((first, second)) == ["unless disputed", "forbid call if disputed"]
    assert first.related == ()
    assert [one.span.text for one in second.related] == ["unless disputed"]


def test_the_guard_of_a_measure_is_named(tmp_path: Path) -> None:
    held = (
        "\nrule frost\n    while overdue: hold limit frozen\n        unless disputed\n"
    )
    assert said(KEEPS + held, tmp_path) == ["unless disputed"]


def test_without_a_law_nothing_is_said(tmp_path: Path) -> None:
    path = tmp_path / "ladder.policy"
    path.write_text(POLICY.replace("    under house\n", "") + KEEPS, encoding="utf-8")
    loaded = Run(Workspace()).load(path, path.name)
    assert prove(loaded, seconds=200, superfluous=True).diagnostics == ()


def test_a_clause_that_holds_a_breach_back_nowhere_is_named(tmp_path: Path) -> None:
    """What is broken anyway is not needed by the article that is broken."""
    keeps = KEEPS.replace("unless disputed", "unless plan active")
    assert said(keeps, tmp_path) == ["unless plan active"]


def test_what_there_was_no_time_for_is_counted() -> None:
    whole = load(FOUNDING)
    assert whole.policy is not None
    checked = check(whole.policy, whole.laws)
    answers = superfluous(checked, whole.laws, Budget(1e-9))
    assert answers.found == ()
    assert answers.left > 1


def test_the_command_says_it_only_if_asked(capsys: pytest.CaptureFixture[str]) -> None:
    for options, number in (([], 0), (["--superfluous"], 1)):
        status = main(["check", str(FOUNDING), *options, *ENOUGH])
        assert status == 0
        assert capsys.readouterr().out.count("note[PD0408]") == number
