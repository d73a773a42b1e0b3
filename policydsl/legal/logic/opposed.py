"""What a policy asks for and forbids at once; and two acts that wait for each other."""

from collections.abc import Iterator
from itertools import combinations

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Label
from policydsl.legal import counting
from policydsl.legal.naming import is_part
from policydsl.semantics import core


def findings(policy: core.Policy) -> Iterator[Diagnostic]:
    """Yield a finding for each pair of sentences that cannot both be kept."""
    yield from _owed_and_forbidden(policy)
    yield from _each_before_the_other(policy)


def _owed_and_forbidden(policy: core.Policy) -> Iterator[Diagnostic]:
    for duty in policy.duties:
        for norm in policy.forbids:
            if not counting.counts_all(norm.pattern, duty.pattern, policy.vocabulary):
                continue
            if all(_begins_with(policy, duty, guard) for guard in norm.guards):
                yield codes.CONTRADICTION.at(
                    duty.node.span,
                    "what is owed here is forbidden at the same time",
                    label="the duty begins",
                    related=(Label(norm.node.span, "and this forbids what is owed"),),
                    help="take the act that is owed out of what is forbidden",
                )


def _begins_with(
    policy: core.Policy, duty: core.RequireWithin, guard: core.Guard
) -> bool:
    """Whether a forbid applies as soon as the duty begins: its clock begins, too."""
    condition = guard.condition
    if not guard.wanted or not isinstance(condition, core.Runs):
        return False
    clock = policy.clocks[condition.clock]
    rules = {rule.name: rule for rule in policy.rules}
    return (
        isinstance(clock.start, tuple)
        and clock.running_while is None
        and is_part(duty.events, clock.start, rules)
    )


def _each_before_the_other(policy: core.Policy) -> Iterator[Diagnostic]:
    for one, other in combinations(policy.requires, 2):
        if one.earlier == other.later and one.later == other.earlier:
            yield codes.CONTRADICTION.at(
                other.node.span,
                "two acts wait for each other, so neither is ever done",
                label="this asks for the opposite order",
                related=(Label(one.node.span, "this is the one order"),),
                help="leave one of the two out",
            )
