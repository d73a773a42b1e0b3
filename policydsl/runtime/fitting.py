"""Whether a case fits a policy: types, instants, zones and names."""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import assert_never

from policydsl.runtime.calendars import FIRST_YEAR, LAST_YEAR, is_countable
from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Case,
    Count,
    FactChange,
    Happening,
    OutcomeKnown,
    Party,
    PermissionChange,
)
from policydsl.runtime.errors import CaseError
from policydsl.runtime.names import Names, check_entry, check_zone, for_case
from policydsl.runtime.plainly import fits_plainly
from policydsl.runtime.zones import in_utc

_ENTRIES = (Happening, FactChange, PermissionChange, ActDone, OutcomeKnown)
_NAMES = ("purposes", "channels")
_FLAGS = ("of_person", "granted")
_NOT_NAMES = {"at", "recorded", "value", "count", "ended", *_NAMES, *_FLAGS}


def fitted(names: Names, case: Case, at: datetime) -> tuple[Case, datetime]:
    """Return the case and the instant, with every instant in UTC.

    Raises:
        CaseError: If something does not fit; its path names the field.
    """
    if not isinstance(case, Case):
        raise CaseError("case", f"is a Case, not a {type(case).__name__}")
    at = fitted_instant(at)
    return fitted_case(names, case), at


def fitted_case(names: Names, case: Case) -> Case:
    """Return the case with every instant in UTC.

    Raises:
        CaseError: If something does not fit; its path names the field.
    """
    _check_text("id", case.id)
    if case.zone is not None:
        _check_zone("zone", case.zone)
    names = fitted_names(names, case)
    for number, entry in enumerate(case.history):
        if not fits_plainly(names, entry):
            _check_entry(names, f"history[{number}]", entry)
    if all(e.at.tzinfo is UTC and e.recorded.tzinfo is UTC for e in case.history):
        return case
    return replace(case, history=tuple(map(_entry_in_utc, case.history)))


def fitted_names(names: Names, case: Case) -> Names:
    """Return the names that entries of a case may use, and check its parties.

    Raises:
        CaseError: If a party does not fit; its path names the field.
    """
    for name, party in case.parties.items():
        _check_text("parties", name)
        _check_party(name, party)
    return for_case(names, case.parties)


def fitted_entry(names: Names, entry: AnyEntry) -> AnyEntry:
    """Return one entry of a case, with its instants in UTC.

    ``names`` are those that ``fitted_names`` returns for the case.

    Raises:
        CaseError: If it does not fit; its path names the field.
    """
    if not fits_plainly(names, entry):
        _check_entry(names, "entry", entry)
    if entry.at.tzinfo is UTC and entry.recorded.tzinfo is UTC:
        return entry
    return _entry_in_utc(entry)


def _entry_in_utc(entry: AnyEntry) -> AnyEntry:
    return replace(entry, at=in_utc(entry.at), recorded=in_utc(entry.recorded))


def fitted_instant(at: datetime) -> datetime:
    """Return an instant, in UTC.

    Raises:
        CaseError: If it has no time zone, or is no instant.
    """
    _check_instant("at", at)
    return in_utc(at)


def _check_party(name: str, party: Party) -> None:
    if not isinstance(party, Party):
        raise CaseError(f"parties.{name}", "is a Party")
    if party.party is not None:
        _check_text(f"parties.{name}.party", party.party)
    for number, zone_name in enumerate(party.zones):
        _check_zone(f"parties.{name}.zones[{number}]", zone_name)


def _check_entry(names: Names, path: str, entry: AnyEntry) -> None:
    if not isinstance(entry, _ENTRIES):
        raise CaseError(path, "is not an entry of a history")
    _check_instant(f"{path}.at", entry.at)
    _check_instant(f"{path}.recorded", entry.recorded)
    try:
        if not _has_right_types(entry):
            _check_types(path, entry)
        check_entry(names, path, entry)
    except TypeError:
        _check_types(path, entry)
        raise


def _check_instant(path: str, instant: datetime) -> None:
    if not isinstance(instant, datetime):
        raise CaseError(path, "is an instant, so a datetime with a time zone")
    if instant.tzinfo is None or instant.utcoffset() is None:
        raise CaseError(path, f"needs a time zone, got `{instant.isoformat()}`")
    _check_year(path, instant)


def _check_year(path: str, day: date) -> None:
    if not is_countable(day):
        raise CaseError(
            path,
            f"is not in the years {FIRST_YEAR} to {LAST_YEAR}: `{day.isoformat()}`",
        )


def _check_zone(path: str, name: str) -> None:
    _check_text(path, name)
    check_zone(path, name)


def _check_text(path: str, text: object) -> None:
    if not isinstance(text, str):
        raise CaseError(path, f"is text, not a {type(text).__name__}")


def _has_right_types(entry: AnyEntry) -> bool:
    """Whether the fields that no vocabulary knows are of the right types."""
    if not _is_a(str, entry.id) or not _is_a(bool, entry.of_person):
        return False
    match entry:
        case Happening(item=item):
            return _is_text(item)
        case FactChange(value=value, item=item):
            is_fit = not isinstance(value, date) or _is_day(value)
            return is_fit and _is_text(item)
        case PermissionChange(purposes=purposes, channels=channels):
            are_names = _is_a(tuple, purposes) and _is_a(tuple, channels)
            return (
                are_names and _is_a(bool, entry.granted) and _is_text(entry.occurrence)
            )
        case ActDone(channels=channels):
            texts = (entry.rule, entry.occurrence, entry.item)
            is_counted = entry.count is None or _is_a(Count, entry.count)
            is_fit = is_counted and entry.ended is None
            return _is_a(tuple, channels) and is_fit and all(map(_is_text, texts))
        case OutcomeKnown(act=act):
            return _is_a(str, act)
        case _:
            assert_never(entry)


def _is_day(value: date) -> bool:
    return not isinstance(value, datetime) and is_countable(value)


def _is_a(kind: type, value: object) -> bool:
    return isinstance(value, kind)


def _is_text(value: object) -> bool:
    return value is None or isinstance(value, str)


def _check_types(path: str, entry: AnyEntry) -> None:
    """Find the first field that has a value of a wrong type."""
    for one in fields(entry):
        value = getattr(entry, one.name)
        if one.name in _FLAGS and not isinstance(value, bool):
            raise CaseError(f"{path}.{one.name}", "is `True` or `False`")
        if one.name in _NAMES and not _are_texts(value):
            raise CaseError(f"{path}.{one.name}", "is a tuple of names")
        if one.name not in _NOT_NAMES and not _is_text(value):
            raise CaseError(
                f"{path}.{one.name}", f"is text, not a {type(value).__name__}"
            )
        if one.name == "count" and not isinstance(value, Count | None):
            raise CaseError(f"{path}.count", "is a Count")
        if one.name == "ended" and value is not None:
            _check_instant(f"{path}.ended", value)
        if one.name == "value" and isinstance(value, datetime):
            raise CaseError(f"{path}.value", f"is a day, not an instant: {value}")
        if one.name == "value" and isinstance(value, date):
            _check_year(f"{path}.value", value)


def _are_texts(value: Iterable[object]) -> bool:
    return isinstance(value, tuple) and all(isinstance(one, str) for one in value)
