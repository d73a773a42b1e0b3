"""``policydsl check`` as a linter: what is reported, fixed, ignored and old."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from policydsl.cli import main, watching

ROOT = Path(__file__).parents[2]
HEADER = """policy reminders
    version 1
    in force from 2026-03-01
    uses collections
    zone Asia/Shanghai
"""
TITLED = """
rule ask "Ask"
    after 5 days overdue: call borrower
"""
DOTS = """
rule by_post
    after 9 days overdue: send letter to borrower
        because "..."
"""
Check = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def check(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Check:
    """Return a function that checks an empty folder: status, and lines of output."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, list[str]]:
        status = main(["check", *arguments])
        captured = capsys.readouterr()
        return status, (captured.out + captured.err).splitlines()

    return call


def write(path: str, text: str) -> Path:
    """Write a file in the current folder."""
    place = Path(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    return place


def codes(lines: list[str]) -> list[str]:
    """Return the documents and codes of findings, one line each."""
    return [
        f"{line.split(':')[0]} {line.split('[')[1][:6]}"
        for line in lines
        if "[" in line
    ]


def concise(check: Check, *arguments: str) -> list[str]:
    """Return the documents and codes of what is reported."""
    return codes(check("--output-format", "concise", *arguments)[1])


# --- exit status --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        pytest.param([], 0, id="a warning is no failure"),
        pytest.param(["--fail-level", "warning"], 1, id="unless it is asked for"),
        pytest.param(["--fail-level", "note"], 1, id="what is worse fails too"),
        pytest.param(["--fail-level", "note", "--exit-zero"], 0, id="exit zero"),
    ],
)
def test_the_level_decides(check: Check, arguments: list[str], status: int) -> None:
    write("a.policy", HEADER + TITLED)
    assert check(*arguments)[0] == status


def test_the_settings_decide_the_level(check: Check) -> None:
    write("a/a.policy", HEADER + TITLED)
    write("b/b.policy", HEADER + TITLED)
    assert check()[0] == 0
    write("b/policydsl.toml", 'fail-level = "warning"\n')
    assert check()[0] == 1
    assert check("a")[0] == 0
    assert check("--isolated")[0] == 0
    assert check("--config", "b/policydsl.toml", "a")[0] == 1


def test_wrong_settings_are_status_2(check: Check) -> None:
    write("a.policy", HEADER)
    write("pyproject.toml", '[tool.policydsl]\nselct = ["PD06"]\n')
    status, lines = check("--output-format", "concise")
    assert status == 2
    assert lines[0].startswith("pyproject.toml:2:1: error[PD0907]")


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--select", "PD9"], id="unknown code"),
        pytest.param(["--ignore", "breaches-law"], id="what cannot be left out"),
        pytest.param(["--unsafe-fixes"], id="unsafe without fixing"),
        pytest.param(["--write-baseline"], id="no baseline"),
        pytest.param(["--baseline", "gone.json"], id="baseline is not there"),
        pytest.param(["--baseline", "a.policy"], id="no baseline at all"),
        pytest.param(["--add-ignore", "..."], id="no reason"),
        pytest.param(["--fix", "--add-ignore", "why"], id="not together"),
        pytest.param(["--config", "b.toml", "--isolated"], id="two kinds of settings"),
    ],
)
def test_a_wrong_call_is_status_2(check: Check, arguments: list[str]) -> None:
    write("a.policy", HEADER + TITLED)
    write("b.toml", "")
    status, lines = check(*arguments)
    assert status == 2
    assert any(line.startswith("Error: ") for line in lines)


# --- what is reported ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "arguments", "wanted"),
    [
        ("", [], ["PD0610", "PD0690"]),
        ("", ["--select", "PD061"], ["PD0610"]),
        ("", ["--select", "text-says-nothing,PD0610"], ["PD0610", "PD0690"]),
        ("", ["--ignore", "PD06"], []),
        ("", ["--ignore", "PD06", "--extend-select", "PD0690"], ["PD0690"]),
        ('ignore = ["PD0610"]', [], ["PD0690"]),
        ('ignore = ["PD0610"]', ["--select", "PD06"], ["PD0610", "PD0690"]),
        ('ignore = ["PD0610"]', ["--extend-select", "PD0610"], ["PD0690"]),
        ('select = ["PD0690"]', [], ["PD0690"]),
        ('select = ["PD0690"]\nextend-select = ["PD061"]', [], ["PD0610", "PD0690"]),
        ('[per-file-ignores]\n"sub/" = ["PD0690"]', [], ["PD0610"]),
        ('[per-file-ignores]\n"*.policy" = ["PD06"]', [], []),
        ('[per-file-ignores]\n"/*.policy" = ["PD06"]', [], ["PD0610", "PD0690"]),
    ],
)
def test_codes_are_selected(
    check: Check, settings: str, arguments: list[str], wanted: list[str]
) -> None:
    write("sub/a.policy", HEADER + TITLED + DOTS)
    write("policydsl.toml", settings)
    found = concise(check, *arguments)
    assert found == [f"sub/a.policy {code}" for code in wanted]


