"""The columns of a log, and what they are called in somebody's."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from policydsl.audit.lines import LogError

# Each column with what stands in it. A row is an act, an event, a permission, a fact,
# or what became of an act; the column that is filled says which.
COLUMNS: Mapping[str, str] = {
    "id": "tells the row from others; the same id twice in a case counts once",
    "when": "date and time in ISO 8601, with an offset or in the zone of the row",
    "zone": "the time zone where the person is, such as America/New_York",
    "ended": "when an act was over, like `when`; empty: nobody wrote it down",
    "case": "the debt, or other obligation; if it is empty, the person",
    "person": "whom an act is addressed to, or whose event, permission or fact it is",
    "party": "which party of the vocabulary the person is, if it is not their name",
    "act": "an act of the vocabulary",
    "channel": "through which it was done; several are separated by |",
    "purpose": "for what",
    "matter": "about what",
    "actor": "who did it",
    "disclosing": "how much it disclosed",
    "item": "the item that it is about, such as an instalment",
    "outcome": "what became of the act of this row, or of the one in `about`",
    "answered_by": "who caused the outcome, if it was not the person",
    "about": "the id of the act whose outcome this is",
    "event": "an event of the vocabulary",
    "permission": "a permission of the vocabulary",
    "granted": "true if it was given, false if it was withdrawn",
    "given_to": "the party or actor who received it",
    "fact": "a fact of the vocabulary",
    "value": "what the fact is from then on; empty: nobody knows any more",
}
KINDS = ("act", "event", "permission", "fact", "about")


def keys(renamed: Mapping[str, str]) -> list[str]:
    """Return what each column is called in the log, in the order of the columns."""
    return [renamed.get(name, name) for name in COLUMNS]


def places(
    names: Sequence[str], renamed: Mapping[str, str], given: Mapping[str, str]
) -> list[int | None]:
    """Return where each column stands among those of the log.

    ``given``: columns that have a value for all rows that say none.

    Raises:
        LogError: If a column that is needed is missing, or is there twice.
    """
    found: list[int | None] = []
    for name, called in zip(COLUMNS, keys(renamed), strict=True):
        if names.count(called) > 1:
            raise LogError(f"the column `{called}` is there twice")
        if called in names:
            found.append(names.index(called))
            continue
        if name in renamed:
            raise LogError(f"there is no column `{called}`{_hint(called, names)}")
        found.append(None)
    there = {name for name, at in zip(COLUMNS, found, strict=True) if at is not None}
    there.update(given)
    _check(there, names)
    return found


def _check(there: set[str], names: Sequence[str]) -> None:
    if "when" not in there:
        raise LogError(f"there is no column `when`{_hint('when', names)}")
    if not there & {"case", "person"}:
        raise LogError("there is no column `case`, and no column `person`")
    if not there & set(KINDS):
        raise LogError(
            f"no column says what happened; it needs one of: {', '.join(KINDS)}"
        )


def unused(names: Sequence[str], renamed: Mapping[str, str]) -> list[str]:
    """Return the columns of a log that nobody asks for."""
    asked = set(keys(renamed))
    return [name for name in names if name not in asked]


def _hint(wanted: str, names: Sequence[str]) -> str:
    close = get_close_matches(wanted, [name for name in names if name], 1)
    meant = f", did you mean `{close[0]}`?" if close else ""
    shown = ", ".join(f"`{name}`" for name in names[:20])
    return f"{meant}; the log has {shown or 'none'}; name it by `--columns`"
