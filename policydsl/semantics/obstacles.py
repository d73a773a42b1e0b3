"""What holds an act back for a time: norms, its own notice, hours, days, caps.

Each check is asked at one instant. It answers with the obstacles, and each says
when it is worth while to ask again; ``None`` if time alone changes nothing.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from attrs import frozen

from policydsl.runtime.decision import Cause, Reason
from policydsl.semantics import core
from policydsl.semantics.bounds import OPEN, About, Taken, blocked_until, night_of
from policydsl.semantics.history import acts
from policydsl.semantics.occurrence import Occurrence
from policydsl.semantics.patterns import applies, matches
from policydsl.semantics.requires import too_early
from policydsl.semantics.view import View

ONE_DAY = timedelta(days=1)


@frozen
class Obstacle:
    """What stands in the way, and from when on it may be gone."""

    cause: Cause
    clause: str
    words: str
    retry: datetime | None

    @property
    def reason(self) -> Reason:
        """The obstacle as a reason of a decision."""
        return Reason(self.cause, self.clause, self.words)


def obstacles(
    seen: View, policy: core.Policy, one: Occurrence, taken: tuple[Taken, ...]
) -> list[Obstacle]:
    """Return all that holds an act back at ``seen.now``, in order of the policy."""
    found = list(forbidden(seen, policy, one))
    found += _notice_day(seen, policy, one)
    about = About(one.person, one.item, one.rule.name, one.act.length)
    for bounds, pattern in _bounds(seen, policy, one):
        night = night_of(bounds)
        for bound in bounds:
            retry = blocked_until(seen, bound, pattern, about, taken, night)
            if retry is not OPEN:
                is_cap = isinstance(bound.limit, core.Times)
                cause = Cause.CAP if is_cap else Cause.HOURS
                found.append(Obstacle(cause, bound.clause, bound.words, retry))
    return found


def forbidden(seen: View, policy: core.Policy, one: Occurrence) -> Iterator[Obstacle]:
    """Yield the norms that forbid the act now, or require another one before.

    A norm that looks at the time may be cured by time; what it noted in the
    horizon says when to ask again.
    """
    for norm in policy.forbids:
        if not matches(norm.pattern, one.act, one.rule.name, seen.kind(one.person)):
            continue
        alone = seen.at(seen.now)
        if applies(alone, norm.guards, one.context):
            later = min(alone.horizon, default=None)
            yield Obstacle(Cause.FORBIDDEN, norm.clause, norm.words, later)
        seen.horizon.update(alone.horizon)
    for required, opens in too_early(seen, policy, one):
        yield Obstacle(Cause.FORBIDDEN, required.clause, required.words, opens)


def _notice_day(seen: View, policy: core.Policy, one: Occurrence) -> Iterator[Obstacle]:
    """No coercive or irreversible act on the civil day of its own notice."""
    if not (one.act.is_coercive or one.act.is_irreversible):
        return
    for act in acts(seen).values():
        if act.rule in one.rule.notices and seen.day_of(act.at) == seen.today:
            retry = seen.start_of_day(seen.today + ONE_DAY)
            seen.note(retry)
            clause = f"{one.rule.name}/trigger/0"
            yield Obstacle(Cause.NOTICE_DAY, clause, act.rule, retry)
            return


def _bounds(
    seen: View, policy: core.Policy, one: Occurrence
) -> Iterator[tuple[tuple[core.Bound, ...], core.Pattern]]:
    """Yield the bounds of the rule and of its limits, each with what a cap counts."""
    if one.rule.bounds and not one.is_instead:
        yield one.rule.bounds, core.Pattern(rules=frozenset({one.rule.name}))
    kind = seen.kind(one.person)
    for limit in policy.limits:
        if not matches(limit.pattern, one.act, one.rule.name, kind):
            continue
        if applies(seen, limit.guards, one.context):
            yield limit.bounds, limit.pattern
