"""Every example keeps the laws that it names, and nothing of it is not proved."""

from pathlib import Path

import pytest

from policydsl.driver import load
from policydsl.proving import prove

EXAMPLES = Path(__file__).parents[2] / "examples"
POLICIES = [path for path in sorted(EXAMPLES.rglob("*.policy")) if load(path).laws]


@pytest.mark.parametrize(
    "path", POLICIES, ids=lambda path: path.relative_to(EXAMPLES).as_posix()
)
def test_an_example_is_lawful(path: Path) -> None:
    proof = prove(load(path), seconds=60)
    assert proof.diagnostics == ()
    assert any(one.is_lawful for one in proof.judged.judgements)
    left = [one for one in proof.judged.judgements if one.concerns]
    assert all(one.is_lawful for one in left)


def test_examples_in_both_languages_are_under_a_law() -> None:
    names = {path.relative_to(EXAMPLES).as_posix() for path in POLICIES}
    for name in ("contact_ladder", "lost_borrower", "risk_measures"):
        assert {f"{name}/{name}.policy", f"zh/{name}/{name}.policy"} <= names
    assert "founding/missed_payments.policy" in names
