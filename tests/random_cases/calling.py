"""A policy that is asked at some instants, and obeyed each time that it is asked."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from attrs import fields, has

from policydsl.runtime.case import AnyEntry, Case, OutcomeKnown
from policydsl.runtime.decision import Decision, PlannedAct, State
from policydsl.semantics import core
from random_cases.histories import OUTCOMES

Decide = Callable[[Case, datetime], Decision]
# By its id: from when until when an act is due if nobody does anything.
Waits = Mapping[str, Sequence[tuple[datetime, datetime]]]

FIRST = datetime(2026, 3, 1, tzinfo=UTC)
LAST = FIRST + timedelta(days=24)
# Of the core: where a name is that of a clock, or that of rules.
_CLOCKS, _RULES = ("clock", "during", "span"), ("rule", "rules", "above")
_NUMBER_OF_ACTS = re.compile(r"limit [^\n]*: \d+ times?")
_NOT_MEANT = {"node", "words", "clause", "vocabulary", "lexicon", "document"}


@dataclass(frozen=True)
class Run:
    """When the acts were done, by id, and when the policy was asked."""

    done: Mapping[str, datetime]
    calls: tuple[datetime, ...]


def nothing(case: Case, at: datetime) -> Decision:
    """Decide nothing, so that a random history holds no act of a policy."""
    return Decision(at, (), (), (), None)


def without_numbers(text: str) -> str:
    """Return a policy without what limits the number of acts, on which much hangs."""
    sentences = [one for one in text.split("\n\n") if not _NUMBER_OF_ACTS.match(one)]
    return re.sub(r"\n +only \d+ times?[^\n]*", "", "\n\n".join(sentences))


def every(step: timedelta, first: datetime = FIRST) -> list[datetime]:
    """Return the instants so far apart, up to the end of the story."""
    return [first + n * step for n in range((LAST - first) // step + 1)]


def run(
    decide: Decide, case: Case, calls: Iterable[datetime] = (), *, at_reviews: bool
) -> Run:
    """Ask at these instants, and at each next review; do at once what is due.

    The first call is at ``FIRST``, the others after it and up to ``LAST``.
    """
    planned = sorted({one for one in calls if FIRST < one <= LAST})
    now: datetime | None = FIRST
    done: dict[str, datetime] = {}
    asked: list[datetime] = []
    while now is not None and now <= LAST:
        asked.append(now)
        decision = decide(case, now)
        while due := decision.in_state(State.DUE):
            # One at a time: what becomes of it can change what is due.
            done[due[0].id] = now
            case = replace(case, history=(*case.history, *_entries(due[0], now)))
            decision = decide(case, now)
        now = _next(now, planned, decision if at_reviews else None)
    return Run(done, tuple(asked))


def waits(decide: Decide, case: Case) -> Waits:
    """Return when acts are due in a case in which nothing is done."""
    found: dict[str, list[tuple[datetime, datetime]]] = {}
    now: datetime | None = FIRST
    while now is not None and now <= LAST:
        decision = decide(case, now)
        following = _next(now, (), decision)
        until = LAST + timedelta(days=1) if following is None else following
        for act in decision.in_state(State.DUE):
            found.setdefault(act.id, []).append((now, until))
        now = following
    return found


def is_hit(times: Sequence[tuple[datetime, datetime]], one: Run) -> bool:
    """Whether there is a call in one of the times, each without its end."""
    for begin, end in times:
        place = bisect_left(one.calls, begin)
        if place < len(one.calls) and one.calls[place] < end:
            return True
    return False


def _next(
    now: datetime, planned: Sequence[datetime], decision: Decision | None
) -> datetime | None:
    place = bisect_left(planned, now + timedelta(microseconds=1))
    coming = list(planned[place : place + 1])
    if decision is not None and decision.next_review is not None:
        coming.append(decision.next_review)
    return min(coming, default=None)


def _entries(act: PlannedAct, now: datetime) -> Iterator[AnyEntry]:
    """Yield an act as it was done, and what becomes of it, whenever it is done."""
    yield act.as_done(now)
    r = Random(act.id)
    if r.random() < 0.6:
        later = now + timedelta(minutes=r.choice((0, 0, 5, 3000)))
        outcome, by = r.choice(OUTCOMES), r.choice((None, None, act.audience))
        yield OutcomeKnown(
            id=f"{act.id}!",
            at=later,
            recorded=later,
            act=act.id,
            outcome=outcome,
            by=by,
        )


# --- what hangs on acts that were done ------------------------------------------


def free_rules(policy: core.Policy) -> frozenset[str]:
    """Return the rules whose acts do not hang on what was done, or on when.

    Nothing that the rule or a norm about it says, not even in the clocks and the
    measures that it names, is about acts.
    """
    hanging = {rule.name for rule in policy.rules if _is_about_acts(rule, policy)}
    hanging |= {rule.name for rule in policy.rules if rule.notices}
    if _is_about_acts(policy.closes_at, policy):
        return frozenset()
    for required in policy.requires:
        hanging |= {r.name for r in policy.rules if _may_bind(required.later, r)}
    norms: list[core.Forbid | core.Limit] = [*policy.forbids, *policy.limits]
    for norm in norms:
        if _is_about_acts(norm, policy):
            hanging |= {r.name for r in policy.rules if _may_bind(norm.pattern, r)}
    return frozenset(r.name for r in policy.rules if r.act and r.name not in hanging)


def _may_bind(pattern: core.Pattern, rule: core.Rule) -> bool:
    verbs = {act.verb for act in (rule.act, rule.otherwise) if act is not None}
    is_of_verb = pattern.verbs is None or bool(pattern.verbs & verbs)
    return is_of_verb and (pattern.rules is None or rule.name in pattern.rules)


def _is_about_acts(one: Any, policy: core.Policy) -> bool:
    return any(_says_acts(part) for part in _parts(one, policy, set()))


def _says_acts(part: object) -> bool:
    if isinstance(part, core.InHand):
        return part.is_for_one_act
    about_acts = core.ActEvent | core.RuleEvent | core.FateEvent | core.Times
    return isinstance(part, about_acts)


def _parts(one: Any, policy: core.Policy, seen: set[int]) -> Iterator[object]:
    """Yield a part of a policy, all that is in it, and all that it names."""
    if isinstance(one, tuple):
        for part in one:
            yield from _parts(part, policy, seen)
    elif has(type(one)) and id(one) not in seen:
        seen.add(id(one))
        yield one
        for field in fields(type(one)):
            value = getattr(one, field.name)
            if field.name in _CLOCKS and isinstance(value, str):
                value = policy.clocks.get(value)
            elif field.name in _RULES and not isinstance(one, core.Pattern):
                names = (value,) if isinstance(value, str) else value
                value = tuple(r for r in policy.rules if r.name in names)
            if field.name not in _NOT_MEANT:
                yield from _parts(value, policy, seen)
