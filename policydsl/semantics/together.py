"""What a rule does to each of several: which acts belong together, and are all done."""

from collections.abc import Iterable
from typing import TypeVar

from policydsl.runtime.case import ActDone
from policydsl.semantics import core

# The last part of the index of an act that is done instead of another, and of one
# that is due again since the one before is regretted.
OTHERWISE = "otherwise"
AGAIN = "again"
# What is true of the acts to all, before it is true of the rule.
_OF_ALL = (core.Outcome.DONE, core.Outcome.DELIVERED)

_T = TypeVar("_T")


def shared_by(rule: core.Rule | None, act: ActDone) -> str | None:
    """Return what acts of a rule have in common that it does to each of several.

    That is the id without the person. An act to one alone shares nothing; one that
    was done by hand and names no occurrence belongs to none.
    """
    if rule is None or rule.act is None or rule.act.each is None:
        return act.id
    if act.occurrence is None:
        return None
    parts = act.occurrence.split("/")
    if parts[-1] == OTHERWISE:
        parts.pop()
    while parts[-1] == AGAIN:
        parts.pop()
    return "/".join((*parts[:-2], parts[-1]))


def completing(
    rule: core.Rule | None,
    outcome: core.Outcome,
    people: Iterable[str],
    found: Iterable[tuple[_T, ActDone]],
) -> list[_T]:
    """Return what becomes of a rule, of all that became of its acts, in order.

    A rule that acts towards each of several is done when it is done for all of them,
    so the last one counts; it fails with each that fails.
    """
    if rule is None or rule.act is None or rule.act.each is None:
        return [one for one, _ in found]
    if outcome not in _OF_ALL:
        return [one for one, _ in found]
    everybody = set(people)
    reached: dict[str, set[str]] = {}
    result = []
    for one, act in found:
        shared = shared_by(rule, act)
        if shared is None or act.audience not in everybody:
            continue
        so_far = reached.setdefault(shared, set())
        is_new = act.audience not in so_far
        so_far.add(act.audience)
        if is_new and so_far == everybody:
            result.append(one)
    return result
