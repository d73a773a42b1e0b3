"""Documents with the findings that they should have.

``tests/cases/FOLDER/NAME.policy`` (or another kind of document) is checked, and its
findings are in ``NAME.expected`` beside it: nothing, if there are none. Where
there is a ``NAME.fixed``, it holds the document after its safe fixes. A document
without either is there to be used by others.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from policydsl.checking.linting import linted
from policydsl.checking.reporting import report
from policydsl.diagnostics.model import Diagnostic
from policydsl.diagnostics.render import terminal
from policydsl.documents.finding import SUFFIXES
from policydsl.documents.workspace import Workspace
from policydsl.driver import Loaded, Run
from policydsl.proving import prove

CASES = Path(__file__).parent / "cases"
DOCUMENTS = sorted(path for path in CASES.rglob("*") if path.suffix in SUFFIXES)
EXPECTED = ".expected"
FIXED = ".fixed"


def is_case(path: Path) -> bool:
    """Whether a document is a case, not only used by one."""
    return not path.stem.startswith("used_")


def after_safe_fixes(text: str, diagnostics: tuple[Diagnostic, ...]) -> str:
    """Return a document after the edits of its safe fixes."""
    edits = {
        (edit.span.start, edit.span.end, edit.replacement)
        for one in diagnostics
        for fix in one.fixes
        if fix.is_safe
        for edit in fix.edits
    }
    for start, end, replacement in sorted(edits, reverse=True):
        text = text[:start] + replacement + text[end:]
    return text


def findings(loaded: Loaded, run: Run) -> tuple[Diagnostic, ...]:
    """Return what is reported, after a proof if there is a policy to prove."""
    is_proved = not loaded.has_errors and loaded.policy is not None
    more = prove(loaded).diagnostics if is_proved else ()
    return report([loaded], more, projects=run.projects, unasked=()).findings


@pytest.mark.parametrize(
    "path",
    [path for path in DOCUMENTS if is_case(path)],
    ids=lambda path: path.relative_to(CASES).as_posix(),
)
def test_a_case_has_the_expected_findings(
    path: Path, golden: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Paths in the findings are then the same on every machine.
    monkeypatch.chdir(path.parent)
    run = Run(Workspace())
    loaded = linted(run.load(path, path.name))
    found = findings(loaded, run)
    golden(path.with_suffix(EXPECTED), terminal.render(found))
    fixed = path.with_suffix(FIXED)
    if fixed.exists():
        golden(fixed, after_safe_fixes(loaded.source.text, found))


def test_every_expected_file_has_its_document() -> None:
    stems = {path.with_suffix("") for path in DOCUMENTS}
    outputs = [p for p in CASES.rglob("*") if p.suffix in {EXPECTED, FIXED}]
    assert [path for path in outputs if path.with_suffix("") not in stems] == []
