"""What an occurrence needs, by what it was done, and what is done instead of it."""

from datetime import date, datetime

from policydsl.runtime.case import ActDone
from policydsl.runtime.decision import Cause, Reason, State
from policydsl.semantics import core
from policydsl.semantics.conditions import has_evidence, holds, in_hand
from policydsl.semantics.history import acts, outcomes
from policydsl.semantics.occurrence import Occurrence
from policydsl.semantics.plan import instead
from policydsl.semantics.view import View, value_of

# What becomes of a dispatch that did not reach anybody.
UNDELIVERED = (core.Outcome.FAILED.value, core.Outcome.BOUNCED.value)


def with_alternative(seen: View, main: Occurrence) -> list[Occurrence]:
    """An act and the one that is done instead, once the first failed or lapsed."""
    failed = failed_at(seen, main)
    if failed is None or seen.now < failed:
        return [main]
    alternative = instead(seen, main, failed)
    return [main] if alternative is None else [main, alternative]


def failed_at(seen: View, main: Occurrence) -> datetime | None:
    """Return when an act failed, or came to be too late."""
    done = done_by(seen, main)
    if done is not None:
        lost = [e.at for e in outcomes(seen, done) if e.outcome in UNDELIVERED]
        return min(lost, default=None)
    if main.is_repeated and unmet(seen.at(main.due_from), main):
        return None  # what was left out did not lapse
    ends = (main.lapses_at, main.next_due)
    return min((end for end in ends if end is not None), default=None)


def done_by(seen: View, one: Occurrence) -> ActDone | None:
    """Return the act by which an occurrence was done."""
    for act in acts(seen).values():
        if act.occurrence == one.id:
            return act
    return None


def over(seen: View, one: Occurrence) -> tuple[datetime, State, Cause] | None:
    """Return when and how an act came to be too late: by the first end that came."""
    ends = [
        (one.cancelled_at, 0, State.CANCELLED, Cause.ENDED),
        (one.moot_at, 1, State.LAPSED, Cause.ENDED),
        (one.lapses_at, 2, State.LAPSED, Cause.LATE),
        (one.next_due, 3, State.LAPSED, Cause.SUPERSEDED),
    ]
    come = [
        (end, place, state, cause)
        for end, place, state, cause in ends
        if end is not None and end <= seen.now
    ]
    if not come:
        return None
    end, _, state, cause = min(come, key=lambda row: row[:2])
    return end, state, cause


def unmet(seen: View, one: Occurrence) -> tuple[Reason, ...]:
    """Return the conditions of the rule that do not hold; unknown is not met."""
    found = []
    for guard in one.rule.guards:
        value = holds(seen, guard.condition, one.context)
        if value is not guard.wanted:
            cause = Cause.UNKNOWN if value is None else Cause.CONDITION
            found.append(Reason(cause, guard.clause, guard.words))
    return tuple(found)


def missing(seen: View, one: Occurrence) -> tuple[Reason, ...]:
    """Return what must be in hand and is not: evidence, permissions, a date."""
    found = []
    clock = one.context.clock
    of_one = seen.in_context(one.context)
    if isinstance(clock, str) and not has_evidence(of_one, clock):
        words = seen.clocks[clock].words
        found.append(Reason(Cause.EVIDENCE, f"/clock/{clock}", words))
    found += [
        Reason(Cause.PERMISSION, need.clause, need.words)
        for need in one.act.requirements
        if not in_hand(seen, need.permission, one.context)
    ]
    days = effective(seen, one)
    found += [
        Reason(Cause.UNKNOWN, f"{one.rule.name}/effective/{at}", fact.fact)
        for at, fact in enumerate(one.act.effective)
        if days[at] is None
    ]
    return tuple(found)


def effective(seen: View, one: Occurrence) -> tuple[date | None, ...]:
    """Return the days from which an act takes effect; if done, as they were known then.

    ``None``: nobody knows, or knew, that day.
    """
    done = done_by(seen, one)
    then = seen if done is None else seen.at(done.at)
    values = [value_of(then, fact, None) for fact in one.act.effective]
    return tuple(value if isinstance(value, date) else None for value in values)
