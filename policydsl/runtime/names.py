"""The words that a case may use, as plain data, and whether it keeps to them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from zoneinfo import ZoneInfoNotFoundError

from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
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
from policydsl.runtime.errors import CaseError
from policydsl.runtime.zones import zone


@dataclass(frozen=True, slots=True)
class FactShape:
    """What a fact can be. ``kind`` is one of the keys of ``KINDS_OF_FACT``.

    ``owners``: whose it is, one of these parties; empty if it is the case's, or
    that of an item (``of_item``). ``values`` of a fact that names them, ``unit`` of
    a number.
    """

    kind: str
    owners: frozenset[str] = frozenset()
    values: tuple[str, ...] = ()
    unit: str | None = None
    of_item: bool = False


# What each kind of fact is called when a value does not fit.
KINDS_OF_FACT: Mapping[str, str] = {
    "yes_or_no": "yes or no, so `true` or `false`",
    "date": 'a date, like {"date": "2026-03-01"}',
    "money": 'money, like {"minor_units": 500000, "currency": "CNY"}',
    "number": 'a number, like {"number": 2, "unit": "visitor"}',
    "one_of": "one of its values",
    "hours": 'hours, like {"from": "09:00", "until": "21:00"}',
    "days": 'a set of days, like {"weekdays": [6, 7], "dates": ["2026-05-01"]}',
    "zone": "the name of a time zone",
}


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a vocabulary, as they are declared, by sort.

    ``takers`` can receive a permission; ``outcomes`` holds those of all acts;
    ``item_events`` happen to an item. ``formerly``: what a rule is called now, by the
    name that it had before. Of the parties in ``several`` a case may have more than
    one. ``kinds``: the party that a person is, where a case has another name for it.
    """

    parties: frozenset[str] = frozenset()
    takers: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    matters: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    facts: Mapping[str, FactShape] = field(default_factory=dict)
    item_events: frozenset[str] = frozenset()
    formerly: Mapping[str, str] = field(default_factory=dict)
    several: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    kinds: Mapping[str, str] = field(default_factory=dict)


def for_case(names: Names, parties: Mapping[str, Party]) -> Names:
    """Return the names that the history of a case may use, and check its parties.

    Raises:
        CaseError: If the vocabulary has no such party, or a case has only one of it.
    """
    kinds: dict[str, str] = {}
    people: dict[str, str] = {}
    for name, party in parties.items():
        path = f"parties.{name}"
        kind = name if party.party is None else party.party
        where = path if party.party is None else f"{path}.party"
        _check(where, "party", (kind,), names.parties)
        if kind != name:
            kinds[name] = kind
            if name in names.parties or "/" in name or not name:
                raise CaseError(path, "a person has a name of their own, without `/`")
        other = people.setdefault(kind, name)
        if other != name and kind not in names.several:
            raise CaseError(path, f"there is only one `{kind}`, and it is `{other}`")
    if not kinds and not names.several:
        return names
    hidden = names.several.union(kinds.values()).difference(parties)
    named = names.parties.difference(hidden).union(parties)
    takers = names.takers.difference(hidden).union(parties)
    return replace(names, parties=named, takers=takers, kinds=kinds)


def check_entry(names: Names, path: str, entry: AnyEntry) -> None:
    """Check the words of an entry against a vocabulary.

    Raises:
        CaseError: If it uses a word that the vocabulary does not have.
    """
    match entry:
        case Happening():
            _check(f"{path}.name", "event", (entry.name,), names.events)
            _check_person(names, f"{path}.by", entry.by)
            of_item = entry.name in names.item_events
            _check_item(path, entry.name, entry.item, of_item)
        case FactChange():
            _check(f"{path}.fact", "fact", (entry.fact,), names.facts)
            _check_fact(names, path, entry)
        case PermissionChange():
            known = names.permissions
            _check(f"{path}.permission", "permission", (entry.permission,), known)
            _check_person(names, f"{path}.of", entry.of)
            _check(f"{path}.given_to", "party", _one(entry.given_to), names.takers)
            _check(f"{path}.purposes", "purpose", entry.purposes, names.purposes)
            _check(f"{path}.channels", "channel", entry.channels, names.channels)
        case ActDone():
            _check_act(names, path, entry)
        case OutcomeKnown():
            _check(f"{path}.outcome", "outcome", (entry.outcome,), names.outcomes)
            _check_person(names, f"{path}.by", entry.by)


