"""Cases and decisions as JSON.

A case is an object with ``id``, ``zone``, ``parties`` and ``history``; an entry of
the history has a ``kind`` and the fields of its class in ``runtime.case``. Instants
are written as ISO 8601 with an offset. ``recorded`` may be left out: then it was
learnt when it happened. A value of a fact is ``true`` or ``false``, ``null`` for
unknown, the name of a value, or one of::

    {"date": "2026-03-01"}
    {"minor_units": 500000, "currency": "CNY"}
    {"number": 2, "unit": "visitor"}
    {"from": "09:00", "until": "21:00"}

The ``count`` of an act is written like a number.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from typing import Any

from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Case,
    Count,
    FactChange,
    Happening,
    Hours,
    Money,
    OutcomeKnown,
    Party,
    PermissionChange,
    SetOfDays,
    Value,
)
from policydsl.runtime.decision import Decision
from policydsl.runtime.errors import CaseError
from policydsl.runtime.json_reading import Place
from policydsl.runtime.names import Names, check_entry, for_case

KINDS: Mapping[str, type[AnyEntry]] = {
    "event": Happening,
    "fact": FactChange,
    "permission": PermissionChange,
    "act": ActDone,
    "outcome": OutcomeKnown,
}
_KIND_OF = {entry: kind for kind, entry in KINDS.items()}
_CASE_KEYS = ("id", "zone", "parties", "history")


def case_to_json(case: Case) -> str:
    """Return a case as JSON, which ``case_from_json`` reads back to an equal one."""
    return _written(
        {
            "id": case.id,
            "zone": case.zone,
            "parties": {
                name: _written_party(party) for name, party in case.parties.items()
            },
            "history": [_entry(entry) for entry in case.history],
        }
    )


def case_from_json(text: str, names: Names | None = None) -> Case:
    """Read a case; with ``names``, also check the words of the vocabulary.

    Raises:
        CaseError: If something does not fit; its path names the field.
    """
    place = Place("", _parsed(text))
    table = place.table(_CASE_KEYS)
    parties = {
        name: _party(one) for name, one in table.optional_table("parties").items()
    }
    names = None if names is None else for_case(names, parties)
    history = tuple(_read_entry(one, names) for one in table.optional_list("history"))
    _check_ids(history)
    zone = table.optional("zone")
    return Case(
        id=table.required("id").text(),
        history=history,
        parties=parties,
        zone=zone.zone() if zone is not None else None,
    )


def decision_to_json(decision: Decision) -> str:
    """Return a decision as JSON, with its fields under their own names."""
    return _written(_plain(decision))


# --- writing --------------------------------------------------------------


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _written_party(party: Party) -> dict[str, object]:
    table: dict[str, object] = {"zones": list(party.zones)}
    if party.party is not None:
        table["party"] = party.party
    return table


def _entry(entry: AnyEntry) -> dict[str, object]:
    table: dict[str, object] = {"kind": _KIND_OF[type(entry)]}
    for field in fields(entry):
        value = getattr(entry, field.name)
        # The value of a fact is written even if it is unknown, which says something.
        if field.name == "value":
            table[field.name] = _value(value)
        elif value not in (None, (), False) or field.name == "granted":
            table[field.name] = _plain(value)
    return table


def _value(value: Value | None) -> object:
    match value:
        case Money(minor_units, currency):
            return {"minor_units": minor_units, "currency": currency}
        case Count(number, unit):
            return {"number": number, "unit": unit}
        case Hours(start, end):
            return {"from": _time(start), "until": _time(end)}
        case SetOfDays(weekdays, dates):
            return {
                "weekdays": [day + 1 for day in weekdays],
                "dates": [_span(first, last) for first, last in dates],
            }
        case date():
            return {"date": value.isoformat()}
        case _:
            return value


def _span(first: date, last: date) -> str:
    """Return a day, or two with a stroke between them as in ISO 8601."""
    days = (first,) if first == last else (first, last)
    return "/".join(day.isoformat() for day in days)


def _time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.isoformat()
        case Enum():
            return value.value
        case tuple():
            return [_plain(one) for one in value]
        case str() | bool() | int() | None:
            return value
        case _:
            table: Any = value
            return {f.name: _plain(getattr(value, f.name)) for f in fields(table)}


# --- reading --------------------------------------------------------------


def _parsed(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise CaseError(f"line {error.lineno}", f"is no JSON: {error.msg}") from None
    except RecursionError:
        raise CaseError("case", "is nested too deeply") from None
    except ValueError:
        # Python converts no number of more digits than this.
        most = sys.get_int_max_str_digits()
        raise CaseError("case", f"has a number of more than {most} digits") from None


def _once(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    table: dict[str, object] = {}
    for key, value in pairs:
        if key in table:
            raise CaseError(key, "is there twice in one object")
        table[key] = value
    return table


def _no_number(word: str) -> object:
    raise CaseError("case", f"`{word}` is no number")


def _party(place: Place) -> Party:
    table = place.table(("zones", "party"))
    party = table.optional("party")
    return Party(
        tuple(zone.zone() for zone in table.optional_list("zones")),
        None if party is None else party.text(),
    )


def _read_entry(place: Place, names: Names | None) -> AnyEntry:
    kind = place.table(None).required("kind")
    entry_type = KINDS.get(kind.text())
    if entry_type is None:
        raise kind.error(_one_of(KINDS))
    known = [field.name for field in fields(entry_type)]
    table = place.table(("kind", *known))
    values: dict[str, object] = {
        "id": table.required("id").text(),
        "at": table.required("at").instant(),
    }
    recorded = table.optional("recorded")
    values["recorded"] = recorded.instant() if recorded else values["at"]
    for name in known:
        if name in values:
            continue
        is_required = name in _REQUIRED[entry_type]
        one = table.required(name) if is_required else table.optional(name)
        if one is not None:
            values[name] = _field(one, name)
    if entry_type is FactChange:
        values.setdefault("value", None)
    build: Any = entry_type
    entry: AnyEntry = build(**values)
    if names is not None:
        check_entry(names, place.path, entry)
    return entry


_REQUIRED: Mapping[type[AnyEntry], tuple[str, ...]] = {
    Happening: ("name",),
    FactChange: ("fact",),
    PermissionChange: ("permission", "of", "granted"),
    ActDone: ("verb",),
    OutcomeKnown: ("act", "outcome"),
}
_TRUTHS = ("of_person", "granted")
_LISTS = ("channels", "purposes")


def _field(place: Place, name: str) -> object:
    if name in _TRUTHS:
        return place.truth()
    if name in _LISTS:
        return tuple(one.text() for one in place.list())
    if name == "value":
        return read_value(place)
    if name == "count":
        return _read_count(place)
    if name == "ended":
        return place.instant()
    return place.text()


def _read_count(place: Place) -> Count:
    table = place.table(("number", "unit"))
    return Count(table.required("number").number(), table.required("unit").text())


def read_value(place: Place) -> Value:
    """Return the value of a fact.

    Raises:
        CaseError: If it is none.
    """
    value = place.value
    if isinstance(value, bool | str):
        return value
    if not isinstance(value, dict):
        raise place.error("is no value of a fact")
    match sorted(value):
        case ["date"]:
            return place.table(("date",)).required("date").date()
        case ["currency", "minor_units"]:
            table = place.table(("minor_units", "currency"))
            amount = table.required("minor_units").number()
            return Money(amount, table.required("currency").text())
        case ["number", "unit"]:
            return _read_count(place)
        case ["dates"] | ["weekdays"] | ["dates", "weekdays"]:
            table = place.table(("weekdays", "dates"))
            weekdays = table.optional_list("weekdays")
            return SetOfDays(
                tuple(sorted({one.weekday() for one in weekdays})),
                tuple(one.dates() for one in table.optional_list("dates")),
            )
        case ["from", "until"]:
            table = place.table(("from", "until"))
            start = table.required("from").time_of_day()
            return Hours(start, table.required("until").time_of_day())
        case _:
            pass
    raise place.error("is no value of a fact")


def _check_ids(history: tuple[AnyEntry, ...]) -> None:
    """The same id twice is one entry; it cannot say two things."""
    first: dict[str, int] = {}
    for number, entry in enumerate(history):
        earlier = first.setdefault(entry.id, number)
        if history[earlier] != entry:
            raise CaseError(
                f"history[{number}].id",
                f"`{entry.id}` is the id of history[{earlier}], too, "
                "which says something else",
            )
    for number, entry in enumerate(history):
        if isinstance(entry, OutcomeKnown):
            act = first.get(entry.act)
            if act is None or not isinstance(history[act], ActDone):
                raise CaseError(
                    f"history[{number}].act", f"no act has the id `{entry.act}`"
                )


def _one_of(names: Iterable[str]) -> str:
    return "needs one of " + ", ".join(f"`{name}`" for name in names)
