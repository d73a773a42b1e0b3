"""The rows of a log as they stand in a file, each with the number of its line.

Only so much of a file is held as its longest row that is allowed. What cannot be cut
into cells is handed on with the reason, and the next line goes on.
"""

import csv
import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO, NamedTuple

# More bytes than this are no row of anybody's log.
LONGEST_LINE = 1 << 20
# So many lines a quoted cell may run over.
MOST_LINES = 100
_BOM = b"\xef\xbb\xbf"
_DELIMITERS = ",;\t"
_SHOWN = 500


class RowError(Exception):
    """A row that cannot be judged; its text says why."""


class LogError(Exception):
    """A log of which no row can be judged; its text says why."""


class Row(NamedTuple):
    """A row: its cells in the order of the columns asked for, or what is wrong."""

    line: int
    cells: Sequence[object]
    raw: str
    wrong: str | None = None


# Given the names of the columns of a log, where each column that is asked for is.
Places = Callable[[Sequence[str]], Sequence[int | None]]


def csv_rows(file: BinaryIO, places: Places) -> Iterator[Row]:
    """Yield the rows of a file of separated values; the first line has the names.

    Raises:
        LogError: If there is no such line, or a column that is needed is missing.
    """
    lines = _lines(file)
    _, head, wrong = next(lines, (0, "", "is empty"))
    if wrong is not None:
        raise LogError(f"the first line {wrong}" if head else "the log is empty")
    delimiter = max(_DELIMITERS, key=head.count)
    names = [name.strip() for name in _cut(head, delimiter)]
    where = places(names)
    for number, text, problem in _whole(lines):
        if problem is not None:
            yield Row(number, (), text, problem)
            continue
        if not text or text.isspace():
            continue
        try:
            cells = _cut(text, delimiter)
        except csv.Error as error:
            yield Row(number, (), text[:_SHOWN], f"cannot be cut into cells: {error}")
            continue
        if len(cells) != len(names):
            reason = f"has {len(cells)} cells, and the first line has {len(names)}"
            yield Row(number, (), text, reason)
            continue
        picked = ["" if at is None else cells[at].strip() for at in where]
        yield Row(number, picked, text)


def json_rows(file: BinaryIO, keys: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a file that has an object of JSON in each line."""
    is_empty = True
    for number, text, problem in _lines(file):
        is_empty = False
        if problem is not None:
            yield Row(number, (), text, problem)
            continue
        if not text or text.isspace():
            continue
        try:
            found = json.loads(text)
        except RecursionError:
            yield Row(number, (), text[:_SHOWN], "is nested too deeply")
            continue
        except ValueError:
            yield Row(number, (), text[:_SHOWN], "is no JSON")
            continue
        if not isinstance(found, dict):
            yield Row(number, (), text[:_SHOWN], "is no object of JSON")
            continue
        yield Row(number, _plain(found, keys), text)
    if is_empty:
        raise LogError("the log is empty")


def parquet_rows(path: str, keys: Sequence[str], places: Places) -> Iterator[Row]:
    """Yield the rows of a Parquet file, numbered from 1.

    Raises:
        LogError: If the library that reads such files is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise LogError(
            "a Parquet file is read by `pyarrow`, which is not installed: "
            "`pip install policydsl[parquet]`, or save the log as CSV"
        ) from None
    try:
        opened = parquet.ParquetFile(path)
    except (pyarrow.ArrowInvalid, OSError) as error:
        raise LogError(f"this is no Parquet file: {error}") from None
    names = list(opened.schema_arrow.names)
    places(names)
    wanted = [name for name in names if name in set(keys)]
    number = 0
    for batch in opened.iter_batches(batch_size=10_000, columns=wanted):
        for found in batch.to_pylist():
            number += 1
            yield Row(number, _plain(found, keys), str(found)[:_SHOWN])


def _plain(found: Mapping[str, object], keys: Sequence[str]) -> list[object]:
    """Return the values of the keys; what is not there is an empty text."""
    return [_cell(found.get(key)) for key in keys]


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value


def _lines(file: BinaryIO) -> Iterator[tuple[int, str, str | None]]:
    """Yield each line with its number, and what is wrong with it."""
    number = 0
    while raw := file.readline(LONGEST_LINE + 1):
        number += 1
        if number == 1 and raw.startswith(_BOM):
            raw = raw[len(_BOM) :]
        if len(raw) > LONGEST_LINE and not raw.endswith(b"\n"):
            _skip_line(file)
            begin = raw[:_SHOWN].decode("utf-8", "backslashreplace")
            yield number, begin, f"is longer than {LONGEST_LINE:,} bytes"
            continue
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            begin = raw[:_SHOWN].decode("utf-8", "backslashreplace")
            yield number, begin, "is not written in UTF-8"
            continue
        yield number, text.rstrip("\r\n"), None


def _skip_line(file: BinaryIO) -> None:
    while rest := file.readline(LONGEST_LINE):
        if rest.endswith(b"\n"):
            return


def _whole(
    lines: Iterator[tuple[int, str, str | None]],
) -> Iterator[tuple[int, str, str | None]]:
    """Put the lines of a quoted cell together.

    A mark that is never closed costs its own line, and not the rest of the log.
    """
    waiting: deque[tuple[int, str, str | None]] = deque()
    while True:
        one = waiting.popleft() if waiting else next(lines, None)
        if one is None:
            return
        number, text, problem = one
        if problem is not None or '"' not in text or text.count('"') % 2 == 0:
            yield one
            continue
        taken: list[tuple[int, str, str | None]] = []
        joined = text
        while len(taken) < MOST_LINES and len(joined) <= LONGEST_LINE:
            following = waiting.popleft() if waiting else next(lines, None)
            if following is None:
                break
            taken.append(following)
            if following[2] is not None:
                break
            joined += f"\n{following[1]}"
            if following[1].count('"') % 2:
                break
        if joined.count('"') % 2 == 0:
            yield number, joined, None
            continue
        waiting.extendleft(reversed(taken))
        yield number, text[:_SHOWN], "has a quotation mark that is not closed"


def _cut(text: str, delimiter: str) -> list[str]:
    if '"' not in text:
        return text.split(delimiter)
    return next(csv.reader((text,), delimiter=delimiter), [])
