"""Lint rules: quiet where nothing is wrong, and where something worse is said."""

from pathlib import Path

import pytest

from policydsl.checking.linting import linted
from policydsl.documents.finding import LIBRARY, documents_in
from policydsl.documents.workspace import Workspace
from policydsl.driver import Run, check_text
from policydsl.lint.rules import RULES

ROOT = Path(__file__).parents[1]
FOLDERS = [*sorted((ROOT / "examples").iterdir()), LIBRARY]
HEADER = """policy reminders
    version 1
    in force from 2026-03-01
    uses collections
    zone Asia/Shanghai

"""


@pytest.mark.parametrize(
    "folder", [one for one in FOLDERS if one.is_dir()], ids=lambda one: one.name
)
def test_what_is_shipped_is_quiet(folder: Path) -> None:
    run = Run(Workspace())
    for path in documents_in(folder):
        loaded = run.load(path)
        assert linted(loaded).diagnostics == loaded.diagnostics


def found(text: str) -> list[str]:
    """Return the codes that are found in the sentences of a policy."""
    loaded = linted(check_text(HEADER + text, "a.policy"))
    return [one.code.number for one in loaded.diagnostics]


def test_rules_are_asked_in_spite_of_mistakes_elsewhere() -> None:
    slip = 'rule ask "Ask"\n    after 5 days overdue: call borrower\n'
    every = "every 2 days from 1 day since hardship reported"
    endless = f"rule ring\n    {every}: call borrower\n"
    wrong = "forbid call landlord\n"
    assert found(slip + endless) == ["PD0610", "PD0660"]
    # What is about meaning waits until there is one.
    assert found(slip + endless + wrong) == ["PD0610", "PD0103"]


def test_a_sentence_that_cannot_be_read_is_not_judged() -> None:
    assert found('rule ask "Ask"\n    after 5 dayz overdue: call borrower\n') == [
        "PD0103"
    ]


def test_rules_are_in_the_order_of_their_codes_and_files() -> None:
    numbers = [rule.code.number for rule in RULES]
    assert numbers == sorted(set(numbers))
    folder = ROOT / "policydsl" / "lint" / "rules"
    files = {path.stem.replace("_", "-") for path in folder.glob("[a-z]*.py")}
    assert files == {rule.code.slug for rule in RULES}
