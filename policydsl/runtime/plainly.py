"""Whether an entry plainly fits a vocabulary: most do, and are looked at no closer.

What is not plain is checked field by field in ``fitting``, which names the mistake.
"""

from datetime import UTC, datetime

from policydsl.runtime.calendars import FIRST_YEAR, LAST_YEAR
from policydsl.runtime.case import ActDone, AnyEntry, Happening, OutcomeKnown
from policydsl.runtime.names import Names

# The fields that are looked at; a test compares them with those that entries have.
LOOKED_AT: dict[type, frozenset[str]] = {
    ActDone: frozenset(
        [
            "id",
            "at",
            "recorded",
            "of_person",
            "verb",
            "audience",
            "channels",
            "purpose",
            "matter",
            "actor",
            "disclosing",
            "count",
            "ended",
            "rule",
            "occurrence",
            "item",
        ]
    ),
    OutcomeKnown: frozenset(
        ["id", "at", "recorded", "of_person", "act", "outcome", "by"]
    ),
    Happening: frozenset(["id", "at", "recorded", "of_person", "name", "by", "item"]),
}


def fits_plainly(names: Names, entry: AnyEntry) -> bool:
    """Return whether an entry is of the right types, in UTC, and knows its words.

    ``False`` says only that it has to be looked at closer.
    """
    kind = type(entry)
    try:
        if not (
            type(entry.id) is str
            and type(entry.of_person) is bool
            and _is_plain_instant(entry.at)
            and _is_plain_instant(entry.recorded)
        ):
            return False
        if kind is OutcomeKnown:
            return _is_plain_outcome(names, entry)  # type: ignore[arg-type]
        if kind is ActDone:
            return _is_plain_act(names, entry)  # type: ignore[arg-type]
        if kind is Happening:
            return _is_plain_event(names, entry)  # type: ignore[arg-type]
    except (AttributeError, TypeError):
        return False
    return False


def _is_plain_instant(instant: datetime) -> bool:
    return (
        type(instant) is datetime
        and instant.tzinfo is UTC
        and FIRST_YEAR <= instant.year <= LAST_YEAR
    )


def _is_plain_outcome(names: Names, entry: OutcomeKnown) -> bool:
    return (
        entry.outcome in names.outcomes
        and (entry.by is None or entry.by in names.parties)
        and type(entry.act) is str
    )


def _is_plain_act(names: Names, entry: ActDone) -> bool:
    return (
        entry.verb in names.verbs
        and (entry.audience is None or entry.audience in names.parties)
        and type(entry.channels) is tuple
        and names.channels.issuperset(entry.channels)
        and (entry.purpose is None or entry.purpose in names.purposes)
        and (entry.matter is None or entry.matter in names.matters)
        and (entry.actor is None or entry.actor in names.actors)
        and (entry.disclosing is None or entry.disclosing in names.levels)
        and entry.count is None
        and entry.ended is None
        and (entry.rule is None or type(entry.rule) is str)
        and (entry.occurrence is None or type(entry.occurrence) is str)
        and (entry.item is None or type(entry.item) is str)
    )


def _is_plain_event(names: Names, entry: Happening) -> bool:
    return (
        entry.name in names.events
        and entry.name not in names.item_events
        and entry.item is None
        and (entry.by is None or entry.by in names.parties)
    )
