"""A log, from the file to records that are in order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from policydsl.audit import columns
from policydsl.audit.lines import Row, RowError, csv_rows, json_rows, parquet_rows
from policydsl.audit.rows import Reader
from policydsl.audit.sorting import Sorted

# The forms of a log, each with the suffixes by which it is known.
FORMATS: Mapping[str, tuple[str, ...]] = {
    "csv": (".csv", ".tsv", ".txt"),
    "jsonl": (".jsonl", ".ndjson", ".json"),
    "parquet": (".parquet", ".pq"),
}
Reject = Callable[[Row, str], None]


def format_of(path: Path) -> str:
    """Return the form of a log by the suffix of its file; CSV if it says nothing."""
    suffix = path.suffix.lower()
    return next((name for name, known in FORMATS.items() if suffix in known), "csv")


def rows_of(
    file: BinaryIO,
    path: Path,
    form: str,
    renamed: Mapping[str, str],
    given: Mapping[str, str],
) -> Iterator[Row]:
    """Yield the rows of a log.

    ``renamed``: what columns are called in this log. ``given``: what a row says of a
    column that says nothing.

    Raises:
        LogError: If no row can be read.
    """

    def places(names: Sequence[str]) -> Sequence[int | None]:
        return columns.places(names, renamed, given)

    match form:
        case "csv":
            return csv_rows(file, places)
        case "jsonl":
            return json_rows(file, columns.keys(renamed))
        case _:
            return parquet_rows(str(path), columns.keys(renamed), places)


def gather(
    rows: Iterator[Row], reader: Reader, records: Sorted, reject: Reject
) -> Iterator[int]:
    """Take in rows, and yield the number of each line; what is wrong is rejected."""
    for row in rows:
        if row.wrong is not None:
            reject(row, row.wrong)
        else:
            try:
                records.add(reader.read(row.line, row.cells))
            except RowError as error:
                reject(row, str(error))
        yield row.line
