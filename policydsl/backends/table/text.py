"""Tables for a terminal, in plain text of a given width."""

from collections.abc import Iterator, Sequence

from policydsl.backends.table.model import Cell, Group, Report, Row, Table
from policydsl.backends.table.width import columns, padded, wrapped

_GAP = "  "
# Narrower columns are not read but puzzled out: then a row becomes a card.
_NARROWEST_GRID = 15
_NARROWEST = 12


def render(report: Report, width: int) -> str:
    """Return the tables; a line is at most ``width`` columns, which is at least 40."""
    width = max(width, 40)
    lines = [*wrapped(report.title, width), "=" * min(columns(report.title), width)]
    names = max((columns(name) for name, _ in report.facts), default=0)
    for name, item in report.facts:
        lines += _labelled(name, names, wrapped(item.text, width - names - 2))
    for table in report.tables:
        title = wrapped(table.title, width)
        lines += ["", "", *title, "-" * max(map(columns, title))]
        lines += _notes(table.notes, width)
        lines += _table(table, width) if table.rows else ["", table.empty]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _table(table: Table, width: int) -> Iterator[str]:
    as_grid = width // len(table.blocks) >= _NARROWEST_GRID
    for group in table.groups:
        yield ""
        if group.heading is not None:
            yield from wrapped(group.heading, width)
            yield from _notes(group.notes, width)
            yield ""
        if as_grid:
            yield from _grid(table, group, width)
        else:
            yield from _cards(table, group, width)


def _notes(notes: Cell, width: int) -> Iterator[str]:
    for note in notes:
        yield from _indented(wrapped(note.text, width - 2), "  ")


# --- a grid ---------------------------------------------------------------


def _grid(table: Table, group: Group, width: int) -> Iterator[str]:
    headings = list(table.blocks.values())
    rows = [[_block(table, key, row) for key in table.blocks] for row in group.rows]
    every = [[[heading] for heading in headings], *rows]
    widths = _widths(every, width)
    yield from _grid_row([[heading] for heading in headings], widths)
    yield _GAP.join("-" * width for width in widths)
    drawn = [list(_grid_row(row, widths)) for row in rows]
    is_apart = any(len(lines) > 1 for lines in drawn)
    for number, lines in enumerate(drawn):
        if number and is_apart:
            yield ""
        yield from lines


def _grid_row(cells: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    wrapped_cells = [
        [line for text in cell for line in _hanging(text, width)]
        for cell, width in zip(cells, widths, strict=True)
    ]
    for number in range(max(map(len, wrapped_cells))):
        yield _GAP.join(
            padded(cell[number] if number < len(cell) else "", width)
            for cell, width in zip(wrapped_cells, widths, strict=True)
        )


def _hanging(text: str, width: int) -> list[str]:
    """Return the lines of a statement; those after the first are set in a little."""
    first, *_ = lines = wrapped(text, width)
    if len(lines) == 1:
        return lines
    rest = text[len(first) :].lstrip()
    return [first, *(f" {line}" for line in wrapped(rest, width - 1))]


def _widths(rows: Sequence[Sequence[Sequence[str]]], width: int) -> list[int]:
    """Share the width out: narrow columns get what they need, wide ones the rest."""
    needs = [
        max(columns(text) for row in rows for text in (*row[number], ""))
        for number in range(len(rows[0]))
    ]
    left = width - len(_GAP) * (len(needs) - 1)
    widths = [0] * len(needs)
    open_columns = set(range(len(needs)))
    while open_columns:
        share = left // len(open_columns)
        fitting = {n for n in open_columns if needs[n] <= share}
        if not fitting:
            return _shared(widths, open_columns, needs, left)
        for number in fitting:
            widths[number] = needs[number]
            left -= needs[number]
        open_columns -= fitting
    return widths


def _shared(
    widths: list[int], open_columns: set[int], needs: Sequence[int], left: int
) -> list[int]:
    """Give each open column the least, and the rest by the root of its need."""
    ordered = sorted(open_columns)
    spare = left - _NARROWEST * len(ordered)
    whole = sum(needs[number] ** 0.5 for number in ordered)
    for number in ordered:
        widths[number] = _NARROWEST + int(spare * needs[number] ** 0.5 / whole)
    return widths


def _block(table: Table, block: str, row: Row) -> list[str]:
    return [
        f"{column.label} {item.text}" if column.label else item.text
        for column in table.in_block(block)
        for item in row.cell(column.key)
    ]


# --- cards ----------------------------------------------------------------


def _cards(table: Table, group: Group, width: int) -> Iterator[str]:
    """Each row as a card: the first block as its head, then a line a column."""
    head, *others = table.blocks
    shown = [column for block in others for column in table.in_block(block)]
    names = max(columns(column.heading) for column in shown)
    for number, row in enumerate(group.rows):
        if number:
            yield ""
        yield from _head(_block(table, head, row), width)
        for column in shown:
            cell = row.cell(column.key)
            lines = [
                line for item in cell for line in _hanging(item.text, width - names - 6)
            ]
            if lines:
                name = column.heading
                yield from _indented(_labelled(name, names, lines), "    ")


def _head(statements: Sequence[str], width: int) -> Iterator[str]:
    first, *rest = statements
    yield from wrapped(first, width)
    for statement in rest:
        yield from _indented(wrapped(statement, width - 4), "    ")


def _labelled(name: str, width: int, lines: Sequence[str]) -> list[str]:
    first, *rest = lines
    return [f"{padded(name, width)}  {first}", *_indented(rest, " " * (width + 2))]


def _indented(lines: Sequence[str], margin: str) -> list[str]:
    return [margin + line for line in lines]
