"""The command line: what it prints, and its exit status."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from policydsl.cli import COMMANDS, group, main
from policydsl.cli.check_output import MOST_SHOWN

ROOT = Path(__file__).parents[2]
FOUNDING = ROOT / "examples" / "founding" / "missed_payments.policy"
CLEAN = """policy reminders
    version 1
    in force from 2026-03-01
    uses collections
    zone Asia/Shanghai

rule first_reminder
    after 1 day overdue: remind borrower by app
"""
WRONG = CLEAN.replace("remind borrower", "remnd borrower")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command: status, output, error output."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        status = main([str(one) for one in arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: str, text: str) -> Path:
    """Write a document in the current folder."""
    Path(path).write_text(text, encoding="utf-8")
    return Path(path)


def test_the_list_of_commands_says_what_each_command_says() -> None:
    context = click.Context(group)
    for name, (_, text) in COMMANDS.items():
        command = group.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert (command.help or "").splitlines()[0] == text


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_no_finding(run: Run, name: str) -> None:
    status, output, _ = run(*([name] if name else []), "--help")
    assert status == 0
    assert output.startswith("Usage: policydsl")


def test_a_clean_document_says_what_was_checked(run: Run, folder: Path) -> None:
    status, output, _ = run("check", write("a.policy", CLEAN))
    assert status == 0
    assert output.splitlines() == [
        "1 policy, 1 rule: no findings.",
        "Law: no law is named, so nothing is proved.",
    ]


def test_a_finding_is_status_1(run: Run, folder: Path) -> None:
    status, output, _ = run("check", write("a.policy", WRONG))
    assert status == 1
    assert "a.policy:8:26" in output
    assert "did you mean `remind`?" in output
    assert output.splitlines()[-2] == "1 policy, 1 rule: 1 error."


def test_one_line_for_each_finding(run: Run, folder: Path) -> None:
    status, output, _ = run(
        "check", "--output-format", "concise", write("a.policy", WRONG)
    )
    assert status == 1
    (line,) = output.splitlines()
    assert line.startswith("a.policy:8:26: error[PD")


def test_of_many_findings_only_the_first_are_printed(run: Run, folder: Path) -> None:
    wrong = "".join(f"forbid remnd{number} borrower\n" for number in range(300))
    path = write("a.policy", CLEAN + "\n" + wrong)
    status, output, _ = run("check", path)
    assert status == 1
    assert output.count("error[PD0103]") == MOST_SHOWN
    assert output.splitlines()[-3] == "… and 200 more"
    status, output, _ = run("check", "--output-format", "json", path)
    assert json.loads(output)["summary"] == {"errors": 300, "warnings": 0, "notes": 0}


def test_findings_as_json(run: Run, folder: Path) -> None:
    status, output, _ = run(
        "check", "--output-format", "json", write("a.policy", WRONG)
    )
    table = json.loads(output)
    assert status == 1
    assert table["summary"] == {"errors": 1, "warnings": 0, "notes": 0}
    assert table["checked"]["rules"] == 1
    assert table["law"] == "not proved"


def test_a_folder_is_checked_with_all_that_is_in_it(run: Run, folder: Path) -> None:
    Path("words").mkdir()
    write("words/a.policy", CLEAN)
    write("b.policy", WRONG)
    write("words/notes.txt", "not a document")
    status, output, _ = run("check", ".")
    assert status == 1
    assert output.splitlines()[-2] == "2 policies, 2 rules: 1 error."


def test_a_finding_in_a_shared_document_is_shown_once(run: Run, folder: Path) -> None:
    write("words.vocabulary", "vocabulary words\n    uses colections\n")
    for name in ("a", "b"):
        write(f"{name}.policy", CLEAN.replace("uses collections", "uses words"))
    _, output, _ = run("check", "--output-format", "concise", ".")
    assert output.count("colections") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["chek"], id="unknown command"),
        pytest.param(["check"], id="nothing to check"),
        pytest.param(["check", "gone.policy"], id="no such file"),
        pytest.param(["check", "."], id="no document in a folder"),
        pytest.param(["check", "--output-format", "xml", "."], id="unknown format"),
        pytest.param(["explain", "PD9999"], id="unknown code"),
        pytest.param(["new", "two words"], id="no name"),
        pytest.param(["test", "."], id="no scenario"),
        pytest.param(["build", str(FOUNDING), "--target", "x"], id="unknown target"),
    ],
)
def test_a_wrong_call_is_status_2(run: Run, folder: Path, arguments: list[str]) -> None:
    status, output, error = run(*arguments)
    assert (status, output) == (2, "")
    assert "Error: " in error


@pytest.mark.parametrize(
    ("name", "code"),
    [
        pytest.param("PD0904", "PD0904", id="number"),
        pytest.param("pd0904", "PD0904", id="number in small letters"),
        pytest.param("document-not-found", "PD0904", id="slug"),
    ],
)
def test_a_code_is_explained(run: Run, name: str, code: str) -> None:
    status, output, _ = run("explain", name)
    assert status == 0
    assert output.startswith(code)
    assert "How to fix it" in output
    assert ".. policy::" not in output
    assert "``" not in output


def test_a_new_project_passes_its_own_tests(run: Run, folder: Path) -> None:
    assert run("new", "ladder")[0] == 0
    status, output, _ = run("check", "ladder")
    assert (status, output.splitlines()[0]) == (
        0,
        "1 policy, 3 rules, 2 scenarios: no findings.",
    )
    status, output, _ = run("test", "ladder")
    assert (status, output.splitlines()[-1]) == (0, "2 scenarios passed.")


def test_a_folder_that_exists_is_left_alone(run: Run, folder: Path) -> None:
    Path("ladder").mkdir()
    status, _, error = run("new", "ladder")
    assert status == 2
    assert "exists already" in error
    assert list(Path("ladder").iterdir()) == []


def test_a_failing_scenario_is_status_1(run: Run, folder: Path) -> None:
    run("new", "ladder")
    story = Path("ladder/ladder.scenario")
    text = story.read_text(encoding="utf-8")
    write(str(story), text.replace("done on 2026-03-02", "done on 2026-03-03"))
    status, output, _ = run("test", "ladder")
    assert status == 1
    assert output.splitlines()[-1] == "0 scenarios passed, 2 failed."


def test_a_document_that_cannot_be_read_is_a_finding(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("a.policy", CLEAN)

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    status, output, _ = run("check", "--output-format", "concise", path)
    assert status == 1
    assert "PD0901" in output
    assert "permission denied" in output


def test_a_document_that_is_too_large_is_a_finding(run: Run, folder: Path) -> None:
    with Path("a.policy").open("wb") as file:
        file.truncate(40_000_000)
    status, output, _ = run("check", "--output-format", "concise", "a.policy")
    assert status == 1
    assert "PD0903" in output


def test_a_bug_is_one_line_and_status_2(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("two\nlines")

    path = write("a.policy", CLEAN)
    monkeypatch.setattr("policydsl.driver.parse", fail)
    status, _, error = run("check", path)
    assert status == 2
    assert error.startswith("policydsl: ValueError: two lines\nThis is a bug")
    status, _, error = run("--debug", "check", path)
    assert status == 2
    assert "Traceback" in error


def test_the_keyboard_stops_a_command(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("policydsl.driver.parse", stop)
    assert run("check", write("a.policy", CLEAN))[0] == 130


def test_a_file_is_written_whole_or_not_at_all(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("table", FOUNDING, "--format", "csv", "-o", "a.csv")[0] == 0
    before = Path("a.csv").read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    status, _, error = run("table", FOUNDING, "--format", "html", "-o", "a.csv")
    assert (status, Path("a.csv").read_bytes()) == (2, before)
    assert "no space left" in error
    assert [path.name for path in folder.iterdir()] == ["a.csv"]


def process(
    *arguments: str, given: bytes = b""
) -> "subprocess.CompletedProcess[bytes]":
    """Run policydsl as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "policydsl", *arguments],
        input=given,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def test_a_document_is_read_from_standard_input(folder: Path) -> None:
    found = process("check", "-", "--stdin-filename", "x.policy", given=WRONG.encode())
    assert found.returncode == 1
    assert b"x.policy:8:26" in found.stdout


