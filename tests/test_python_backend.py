"""The module that a policy is written as."""

import ast
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from policydsl.backends.python import compile_policy, emit
from policydsl.backends.python.text import Identifiers, call, comment, docstring
from policydsl.driver import check_text, load
from policydsl.runtime.case import Case

ROOT = Path(__file__).parents[1]
EXAMPLES = ("contact_ladder", "risk_measures", "lost_borrower")
AT = datetime(2026, 3, 4, tzinfo=UTC)

HOSTILE = (
    '"""',
    "'''",
    '\\"""\\',
    "\\",
    "{x}",
    "'); raise SystemExit(1) #",
    "__import__('os')",
    "${7*7}",
    "x\\u0022\\n",
)

POLICY = """\
policy hostile "{title}"
    version 1
    in force from 2026-03-01
    uses collections
    zone Asia/Shanghai

# {title}
rule remind_them "{title}"
    after 1 day overdue: remind borrower
        because "{title}"
"""


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_written(name: str, golden: Callable[[Path, str], None]) -> None:
    loaded = load(ROOT / "examples" / name / f"{name}.policy")
    assert loaded.policy is not None
    golden(ROOT / "tests/golden" / f"{name}.py.txt", emit(loaded.policy))


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_needs_the_runtime_and_nothing_else(name: str, tmp_path: Path) -> None:
    loaded = load(ROOT / "examples" / name / f"{name}.policy")
    assert loaded.policy is not None
    (tmp_path / "written.py").write_text(emit(loaded.policy), encoding="utf-8")
    script = (
        "import sys, datetime, written\n"
        "from policydsl.runtime.case import Case\n"
        "at = datetime.datetime(2026, 3, 4, tzinfo=datetime.UTC)\n"
        "print(len(written.decide(Case('1'), at).acts))\n"
        "loaded = {name.split('.')[0] for name in sys.modules}\n"
        "assert not loaded & {'attr', 'attrs', 'lark', 'click', 'rich'}, loaded\n"
        "parts = {n for n in sys.modules if n.startswith('policydsl.')}\n"
        "assert all(n.startswith('policydsl.runtime') for n in parts), parts\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={"PYTHONPATH": f"{tmp_path}:{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "0\n"


@pytest.mark.parametrize("title", HOSTILE)
def test_words_of_a_document_are_data(title: str) -> None:
    loaded = check_text(POLICY.format(title=title), "hostile.policy")
    if loaded.policy is None:
        assert loaded.has_errors  # what cannot be read cannot be compiled
        return
    text = emit(loaded.policy)
    names = {type(node).__name__ for node in ast.walk(ast.parse(text))}
    assert not names & {"Raise", "JoinedStr", "Import"}
    assert compile_policy(loaded.policy)(Case("1"), AT).acts == ()


@pytest.mark.parametrize("end", ["\n", "\r", "\x0c", "\x1c", "\x85", "\u2028", "\0"])
def test_nothing_ends_a_comment_early(end: str) -> None:
    lines = comment(f"a{end}raise SystemExit")
    assert all(line.startswith("#") for line in lines)
    assert ast.parse("\n".join(lines)).body == []


@pytest.mark.parametrize("text", [*HOSTILE, '"', 'a"', "a\\", '""""', "\u202ea\0"])
def test_a_docstring_is_one_string(text: str) -> None:
    for lines in ((text,), (text, text)):
        tree = ast.parse(docstring(lines))
        assert len(tree.body) == 1
        assert text.replace("\0", "\\x00")[-1] in (ast.get_docstring(tree) or "")


def test_names_that_look_alike_differ() -> None:
    names = Identifiers()
    taken = [
        names.take("fact", word) for word in ("a b", "a_b", "ａ b", "1", "", "余额")
    ]
    assert len(set(taken)) == len(taken)
    assert all(name.isidentifier() for name in taken)


def test_a_call_fits_the_line() -> None:
    assert call("f", ("a", "b")) == "f(a, b)"
    assert call("f", ("a" * 50, "b" * 50)).count("\n") == 3
