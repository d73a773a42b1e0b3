"""A real editor: Neovim opens a document, mends it, types and formats."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pygls")

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "tests" / "lsp" / "neovim.lua"
POLICY = """\
policy ladder "梯子 𠀀"
    version 1
    in force from 2026-03-01
    uses collections
    zone Asia/Shanghai

rule first "𠀀𠀀"  after 1 day overdue: remind borrower by app
    because "𠀀"
"""


def test_open_fix_type_and_format(tmp_path: Path) -> None:
    editor = shutil.which("nvim")
    if editor is None:
        pytest.skip("needs Neovim: there is no `nvim`")
    program = tmp_path / "policydsl"
    python = f"PYTHONPATH={shlex.quote(str(ROOT))} exec {shlex.quote(sys.executable)}"
    program.write_text(f'#!/bin/sh\n{python} -m policydsl "$@"\n')
    program.chmod(0o755)
    document, output = tmp_path / "ladder.policy", tmp_path / "seen.json"
    document.write_text(POLICY.replace("remind", "rimind"), encoding="utf-8")
    done = subprocess.run(
        [editor, "--headless", "-u", "NONE", "-c", f"luafile {SCRIPT}"],
        cwd=tmp_path,
        env={
            **os.environ,
            "DOCUMENT": str(document),
            "OUTPUT": str(output),
            "PROGRAM": str(program),
            "XDG_STATE_HOME": str(tmp_path),
        },
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert output.exists(), done.stdout + done.stderr
    seen = json.loads(output.read_text(encoding="utf-8"))
    assert "late" not in seen, seen
    (wrong,) = seen["opened"]
    line = POLICY.replace("remind", "rimind").split("\n")[wrong["line"]].encode()
    assert line[wrong["first"] : wrong["last"]] == b"rimind"
    assert seen["fixed"] == POLICY.rstrip("\n")
    (typed,) = seen["typed"]
    line = (POLICY.split("\n")[0] + " 𠀀 nobody").encode()
    assert line[typed["first"] : typed["last"]].decode() == "𠀀 nobody"
    assert '"𠀀𠀀"\n    after 1 day' in seen["formatted"]
