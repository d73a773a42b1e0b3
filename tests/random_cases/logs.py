"""Random cases as the records of a log, and as the reference monitor takes them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from policydsl.audit.records import Record, Shape
from policydsl.audit.story import PLACE
from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Case,
    FactChange,
    OutcomeKnown,
    Party,
)

ZONES = ("Asia/Shanghai", "America/New_York", "America/Los_Angeles", "Asia/Kolkata")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


def logged(r: Random, case: Case) -> tuple[list[Record], list[Shape], Case]:
    """Return records in the order of a log, the shapes of acts, and the same case."""
    zones = {name: [r.choice(ZONES)] for name in _people(case.history)}
    if r.random() < 0.2:
        for known in zones.values():
            known.append(r.choice(ZONES))
    records: list[Record] = []
    shapes: list[Shape] = []
    history: dict[str, AnyEntry] = {}
    for line, entry in enumerate(_unlike(case.history), 1):
        bare = _bare(entry)
        history[bare.id] = bare
        person = _person(bare)
        zone = r.choice(zones[person]) if person is not None else ZONES[0]
        record = Record(
            case.id,
            (bare.at - _EPOCH) // _TICK,
            line,
            bare.id,
            person,
            None,
            zone,
            bare,
        )
        if isinstance(bare, ActDone):
            record = record._replace(what=_number(bare, shapes), item=bare.item)
        records.append(record)
    records.sort(key=lambda one: one[:3])
    moves, parties = _moves(records)
    home = next((one.zone for one in records), ZONES[0])
    same = Case(case.id, (*history.values(), *moves), parties, home)
    return records, shapes, same


def _moves(records: Sequence[Record]) -> tuple[list[AnyEntry], dict[str, Party]]:
    moves: list[AnyEntry] = []
    parties: dict[str, Party] = {}
    now: dict[str, str] = {}
    for one in records:
        if one.person is None or one.zone is None:
            continue
        parties.setdefault(one.person, Party((one.zone,)))
        if now.setdefault(one.person, one.zone) != one.zone:
            now[one.person] = one.zone
            at = _EPOCH + one.at * _TICK
            moves.append(
                FactChange(
                    id=f"{one.id}\0place",
                    at=at,
                    recorded=at,
                    fact=PLACE,
                    value=one.zone,
                    of=one.person,
                )
            )
    return moves, parties


def _unlike(history: Sequence[AnyEntry]) -> list[AnyEntry]:
    return list({entry.id: entry for entry in history}.values())


def _bare(entry: AnyEntry) -> AnyEntry:
    at = entry.at.astimezone(UTC)
    bare = replace(entry, at=at, recorded=at, of_person=False)
    if not isinstance(bare, ActDone):
        return bare
    # Of these a log says nothing.
    return replace(bare, rule=None, occurrence=None, count=None)


def _person(entry: AnyEntry) -> str | None:
    match entry:
        case ActDone():
            return entry.audience
        case OutcomeKnown():
            return None
        case _:
            return getattr(entry, "of", getattr(entry, "by", None))


def _people(history: Sequence[AnyEntry]) -> list[str]:
    found = {_person(entry) for entry in history}
    return sorted(one for one in found if one is not None)


def _number(act: ActDone, shapes: list[Shape]) -> int:
    shape = (
        act.verb,
        act.channels,
        act.purpose,
        act.matter,
        act.actor,
        act.disclosing,
    )
    if shape not in shapes:
        shapes.append(shape)
    return shapes.index(shape)
