"""A JSON Schema of the cases of a vocabulary (draft 2020-12).

What a schema cannot say is checked by ``runtime.json``: that an outcome is that of
an act of the history, that one id says one thing, and who a person is.
"""

import json
from dataclasses import replace
from types import MappingProxyType
from typing import Any, assert_never

from policydsl.backends.base import Backend, Options
from policydsl.runtime.names import FactShape, Names
from policydsl.semantics import core
from policydsl.syntax import ast
from policydsl.vocabulary.model import Fact, Vocabulary

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# Outcomes that every act can have, beside those of the vocabulary.
_BUILT_IN = (core.Outcome.DELIVERED, core.Outcome.BOUNCED, core.Outcome.FAILED)

_INSTANT = {
    "type": "string",
    "format": "date-time",
    "pattern": r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*(Z|[+-]\d\d(:?\d\d)?(:?\d\d)?)$",
}
_DAYS = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?$"}
_DAY = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"}
_TIME = {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$"}
_TEXT = {"type": "string", "minLength": 1}
_ZONES = {"type": "array", "items": _TEXT}
# A party of the vocabulary, or a person by the name that `parties` has for them.
_PERSON = _TEXT


def emit(policy: core.Policy, options: Options | None = None) -> str:
    """Return the schema of the cases of a policy, as JSON."""
    found = schema(names_of(policy.vocabulary), policy.title or policy.name)
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def names_of(vocabulary: Vocabulary) -> Names:
    """Return the names of a vocabulary as plain data."""
    of_sort: dict[ast.Sort, set[str]] = {sort: set() for sort in ast.Sort}
    for noun in vocabulary.nouns.values():
        of_sort[noun.sort].add(noun.name)
    outcomes = {one.value for one in _BUILT_IN}
    for verb in vocabulary.verbs.values():
        outcomes.update(verb.outcomes)
    parties = frozenset(of_sort[ast.Sort.PARTY])
    several = frozenset(filter(vocabulary.is_several, parties))
    actors = frozenset(of_sort[ast.Sort.ACTOR])
    return Names(
        parties=parties,
        takers=parties | actors | of_sort[ast.Sort.LENDER],
        channels=frozenset(of_sort[ast.Sort.CHANNEL]),
        purposes=frozenset(of_sort[ast.Sort.PURPOSE]),
        matters=frozenset(of_sort[ast.Sort.MATTER]),
        actors=actors,
        levels=frozenset(vocabulary.levels),
        permissions=frozenset(of_sort[ast.Sort.PERMISSION]),
        events=frozenset(e.name for e in vocabulary.events.values() if not e.means),
        verbs=frozenset(vocabulary.verbs),
        outcomes=frozenset(outcomes),
        several=several,
        units=frozenset(of_sort[ast.Sort.UNIT]),
        facts={name: _shape(f, vocabulary) for name, f in vocabulary.facts.items()},
        item_events=frozenset(
            e.name
            for e in vocabulary.events.values()
            if e.node.of is not None and not e.means
        ),
    )


def _shape(fact: Fact, vocabulary: Vocabulary) -> FactShape:
    owner = vocabulary.nouns.get(fact.of) if fact.of is not None else None
    if owner is not None and owner.sort is ast.Sort.ITEM:
        return replace(_of_type(fact, frozenset()), of_item=True)
    owners = vocabulary.below(fact.of) if fact.of is not None else frozenset()
    return _of_type(fact, owners)


def _of_type(fact: Fact, owners: frozenset[str]) -> FactShape:
    match fact.type:
        case ast.YesOrNo():
            return FactShape("yes_or_no", owners)
        case ast.DateType():
            return FactShape("date", owners)
        case ast.MoneyType():
            return FactShape("money", owners)
        case ast.NumberOf(unit):
            return FactShape("number", owners, unit=unit.text)
        case ast.OneOf():
            return FactShape("one_of", owners, values=fact.values)
        case ast.HoursOfDay():
            return FactShape("hours", owners)
        case ast.SetOfDays():
            return FactShape("days", owners)
        case ast.ZoneType():
            return FactShape("zone", owners)
        case _:
            assert_never(fact.type)


def schema(names: Names, title: str) -> dict[str, Any]:
    """Return the schema of the cases that keep to these names."""
    kind = {"party": _word(names.parties)}
    parties = {
        name: _object({"zones": _ZONES, **kind}, ()) for name in sorted(names.parties)
    }
    person = _object({"zones": _ZONES, **kind}, ("party",))
    return {
        "$schema": DIALECT,
        "title": title,
        **_object(
            {
                "id": _TEXT,
                "zone": {"type": ["string", "null"], "minLength": 1},
                "parties": {**_object(parties, ()), "additionalProperties": person},
                "history": {"type": "array", "items": {"$ref": "#/$defs/entry"}},
            },
            ("id",),
        ),
        "$defs": {
            "entry": {"oneOf": [*_events(names), *_facts(names), *_acts(names)]},
        },
    }


def _events(names: Names) -> list[dict[str, Any]]:
    by = _PERSON
    of_case = _word(names.events - names.item_events)
    found = [_entry("event", {"name": of_case, "by": by}, ("name",))]
    if names.item_events:
        of_item = {"name": _word(names.item_events), "by": by, "item": _TEXT}
        found.append(_entry("event", of_item, ("name", "item")))
    return found


def _facts(names: Names) -> list[dict[str, Any]]:
    found = []
    for name, shape in sorted(names.facts.items()):
        values: dict[str, Any] = {"fact": {"const": name}, "value": _value(shape)}
        needed = ["fact"]
        if shape.owners:
            values["of"] = _PERSON
            needed.append("of")
        if shape.of_item:
            values["item"] = _TEXT
            needed.append("item")
        found.append(_entry("fact", values, tuple(needed)))
    return found


def _acts(names: Names) -> list[dict[str, Any]]:
    permission = {
        "permission": _word(names.permissions),
        "of": _PERSON,
        "granted": {"type": "boolean"},
        "given_to": _PERSON,
        "purposes": {"type": "array", "items": _word(names.purposes)},
        "channels": {"type": "array", "items": _word(names.channels)},
        "occurrence": _TEXT,
    }
    act = {
        "verb": _word(names.verbs),
        "audience": _PERSON,
        "channels": {"type": "array", "items": _word(names.channels)},
        "purpose": _word(names.purposes),
        "matter": _word(names.matters),
        "actor": _word(names.actors),
        "disclosing": _word(names.levels),
        "count": _object(
            {"number": {"type": "integer"}, "unit": _word(names.units)},
            ("number", "unit"),
        ),
        "rule": _TEXT,
        "occurrence": _TEXT,
        "item": _TEXT,
        "ended": _INSTANT,
    }
    outcome = {
        "act": _TEXT,
        "outcome": _word(names.outcomes),
        "by": _PERSON,
    }
    return [
        _entry("permission", permission, ("permission", "of", "granted")),
        _entry("act", act, ("verb",)),
        _entry("outcome", outcome, ("act", "outcome")),
    ]


def _value(shape: FactShape) -> dict[str, Any]:
    """A fact may always be unknown."""
    return {"anyOf": [{"type": "null"}, _known(shape)]}


def _known(shape: FactShape) -> dict[str, Any]:
    match shape.kind:
        case "yes_or_no":
            return {"type": "boolean"}
        case "date":
            return _object({"date": _DAY}, ("date",))
        case "money":
            amount = {"minor_units": {"type": "integer"}, "currency": _TEXT}
            return _object(amount, ("minor_units", "currency"))
        case "number":
            count = {"number": {"type": "integer"}, "unit": {"const": shape.unit}}
            return _object(count, ("number", "unit"))
        case "one_of":
            return _word(frozenset(shape.values))
        case "hours":
            return _object({"from": _TIME, "until": _TIME}, ("from", "until"))
        case "days":
            weekday = {"type": "integer", "minimum": 1, "maximum": 7}
            days: dict[str, Any] = {
                "weekdays": {"type": "array", "items": weekday},
                "dates": {"type": "array", "items": _DAYS},
            }
            return {**_object(days, ()), "minProperties": 1}
        case _:
            return _TEXT  # a zone


def _entry(
    kind: str, values: dict[str, Any], needed: tuple[str, ...]
) -> dict[str, Any]:
    shared = {
        "kind": {"const": kind},
        "id": _TEXT,
        "at": _INSTANT,
        "recorded": _INSTANT,
        "of_person": {"type": "boolean"},
    }
    return _object({**shared, **values}, ("kind", "id", "at", *needed))


def _object(values: dict[str, Any], needed: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "object", "properties": values}
    if needed:
        found["required"] = list(needed)
    return {**found, "additionalProperties": False}


def _word(names: frozenset[str]) -> dict[str, Any]:
    return {"enum": sorted(names)} if names else {"not": {}}


BACKEND = Backend("json-schema", MappingProxyType({"json": ".json"}), emit)
