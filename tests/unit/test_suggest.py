"""Suggestions for misspelt words."""

import pytest

from policydsl.diagnostics.suggest import did_you_mean


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("remnd", "did you mean `remind`?", id="a letter is missing"),
        pytest.param("erminder", None, id="too much is different"),
        pytest.param("clal", "did you mean `call`?", id="two letters are swapped"),
        pytest.param("Call", "did you mean `call`?", id="a capital letter"),
        pytest.param("提省", "did you mean `提醒`?", id="one Chinese character"),
        pytest.param("fly", None, id="nothing is close"),
        pytest.param("", None, id="nothing is written"),
    ],
)
def test_did_you_mean(written: str, expected: str | None) -> None:
    assert did_you_mean(written, ["call", "remind", "提醒"]) == expected
