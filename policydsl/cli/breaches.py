"""How the breaches of a log are written: for people, for spreadsheets, for programs."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TextIO

from attrs import define

from policydsl.audit.auditing import Counted, Found, Tally
from policydsl.backends.table.csv import guarded
from policydsl.cli.output import counted
from policydsl.diagnostics.catalogue import in_language
from policydsl.diagnostics.render.cells import columns, visible
from policydsl.diagnostics.text import Text, listed

# So many breaches are shown to people; a file for programs has them all.
MOST_SHOWN = 50
_BYTE_ORDER_MARK = "\ufeff"
_COLUMNS = (
    "article",
    "norm",
    "is_presumed",
    "case",
    "person",
    "at",
    "act",
    "line",
    "counted",
    "counted_lines",
)


@define
class Summary:
    """What was read, and what was found of each article.

    ``not_asked``: what nobody stated, and how many articles bind only some of it.
    """

    log: str
    rows: int
    rejected: int
    repeated: int
    until: datetime | None
    tallies: Sequence[Tally]
    not_asked: Mapping[Text, int]

    @property
    def breaches(self) -> int:
        """How many breaches there are of all articles."""
        return sum(one.breaches for one in self.tallies)


class Writer(Protocol):
    """Takes breaches, one after the other, and the summary at the end."""

    def add(self, one: Found) -> None:
        """Write a breach."""

    def end(self, summary: Summary) -> None:
        """Write what was found altogether."""


class JsonWriter:
    """One object: the breaches, then the articles."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._separator = '{"breaches": [\n'

    def add(self, one: Found) -> None:
        """Write a breach."""
        self._file.write(self._separator + json.dumps(_data(one), ensure_ascii=False))
        self._separator = ",\n"

    def end(self, summary: Summary) -> None:
        """Write what was found altogether."""
        found = {
            "log": summary.log,
            "rows": summary.rows,
            "rejected": summary.rejected,
            "repeated": summary.repeated,
            "until": None if summary.until is None else summary.until.isoformat(),
            "articles": [
                {
                    "article": one.article,
                    "title": one.title,
                    "because": one.because,
                    "is_presumed": one.is_presumed,
                    "judged": one.judged,
                    "breaches": one.breaches,
                    "cases": one.cases,
                    "unknown": one.unknown,
                    "unknown_because": [
                        {"reason": str(why), "number": number}
                        for why, number in one.why.items()
                    ],
                    "left_out": None if one.left_out is None else str(one.left_out),
                }
                for one in summary.tallies
            ],
            "not_asked": [str(what) for what in summary.not_asked],
        }
        begin = '{"breaches": [' if self._separator.startswith("{") else "\n"
        rest = json.dumps(found, ensure_ascii=False, indent=2)
        self._file.write(f"{begin}],\n{rest[2:]}\n")


def _data(one: Found) -> dict[str, object]:
    return {
        "article": one.article,
        "norm": one.words,
        "is_presumed": one.is_presumed,
        "case": one.case,
        "person": one.person,
        "at": one.at.isoformat(),
        "act": None if one.act is None else _counted(one.act),
        "counted": [_counted(each) for each in one.counted],
    }


def _counted(one: Counted) -> dict[str, object]:
    return {"id": one.id, "line": one.line, "at": one.at.isoformat()}


class CsvWriter:
    """A line for each breach; no cell is a formula."""

    def __init__(self, file: TextIO) -> None:
        file.write(_BYTE_ORDER_MARK)
        self._writer = csv.writer(file, lineterminator="\r\n")
        self._writer.writerow(_COLUMNS)

    def add(self, one: Found) -> None:
        """Write a breach."""
        cells = (
            one.article,
            one.words,
            "true" if one.is_presumed else "false",
            one.case,
            one.person or "",
            one.at.isoformat(),
            "" if one.act is None else one.act.id,
            "" if one.act is None else str(one.act.line),
            "|".join(each.id for each in one.counted),
            "|".join(str(each.line) for each in one.counted),
        )
        self._writer.writerow([guarded(cell) for cell in cells])

    def end(self, summary: Summary) -> None:
        """Write nothing: a table has no sentence."""


