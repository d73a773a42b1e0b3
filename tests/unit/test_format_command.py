"""``policydsl format``: what it writes, what it leaves alone, its exit status."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from policydsl.cli import main

Run = Callable[..., tuple[int, str, str]]
UGLY = """policy reminders version 1
    in force from 2026-03-01 uses collections
    zone Asia/Shanghai


rule first "紧急𠀀" # why
    after 1 days overdue : remind borrower by app


forbid contact   if disputed
"""
CANONICAL = """policy reminders
    version 1
    in force from 2026-03-01
    uses collections
    zone Asia/Shanghai

rule first "紧急𠀀"  # why
    after 1 day overdue: remind borrower by app

forbid contact if disputed
"""


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Return a function that runs a command: status, output, error output."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        status = main(["format", *map(str, arguments)])
        captured = capfdbinary.readouterr()
        return status, captured.out.decode(), captured.err.decode()

    return call


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a function that puts a text into standard input."""

    def type_in(text: str) -> None:
        stream = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", stream)

    return type_in


def test_a_document_is_rewritten(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "reminders.policy"
    path.write_text(UGLY, encoding="utf-8")
    path.chmod(0o640)
    assert run(path) == (0, "", "1 document reformatted.\n")
    assert path.read_text(encoding="utf-8") == CANONICAL
    assert path.stat().st_mode & 0o777 == 0o640
    written = path.stat().st_mtime_ns
    assert run(tmp_path) == (0, "", "1 document left as it is.\n")
    assert path.stat().st_mtime_ns == written
    assert [one.name for one in tmp_path.iterdir()] == ["reminders.policy"]


def test_a_link_stays_one(tmp_path: Path, run: Run) -> None:
    path, link = tmp_path / "one.policy", tmp_path / "other.policy"
    path.write_text(UGLY, encoding="utf-8")
    link.symlink_to(path)
    assert run(link)[0] == 0
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == CANONICAL


def test_check_lists_and_writes_nothing(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "reminders.policy"
    path.write_text(UGLY, encoding="utf-8")
    (tmp_path / "good.policy").write_text(CANONICAL, encoding="utf-8")
    status, out, err = run("--check", tmp_path)
    assert (status, out) == (1, f"{path}\n")
    assert err == "1 document would be reformatted, 1 document left as it is.\n"
    assert path.read_text(encoding="utf-8") == UGLY
    assert run("--check", tmp_path / "good.policy")[0] == 0


def test_diff_shows_and_writes_nothing(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "reminders.policy"
    path.write_text(CANONICAL.rstrip("\n"), encoding="utf-8")
    status, out, _ = run("--diff", path)
    assert status == 1
    assert out.splitlines()[:2] == [f"--- {path}", f"+++ {path}"]
    assert out.endswith(
        "-forbid contact if disputed\n\\ No newline at end of file\n"
        "+forbid contact if disputed\n"
    )
    assert path.read_text(encoding="utf-8") == CANONICAL.rstrip("\n")
    path.write_text(CANONICAL, encoding="utf-8")
    assert run("--diff", path)[:2] == (0, "")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_stay(
    tmp_path: Path, run: Run, mark: str
) -> None:
    path = tmp_path / "reminders.policy"
    path.write_bytes((mark + UGLY.replace("\n", "\r\n")).encode())
    assert run(path)[0] == 0
    assert path.read_bytes() == (mark + CANONICAL.replace("\n", "\r\n")).encode()


def test_standard_input(run: Run, typed: Callable[[str], None]) -> None:
    typed(UGLY)
    assert run("-") == (0, CANONICAL, "")
    typed(UGLY)
    assert run("--check", "-")[:2] == (1, "stdin.policy\n")


@pytest.mark.parametrize(
    ("lines", "changed"),
    [
        ("1", CANONICAL.partition("\n\n")[0] + UGLY.partition("Shanghai")[2]),
        ("9-10", UGLY.replace("app\n\n\n", "app\n\n").replace("  if", "if")),
        ("10", UGLY.replace("contact   if", "contact if")),
        ("11-99", UGLY),
    ],
)
def test_a_range(
    run: Run, typed: Callable[[str], None], lines: str, changed: str
) -> None:
    typed(UGLY)
    status, out, _ = run("--range", lines, "-")
    assert status == 0
    assert out == changed.replace("contact  if", "contact if")


def test_another_language(run: Run, typed: Callable[[str], None]) -> None:
    typed(CANONICAL)
    status, chinese, _ = run("--language", "zh_hans", "-")
    assert status == 0
    assert "逾期满1天：通过站内信提醒借款人\n" in chinese
    typed(chinese)
    assert run("--language", "en", "-")[:2] == (0, CANONICAL)


def test_sentences_with_mistakes_stay(run: Run, typed: Callable[[str], None]) -> None:
    wrong = "forbid   contact if  wat # no\n"
    typed(UGLY + wrong)
    status, out, err = run("-")
    assert (status, out) == (0, CANONICAL + wrong)
    assert err == "`stdin.policy`: 1 sentence has mistakes and stays as it is\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xff\xfe\x00", id="not UTF-8"),
        pytest.param(UGLY.replace("collections", "nowhere").encode(), id="no words"),
        pytest.param(b"forbid   contact\n", id="no header"),
    ],
)
def test_what_cannot_be_read_is_left_alone(
    tmp_path: Path, run: Run, data: bytes
) -> None:
    path = tmp_path / "wrong.policy"
    path.write_bytes(data)
    status, out, err = run(path)
    assert (status, out) == (1, "")
    assert err.startswith("error[PD")
    assert err.endswith("1 document could not be read.\n")
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    "arguments",
    [
        ("-", "examples"),
        ("--range", "1-2", "examples"),
        ("--range", "2-1", "-"),
        ("--range", "x", "-"),
        ("--range", "1", "--language", "en", "-"),
        ("--language", "fr", "-"),
        ("nowhere.policy",),
    ],
)
def test_wrong_calls(
    run: Run, typed: Callable[[str], None], arguments: tuple[str, ...]
) -> None:
    typed(UGLY)
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert err


def test_what_cannot_be_written_stays_whole(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "reminders.policy"
    path.write_text(UGLY, encoding="utf-8")

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    status, _, err = run(path)
    assert status == 2
    assert "cannot be written: permission denied" in err
    assert path.read_text(encoding="utf-8") == UGLY
    assert [one.name for one in tmp_path.iterdir()] == ["reminders.policy"]
