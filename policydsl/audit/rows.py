"""A row of a log, read in the words of the laws."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from policydsl.audit.columns import COLUMNS
from policydsl.audit.lines import RowError
from policydsl.audit.records import EPOCH, Record, Shape, act_of, instant_of
from policydsl.audit.times import end, instant
from policydsl.runtime.case import (
    AnyEntry,
    FactChange,
    Happening,
    OutcomeKnown,
    PermissionChange,
)
from policydsl.runtime.errors import CaseError
from policydsl.runtime.json import read_value
from policydsl.runtime.json_reading import Place
from policydsl.runtime.names import FactShape, Names, check_entry, check_zone

SEVERAL = "|"
_TRUTHS: Mapping[str, bool] = {"true": True, "false": False}


class Reader:
    """Reads rows in the words of the laws.

    ``given``: by column, what a row says that says nothing.
    """

    def __init__(self, names: Names, given: Mapping[str, str]) -> None:
        # Whoever has a name of their own says which party they are.
        self._names = replace(names, several=frozenset())
        self._given = [
            (place, given[name]) for place, name in enumerate(COLUMNS) if name in given
        ]
        self._numbers: dict[Shape, int] = {}
        self._known: set[tuple[str | None, ...]] = set()
        self._zones: set[str] = set()
        self._like: dict[
            tuple[object, ...], tuple[str | None, str | None, int, str | None]
        ] = {}
        self.shapes: list[Shape] = []
        self.latest = 0

    def read(self, line: int, cells: Sequence[object]) -> Record:
        """Return what a row says.

        Raises:
            RowError: If it cannot be judged.
        """
        for place, value in self._given:
            if cells[place] == "":
                cells = [*cells[:place], value, *cells[place + 1 :]]
        record = self._again(line, cells)
        if record is None:
            record = self._anew(line, cells)
            if isinstance(record.what, int):
                self._remember(cells, record)
        self.latest = max(self.latest, record.at)
        return record

    def _again(self, line: int, cells: Sequence[object]) -> Record | None:
        """Read an act like one before it, but for who, when and in which case."""
        id, when, ended, case, person, item, by = _OWN(cells)
        own = (id, case, person, item)
        if by != "" or not person or not all(type(one) is str for one in own):
            return None
        try:
            known = self._like.get(_SAME(cells))
        except TypeError:
            return None  # a list, where a list may be
        if known is None:
            return None
        party, zone, what, outcome = known
        at = instant(when, zone)
        return Record(
            case or person,
            at,
            line,
            id or f"line {line}",
            person,
            None if party == person else party,
            zone,
            what,
            item or None,
            outcome,
            ended=end(ended, zone, at),
        )

    def _remember(self, cells: Sequence[object], record: Record) -> None:
        row = _Cells(*cells)
        # Without a party it is the name that says which party somebody is.
        if row.party == "" or isinstance(row.channel, list):
            return
        assert isinstance(record.what, int)
        party, zone = _text("party", row.party), record.zone
        self._like[_SAME(cells)] = (party, zone, record.what, record.outcome)

    def _anew(self, line: int, cells: Sequence[object]) -> Record:
        row = _Cells(*cells)
        zone = _text("zone", row.zone)
        if zone is not None and zone not in self._zones:
            self._check_zone(zone)
        at = instant(row.when, zone)
        person = _text("person", row.person)
        case = _text("case", row.case) or person
        if case is None:
            raise RowError("says of no case and of no person")
        party = self._party(person, _text("party", row.party))
        id = _text("id", row.id) or f"line {line}"
        record = Record(case, at, line, id, person, party, zone, 0)
        read = self._act if row.act != "" else self._other
        return read(row, record)

    def _act(self, row: "_Cells", record: Record) -> Record:
        if row.event != "" or row.permission != "" or row.fact != "":
            raise RowError("is an act and something else; give each a row of its own")
        if record.zone is None:
            raise RowError("has no time zone, so nobody knows the hour of the person")
        shape = (
            _text("act", row.act) or "",
            _texts("channel", row.channel),
            _text("purpose", row.purpose),
            _text("matter", row.matter),
            _text("actor", row.actor),
            _text("disclosing", row.disclosing),
        )
        number = self._numbers.get(shape)
        if number is None:
            number = self._number(shape)
        outcome, by = _text("outcome", row.outcome), _text("by", row.answered_by)
        if outcome is not None:
            self._check_outcome(outcome, by, record)
        return record._replace(
            what=number,
            item=_text("item", row.item),
            outcome=outcome,
            by=by,
            ended=end(row.ended, record.zone, record.at),
        )

    def _number(self, shape: Shape) -> int:
        done = act_of(shape, "act", EPOCH, None)
        _checked(self._names, "row", done)
        self._numbers[shape] = len(self.shapes)
        self.shapes.append(shape)
        return self._numbers[shape]

    def _other(self, row: "_Cells", record: Record) -> Record:
        filled = [
            name
            for name in ("event", "permission", "fact", "about")
            if getattr(row, name) != ""
        ]
        if len(filled) != 1:
            if filled:
                raise RowError(f"is several things at once: {', '.join(filled)}")
            raise RowError("says neither which act nor which event or fact it is")
        if row.ended != "":
            raise RowError("says in `ended` when it was over, and is no act")
        at = instant_of(record.at)
        base: dict[str, Any] = {"id": record.id, "at": at, "recorded": at}
        whose = record.person
        # A vocabulary knows parties, and not people.
        kind = record.party or whose
        entry, general = getattr(self, f"_{filled[0]}")(row, base, whose, kind)
        _checked(self._names, "row", general)
        return record._replace(what=entry)

    def _event(
        self, row: "_Cells", base: dict[str, Any], whose: str | None, kind: str | None
    ) -> tuple[AnyEntry, AnyEntry]:
        name, item = _text("event", row.event) or "", _text("item", row.item)
        entry = Happening(**base, name=name, by=whose, item=item)
        return entry, replace(entry, by=kind)

    def _permission(
        self, row: "_Cells", base: dict[str, Any], whose: str | None, kind: str | None
    ) -> tuple[AnyEntry, AnyEntry]:
        granted = row.granted
        if isinstance(granted, str):
            granted = _TRUTHS.get(granted.lower())
        if not isinstance(granted, bool):
            raise RowError("needs `true` or `false` in the column `granted`")
        if whose is None:
            raise RowError("says of no person whose permission it is")
        entry = PermissionChange(
            **base,
            permission=_text("permission", row.permission) or "",
            of=whose,
            granted=granted,
            given_to=_text("given_to", row.given_to),
            purposes=_texts("purpose", row.purpose),
            channels=_texts("channel", row.channel),
        )
        return entry, replace(entry, of=kind or whose)

    def _fact(
        self, row: "_Cells", base: dict[str, Any], whose: str | None, kind: str | None
    ) -> tuple[AnyEntry, AnyEntry]:
        fact, item = _text("fact", row.fact) or "", _text("item", row.item)
        shape = self._names.facts.get(fact)
        value = None if row.value == "" else _value(row.value, shape)
        has_owner = shape is None or bool(shape.owners)
        owner, owning = (whose, kind) if has_owner else (None, None)
        entry = FactChange(**base, fact=fact, value=value, of=owner, item=item)
        return entry, replace(entry, of=owning)

    def _about(
        self, row: "_Cells", base: dict[str, Any], whose: str | None, kind: str | None
    ) -> tuple[AnyEntry, AnyEntry]:
        by = _text("answered_by", row.answered_by) or whose
        entry = OutcomeKnown(
            **base,
            act=_text("about", row.about) or "",
            outcome=_text("outcome", row.outcome) or "",
            by=by,
        )
        is_known = by is None or by == whose or by in self._names.parties
        if not is_known:
            raise RowError(f"`{by}` is no party, and is not the person of the row")
        return entry, replace(entry, by=kind if by == whose else by)

    def _party(self, person: str | None, party: str | None) -> str | None:
        """Return which party a person is, if it is not their name."""
        known = (person, party)
        if known == (None, None) or (party in self._known_parties and person):
            return None if party == person else party
        if person is None:
            return None
        if party is None:
            if person in self._known_parties:
                return None
            raise RowError(
                f"says in `party` which party `{person}` is; it is no party itself"
            )
        raise RowError(f"unknown party `{party}`")

    @property
    def _known_parties(self) -> frozenset[str]:
        return self._names.parties

    def _check_outcome(self, outcome: str, by: str | None, record: Record) -> None:
        other = None if by == record.person else by
        if (outcome, other) in self._known:
            return
        at = EPOCH
        told = OutcomeKnown(
            id="row", at=at, recorded=at, act="act", outcome=outcome, by=other
        )
        _checked(self._names, "row", told)
        self._known.add((outcome, other))

    def _check_zone(self, zone: str) -> None:
        try:
            check_zone("zone", zone)
        except CaseError as error:
            raise RowError(error.message) from None
        self._zones.add(zone)


class _Cells(NamedTuple):
    """The cells of a row, in the order of ``COLUMNS``."""

    id: object
    when: object
    zone: object
    ended: object
    case: object
    person: object
    party: object
    act: object
    channel: object
    purpose: object
    matter: object
    actor: object
    disclosing: object
    item: object
    outcome: object
    answered_by: object
    about: object
    event: object
    permission: object
    granted: object
    given_to: object
    fact: object
    value: object


assert _Cells._fields == tuple(COLUMNS)
# What differs from act to act, and what many acts have in common.
_OWN_COLUMNS = ("id", "when", "ended", "case", "person", "item", "answered_by")
_OWN = itemgetter(*(_Cells._fields.index(name) for name in _OWN_COLUMNS))
_SAME = itemgetter(
    *(at for at, name in enumerate(_Cells._fields) if name not in _OWN_COLUMNS)
)


def _text(column: str, cell: object) -> str | None:
    if type(cell) is str:
        return cell or None
    raise RowError(f"needs a text in the column `{column}`")


def _texts(column: str, cell: object) -> tuple[str, ...]:
    if isinstance(cell, list):
        return tuple(text for one in cell if (text := _text(column, one)) is not None)
    text = _text(column, cell)
    if text is None:
        return ()
    if SEVERAL not in text:
        return (text,)
    return tuple(one.strip() for one in text.split(SEVERAL) if one.strip())


def _value(cell: object, shape: FactShape | None) -> Any:
    """Return the value of a fact: as JSON, or its text where that is enough."""
    found = cell
    if isinstance(cell, str):
        if shape is not None and shape.kind == "yes_or_no":
            found = _TRUTHS.get(cell.lower(), cell)
        elif shape is not None and shape.kind == "date":
            found = {"date": cell}
        elif cell.startswith("{"):
            try:
                found = json.loads(cell)
            except (ValueError, RecursionError):
                raise RowError("has no JSON in the column `value`") from None
    elif isinstance(cell, date):
        found = {"date": cell.isoformat()[: len("2026-03-01")]}
    try:
        return read_value(Place("value", found))
    except CaseError as error:
        raise RowError(str(error)) from None


def _checked(names: Names, path: str, entry: AnyEntry) -> None:
    try:
        check_entry(names, path, entry)
    except CaseError as error:
        raise RowError(error.message) from None


def together(every: Sequence[Names]) -> Names:
    """Return the names of several vocabularies; of two facts of one name, the first."""
    found: dict[str, Any] = {}
    for one in fields(Names):
        values = [getattr(names, one.name) for names in every]
        if isinstance(values[0], frozenset):
            found[one.name] = frozenset().union(*values)
        else:
            found[one.name] = {
                k: v for value in reversed(values) for k, v in value.items()
            }
    return Names(**found)
