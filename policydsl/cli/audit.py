"""``policydsl audit``: what really happened, judged by laws."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from policydsl.cli.inputs import expanded, stop_at_errors, told_in
from policydsl.cli.output import whole
from policydsl.cli.stated import stated
from policydsl.diagnostics.suggest import did_you_mean
from policydsl.documents.finding import LIBRARY
from policydsl.documents.workspace import Workspace
from policydsl.driver import Loaded, Run

if TYPE_CHECKING:
    from policydsl.audit.binding import Stated
    from policydsl.audit.lines import Row
    from policydsl.audit.records import Record
    from policydsl.audit.rows import Reader
    from policydsl.audit.sorting import Sorted
    from policydsl.cli.breaches import Summary, Writer

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_STEP = 2_000


def _pairs(
    ctx: click.Context, param: click.Parameter, value: Sequence[str]
) -> dict[str, str]:
    """Return the pairs of ``when=called_at,person=debtor``."""
    from policydsl.audit.columns import COLUMNS

    found: dict[str, str] = {}
    for part in (one for text in value for one in text.split(",") if one.strip()):
        name, sign, other = (word.strip() for word in part.partition("="))
        if not sign or not other:
            raise click.BadParameter(f"`{part}` is not like `when=called_at`")
        if name not in COLUMNS:
            hint = did_you_mean(name, list(COLUMNS)) or f"one of {', '.join(COLUMNS)}"
            raise click.BadParameter(f"there is no column `{name}`; {hint}")
        found[name] = other
    return found


@click.command("audit")
@click.argument("laws", nargs=-1, required=True, metavar="LAW...")
@click.option("--log", required=True, type=FILE, help="CSV, JSON Lines or Parquet.")
@click.option(
    "--log-format",
    type=click.Choice(["csv", "jsonl", "parquet"]),
    help="What the log is; by the suffix of its file, if left out.",
)
@click.option(
    "--columns",
    "renamed",
    multiple=True,
    callback=_pairs,
    metavar="NAME=THEIRS,…",
    help="What columns are called in the log, like `when=called_at`.",
)
@click.option(
    "--set",
    "given",
    multiple=True,
    callback=_pairs,
    metavar="NAME=VALUE,…",
    help="What every row says that says nothing, like `party=consumer`.",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="A file.")
@click.option(
    "--rejects",
    type=click.Path(path_type=Path),
    help="Where rows go that cannot be judged; beside the log, if left out.",
)
@click.option(
    "--calendar",
    metavar="NAME",
    help="That of the business days: one of the library, or a vocabulary with one.",
)
@click.option("--lender", "lenders", multiple=True, help="Whose log it is.")
@click.option("--product", "products", multiple=True, help="What it is about.")
@click.option("--language", help="Such as zh_hans; that of the law, if left out.")
def command(
    laws: tuple[str, ...],
    log: Path,
    log_format: str | None,
    renamed: dict[str, str],
    given: dict[str, str],
    output_format: str,
    output: Path | None,
    rejects: Path | None,
    calendar: str | None,
    lenders: tuple[str, ...],
    products: tuple[str, ...],
    language: str | None,
) -> int:
    """List what a log of contacts breaches of laws.

    LAW is a document, a folder of them, or the name of a law of the library, or of a
    jurisdiction, such as us. Rows that cannot be judged are written to a file, with
    the reason; all others are judged.
    """
    from policydsl.audit.lines import LogError

    loaded = _laws(laws)
    refused = rejects or log.with_name(f"{log.name}.rejects.csv")
    if log.resolve() in {refused.resolve(), output.resolve() if output else None}:
        raise click.UsageError("the log would be written over")
    _add_zone(given, loaded)
    said = stated(loaded, calendar, lenders, products)
    shown_in = told_in(loaded[0].language, language)
    try:
        with ExitStack() as stack:
            file = stack.enter_context(_opened(output))
            rejected = stack.enter_context(_Rejects(refused))
            summary = _audit(
                loaded,
                log,
                log_format or _format_of(log),
                (renamed, given),
                rejected,
                _writer(output_format, file, shown_in),
                (shown_in, said),
            )
    except LogError as error:
        raise click.ClickException(f"`{log}` cannot be read: {error}") from error
    except BrokenPipeError:
        raise
    except OSError as error:
        raise click.ClickException(f"`{log}`: {error.strerror or error}") from error
    _say_rest(summary, rejected, output_format, shown_in)
    return 1 if summary.breaches or summary.rejected else 0


def _laws(names: Sequence[str]) -> list[Loaded]:
    """Load laws by their paths, or by their names in the library."""
    paths = [Path(one) if Path(one).exists() else _shipped(one) for one in names]
    run = Run(Workspace())
    found = [run.load(path, str(path)) for path in expanded(paths, ".law")]
    for one in found:
        stop_at_errors(one)
        if one.law is None:
            raise click.UsageError(f"`{one.path}` is not a law")
    return found


def _shipped(name: str) -> Path:
    """Return a law of the library, or the folder of all laws of a jurisdiction."""
    folder = LIBRARY / "laws" / name
    if name.isidentifier() and folder.is_dir():
        return folder
    every = {
        f"{path.parent.name}.{path.stem}": path
        for path in sorted((LIBRARY / "laws").rglob("*.law"))
    }
    every |= {path.stem: path for path in every.values()}
    if name not in every:
        hint = did_you_mean(name, sorted(every))
        more = f"; {hint}" if hint else ""
        raise click.UsageError(f"there is no document and no law `{name}`{more}")
    return every[name]


def _add_zone(given: dict[str, str], loaded: Sequence[Loaded]) -> None:
    """A law may say in which zone all is that it is about."""
    zones = {one.law.zone for one in loaded if one.law is not None}
    zone = zones.pop() if len(zones) == 1 else None
    if zone is not None:
        given.setdefault("zone", zone)


def _format_of(log: Path) -> str:
    from policydsl.audit.reading import format_of

    return format_of(log)


def _writer(output_format: str, file: TextIO, language: str) -> "Writer":
    from policydsl.cli.breaches import CsvWriter, JsonWriter, TextWriter

    match output_format:
        case "json":
            return JsonWriter(file)
        case "csv":
            return CsvWriter(file)
        case _:
            return TextWriter(file, language)


@contextmanager
def _opened(output: Path | None) -> Iterator[TextIO]:
    """Give a file that becomes the output when all of it is written."""
    if output is not None:
        with whole(output) as file:
            yield file
        return
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as waiting:
        yield waiting
        waiting.seek(0)
        shutil.copyfileobj(waiting, sys.stdout)


class _Rejects:
    """Where rows go that cannot be judged; without any there is no file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.number = 0
        self.first: list[tuple[int, str]] = []
        self._stack = ExitStack()

    def __enter__(self) -> "_Rejects":
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.__exit__(*error)  # type: ignore[arg-type]

    def add(self, row: "Row", reason: str) -> None:
        """Write a row, and why it is not judged."""
        from policydsl.cli.breaches import RejectWriter

        if not self.number:
            self._writer = RejectWriter(self._stack.enter_context(whole(self.path)))
        self.number += 1
        if len(self.first) < 5:
            self.first.append((row.line, reason))
        self._writer.add(row.line, reason, row.raw)


