"""What other programs run of ours: hooks of pre-commit, an action, a template."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

yaml = pytest.importorskip("yaml")

from policydsl.cli import COMMANDS, main  # noqa: E402
from policydsl.syntax import words  # noqa: E402

ROOT = Path(__file__).parents[1]
HOOKS = ROOT / ".pre-commit-hooks.yaml"
ACTION = ROOT / ".github" / "actions" / "policydsl" / "action.yml"
TEMPLATE = ROOT / ".gitlab" / "policydsl.yml"


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_hooks_are_about_all_kinds_of_documents() -> None:
    for hook in read(HOOKS):
        kinds = words.shared().documents.values()
        assert all(re.search(hook["files"], f"a/b.{kind}") for kind in kinds)
        assert not re.search(hook["files"], "a/b.policy.py")
        assert hook["entry"].split()[1] in COMMANDS


@pytest.mark.parametrize("hook", read(HOOKS), ids=lambda hook: hook["id"])
def test_a_hook_passes_good_documents_and_stops_bad_ones(
    hook: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for path in (ROOT / "examples" / "gym_dues").iterdir():
        shutil.copy(path, tmp_path)
    names = sorted(path.name for path in tmp_path.iterdir())
    program, *arguments = hook["entry"].split()
    assert program == "policydsl"
    before = {name: Path(name).read_bytes() for name in names}
    assert main([*arguments, *names]) == 0
    assert {name: Path(name).read_bytes() for name in names} == before
    bad = tmp_path / "gym_dues.policy"
    text = bad.read_text(encoding="utf-8").replace("    version 1", "  version  one")
    bad.write_text(text, encoding="utf-8")
    # pre-commit stops if a hook fails, or changes a document.
    assert main([*arguments, *names]) == 1 or bad.read_text(encoding="utf-8") != text


def scripts(path: Path, inputs: dict[str, str]) -> list[tuple[str, dict[str, str]]]:
    """Return what the action runs, each with its environment."""
    found = []
    for step in read(path)["runs"]["steps"]:
        if "run" in step:
            environment = {
                name: re.sub(r"\$\{\{ inputs\.(.+?) \}\}", lambda m: inputs[m[1]], text)
                for name, text in step.get("env", {}).items()
            }
            assert "${{" not in step["run"], "an input could be run as a command"
            found.append((step["run"], environment))
    return found


def test_the_action_runs_what_it_says(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    for name in ("policydsl", "python"):
        program = tmp_path / name
        program.write_text(f'#!/bin/sh\necho "{name}" "$@" >> {calls}\n')
        program.chmod(0o755)
    defaults = {name: one["default"] for name, one in read(ACTION)["inputs"].items()}
    inputs = {**defaults, "paths": "a *.b", "args": "--fail-level warning; exit 9"}
    for script, environment in scripts(ACTION, inputs):
        path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
        subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            env={**os.environ, **environment, "PATH": path},
            cwd=tmp_path,
            check=True,
        )
    assert calls.read_text().splitlines() == [
        "python -m pip install --disable-pip-version-check --quiet policydsl",
        "policydsl format --check a *.b",
        "policydsl check --output-format full --fail-level warning; exit 9 a *.b",
    ]


def test_the_template_runs_what_exists() -> None:
    job = read(TEMPLATE)["policydsl"]
    assert job["script"][-1].split()[1] in COMMANDS
    changes = job["rules"][0]["changes"]
    assert all(f"**/*.{k}" in changes for k in words.shared().documents.values())


def test_pre_commit_runs_the_hooks_of_this_repository(tmp_path: Path) -> None:
    program = shutil.which("pre-commit", path=f"{Path(sys.executable).parent}")
    if program is None:
        pytest.skip("needs pre-commit beside this Python: it is not installed")
    for path in (ROOT / "examples" / "gym_dues").iterdir():
        shutil.copy(path, tmp_path)
    for arguments in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)
    done = subprocess.run(
        [program, "try-repo", str(ROOT), "--all-files"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Passed") == len(read(HOOKS))
