"""Write what editors need to colour documents, from the tables of ``grammar/``.

``python editors/generate.py`` after a word of the language has changed.
"""

import json
from pathlib import Path

from policydsl.integrations import textmate, vim

HERE = Path(__file__).parent
TEXTMATE = HERE / "vscode" / "syntaxes" / "policydsl.tmLanguage.json"
VIM = HERE / "vim" / "syntax" / "policydsl.vim"


def files() -> dict[Path, str]:
    """Return what is to be written, by place."""
    grammar = json.dumps(textmate.grammar(), indent=1, ensure_ascii=False)
    return {TEXTMATE: f"{grammar}\n", VIM: vim.syntax()}


def main() -> None:
    """Write all files."""
    for path, text in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