class RejectWriter:
    """A line for each row that could not be judged, and why."""

    def __init__(self, file: TextIO) -> None:
        file.write(_BYTE_ORDER_MARK)
        self._writer = csv.writer(file, lineterminator="\r\n")
        self._writer.writerow(("line", "reason", "row"))

    def add(self, line: int, reason: str, row: str) -> None:
        """Write a row."""
        self._writer.writerow((line, guarded(reason), guarded(row)))


class TextWriter:
    """Lines for people, in a language."""

    def __init__(self, file: TextIO, language: str) -> None:
        self._file = file
        self._language = language
        self._number = 0

    def add(self, one: Found) -> None:
        """Write a breach."""
        self._number += 1
        if self._number > MOST_SHOWN:
            return
        whom = (
            one.case if one.person in (None, one.case) else f"{one.case}, {one.person}"
        )
        row = Text("line {number}", number=one.act.line) if one.act else Text("duty")
        zone = one.at.tzname() or ""
        self._say(
            Text(
                "{time}  {whom}  {article}  ({row})",
                time=f"{one.at:%Y-%m-%d %H:%M} {zone}".strip(),
                whom=visible(whom),
                article=one.article,
                row=row,
            )
        )
        self._say(Text("    {norm}", norm=one.words))
        if one.counted:
            zoned = [each.at.astimezone(one.at.tzinfo) for each in one.counted]
            times = listed(f"{each:%Y-%m-%d %H:%M}" for each in zoned)
            self._say(Text("    counted: {times}", times=times))

    def end(self, summary: Summary) -> None:
        """Write what was found altogether."""
        if self._number > MOST_SHOWN:
            more = self._number - MOST_SHOWN
            self._say(Text("… and {number:,} more", number=more))
        if self._number:
            self._file.write("\n")
        self._file.write(table(summary, self._language))
        for told in rest(summary):
            self._say(told)
        self._say(closing(summary))

    def _say(self, text: str) -> None:
        self._file.write(in_language(text, self._language) + "\n")


_HEADING = (
    Text("article"),
    Text("acts"),
    Text("breaches"),
    Text("cases"),
    Text("not judged"),
)


def table(summary: Summary, language: str) -> str:
    """Return a line for each article."""
    rows = [[in_language(cell, language) for cell in _HEADING]]
    for one in summary.tallies:
        name = one.article
        if one.is_presumed:
            name = in_language(Text("{article} (presumed)", article=name), language)
        numbers = (one.judged, one.breaches, one.cases, one.unknown)
        rows.append([name, *(f"{number:,}" for number in numbers)])
    wide = [max(columns(row[place]) for row in rows) for place in range(len(_HEADING))]
    lines = []
    for row in rows:
        first = row[0] + " " * (wide[0] - columns(row[0]))
        rest = (
            " " * (width - columns(cell)) + cell
            for cell, width in zip(row[1:], wide[1:], strict=True)
        )
        lines.append("  ".join((first, *rest)) + "\n")
    return "".join(lines)


def rest(summary: Summary) -> Iterator[Text]:
    """Yield what was not judged, and why; what was taken for granted."""
    for one in summary.tallies:
        if one.left_out is not None:
            yield Text(
                "{article}: left out, for {why}", article=one.article, why=one.left_out
            )
        for why, number in one.why.items():
            yield Text(
                "{article}: {number:,} not judged, for {why}",
                article=one.article,
                number=number,
                why=why,
            )
    for what, number in summary.not_asked.items():
        yield Text(
            "Not asked of {articles}: whether the {what} is bound; "
            "`--lender` and `--product` say what it is.",
            articles=counted(*_ARTICLES, number),
            what=what,
        )


_ARTICLES = (Text("{number} article"), Text("{number:,} articles"))
_ROWS = (Text("{number} row"), Text("{number:,} rows"))
_REJECTED = (Text("{number} rejected"), Text("{number:,} rejected"))
_REPEATED = (Text("{number} repeated"), Text("{number:,} repeated"))
_BREACHES = (Text("{number} breach"), Text("{number:,} breaches"))


def closing(summary: Summary) -> Text:
    """Return what was read and what was found, in a sentence."""
    return Text(
        "{log}: {rows}, {rejected}, {repeated}: {breaches}.",
        log=summary.log,
        rows=counted(*_ROWS, summary.rows),
        rejected=counted(*_REJECTED, summary.rejected),
        repeated=counted(*_REPEATED, summary.repeated),
        breaches=counted(*_BREACHES, summary.breaches),
    )
