"""A fault in the meaning is noticed: a few of those that ``tests/benchmarks`` has."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))

from faults import ROOT, Verdict, copied, faults, verdict

FAULTS = faults()
# One that both ways to run a policy share, one of each of them, one of the library.
FEW = (
    "the start date is the first business day",
    "within seven days is less than seven",
    "any start is the same episode",
    "a refused call is a failed attempt",
)


def test_there_are_faults_of_many_questions() -> None:
    questions = {one.question for one in FAULTS}
    assert len(questions) >= 60
    folders = [path.name for path in (ROOT / "tests" / "conformance").iterdir()]
    asked = {folder.partition("-")[0] for folder in folders}
    assert questions <= asked


def test_most_faults_have_a_place_in_the_code() -> None:
    stale = [one.title for one in FAULTS if one.found(ROOT) is None]
    assert len(stale) * 10 <= len(FAULTS), f"mend faults.toml: {stale}"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project, into which faults can be put."""
    return copied(tmp_path_factory.mktemp("copy"))


@pytest.mark.parametrize("name", FEW)
def test_documents_of_its_question_catch_a_fault(copy: Path, name: str) -> None:
    (fault,) = (one for one in FAULTS if one.name == name)
    assert verdict(fault, copy) is Verdict.CAUGHT