def test_a_reader_that_has_seen_enough_is_no_bug(folder: Path) -> None:
    ends = os.pipe()
    os.close(ends[0])
    write("a.policy", WRONG)
    found = subprocess.run(
        [sys.executable, "-m", "policydsl", "check", "a.policy"],
        stdout=ends[1],
        stderr=subprocess.PIPE,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    os.close(ends[1])
    assert (found.returncode, found.stderr) == (1, b"")


def test_a_policy_with_errors_is_not_built(run: Run, folder: Path) -> None:
    status, output, _ = run("table", write("a.policy", WRONG), "-o", "a.html")
    assert status == 1
    assert "remnd" in output
    assert not Path("a.html").exists()


CHINESE = ROOT / "examples" / "zh" / "contact_ladder" / "contact_ladder.policy"


def test_a_policy_is_told_in_its_own_language(run: Run) -> None:
    _, own, _ = run("table", CHINESE, "--of", "limits")
    _, other, _ = run("table", CHINESE, "--of", "limits", "--language", "en")
    assert "禁止" in own
    assert "forbidden" in other


def test_what_is_given_is_in_the_language_of_the_policy(run: Run) -> None:
    days = ("--from", "2026-03-01", "--until", "2026-03-03")
    given = ("--given", "应还日是2026-03-01")
    status, out, _ = run("simulate", CHINESE, *days, *given)
    assert status == 0
    assert "first_reminder" in out
