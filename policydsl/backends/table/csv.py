"""Tables as comma separated values (RFC 4180), one record a row."""

import csv
import io
from collections.abc import Iterator

from policydsl.backends.table.model import Cell, Report, Table

# A spreadsheet takes a cell that begins so for a formula, and some take the wide
# forms of East Asian keyboards as well.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

# Without it the most common spreadsheet takes Chinese for another encoding.
_BYTE_ORDER_MARK = "\ufeff"


def render(report: Report) -> str:
    """Return all tables; every record has the same number of fields.

    A table alone is a header and its rows. Of several, each has its title before
    it and an empty record behind it. Statements of one cell stand on lines of
    their own.
    """
    width = max(len(table.columns) for table in report.tables)
    output = io.StringIO()
    output.write(_BYTE_ORDER_MARK)
    writer = csv.writer(output, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    for record in _records(report):
        padded = record + [""] * (width - len(record))
        writer.writerow([guarded(field) for field in padded])
    return output.getvalue()


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _records(report: Report) -> Iterator[list[str]]:
    several = len(report.tables) > 1
    for number, table in enumerate(report.tables):
        if number:
            yield []
        if several:
            yield [table.title]
        yield from _table(table)


def _table(table: Table) -> Iterator[list[str]]:
    yield [column.heading for column in table.columns]
    for row in table.rows:
        yield [_field(row.cell(column.key)) for column in table.columns]


def _field(cell: Cell) -> str:
    return "\n".join(item.text for item in cell)