def test_what_keeps_a_document_from_use_is_always_reported(check: Check) -> None:
    write("a.policy", HEADER.replace("Asia/Shanghai", "Asia/Shangai") + TITLED)
    assert concise(check, "--select", "PD0690") == ["a.policy PD0228"]


def test_settings_change_how_bad_a_finding_is(check: Check) -> None:
    write("a.policy", HEADER + TITLED + DOTS)
    write("policydsl.toml", 'severity = { PD06 = "note", PD0690 = "error" }\n')
    status, lines = check("--output-format", "concise")
    assert status == 1
    assert [line.split()[1].split("[")[0] for line in lines] == ["note", "error"]
    assert check("--statistics")[1][:3] == [
        "1  PD0610  title-repeats-name",
        "1  PD0690  text-says-nothing",
        "1 policy, 2 rules: 1 error, 1 note.",
    ]


def test_what_is_ignored_is_counted(check: Check) -> None:
    comment = "# policydsl: ignore[PD0610] a label\n"
    write("a.policy", HEADER + TITLED.replace("rule", f"{comment}rule"))
    _, lines = check()
    assert lines[:2] == [
        "1 policy, 1 rule: no findings.",
        "1 finding is ignored by a comment.",
    ]
    _, lines = check("--output-format", "json")
    assert json.loads("\n".join(lines))["ignored"] == 1


# A call at night breaks the hours of the house's own law.
HOUSE = """law house
    of HOUSE
    force statute
    in force from 2020-01-01
    source "https://example.org/house"
    uses collections

article 1
    limit call: between 08:00 and 21:00
"""
BREACH = (
    HEADER.replace("zone", "under house\n    zone")
    + """
rule ask
    after 5 days overdue: call borrower
        only between 20:00 and 23:00
"""
)


def test_a_verdict_is_ignored_only_with_a_reason_and_told(check: Check) -> None:
    write("house.law", HOUSE)
    write("a.policy", BREACH)
    assert check("--select", "PD06", "--output-format", "concise")[0] == 1
    comment = "# policydsl: ignore[breaches-law] the house agreed on paper\n"
    write("a.policy", BREACH.replace("rule ask", f"{comment}rule ask"))
    status, lines = check()
    assert status == 0
    assert "1 finding is ignored by a comment; 1 of them is about the law." in lines
    assert any("1 breach" in line for line in lines)
    # Without a proof nobody knows whether the comment is needed.
    assert concise(check, "--no-proof") == []


def test_a_comment_about_versions_is_needed_though_one_is_checked_alone(
    check: Check,
) -> None:
    one = "\nrule {}\n    after 5 days overdue: call borrower\n"
    first = HEADER.replace("-03-01", "-03-01 until 2026-04-30")
    write("v1.policy", first + one.format("ask"))
    later = HEADER.replace("version 1", "version 2").replace("-03-01", "-05-01")
    write("v2.policy", later + one.format("ring"))
    assert concise(check) == ["v2.policy PD0605"]
    comment = "# policydsl: file-ignore[PD0605] the call has another name on purpose\n"
    write("v2.policy", comment + later + one.format("ring"))
    assert concise(check) == []
    assert concise(check, "v2.policy") == []


# --- old findings -------------------------------------------------------------------


def test_old_findings_are_not_reported_wherever_they_move(check: Check) -> None:
    write("a.policy", HEADER + DOTS)
    baseline = ("--baseline", "old.json")
    status, lines = check(*baseline, "--write-baseline", "--fail-level", "warning")
    assert (status, lines[1]) == (0, "1 finding is old.")
    write("a.policy", HEADER + TITLED + DOTS.replace("rule", "# A comment\nrule"))
    assert concise(check, *baseline) == ["a.policy PD0610"]
    # One more of the same is new.
    more = DOTS.replace("by_post", "again").replace("9", "19")
    write("a.policy", HEADER + DOTS + more)
    assert concise(check, *baseline) == ["a.policy PD0690"]
    write("a.policy", HEADER)
    _, lines = check(*baseline)
    assert "1 old finding is not there any more: write the baseline again." in lines