def _check_act(names: Names, path: str, act: ActDone) -> None:
    _check(f"{path}.verb", "act", (act.verb,), names.verbs)
    _check_person(names, f"{path}.audience", act.audience)
    _check(f"{path}.channels", "channel", act.channels, names.channels)
    _check(f"{path}.purpose", "purpose", _one(act.purpose), names.purposes)
    _check(f"{path}.matter", "matter", _one(act.matter), names.matters)
    _check(f"{path}.actor", "actor", _one(act.actor), names.actors)
    _check(f"{path}.disclosing", "level", _one(act.disclosing), names.levels)
    if act.count is not None:
        _check(f"{path}.count", "unit", (act.count.unit,), names.units)


def _one(name: str | None) -> tuple[str, ...]:
    return () if name is None else (name,)


def _check(path: str, sort: str, used: Iterable[str], known: Collection[str]) -> None:
    for name in used:
        if name not in known:
            close = get_close_matches(name, sorted(known), 1)
            hint = f", did you mean `{close[0]}`?" if close else ""
            raise CaseError(path, f"unknown {sort} `{name}`{hint}")


def _check_item(path: str, name: str, item: str | None, of_item: bool) -> None:
    if of_item and item is None:
        raise CaseError(f"{path}.item", f"says of which item `{name}` is; is missing")
    if item is not None and not of_item:
        raise CaseError(f"{path}.item", f"`{name}` is not of an item")


def _check_fact(names: Names, path: str, entry: FactChange) -> None:
    shape = names.facts[entry.fact]
    _check_item(path, entry.fact, entry.item, shape.of_item)
    if shape.of_item and entry.of is not None:
        raise CaseError(f"{path}.of", f"`{entry.fact}` belongs to an item, not a party")
    if entry.of is not None and not shape.owners:
        raise CaseError(f"{path}.of", f"`{entry.fact}` belongs to the case, to nobody")
    if shape.owners:
        if entry.of is None:
            raise CaseError(
                f"{path}.of", f"says whose `{entry.fact}` it is; is missing"
            )
        _check_owner(names, shape, f"{path}.of", entry.of)
    value = entry.value
    if value is None:
        return
    if shape.kind == "one_of" and isinstance(value, str):
        _check(f"{path}.value", "value", (value,), shape.values)
    elif shape.kind == "zone" and isinstance(value, str):
        check_zone(f"{path}.value", value)
    elif not _is_of_kind(value, shape):
        raise CaseError(
            f"{path}.value", f"`{entry.fact}` is {KINDS_OF_FACT[shape.kind]}"
        )


def _check_person(names: Names, path: str, name: str | None) -> None:
    if name in names.several and name not in names.parties:
        raise CaseError(path, f"says which `{name}`, by a name listed in `parties`")
    _check(path, "party", _one(name), names.parties)


def _check_owner(names: Names, shape: FactShape, path: str, of: str) -> None:
    if names.kinds.get(of) not in shape.owners:
        _check(path, "owner", (of,), shape.owners)
        _check_person(names, path, of)


def check_zone(path: str, name: str) -> None:
    """Check the name of a time zone.

    Raises:
        CaseError: If there is no such zone.
    """
    try:
        zone(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CaseError(path, f"unknown time zone `{name}`") from error


def _is_of_kind(value: Value, shape: FactShape) -> bool:
    match shape.kind:
        case "yes_or_no":
            return isinstance(value, bool)
        case "date":
            return isinstance(value, date)
        case "money":
            return isinstance(value, Money)
        case "number":
            return isinstance(value, Count) and value.unit == shape.unit
        case "hours":
            return isinstance(value, Hours)
        case "days":
            if not isinstance(value, SetOfDays):
                return False
            parts = (value.weekdays, value.dates)
            return all(isinstance(part, tuple) for part in parts)
        case "one_of" | "zone":
            return isinstance(value, str)
        case _:
            return False
