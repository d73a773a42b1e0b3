"""What the rows of a log say, as records that can be sorted, and as entries."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from policydsl.runtime.case import ActDone, AnyEntry, OutcomeKnown

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# What an act says of itself; few acts of a log differ in all of it.
Shape = tuple[str, tuple[str, ...], str | None, str | None, str | None, str | None]


class Record(NamedTuple):
    """What a row says, in the order by which rows are sorted.

    ``at``: microseconds since 1970. ``what``: the number of the shape of an act, or an
    entry of another kind. ``item``, ``outcome``, ``by`` and ``ended`` (like ``at``) are
    those of an act.
    """

    case: str
    at: int
    line: int
    id: str
    person: str | None
    party: str | None
    zone: str | None
    what: int | AnyEntry
    item: str | None = None
    outcome: str | None = None
    by: str | None = None
    ended: int | None = None


def instant_of(at: int) -> datetime:
    """Return the instant of so many microseconds since 1970."""
    return EPOCH + timedelta(microseconds=at)


def act_of(shape: Shape, id: str, at: datetime, audience: str | None) -> ActDone:
    """Return an act of a shape."""
    verb, channels, purpose, matter, actor, disclosing = shape
    return ActDone(
        id=id,
        at=at,
        recorded=at,
        verb=verb,
        audience=audience,
        channels=channels,
        purpose=purpose,
        matter=matter,
        actor=actor,
        disclosing=disclosing,
    )


def entries_of(record: Record, shapes: Sequence[Shape]) -> Iterator[AnyEntry]:
    """Yield what a record says: an act and what became of it, or another entry."""
    if not isinstance(record.what, int):
        yield record.what
        return
    at = instant_of(record.at)
    verb, channels, purpose, matter, actor, disclosing = shapes[record.what]
    yield ActDone(
        id=record.id,
        at=at,
        recorded=at,
        verb=verb,
        audience=record.person,
        channels=channels,
        purpose=purpose,
        matter=matter,
        actor=actor,
        disclosing=disclosing,
        item=record.item,
        ended=None if record.ended is None else instant_of(record.ended),
    )
    if record.outcome is not None:
        yield OutcomeKnown(
            id=f"{record.id}\0outcome",
            at=at,
            recorded=at,
            act=record.id,
            outcome=record.outcome,
            by=record.by,
        )