def test_a_baseline_is_a_setting(check: Check) -> None:
    write("policydsl.toml", 'baseline = "old.json"\n')
    write("a.policy", HEADER + TITLED)
    assert concise(check) == ["a.policy PD0610"]
    check("--write-baseline")
    assert concise(check) == []
    # The paths in it are seen from where it lies.
    write("sub/b.policy", HEADER + TITLED)
    assert concise(check, "sub", "a.policy") == ["sub/b.policy PD0610"]
    check("--write-baseline")
    assert list(json.loads(Path("old.json").read_text())["findings"]) == [
        "a.policy",
        "sub/b.policy",
    ]


def test_an_error_is_never_old(check: Check) -> None:
    write("a.policy", HEADER.replace("Asia/Shanghai", "Asia/Shangai"))
    assert check("--baseline", "old.json", "--write-baseline")[0] == 1
    assert json.loads(Path("old.json").read_text())["findings"] == {}


# --- fixes --------------------------------------------------------------------------


def test_fixes_are_shown_and_made(check: Check) -> None:
    path = write("a.policy", HEADER + TITLED + DOTS)
    before = path.read_text()
    status, lines = check("--diff")
    assert status == 1
    assert [line for line in lines if line[0] in "+-"] == [
        "--- a.policy",
        "+++ a.policy",
        '-rule ask "Ask"',
        "+rule ask",
    ]
    assert path.read_text() == before
    status, lines = check("--fix", "--output-format", "concise")
    assert codes(lines) == ["a.policy PD0690"]
    assert "1 finding fixed." in lines
    assert path.read_text() == before.replace(' "Ask"', "")
    assert check("--diff") == (0, [])


def test_line_ends_and_marks_stay(check: Check) -> None:
    text = "\ufeff" + (HEADER + TITLED).replace("\n", "\r\n")
    Path("a.policy").write_bytes(text.encode())
    assert check("--fix-only") == (0, ["1 finding fixed."])
    assert Path("a.policy").read_bytes() == text.replace(' "Ask"', "").encode()


def test_what_changes_the_meaning_is_fixed_only_when_asked(check: Check) -> None:
    write("house.law", HOUSE)
    path = write("a.policy", BREACH)
    assert check("--fix")[0] == 1
    assert path.read_text() == BREACH
    status, lines = check("--fix", "--unsafe-fixes")
    assert status == 0, lines
    assert path.read_text() != BREACH


def test_standard_input_is_fixed_to_standard_output(tmp_path: Path) -> None:
    given = (HEADER + TITLED + DOTS).encode()
    found = subprocess.run(
        [sys.executable, "-m", "policydsl", "check", "-", "--fix"],
        input=given,
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert found.stdout == given.replace(b' "Ask"', b"")
    assert b"PD0690" in found.stderr


def test_comments_are_added_with_a_reason(check: Check) -> None:
    path = write("a.policy", HEADER + "\n# About it." + TITLED + DOTS)
    status, lines = check("--add-ignore", "as it always was", "--fail-level", "note")
    assert status == 0
    assert "2 findings are ignored by comments." in lines
    text = path.read_text()
    assert "\n# policydsl: ignore[PD0610] as it always was\nrule ask" in text
    assert text.count("# policydsl:") == 2


# --- files, settings, watching ------------------------------------------------------


def test_files_and_settings_are_shown(check: Check) -> None:
    write("a.policy", HEADER)
    write("drafts/b.policy", HEADER)
    write(".gitignore", "drafts/\n")
    assert check("--show-files") == (0, ["a.policy"])
    assert check("--show-files", "--no-respect-gitignore", ".") == (
        0,
        ["a.policy", "drafts/b.policy"],
    )
    write("policydsl.toml", 'ignore = ["PD0690"]\nseverity = {PD0610 = "note"}\n')
    status, lines = check("--show-settings")
    assert status == 0
    assert lines[0] == "# policydsl.toml"
    # What is shown can be written as settings, and means the same.
    write("policydsl.toml", "\n".join(lines))
    assert check("--show-settings") == (0, lines)
    assert 'severity = {"PD0610" = "note"}' in lines


def test_a_change_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "a.policy"
    path.write_text("one")
    slept = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 3:
            path.write_text("other")
        if len(slept) == 5:
            path.unlink()

    seen = watching.changes(lambda: [path], sleep)
    next(seen)
    assert slept == []
    next(seen)
    assert len(slept) == 3
    next(seen)
    assert len(slept) == 5
