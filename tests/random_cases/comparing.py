"""Whether two answers are the same, and what differs if not."""

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime, timedelta
from random import Random

from policydsl.runtime.calendars import CalendarEnds
from policydsl.runtime.case import Case
from policydsl.runtime.decision import Decision, PlannedAct

# A decision, or that it needs a day that no calendar knows.
Answer = Decision | type[CalendarEnds]


def answer(
    decide: Callable[[Case, datetime], Decision], case: Case, at: datetime
) -> Answer:
    """Return what is decided, or that a calendar ends."""
    try:
        return decide(case, at)
    except CalendarEnds:
        return CalendarEnds


def repeated(one: Answer) -> str | None:
    """Return an id that two acts of a decision have; ``None`` if there is none."""
    ids = [act.id for act in one.acts] if isinstance(one, Decision) else []
    return next((id for id in ids if ids.count(id) > 1), None)


def difference(expected: Answer, actual: Answer) -> str | None:
    """Return what differs, in words; ``None`` if nothing does."""
    if expected == actual:
        return None
    if not isinstance(expected, Decision) or not isinstance(actual, Decision):
        return f"expected {expected}\nactual   {actual}"
    lines = []
    for one, other in zip(expected.acts, actual.acts, strict=False):
        if one != other:
            lines.append(f"acts: {one.id}: {_of_act(one, other)}")
    if len(expected.acts) != len(actual.acts):
        lines.append(f"acts: {len(expected.acts)} expected, not {len(actual.acts)}")
    for name in ("at", "held", "regrets", "next_review", "duties"):
        one, other = getattr(expected, name), getattr(actual, name)
        if one != other:
            lines.append(f"{name}: {one} expected, not {other}")
    return "\n".join(lines)


def _of_act(expected: PlannedAct, actual: PlannedAct) -> str:
    pairs = [
        (one.name, getattr(expected, one.name), getattr(actual, one.name))
        for one in fields(PlannedAct)
    ]
    return "; ".join(f"{name} {a} expected, not {b}" for name, a, b in pairs if a != b)


def outlook(
    r: Random,
    decide: Callable[[Case, datetime], Decision],
    case: Case,
    now: Answer,
    days: int = 20,
) -> str | None:
    """Return how the answer changes before its next review; ``None`` if it does not.

    Looks at a random instant before the review, at the last one, or some days on if
    there is no review.
    """
    if not isinstance(now, Decision):
        return None
    review = now.next_review
    span = (review - now.at).total_seconds() if review is not None else days * 86400.0
    last = max(int(span * 1_000_000) - 1, 0)
    at = now.at + timedelta(microseconds=r.choice((r.randint(0, last), last)))
    later = answer(decide, case, at)
    if not isinstance(later, Decision):
        return f"at {at}: a calendar ends"
    same = (now.acts, now.held, now.regrets) == (later.acts, later.held, later.regrets)
    same = same and now.duties == later.duties
    if same and later.next_review == review:
        return None
    return f"at {at}: {difference(now, later)}"
