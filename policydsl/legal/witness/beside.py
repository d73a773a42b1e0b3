"""What is done by hand beside a policy, so that a number of times is exceeded."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from policydsl.legal.witness.replay import SHORTLY
from policydsl.runtime.case import ActDone, AnyEntry, OutcomeKnown
from policydsl.runtime.durations import Duration, Unit
from policydsl.semantics import core
from policydsl.syntax.ast import Period

# On the day itself, and on so many days before.
_LAYOUTS = (0, 1, 2, 3)
_BETWEEN = timedelta(minutes=5)
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
_WITHIN_A_MONTH = 20


def beside(
    norm: core.Norm, done: ActDone, at: datetime, who: str | None
) -> Iterator[tuple[AnyEntry, ...]]:
    """Yield what may be done by hand before an act; first nothing at all.

    ``done``: the act, as it is done; ``who`` answers.
    """
    yield ()
    if not isinstance(norm, core.Limit):
        return
    for bound in norm.bounds:
        if isinstance(bound.limit, core.Times):
            for layout in _LAYOUTS:
                yield tuple(_by_hand(norm, bound.limit, done, at, layout, who))


def answering(
    policy: core.Policy, norm: core.Norm, audience: str | None
) -> Iterator[str | None]:
    """Yield who answers, where a number counts answers: whoever is called before all.

    Others are those whom the policy addresses.
    """
    yield None
    if not isinstance(norm, core.Limit) or not any(
        isinstance(one.limit, core.Times) and one.limit.counting for one in norm.bounds
    ):
        return
    acts = (act for rule in policy.rules for act in (rule.act, rule.otherwise))
    addressed = (act.audience for act in acts if act is not None)
    yield from dict.fromkeys(one for one in (audience, *addressed) if one is not None)


def _by_hand(
    norm: core.Limit,
    times: core.Times,
    done: ActDone,
    at: datetime,
    layout: int,
    who: str | None,
) -> Iterator[AnyEntry]:
    verbs = norm.pattern.verbs or frozenset({done.verb})
    verb = done.verb if done.verb in verbs else min(verbs)
    for number in range(times.number):
        earlier = _BETWEEN * (number + 1)
        if layout:
            days = _reach(times) if layout == 1 else layout
            earlier += timedelta(days=number % max(days - 1, 1) + 1)
        then = at - earlier
        act = ActDone(
            id=f"by hand {number}",
            at=then,
            recorded=then,
            verb=verb,
            audience=done.audience,
            item=done.item if times.per_item else None,
        )
        yield act
        for outcome in sorted(times.counting)[:1]:
            known = then + SHORTLY
            yield OutcomeKnown(
                id=f"outcome {number}",
                at=known,
                recorded=known,
                act=act.id,
                outcome=outcome,
                by=who,
            )


def _reach(times: core.Times) -> int:
    """Return over how many days acts may lie and still be counted."""
    match times.span:
        case Duration(amount, unit) if unit in _DAYS:
            return amount * _DAYS[unit]
        case Period.MONTH | Duration():
            return _WITHIN_A_MONTH
        case int():
            return 3
        case _:
            return 1
