"""Tables in Markdown with pipe tables, as code forges and Sphinx read it."""

import re
from collections.abc import Iterator

from policydsl.backends.table.model import Cell, Item, Report, Row, Table, Tone

# What Markdown could take for a mark; an underscore only at the edge of a word.
_MARKS = re.compile(r"[\\`*\[\]#|~$]|(?<![^\W_])_|_(?![^\W_])")
_BLANKS = re.compile(r"\n{3,}")
_STARTS = re.compile(r"^([-+=]|\d+(?=[.)]))")


def render(report: Report) -> str:
    """Return the tables, one section each."""
    lines = [f"# {escaped(report.title)}", ""]
    lines += [
        f"- {escaped(name)}{report.colon} {_item(item)}" for name, item in report.facts
    ]
    for table in report.tables:
        lines += ["", f"## {escaped(table.title)}", "", *_notes(table.notes)]
        lines += _table(table)
    return _BLANKS.sub("\n\n", "\n".join(lines)).rstrip("\n") + "\n"


def escaped(text: str) -> str:
    """Return a text whose every mark stands for itself, also inside a cell."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _MARKS.sub(r"\\\g<0>", text)
    return _STARTS.sub(_defused, text)


def _defused(start: re.Match[str]) -> str:
    mark = start[1]
    return f"{mark}&#8288;" if mark.isdigit() else f"\\{mark}"


def _table(table: Table) -> Iterator[str]:
    if not table.rows:
        yield escaped(table.empty)
        return
    for group in table.groups:
        if group.heading is not None:
            yield from ("", f"### {escaped(group.heading)}", "")
        if group.notes:
            yield from (f"- {_item(note)}" for note in group.notes)
            yield ""
        yield _line(escaped(heading) for heading in table.blocks.values())
        yield _line("---" for _ in table.blocks)
        for row in group.rows:
            yield _line(_block(table, block, row) for block in table.blocks)


def _line(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _block(table: Table, block: str, row: Row) -> str:
    parts = []
    for column in table.in_block(block):
        for item in row.cell(column.key):
            label = f"*{escaped(column.label)}* " if column.label else ""
            parts.append(label + _item(item))
    return "<br>".join(parts)


def _notes(notes: Cell) -> Iterator[str]:
    for note in notes:
        yield from (_item(note), "")


def _item(item: Item) -> str:
    match item.tone:
        case Tone.MISSING | Tone.NAME:
            return f"**{escaped(item.text)}**"
        case Tone.QUOTED | Tone.ASIDE:
            return f"*{escaped(item.text)}*" if item.text else ""
        case Tone.PLAIN:
            return escaped(item.text)
