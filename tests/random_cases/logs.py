"""Random cases as the records of a log, and as the reference monitor takes them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from policydsl.audit.records import Record, Shape, entries_of
from policydsl.audit.story import PLACE
from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Case,
    FactChange,
    Happening,
    Hours,
    OutcomeKnown,
    Party,
    PermissionChange,
    Value,
)

ZONES = ("Asia/Shanghai", "America/New_York", "America/Los_Angeles", "Asia/Kolkata")
PEOPLE = (("Ann", "borrower"), ("Ann", "borrower"), ("Bob", "third party"))
EVENTS = ("attorney named", "cease requested", "phone refused", "phoned")
SHAPES: tuple[Shape, ...] = (
    ("call", ("phone",), None, None, "debt collector", "nothing"),
    ("call", ("phone",), "locate", None, None, "caller"),
    ("call", (), None, None, "debt collector", None),
    ("send validation notice", ("letter",), None, None, "debt collector", None),
    ("send letter", ("letter",), None, None, "debt collector", "debt"),
    ("call", ("work phone",), "demand", None, "agency", "debt"),
)
REG_F_FACTS: tuple[tuple[str, Value | None], ...] = (
    ("inconvenient hours", Hours(540, 720)),
    ("inconvenient hours", Hours(1320, 360)),
    ("inconvenient hours", None),
    ("employer forbids", False),
    ("employer forbids", True),
    ("court allows", True),
)
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
            over = None if bare.ended is None else (bare.ended - _EPOCH) // _TICK
            record = record._replace(
                what=_number(bare, shapes), item=bare.item, ended=over
            )
        records.append(record)
    records.sort(key=lambda one: one[:3])
    moves, parties = _moves(records)
    home = next((one.zone for one in records), ZONES[0])
    same = Case(case.id, (*history.values(), *moves), parties, home)
    return records, shapes, same


def random_records(r: Random, number: int) -> list[Record]:
    """Return rows of one debt under Regulation F, as records and out of order."""
    records = []
    for line in range(1, number + 1):
        at = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(
            days=r.randrange(25), hours=r.randrange(24), minutes=r.choice((0, 0, 30))
        )
        person, party = r.choice(PEOPLE)
        zone = r.choice(ZONES[1:3]) if r.random() < 0.1 else ZONES[1]
        record = Record(
            "d", (at - _EPOCH) // _TICK, line, f"r{line}", person, party, zone, 0
        )
        records.append(_filled(r, record, at))
    return records


def _filled(r: Random, record: Record, at: datetime) -> Record:
    base: Any = {"id": record.id, "at": at, "recorded": at}
    person = record.person or ""
    kind = r.random()
    if kind < 0.7:
        outcome = r.choice((None, "no answer", "busy", "answered", "rejected"))
        return record._replace(what=r.randrange(len(SHAPES)), outcome=outcome)
    if kind < 0.8:
        granted = r.random() < 0.7
        given = r.choice((None, "debt collector", "agency"))
        change = PermissionChange(
            **base, permission="consent", of=person, granted=granted, given_to=given
        )
        return record._replace(what=change)
    if kind < 0.9:
        name = r.choice(EVENTS)
        return record._replace(what=Happening(**base, name=name, by=person))
    if kind < 0.95:
        act, outcome = f"r{r.randint(1, 40)}", r.choice(("answered", "bounced"))
        return record._replace(what=OutcomeKnown(**base, act=act, outcome=outcome))
    fact, value = r.choice(REG_F_FACTS)
    owner = person if fact != "court allows" else None
    return record._replace(what=FactChange(**base, fact=fact, value=value, of=owner))


def same_case(records: Sequence[Record]) -> Case:
    """Return what records say as the reference monitor takes it."""
    ordered = sorted(records)
    entries = [entry for one in ordered for entry in entries_of(one, SHAPES)]
    moves, parties = _moves(ordered)
    return Case("d", (*entries, *moves), parties, ordered[0].zone)


def _moves(records: Sequence[Record]) -> tuple[list[AnyEntry], dict[str, Party]]:
    moves: list[AnyEntry] = []
    parties: dict[str, Party] = {}
    now: dict[str, str] = {}
    for one in records:
        if one.person is None or one.zone is None:
            continue
        parties.setdefault(one.person, Party((one.zone,), one.party))
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
