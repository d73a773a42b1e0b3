"""The syntax file of Vim, read by Neovim itself."""

import json
import shutil
from pathlib import Path

import pytest

from policydsl.integrations import vim
from policydsl.syntax import words
from policydsl.syntax.colouring import Colour, coloured
from programs import run

ROOT = Path(__file__).parents[2]
VIM = ROOT / "editors" / "vim"
EXAMPLES = sorted((ROOT / "examples").rglob("*.policy"))
# The group of each character, by lines; places are counted in bytes.
SCRIPT = """
set nocompatible encoding=utf-8
let &runtimepath = '{vim},' . &runtimepath
filetype plugin indent on
syntax on
edit {document}
let s:found = []
for s:line in range(1, line('$'))
  let s:groups = []
  for s:column in range(1, col([s:line, '$']) - 1)
    call add(s:groups, synIDattr(synID(s:line, s:column, 0), 'name'))
  endfor
  call add(s:found, s:groups)
endfor
call writefile([json_encode({{'type': &filetype, 'found': s:found}})], '{output}')
quitall!
"""


def test_the_files_are_those_of_the_tables() -> None:
    kept = VIM / "syntax" / "policydsl.vim"
    assert kept.read_text(encoding="utf-8") == vim.syntax(), (
        "run `python editors/generate.py`"
    )
    detected = (VIM / "ftdetect" / "policydsl.vim").read_text(encoding="utf-8")
    for kind in words.shared().documents.values():
        assert f"*.{kind}" in detected


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_keywords_are_coloured_as_keywords(path: Path, tmp_path: Path) -> None:
    program = shutil.which("nvim")
    if program is None:
        pytest.skip("needs Neovim: there is no `nvim`")
    script, output = tmp_path / "script.vim", tmp_path / "output.json"
    script.write_text(SCRIPT.format(vim=VIM, document=path, output=output))
    run(program, "--headless", "-u", "NONE", "-S", str(script), folder=tmp_path)
    found = json.loads(output.read_text(encoding="utf-8"))
    assert found["type"] == "policydsl"
    text = path.read_text(encoding="utf-8")
    wrong = []
    for piece in coloured(text):
        if piece.colour not in vim.GROUPS:
            continue
        before = text[: piece.start].split("\n")
        column = len(before[-1].encode())
        group = found["found"][len(before) - 1][column]
        words_ = text[piece.start : piece.end]
        # A name that is as long as a keyword is one for Vim, and longer ones are none.
        if group != vim.group(piece.colour) and "\n" not in words_:
            wrong.append((words_, piece.colour.value, group))
    assert wrong == []
    assert Colour.CLAUSE in {piece.colour for piece in coloured(text)}
