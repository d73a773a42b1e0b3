"""Commands for other programs: words completed by shells, and the server."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from policydsl.cli import COMMANDS
from policydsl.cli.completion import SHELLS

ROOT = Path(__file__).parents[2]
# What a shell does when the key is pressed, so that it need not be pressed.
PRESSED = {
    "bash": """
        eval "$(policydsl completion bash)"
        COMP_WORDS=({words}) COMP_CWORD={last}
        $(complete -p policydsl | sed 's/.*-F \\([^ ]*\\).*/\\1/') policydsl
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """,
    "zsh": """
        autoload -U compinit; compinit -D -u
        eval "$(policydsl completion zsh)"
        compadd() {{ print -l -- "${{(@P)@[-1]}}" }}
        _describe() {{ print -l -- "${{(@P)@[-2]}}" }}
        words=({words}); CURRENT={number}
        $_comps[policydsl]
    """,
    "fish": """
        policydsl completion fish | source
        complete -C {line}
    """,
}


def completed(shell: str, *words: str, folder: Path) -> list[str]:
    """Return what a shell offers for the last of some words."""
    program = folder / "bin" / "policydsl"
    program.parent.mkdir(exist_ok=True)
    python = f"PYTHONPATH={shlex.quote(str(ROOT))} exec {shlex.quote(sys.executable)}"
    program.write_text(f'#!/bin/sh\n{python} -m policydsl "$@"\n')
    program.chmod(0o755)
    line = shlex.join(["policydsl", *words[:-1]]) + f" {words[-1]}"
    script = PRESSED[shell].format(
        words=shlex.join(["policydsl", *words]),
        last=len(words),
        number=len(words) + 1,
        line=shlex.quote(line),
    )
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [shell, "-c", script],
        cwd=folder,
        env={**os.environ, "PATH": path, "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return [one.split("\t")[0].split(":")[0] for one in done.stdout.splitlines()]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_completes_commands_and_options(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} here")
    started = [name for name in COMMANDS if name.startswith("c")]
    found = completed(shell, "c", folder=tmp_path)
    assert [name for name in started if name not in found] == []
    assert "format" not in found
    assert "--output-format" in completed(shell, "check", "--out", folder=tmp_path)
    assert "concise" in completed(
        shell, "check", "--output-format", "con", folder=tmp_path
    )


def test_without_its_library_the_server_says_what_to_install() -> None:
    code = (
        "import sys\n"
        "class Missing:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in ('pygls', 'lsprotocol'):\n"
        "            raise ModuleNotFoundError(name, name=name)\n"
        "sys.meta_path.insert(0, Missing())\n"
        "from policydsl.cli import main\n"
        "sys.exit(main(['server']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "pip install 'policydsl[lsp]'" in done.stderr
    assert "bug" not in done.stderr