def _audit(
    loaded: Sequence[Loaded],
    log: Path,
    form: str,
    said: tuple[Mapping[str, str], Mapping[str, str]],
    rejects: _Rejects,
    writer: "Writer",
    told: "tuple[str, Stated]",
) -> "Summary":
    from policydsl.audit.auditing import Audit
    from policydsl.audit.records import instant_of
    from policydsl.audit.rows import Reader, together
    from policydsl.audit.sorting import Sorted
    from policydsl.backends.json_schema import names_of
    from policydsl.cli.breaches import Summary

    names = [names_of(one.vocabulary) for one in loaded if one.vocabulary is not None]
    reader = Reader(together(names), said[1])
    known = [
        (one.law, one.vocabulary)
        for one in loaded
        if one.law is not None and one.vocabulary is not None
    ]
    records = Sorted()
    try:
        rows = _gathered(log, form, said, (reader, records), rejects)
        until = instant_of(reader.latest)
        audit = Audit(known, until, *told)
        with _progress(rows, "judging") as step:
            watched = _watched(iter(records), step)
            for one in audit.breaches(watched, reader.shapes):
                writer.add(one)
    finally:
        records.close()
    summary = Summary(
        log=str(log),
        rows=rows,
        rejected=rejects.number,
        repeated=audit.repeated,
        until=until if rows > rejects.number else None,
        tallies=audit.tallies,
        not_asked=audit.not_asked,
    )
    writer.end(summary)
    return summary


def _gathered(
    log: Path,
    form: str,
    said: tuple[Mapping[str, str], Mapping[str, str]],
    into: "tuple[Reader, Sorted]",
    rejects: _Rejects,
) -> int:
    """Read the log, and return how many rows it has."""
    from policydsl.audit.reading import gather, rows_of

    rows = 0
    with log.open("rb") as file, _progress(log.stat().st_size, "reading") as step:
        before = 0
        for _ in gather(rows_of(file, log, form, *said), *into, rejects.add):
            rows += 1
            if rows % _STEP == 0:
                step(file.tell() - before)
                before = file.tell()
    return rows


def _watched(
    records: "Iterator[Record]", step: Callable[[int], None]
) -> "Iterator[Record]":
    for number, record in enumerate(records, 1):
        yield record
        if number % _STEP == 0:
            step(_STEP)


@contextmanager
def _progress(length: int, label: str) -> Iterator[Callable[[int], None]]:
    """Show how far it is, if somebody looks on."""
    if not sys.stderr.isatty():
        yield lambda number: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as shown:
        yield shown.update


def _say_rest(
    summary: "Summary", rejects: _Rejects, output_format: str, language: str
) -> None:
    """Say beside the output what must not be missed."""
    from policydsl.cli.breaches import closing
    from policydsl.diagnostics.catalogue import in_language
    from policydsl.diagnostics.render.cells import visible
    from policydsl.diagnostics.text import Text

    for line, reason in rejects.first:
        said = Text(
            "{log}:{line}: {reason}",
            log=summary.log,
            line=line,
            reason=visible(reason),
        )
        click.echo(in_language(said, language), err=True)
    if rejects.number:
        said = Text(
            "{number:,} rejected: `{path}`", number=rejects.number, path=rejects.path
        )
        click.echo(in_language(said, language), err=True)
    if output_format != "text":
        click.echo(in_language(closing(summary), language), err=True)
