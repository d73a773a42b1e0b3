"""A clock of a law and one of a policy are two, whatever they are called."""

from pathlib import Path

import pytest

from policydsl.documents.workspace import Workspace
from policydsl.driver import Run
from policydsl.proving import prove

WORDS = """vocabulary {name}
    version 1

party borrower
item bill
act call: to party
event paid by borrower
event invoice sent
event loan made
fact day due of bill is date
fact price of bill is money
event bill settled of bill
clock overdue from {start} until paid
clock open of bill from day due until {end}
"""
LAW = """law house "Calls"
    of CN
    force regulation
    in force from 2025-01-01
    source "An example, and no real law"
    uses {words}

article 1
    forbid call if {condition}
"""
POLICY = """policy ladder
    version 1
    in force from 2026-01-01
    under house
    uses words
    zone Asia/Shanghai

rule ring
    when invoice sent: call borrower
        unless {condition}
"""
CONDITIONS = (
    "overdue",
    "overdue ended",
    "overdue begun",
    "less than 9 days since overdue ended",
    "overdue ended at least 2 times",
    "at least 2 bills open",
    "total price open at least 100 EUR",
)


def verdict(condition: str, law_words: str, tmp_path: Path) -> str:
    own = WORDS.format(name="words", start="loan made", end="bill settled")
    other = WORDS.format(name="others", start="invoice sent", end="paid")
    (tmp_path / "words.vocabulary").write_text(own, encoding="utf-8")
    (tmp_path / "others.vocabulary").write_text(other, encoding="utf-8")
    law = LAW.format(words=law_words, condition=condition)
    (tmp_path / "house.law").write_text(law, encoding="utf-8")
    path = tmp_path / "ladder.policy"
    path.write_text(POLICY.format(condition=condition), encoding="utf-8")
    loaded = Run(Workspace()).load(path, path.name)
    assert [str(one.message) for one in loaded.diagnostics if one.is_error] == []
    (judgement,) = prove(loaded, seconds=200).judged.judgements
    return judgement.verdict.value


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_clock_of_one_vocabulary_is_one(condition: str, tmp_path: Path) -> None:
    assert verdict(condition, "words", tmp_path) == "lawful"


@pytest.mark.parametrize("condition", CONDITIONS)
def test_clocks_of_one_name_may_be_two(condition: str, tmp_path: Path) -> None:
    assert verdict(condition, "others", tmp_path) in {"breaches law", "not proved"}
