"""An entry that plainly fits is one that the close look lets pass, too."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from policydsl.runtime.case import ActDone, AnyEntry, Happening, OutcomeKnown
from policydsl.runtime.errors import CaseError
from policydsl.runtime.fitting import _check_entry
from policydsl.runtime.names import Names
from policydsl.runtime.plainly import LOOKED_AT, fits_plainly

AT = datetime(2026, 3, 1, tzinfo=UTC)
NAMES = Names(
    parties=frozenset({"borrower"}),
    channels=frozenset({"phone"}),
    events=frozenset({"replied", "instalment paid"}),
    item_events=frozenset({"instalment paid"}),
    verbs=frozenset({"call"}),
    outcomes=frozenset({"delivered"}),
)
ENTRIES: tuple[AnyEntry, ...] = (
    Happening(id="1", at=AT, recorded=AT, name="replied", by="borrower"),
    ActDone(id="2", at=AT, recorded=AT, verb="call", channels=("phone",)),
    OutcomeKnown(id="3", at=AT, recorded=AT, act="2", outcome="delivered"),
)
VALUES: tuple[Any, ...] = (
    None,
    1,
    True,
    [],
    "no such word",
    "borrower",
    "instalment paid",
    ("phone",),
    ("fax",),
    ["phone"],
    AT,
    AT.replace(tzinfo=None),
    AT.replace(year=1800),
    AT.replace(tzinfo=timezone(timedelta(hours=8))),
)


@pytest.mark.parametrize("kind", LOOKED_AT)
def test_every_field_is_looked_at(kind: Any) -> None:
    assert {one.name for one in fields(kind)} == LOOKED_AT[kind]


@pytest.mark.parametrize("entry", ENTRIES)
def test_what_fits_plainly_fits(entry: AnyEntry) -> None:
    assert fits_plainly(NAMES, entry)
    for one in fields(entry):
        for value in VALUES:
            changed = replace(entry, **{one.name: value})
            if fits_plainly(NAMES, changed):
                _check_entry(NAMES, "entry", changed)


def test_what_is_no_entry_does_not_fit_plainly() -> None:
    assert not fits_plainly(NAMES, "an entry")  # type: ignore[arg-type]
    with pytest.raises(CaseError):
        _check_entry(NAMES, "entry", "an entry")  # type: ignore[arg-type]
