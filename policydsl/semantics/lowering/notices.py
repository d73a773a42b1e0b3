"""The rules that give notice of others, because the policy requires one before."""

from collections.abc import Iterable

from attrs import evolve

from policydsl.semantics import core
from policydsl.semantics.patterns import matches


def with_notices(
    rules: Iterable[core.Rule], requires: Iterable[core.RequireBefore]
) -> tuple[core.Rule, ...]:
    """Return the rules, each with the notices that norms require before its act.

    A coercive or irreversible act is then never done on the day of such a notice.
    """
    found = tuple(rules)
    for norm in requires:
        given = frozenset(one.name for one in found if may_do(one, norm.earlier))
        found = tuple(
            evolve(one, notices=one.notices | (given - {one.name}))
            if may_do(one, norm.later)
            else one
            for one in found
        )
    return found


def may_do(rule: core.Rule, pattern: core.Pattern) -> bool:
    """Return whether an act of a rule, or the one instead of it, is of a pattern."""
    acts = (act for act in (rule.act, rule.otherwise) if act is not None)
    return any(
        matches(pattern, act, rule.name, kind)
        for act in acts
        for kind in act.each or (act.audience,)
    )
