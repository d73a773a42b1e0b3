"""What a rule was in the versions before: what was done in its name still counts."""

from collections.abc import Mapping

from attrs import evolve

from policydsl.semantics import core


def lives_of(policy: core.Policy, rule: core.Rule) -> tuple[core.Rule, ...]:
    """Return a rule, and every rule of a version before that had a name of it."""
    names = {rule.name, rule.formerly}
    found = [rule]
    for before in reversed(policy.earlier):
        had = [one for one in before.rules if one.name in names]
        found += had
        names |= {one.formerly for one in had}
    return tuple(found)


def constant_rules(policy: core.Policy) -> Mapping[str, core.Rule]:
    """Return the rules, by name, of which every version does an act of one kind.

    Of any other rule it is not known what was done, only that something was.
    """
    return {
        rule.name: rule
        for rule in policy.rules
        if len({_kind(one) for one in lives_of(policy, rule)}) == 1
    }


def in_place_of(changed: core.Policy, policy: core.Policy) -> core.Policy:
    """Return a version that was changed, with the versions that another follows."""
    return evolve(
        changed,
        earlier=policy.earlier,
        since=policy.since,
        renamed=policy.renamed,
        next_from=policy.next_from,
    )


def _kind(rule: core.Rule) -> tuple[object, ...]:
    return tuple(
        None if act is None else (act.verb, act.audience)
        for act in (rule.act, rule.otherwise)
    )
