"""The wheel holds all that is needed outside a checkout."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def call(*arguments: str | Path, folder: Path) -> str:
    """Run a command and return its output; a failure fails the test."""
    found = subprocess.run(
        [str(one) for one in arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout + found.stderr
    return found.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    call(
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "-t",
        "wheel",
        "-d",
        folder,
        folder=ROOT,
    )
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the wheel; what it depends on comes from this environment."""
    folder = tmp_path_factory.mktemp("installed")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def policydsl(installed: Path, *arguments: str | Path, folder: Path) -> str:
    """Run the installed policydsl, and not that of the checkout."""
    code = (
        f"import sys; sys.path.insert(0, {str(installed)!r}); import policydsl.cli;"
        f"assert policydsl.__file__.startswith({str(installed)!r});"
        "sys.exit(policydsl.cli.main())"
    )
    return call(sys.executable, "-c", code, *arguments, folder=folder)


def test_it_finds_grammar_library_and_pages(installed: Path, tmp_path: Path) -> None:
    policydsl(installed, "new", "ladder", folder=tmp_path)
    assert "no findings" in policydsl(installed, "check", "ladder", folder=tmp_path)
    assert "2 scenarios passed" in policydsl(
        installed, "test", "ladder", folder=tmp_path
    )
    assert "How to fix it" in policydsl(installed, "explain", "PD0904", folder=tmp_path)


def test_it_prints_tables_in_every_language(installed: Path, tmp_path: Path) -> None:
    policydsl(installed, "new", "ladder", folder=tmp_path)
    policy = tmp_path / "ladder" / "ladder.policy"
    for language in ("en", "zh_hans", "zh_hant"):
        output = policydsl(
            installed, "table", policy, "--language", language, folder=tmp_path
        )
        assert "first_reminder" in output


def test_it_holds_no_tests_and_no_machine_path(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        assert all(n.startswith(("policydsl/", "policydsl-")) for n in names)
        assert "policydsl/py.typed" in names
        here = str(ROOT).encode()
        assert [name for name in names if here in archive.read(name)] == []


def test_a_compiled_policy_needs_the_standard_library_only(
    installed: Path, tmp_path: Path
) -> None:
    policydsl(installed, "new", "ladder", folder=tmp_path)
    policy = tmp_path / "ladder" / "ladder.policy"
    module = tmp_path / "ladder.py"
    policydsl(
        installed, "build", policy, "--target", "python", "-o", module, folder=tmp_path
    )
    code = (
        f"import sys; sys.path[:0] = [{str(installed)!r}, {str(tmp_path)!r}];"
        "import ladder; from datetime import datetime, UTC;"
        "from policydsl.runtime.case import Case;"
        "print(ladder.decide(Case('1'), datetime(2026, 3, 1, tzinfo=UTC)).acts)"
    )
    # -S: without the packages that are installed; -E: without the environment.
    assert call(sys.executable, "-S", "-E", "-c", code, folder=tmp_path) == "()\n"
