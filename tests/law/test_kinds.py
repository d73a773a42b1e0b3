"""A law binds what the vocabulary of a policy calls a kind of what the law names."""

from pathlib import Path

import pytest

from policydsl.documents.workspace import Workspace
from policydsl.driver import Loaded, Run
from policydsl.legal.kinds import with_kinds
from policydsl.proving import prove
from policydsl.semantics import core

OWN = """vocabulary own
    uses collections

actor field partner is agency
act announce is notify: to party
party godparent is third party
permission app consent is consent
"""
LAW = """law house "Calls"
    of CN
    force regulation
    in force from 2026-01-01
    source "An example, and no real law"
    uses collections

article 1
    {norm}
"""
POLICY = """policy ladder
    version 1
    in force from 2026-03-01
    under house
    uses own
    zone Asia/Shanghai

"""


def load(sentences: str, norm: str, tmp_path: Path) -> Loaded:
    (tmp_path / "own.vocabulary").write_text(OWN, encoding="utf-8")
    law = LAW.format(norm=norm)
    (tmp_path / "house.law").write_text(law, encoding="utf-8")
    path = tmp_path / "ladder.policy"
    path.write_text(POLICY + sentences, encoding="utf-8")
    loaded = Run(Workspace()).load(path, path.name)
    assert [str(one.message) for one in loaded.diagnostics if one.is_error] == []
    return loaded


@pytest.mark.parametrize(
    ("rule", "norm", "verdicts"),
    [
        (
            "after 9 days overdue: call borrower through field partner",
            "forbid contact through agency",
            ["breaches law"],
        ),
        (
            "after 9 days overdue: call godparent",
            "forbid call third party if refused by third party",
            ["breaches law"],
        ),
        (
            "after 9 days overdue: call borrower\n    unless announce done",
            "forbid call if notify done",
            ["breaches law"],
        ),
        (
            "after 9 days overdue: call borrower\n    unless notify done",
            "forbid call if notify done",
            ["lawful"],
        ),
        (
            "after 9 days overdue: call borrower\n    if consent of borrower",
            "forbid call unless consent of borrower",
            ["lawful"],
        ),
    ],
)
def test_a_law_binds_kinds_that_it_does_not_know(
    rule: str, norm: str, verdicts: list[str], tmp_path: Path
) -> None:
    proof = prove(load(f"rule first\n    {rule}\n", norm, tmp_path), seconds=200)
    found = proof.judged.judgements
    assert [one.verdict.value for one in found] == verdicts
    for one in found:
        is_played = proof.judged.witness(one) is not None
        assert is_played is one.verdict.is_breach


def test_only_terms_stand_for_their_kinds(tmp_path: Path) -> None:
    """Whoever withdraws one kind of a permission withdraws no other."""
    norm = "forbid call unless written consent of borrower"
    loaded = load(
        "rule first\n    after 1 day overdue: call borrower\n", norm, tmp_path
    )
    assert loaded.vocabulary is not None
    law = with_kinds(loaded.laws, loaded.vocabulary)["house"]
    (norm_found,) = law.articles[0].norms
    assert isinstance(norm_found, core.Forbid)
    condition = norm_found.guards[0].condition
    assert isinstance(condition, core.InHand)
    assert condition.permissions == {"written consent"}
    assert condition.withdrawn_by == {"consent"}


def test_a_law_that_knows_every_kind_stays_as_it_is(tmp_path: Path) -> None:
    norm = "forbid call third party unless consent of recipient"
    loaded = load(
        "rule first\n    after 1 day overdue: call borrower\n",
        norm,
        tmp_path,
    )
    law = loaded.laws["house"]
    own = Run(Workspace()).load(tmp_path / "house.law", "house.law")
    assert own.vocabulary is not None
    assert with_kinds({"house": law}, own.vocabulary) == {"house": law}
