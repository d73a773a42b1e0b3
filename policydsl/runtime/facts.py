"""What is known of a fact, and since when."""

from datetime import date, datetime

from policydsl.runtime.case import Value
from policydsl.runtime.forms import RECIPIENT, Fact
from policydsl.runtime.sight import Sight


def value_of(sight: Sight, fact: Fact, recipient: str | None) -> Value | None:
    """Return the value of a fact, or ``None`` if it is unknown.

    The latest holds. Two values that are effective and were recorded at the same
    instants contradict each other, and nobody knows which is right.
    """
    of = recipient if fact.of == RECIPIENT else sight.person(fact.of)
    changes = sight.changes(fact.name, sight.item if fact.of_item else of)
    if not changes:
        return None
    last = changes[-1]
    for change in reversed(changes[:-1]):
        if change.at != last.at or change.recorded != last.recorded:
            break
        if change.value != last.value:
            return None
    return last.value


def dates_of(sight: Sight, fact: Fact) -> list[tuple[date, datetime, datetime | None]]:
    """Return each date that a fact had: from when, and until when."""
    of = None if fact.of == RECIPIENT else sight.person(fact.of)
    changes = sight.changes(fact.name, sight.item if fact.of_item else of)
    periods: list[tuple[date, datetime, datetime | None]] = []
    place = 0
    while place < len(changes):
        at = changes[place].at
        after = place + 1
        while after < len(changes) and changes[after].at == at:
            after += 1
        last = changes[after - 1]
        rivals = {c.value for c in changes[place:after] if c.recorded == last.recorded}
        known = last.value if len(rivals) == 1 else None
        place = after
        if periods and periods[-1][2] is None:
            if periods[-1][0] == known:
                continue
            periods[-1] = (periods[-1][0], periods[-1][1], at)
        if isinstance(known, date):
            periods.append((known, at, None))
    return periods
