"""Findings in colour, where the output is a terminal that can show it."""

from collections.abc import Sequence
from typing import TextIO

from rich.console import Console
from rich.text import Text

from policydsl.diagnostics.model import Diagnostic
from policydsl.diagnostics.render.terminal import styled

STYLES = {
    "": "",
    "error": "bold red",
    "warning": "bold yellow",
    "note": "bold blue",
    "message": "bold",
    "gutter": "blue",
    "related": "cyan",
    "help": "bold cyan",
    "added": "green",
}


def write(diagnostics: Sequence[Diagnostic], file: TextIO) -> None:
    """Write findings in full; the console leaves colours out where they do not fit."""
    console = Console(file=file, highlight=False, soft_wrap=True)
    for line in styled(diagnostics):
        # Pieces are never read as markup: documents may hold square brackets.
        console.print(Text.assemble(*((p.text, STYLES[p.style]) for p in line)))
