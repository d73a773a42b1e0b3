"""What is said of a whole log beside it: the calendar, the lender, the product."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policydsl.cli.inputs import stop_at_errors
from policydsl.diagnostics.suggest import did_you_mean
from policydsl.documents.finding import LIBRARY
from policydsl.documents.workspace import Workspace
from policydsl.driver import Loaded, Run
from policydsl.runtime.calendars import Calendar
from policydsl.syntax.ast import Sort

if TYPE_CHECKING:
    from policydsl.audit.binding import Stated


def stated(
    loaded: Sequence[Loaded],
    calendar: str | None,
    lenders: Sequence[str],
    products: Sequence[str],
) -> "Stated":
    """Return what the options say; ``loaded`` are the laws, whose words they use."""
    from policydsl.audit.binding import Stated

    scope = {
        Sort.LENDER: _known(loaded, Sort.LENDER, lenders),
        Sort.PRODUCT: _known(loaded, Sort.PRODUCT, products),
    }
    found = None if calendar is None else _calendar(calendar)
    return Stated(found, {sort: names for sort, names in scope.items() if names})


def _known(
    loaded: Sequence[Loaded], sort: Sort, names: Sequence[str]
) -> tuple[str, ...]:
    words = [one.vocabulary for one in loaded if one.vocabulary is not None]
    known = sorted(
        {n for one in words for n, noun in one.nouns.items() if noun.sort is sort}
    )
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or f"one of {', '.join(known)}"
            raise click.UsageError(f"there is no {sort.value} `{name}`; {hint}")
    return tuple(names)


def _calendar(name: str) -> Calendar:
    """Return a calendar of the library by its name, or the one of a vocabulary."""
    path = Path(name)
    if path.is_file():
        every = dict(_calendars(path))
        if len(every) != 1:
            told = ", ".join(f"`{one}`" for one in every) or "none"
            raise click.UsageError(f"`{name}` is to have one calendar; it has {told}")
        return next(iter(every.values()))
    found: Mapping[str, Calendar] = {
        one: calendar
        for shipped in sorted((LIBRARY / "vocabularies").glob("*.vocabulary"))
        if "\ncalendar " in shipped.read_text(encoding="utf-8")
        for one, calendar in _calendars(shipped)
    }
    if name not in found:
        hint = did_you_mean(name, sorted(found)) or f"one of {', '.join(found)}"
        raise click.UsageError(f"there is no document and no calendar `{name}`; {hint}")
    return found[name]


def _calendars(path: Path) -> Iterator[tuple[str, Calendar]]:
    one = Run(Workspace()).load(path, str(path))
    stop_at_errors(one)
    if one.vocabulary is not None:
        yield from one.vocabulary.calendars.items()
