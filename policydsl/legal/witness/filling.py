"""What an act may turn out to be where the policy leaves it open: real values first."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, product

from policydsl.runtime.case import ActDone, Count
from policydsl.runtime.decision import PlannedAct
from policydsl.semantics import core
from policydsl.semantics.core.parts import parts_of
from policydsl.semantics.scope import stated
from policydsl.syntax.ast import Sort
from policydsl.vocabulary.model import Vocabulary

_MOST = 16


def fillings(
    planned: PlannedAct, norm: core.Norm, policy: core.Policy, people: Iterable[str]
) -> Iterator[ActDone]:
    """Yield an act with what it leaves open filled in, so that a norm may fit.

    ``people``: who is called by name, and so cannot be anybody else.
    """
    vocabulary = policy.vocabulary
    later = norm.later if isinstance(norm, core.RequireBefore) else norm
    patterns = list(_patterns(later))
    roles = vocabulary.verbs[planned.verb].roles
    sorts = {Sort.ACTOR, *(one.sort for one in roles)}

    def role(said: str | None, part: str, sort: Sort | None) -> list[str | None]:
        wanted = [p for p in (getattr(one, part) for one in patterns) if p is not None]
        if said is None and (sort or Sort.LEVEL) not in sorts:
            return [None]
        return list(_values(said, wanted, sort, vocabulary))

    audiences: list[str | None] = [planned.audience]
    if planned.audience not in set(people):
        audiences = role(planned.audience, "audiences", Sort.PARTY)
    channels = [planned.channels]
    if len(planned.channels) < 2:
        said = planned.channels[0] if planned.channels else None
        found = role(said, "channels", Sort.CHANNEL)
        channels = [() if one is None else (one,) for one in found]
    level: list[str | None] = [planned.disclosing]
    if planned.disclosing is None:
        level = role(None, "disclosing", None)
    every = product(
        audiences,
        channels,
        role(planned.purpose, "purposes", Sort.PURPOSE),
        role(planned.matter, "matters", Sort.MATTER),
        _actors(planned, patterns, policy) or role(planned.actor, "actors", Sort.ACTOR),
        level,
        _numbers(planned, patterns),
    )
    for values in islice(every, _MOST):
        yield _filled(planned, *values)


def _filled(
    planned: PlannedAct,
    audience: str | None,
    channels: tuple[str, ...],
    purpose: str | None,
    matter: str | None,
    actor: str | None,
    disclosing: str | None,
    count: Count | None,
) -> ActDone:
    return replace(
        planned.as_done(planned.due_from),
        audience=audience,
        channels=channels,
        purpose=purpose,
        matter=matter,
        actor=actor,
        disclosing=disclosing,
        count=count,
    )


def _actors(
    planned: PlannedAct, patterns: list[core.Pattern], policy: core.Policy
) -> list[str | None]:
    """Return who acts, where it is asked and the policy says it for all of its acts."""
    is_asked = any(one.actors is not None for one in patterns)
    is_open = is_asked and planned.actor is None
    return list(stated(policy, Sort.ACTOR)) if is_open else []


def _patterns(norm: object) -> Iterator[core.Pattern]:
    """Yield the patterns of a norm, first its own, then those of its conditions."""
    if isinstance(norm, core.Pattern):
        yield norm
    elif isinstance(norm, tuple):
        for one in norm:
            yield from _patterns(one)
    else:
        for part in parts_of(norm):
            yield from _patterns(part)


def _values(
    said: str | None,
    wanted: list[frozenset[str]],
    sort: Sort | None,
    vocabulary: Vocabulary,
) -> Iterator[str | None]:
    """Yield what a role may be: what is asked about, what is not, what was said."""
    if not wanted:
        yield said
        return
    if sort is None:
        kinds = list(reversed(vocabulary.levels))
    elif said is None:
        kinds = [n for n, one in vocabulary.nouns.items() if one.sort is sort]
    else:
        # The plainest before its kinds.
        kinds = sorted(vocabulary.below(said), key=lambda one: (one != said, one))
    found: list[str | None] = []
    for names in wanted:
        found += [one for one in kinds if one in names][:1]
        found += [one for one in kinds if one not in names][:1]
    yield from dict.fromkeys((*found, said))


def _numbers(planned: PlannedAct, patterns: list[core.Pattern]) -> list[Count | None]:
    if planned.count is not None:
        return [planned.count]
    numbers: list[Count | None] = []
    for one in patterns:
        if one.count is not None:
            value = one.count.value
            near = (value.number + 1, value.number, max(value.number - 1, 0))
            numbers += [Count(number, value.unit) for number in near]
    return [*numbers, None]
