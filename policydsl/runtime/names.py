"""The words that a case may use, as plain data, and whether it keeps to them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Count,
    FactChange,
    Happening,
    Hours,
    Money,
    OutcomeKnown,
    PermissionChange,
    Value,
)
from policydsl.runtime.errors import CaseError


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
    "days": "a set of days, which cannot be stated yet",
    "zone": "the name of a time zone",
}


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a vocabulary, as they are declared, by sort.

    ``takers`` can receive a permission; ``outcomes`` holds those of all acts;
    ``item_events`` happen to an item. ``formerly``: what a rule is called now, by the
    name that it had before.
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


def check_party(names: Names, path: str, name: str) -> None:
    """Check a party of a case.

    Raises:
        CaseError: If the vocabulary has no such party.
    """
    _check(path, "party", (name,), names.parties)


def check_entry(names: Names, path: str, entry: AnyEntry) -> None:
    """Check the words of an entry against a vocabulary.

    Raises:
        CaseError: If it uses a word that the vocabulary does not have.
    """
    match entry:
        case Happening():
            _check(f"{path}.name", "event", (entry.name,), names.events)
            _check(f"{path}.by", "party", _one(entry.by), names.parties)
            of_item = entry.name in names.item_events
            _check_item(path, entry.name, entry.item, of_item)
        case FactChange():
            _check(f"{path}.fact", "fact", (entry.fact,), names.facts)
            _check_fact(names.facts[entry.fact], path, entry)
        case PermissionChange():
            known = names.permissions
            _check(f"{path}.permission", "permission", (entry.permission,), known)
            _check(f"{path}.of", "party", (entry.of,), names.parties)
            _check(f"{path}.given_to", "party", _one(entry.given_to), names.takers)
            _check(f"{path}.purposes", "purpose", entry.purposes, names.purposes)
            _check(f"{path}.channels", "channel", entry.channels, names.channels)
        case ActDone():
            _check_act(names, path, entry)
        case OutcomeKnown():
            _check(f"{path}.outcome", "outcome", (entry.outcome,), names.outcomes)
            _check(f"{path}.by", "party", _one(entry.by), names.parties)


def _check_act(names: Names, path: str, act: ActDone) -> None:
    _check(f"{path}.verb", "act", (act.verb,), names.verbs)
    _check(f"{path}.audience", "party", _one(act.audience), names.parties)
    _check(f"{path}.channels", "channel", act.channels, names.channels)
    _check(f"{path}.purpose", "purpose", _one(act.purpose), names.purposes)
    _check(f"{path}.matter", "matter", _one(act.matter), names.matters)
    _check(f"{path}.actor", "actor", _one(act.actor), names.actors)
    _check(f"{path}.disclosing", "level", _one(act.disclosing), names.levels)


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


def _check_fact(shape: FactShape, path: str, entry: FactChange) -> None:
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
        _check(f"{path}.of", "owner", (entry.of,), shape.owners)
    value = entry.value
    if value is None:
        return
    if shape.kind == "one_of" and isinstance(value, str):
        _check(f"{path}.value", "value", (value,), shape.values)
    elif not _is_of_kind(value, shape):
        raise CaseError(
            f"{path}.value", f"`{entry.fact}` is {KINDS_OF_FACT[shape.kind]}"
        )


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
        case "one_of" | "zone":
            return isinstance(value, str)
        case _:
            return False
