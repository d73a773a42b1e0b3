"""The cases of one person: each of them with what the others tell of that person.

Consents, refusals, attempts to reach somebody and the number of contacts belong to a
person. What is owed, and since when, belongs to a case.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Case,
    FactChange,
    Happening,
    OutcomeKnown,
    PermissionChange,
)


def family(cases: Collection[Case], persons: Collection[str]) -> tuple[Case, ...]:
    """Return each case with what happened to these persons in the others, in order.

    ``persons`` are called the same in all of the cases, and are the same people. What
    comes from another case is marked ``of_person``, and its ids and its items begin
    with the id of that case. An entry that two cases have, id and all, happened once.
    What a case was told of others before is not passed on.

    Raises:
        ValueError: If two cases have one id.
    """
    if len({case.id for case in cases}) < len(cases):
        raise ValueError("two cases of a family have one id")
    told = {case.id: _told(case, persons) for case in cases}
    return tuple(_with_others(case, told) for case in cases)


def _with_others(case: Case, told: Mapping[str, tuple[AnyEntry, ...]]) -> Case:
    own = {entry.id: entry for entry in case.history}
    news = {
        of_other.id: of_other
        for other, entries in told.items()
        if other != case.id
        for entry in entries
        if own.get(entry.id) != entry
        for of_other in (_of_other(other, entry),)
    }
    found = (entry for id, entry in news.items() if id not in own)
    return replace(case, history=(*case.history, *found))


def _told(case: Case, persons: Collection[str]) -> tuple[AnyEntry, ...]:
    """Return what a case itself tells of persons."""
    own = [entry for entry in case.history if not entry.of_person]
    acts = {e.id for e in own if isinstance(e, ActDone) and e.audience in persons}
    return tuple(
        _in_terms(case, entry, persons)
        for entry in own
        if _is_about(entry, persons, acts)
    )


def _is_about(entry: AnyEntry, persons: Collection[str], acts: Collection[str]) -> bool:
    match entry:
        case Happening(by=by):
            return by in persons
        case FactChange(of=of) | PermissionChange(of=of):
            return of in persons
        case ActDone(audience=audience):
            return audience in persons
        case OutcomeKnown(act=act):
            return act in acts


def _in_terms(case: Case, entry: AnyEntry, persons: Collection[str]) -> AnyEntry:
    """Let anybody else be whom the vocabulary calls so: others do not know the name."""
    match entry:
        case OutcomeKnown(by=str() as name) if name not in persons:
            return replace(entry, by=_term(case, name))
        case PermissionChange(given_to=str() as name) if name not in persons:
            return replace(entry, given_to=_term(case, name))
        case _:
            return entry


def _term(case: Case, name: str) -> str:
    party = case.parties.get(name)
    return name if party is None or party.party is None else party.party


def _of_other(other: str, entry: AnyEntry) -> AnyEntry:
    """Return an entry as another case of the person sees it."""
    id = f"{other}/{entry.id}"
    match entry:
        case Happening(item=str() as item) | ActDone(item=str() as item):
            return replace(entry, id=id, of_person=True, item=f"{other}/{item}")
        case OutcomeKnown(act=act):
            return replace(entry, id=id, of_person=True, act=f"{other}/{act}")
        case _:
            return replace(entry, id=id, of_person=True)
