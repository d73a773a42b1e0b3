"""The same act, done by two rules for one cause."""

from collections.abc import Iterator
from itertools import combinations

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Label
from policydsl.diagnostics.text import Text
from policydsl.legal.atoms import Atoms
from policydsl.legal.dispatch import acts_of
from policydsl.legal.logic.never import due, is_possible
from policydsl.semantics import core


def findings(policy: core.Policy) -> Iterator[Diagnostic]:
    """Yield a finding for each rule that does again what an earlier one does."""
    for one, other in combinations(policy.rules, 2):
        if _is_same_act(one.act, other.act) and _is_same_cause(one, other):
            atoms = Atoms({rule.name: rule for rule in policy.rules})
            both = [
                due(policy, rule, next(acts_of(rule)), atoms) for rule in (one, other)
            ]
            if is_possible(both, atoms):
                yield codes.SAME_ACT_TWICE.at(
                    other.node.name.span,
                    Text(
                        "`{rule}` does what `{earlier}` does, for the same cause",
                        rule=other.name,
                        earlier=one.name,
                    ),
                    label="both may be due, and then it is done twice",
                    related=(Label(one.node.name.span, "this does the same"),),
                    help="leave one of them out, or let only one of them hold",
                )


def _is_same_act(one: core.Act | None, other: core.Act | None) -> bool:
    if one is None or other is None:
        return False
    says = [
        (a.verb, a.audience, a.purpose, a.matter, a.disclosing, a.count, a.item_kind)
        for a in (one, other)
    ]
    shared = set(one.channels) & set(other.channels)
    return says[0] == says[1] and bool(shared or one.channels == other.channels)


def _is_same_cause(one: core.Rule, other: core.Rule) -> bool:
    match one.trigger, other.trigger:
        case core.When(some), core.When(more):
            return bool(set(some) & set(more))
        case ((core.After() | core.AfterEach()), (core.After() | core.AfterEach())):
            mine, theirs = one.trigger, other.trigger
            return mine.clock == theirs.clock and bool(
                set(_points(mine)) & set(_points(theirs))
            )
        case core.Every() | core.Before(), core.Every() | core.Before():
            return one.trigger == other.trigger
    return False


def _points(trigger: core.After | core.AfterEach) -> tuple[object, ...]:
    return (trigger.delay,) if isinstance(trigger, core.After) else trigger.points
