"""The README shows what really happens."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from policydsl.cli import main

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GAP = "..."
# What the law asks for, and a first draft does not say.
ROLES = "        by phone for relay disclosing nothing\n"
REFUSAL = "forbid contact third party if refused by recipient\n"


def blocks(kind: str) -> list[str]:
    """Return the blocks of a kind, in their order."""
    found = BLOCK.findall(README.read_text(encoding="utf-8"))
    return [text for name, text in found if name == kind]


def commands() -> Iterator[tuple[str, str]]:
    """Yield each command of the README and the output that it shows."""
    for block in blocks("console"):
        command, _, output = block.partition("\n")
        yield command.removeprefix("$ policydsl "), output


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the policy of the README: whole, short and mistaken."""
    (policy,) = blocks("text")
    (tmp_path / "ladder.policy").write_text(policy, encoding="utf-8")
    mistaken = policy.replace("14 days unreachable", "14 days")
    (tmp_path / "mistaken.policy").write_text(mistaken, encoding="utf-8")
    short = policy
    for clause in ROLES, REFUSAL:
        assert clause in short
        short = short.replace(clause, "")
    (tmp_path / "short.policy").write_text(short, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shows(shown: str, actual: str) -> bool:
    """Whether the lines are there, in order; ``...`` stands for any lines."""
    parts = re.split(rf"^{re.escape(GAP)}\n", shown, flags=re.MULTILINE)
    pattern = r"(?s:.*)".join(re.escape(part) for part in parts)
    return re.fullmatch(pattern, actual) is not None


@pytest.mark.parametrize(
    ("command", "output"), list(commands()), ids=lambda text: text.split()[0]
)
def test_a_command_prints_what_is_shown(
    command: str, output: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(shlex.split(command))
    actual = capsys.readouterr().out
    assert shows(output, actual), actual


def test_the_policy_has_no_finding(folder: Path) -> None:
    assert main(["check", "ladder.policy"]) == 0


@pytest.mark.parametrize(
    ("shown", "holds"),
    [
        pytest.param("a\n...\nd\n", True, id="a gap"),
        pytest.param("a\n...\nc\n", False, id="another end"),
        pytest.param("...\nb\n...\n", True, id="only the middle"),
    ],
)
def test_gaps(shown: str, holds: bool) -> None:
    assert shows(shown, "a\nb\nc\nd\n") is holds


def test_every_command_of_the_shell_exists() -> None:
    for line in "\n".join(blocks("sh")).splitlines():
        assert (ROOT / line.split()[1]).is_file()
