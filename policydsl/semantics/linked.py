"""The versions of one policy, each told of those before it.

A rule goes on from one version to the next by its name, or by the name that it says
it had. Versions follow each other if there is no day between them.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from attrs import evolve

from policydsl.semantics import core

ONE_DAY = timedelta(days=1)


def linked(policies: Sequence[core.Policy]) -> core.Policy:
    """Return the last of several versions, told of those before it.

    It stands for all of them: whoever asks it about an instant is answered by the
    version that is in force then. The versions do not overlap, and there is one at
    least; their order does not matter.
    """
    ordered = sorted(policies, key=lambda one: (one.in_force_from, one.version))
    following: list[core.Policy | None] = [*ordered[1:], None]
    later = _later_names(ordered)
    found: list[core.Policy] = []
    for policy, after, names in zip(ordered, following, later, strict=True):
        before = found[-1] if found else None
        found.append(
            evolve(
                policy,
                in_force_until=_until(policy, after),
                earlier=tuple(found),
                since=_since(policy, before),
                renamed={**names, **_renamed(policy, before)},
                next_from=None if after is None else after.in_force_from,
            )
        )
    return found[-1]


def predecessors(rule: core.Rule, before: core.Policy) -> tuple[core.Rule, ...]:
    """Return what a rule was in the version before: by its name, or the one it had."""
    return tuple(one for one in before.rules if one.name in (rule.name, rule.formerly))


def days_between(before: core.Policy, after: core.Policy) -> int:
    """Return how many days neither of two versions is in force; negative: both are."""
    if before.in_force_until is None:
        return min((after.in_force_from - before.in_force_from).days - 1, 0)
    return (after.in_force_from - before.in_force_until).days - 1


def gone(policies: Sequence[core.Policy]) -> list[tuple[core.Rule, core.Policy]]:
    """Return the rules that a version has and the next has not, with the next."""
    return [
        (rule, after)
        for before, after in pairwise(policies)
        for rule in before.rules
        if not any(rule in predecessors(one, before) for one in after.rules)
    ]


def _until(policy: core.Policy, after: core.Policy | None) -> date | None:
    if policy.in_force_until is not None or after is None:
        return policy.in_force_until
    return after.in_force_from - ONE_DAY


def _since(policy: core.Policy, before: core.Policy | None) -> Mapping[str, date]:
    """Return from when on rules belong to the policy, if not from this version on."""
    if before is None or days_between(before, policy) != 0:
        return {}
    return {
        rule.name: min(before.since.get(one.name, before.in_force_from) for one in had)
        for rule in policy.rules
        if (had := predecessors(rule, before))
    }


def _later_names(ordered: Sequence[core.Policy]) -> list[Mapping[str, str]]:
    """Return, for each version, what rules are called in it by their later names.

    Whoever records an act may know the name that its rule has by then.
    """
    found: list[Mapping[str, str]] = [{}]
    for before, after in reversed(list(pairwise(ordered))):
        names = {
            rule.name: had[0].name
            for rule in after.rules
            if (had := predecessors(rule, before)) and had[0].name != rule.name
        }
        for later, name in found[0].items():
            names.setdefault(later, names.get(name, name))
        used = {rule.name for rule in before.rules}
        found.insert(0, {new: old for new, old in names.items() if new not in used})
    return found


def _renamed(policy: core.Policy, before: core.Policy | None) -> Mapping[str, str]:
    """Return what rules are called now, by each of their earlier names."""
    own = {rule.formerly: rule.name for rule in policy.rules if rule.formerly}
    names = dict(own)
    for old, name in (before.renamed if before is not None else {}).items():
        names.setdefault(old, own.get(name, name))
    # Whoever has a name is called so.
    used = {rule.name for rule in policy.rules}
    return {old: name for old, name in names.items() if old not in used}
