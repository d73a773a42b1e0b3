"""What holds an act back for a time: norms, its own notice, hours, days, caps."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from policydsl.runtime.bounds import OPEN, Asked, Taken, blocked_until, night_of
from policydsl.runtime.calendars import CalendarEnds
from policydsl.runtime.dayset import ONE_DAY
from policydsl.runtime.decision import Cause, Reason
from policydsl.runtime.forms import Bound, Pattern, Times
from policydsl.runtime.measures import applies
from policydsl.runtime.occurrences import Occurrence
from policydsl.runtime.patterns import matches
from policydsl.runtime.program import Norms
from policydsl.runtime.requires import opens_at
from policydsl.runtime.sight import Sight

# How far ahead an act that is held back is looked for.
LOOK_AHEAD = timedelta(days=400)


class Obstacle(NamedTuple):
    """What stands in the way, and from when on it may be gone; ``None``: never."""

    cause: Cause
    clause: str
    words: str
    retry: datetime | None

    @property
    def reason(self) -> Reason:
        """The obstacle as a reason of a decision."""
        return Reason(self.cause, self.clause, self.words)


def obstacles(sight: Sight, one: Occurrence, taken: Sequence[Taken]) -> list[Obstacle]:
    """Return all that holds an act back at the instant of a sight, in order."""
    found = list(forbidden(sight, one))
    found += _notice_day(sight, one)
    to = one.recipient(sight)
    for bounds, pattern in _bounds(sight, one):
        night, length = night_of(bounds), one.act.length
        asked = Asked(to, one.item, one.rule.name, pattern, taken, night, length)
        for bound in bounds:
            retry = blocked_until(sight, bound, asked)
            if retry is not OPEN:
                cause = Cause.CAP if isinstance(bound.limit, Times) else Cause.HOURS
                found.append(Obstacle(cause, bound.clause, bound.words, retry))
    return found


def free_at(
    sight: Sight, hindering: list[Obstacle], ask: Callable[[Sight], list[Obstacle]]
) -> datetime | None:
    """Return the first instant at which nothing holds an act back any more.

    ``None`` if time alone does not free it, or not for very long. ``ask`` finds the
    obstacles at a later instant.
    """
    instant = sight.now
    while hindering:
        for obstacle in hindering:
            if obstacle.retry is None:
                return None
            instant = max(instant, obstacle.retry)
        if instant > sight.now + LOOK_AHEAD:
            sight.note(instant - LOOK_AHEAD)
            return None
        try:
            hindering = ask(sight.at(instant))
        except CalendarEnds as error:
            # Nobody knows yet; asked again when the day has come.
            sight.note_day(error.last + ONE_DAY)
            return None
    return instant


def forbidden(sight: Sight, one: Occurrence) -> Iterator[Obstacle]:
    """Yield the norms that forbid an act, or require another one before.

    A norm that looks at the time may be cured by time: when it would see something
    else is when to ask again.
    """
    for norm in norms_about(sight, one)[0]:
        alone = sight.at(sight.now)
        if applies(one.question(alone), norm.guards):
            yield Obstacle(Cause.FORBIDDEN, norm.clause, norm.words, alone.review)
        if alone.review is not None:
            sight.note(alone.review)
    for required in norms_about(sight, one)[2]:
        opens = opens_at(one.question(sight), required)
        if opens is None or opens > sight.now:
            yield Obstacle(Cause.FORBIDDEN, required.clause, required.words, opens)
            if opens is not None:
                sight.note(opens)


def norms_about(sight: Sight, one: Occurrence) -> Norms:
    """Return the norms of a policy that are about an act of a rule."""
    program, act, rule = sight.program, one.act, one.rule.name
    kind = act.to if one.person is None else sight.kind(one.person)
    key = (id(act), rule, kind)
    found = program.norms.get(key)
    if found is None:
        found = (
            [n for n in program.forbids if matches(n.pattern, act, rule, kind)],
            [n for n in program.limits if matches(n.pattern, act, rule, kind)],
            [n for n in program.requires if matches(n.later, act, rule, kind)],
        )
        program.norms[key] = found
    return found


def _notice_day(sight: Sight, one: Occurrence) -> Iterator[Obstacle]:
    """No coercive or irreversible act on the civil day of its own notice."""
    rule = one.rule
    if not rule.notices or not (one.act.is_coercive or one.act.is_irreversible):
        return
    today = sight.start_of_day(sight.today)
    given = [
        act
        for notice in rule.notices
        for act in sight.acts_of(notice)
        if act.at >= today and sight.day_of(act.at) == sight.today
    ]
    if given:
        first = min(given, key=lambda act: sight.known.place[act.id])
        retry = sight.start_of_day(sight.today + ONE_DAY)
        sight.note(retry)
        clause = f"{rule.name}/trigger/0"
        yield Obstacle(Cause.NOTICE_DAY, clause, first.rule or "", retry)


def _bounds(sight: Sight, one: Occurrence) -> Iterator[tuple[Sequence[Bound], Pattern]]:
    """Yield the bounds of the rule and of its limits, each with what a cap counts."""
    if one.rule.bounds and not one.is_instead:
        yield one.rule.bounds, Pattern(rules=frozenset({one.rule.name}))
    for limit in norms_about(sight, one)[1]:
        if applies(one.question(sight), limit.guards):
            yield limit.bounds, limit.pattern
