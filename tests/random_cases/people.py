"""Several people of random cases: who they are, and what is said of them."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Case,
    FactChange,
    Happening,
    OutcomeKnown,
    Party,
    PermissionChange,
)

WORDS = """
party joint debtor is person several
party guarantor is joint debtor
"""
EVENTS = (
    "refused by joint debtor",
    "replied by guarantor",
    "consent of joint debtor granted",
)
KINDS = {"Anna": "joint debtor", "Ben": "guarantor", "Cleo": "joint debtor"}


def people(r: Random, places: Sequence[str]) -> dict[str, Party]:
    """Return up to three people, some of whom are in one of these zones."""
    names = r.choice(((), ("Anna",), ("Ben", "Anna"), ("Anna", "Ben", "Cleo")))
    zones = ((), (), (r.choice(places),), (r.choice(places), r.choice(places)))
    return {name: Party(r.choice(zones), KINDS[name]) for name in names}


def of_people(r: Random, entry: AnyEntry, names: Sequence[str]) -> AnyEntry:
    """Let something be said of one of several people instead of somebody else."""
    if not names or r.random() > 0.4:
        return entry
    name = r.choice(names)
    match entry:
        case Happening(by=str()) | OutcomeKnown(by=str()):
            return replace(entry, by=name)
        case ActDone(audience=str(), occurrence=None):
            return replace(entry, audience=name)
        case FactChange(of=str()):
            return replace(entry, of=name)
        case PermissionChange(of=of) if of != "manager":
            return replace(entry, of=name)
        case _:
            return entry


def called(case: Case, party: str, name: str) -> Case:
    """Return a case in which the one who is a party has a name."""
    known = case.parties.get(party, Party())
    others = {one: it for one, it in case.parties.items() if one != party}
    history = tuple(_called(entry, party, name) for entry in case.history)
    parties = {**others, name: replace(known, party=party)}
    return replace(case, parties=parties, history=history)


def _called(entry: AnyEntry, party: str, name: str) -> AnyEntry:
    match entry:
        case Happening() | OutcomeKnown() if entry.by == party:
            return replace(entry, by=name)
        case ActDone() if entry.audience == party:
            return replace(entry, audience=name)
        case FactChange() | PermissionChange() if entry.of == party:
            return replace(entry, of=name)
        case _:
            return entry


def each(r: Random) -> str:
    """Return an act to each of several."""
    verb = r.choice(("call", "remind", "contact", "notify"))
    return f"{verb} each {r.choice(('joint debtor', 'joint debtor', 'guarantor'))}"


def instead(r: Random, main: str, other: str) -> str:
    """Return an act instead of another, which may be to the same one of several."""
    for party in ("joint debtor", "guarantor"):
        if f"each {party}" in main and r.random() < 0.6:
            return f"{r.choice(('remind', 'call'))} each {party}"
    return other
