"""Rules that can never act, and stages that can never be held.

What is asked covers every moment at which a rule may act, and more. So that there is
no such moment is a proof; that there is one shows nothing.
"""

from collections.abc import Callable, Iterator, Sequence

from attrs import evolve, frozen

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Label
from policydsl.diagnostics.text import Text
from policydsl.legal import moments
from policydsl.legal.atoms import Atoms
from policydsl.legal.check import own_reader
from policydsl.legal.conditions import UNKNOWN, Reader, Reading
from policydsl.legal.dispatch import Planned, acts_of, applies, is_due
from policydsl.legal.formula import Formula, all_of, both, no
from policydsl.legal.naming import ClockNames
from policydsl.legal.solver import Answer, Solver
from policydsl.semantics import core
from policydsl.source import Span


def findings(policy: core.Policy) -> Iterator[Diagnostic]:
    """Yield a finding for each rule that can never act, or never be held."""
    proved = never(policy)
    dead = _with_followers(policy, proved)
    for rule in policy.rules:
        if rule.name not in dead:
            continue
        place = rule.node.name.span
        earlier = next((one for one in _waits_for(rule) if one in dead), None)
        if rule.act is None:
            yield codes.NEVER_HELD.at(
                place,
                Text("`{rule}` can never be held", rule=rule.name),
                label="there is no moment at which all of this is so",
                related=_clash(policy, rule),
                help="change one of the conditions",
            )
        elif rule.name not in proved:
            yield codes.NEVER_ACTS.at(
                place,
                Text("`{rule}` can never act", rule=rule.name),
                label=Text(
                    "it waits for `{earlier}`, which never acts", earlier=earlier
                ),
            )
        else:
            yield codes.NEVER_ACTS.at(
                place,
                Text("`{rule}` can never act", rule=rule.name),
                label="there is no moment at which all of this is so",
                related=_clash(policy, rule),
                help="change one of the conditions, or leave the rule out",
            )


def never(policy: core.Policy) -> frozenset[str]:
    """Return the rules of a policy that surely never act, or are never held."""
    return frozenset(rule.name for rule in policy.rules if not can_be(policy, rule))


def _with_followers(policy: core.Policy, dead: frozenset[str]) -> frozenset[str]:
    """Return rules with those that wait for them, unless somebody acts by hand."""
    while True:
        more = {
            rule.name
            for rule in policy.rules
            if rule.name not in dead and any(one in dead for one in _waits_for(rule))
        }
        if not more:
            return dead
        dead |= more


def can_be(policy: core.Policy, rule: core.Rule) -> bool:
    """Whether a rule may act, or its measure be held, at some moment."""
    ways: list[Planned | None] = [*acts_of(rule)] or [None]
    rules = {one.name: one for one in policy.rules}
    for way in ways:
        atoms = Atoms(rules)
        if is_possible([due(policy, rule, way, atoms)], atoms):
            return True
    return False


def due(
    policy: core.Policy, rule: core.Rule, planned: Planned | None, atoms: Atoms
) -> Formula:
    """Return what holds whenever an act is done, or without one a measure held."""
    clocks = ClockNames(policy.clocks, [])
    if planned is not None:
        reader = own_reader(planned, atoms, clocks, planned.act.audience)
        return is_due(policy, planned, reader)
    return _held(policy, rule, Reader(atoms, clocks, None, _unsaid))


def is_possible(formulas: Sequence[Formula], atoms: Atoms) -> bool:
    """Whether there may be a moment of which all formulas are true."""
    asked = [*formulas, *moments.lemmas(), *atoms.lemmas()]
    return Solver().find(asked, atoms.choices) is not Answer.NEVER


def _held(policy: core.Policy, rule: core.Rule, reader: Reader) -> Formula:
    """The measure of a rule is held: nothing forbids it, and no worse one is held."""
    by_name = {one.name: one for one in policy.rules}
    above = [no(_is_so(policy, by_name[name], reader)) for name in rule.above]
    return both(_is_so(policy, rule, reader), all_of(above))


def _is_so(policy: core.Policy, rule: core.Rule, reader: Reader) -> Formula:
    if not isinstance(rule.trigger, core.While):
        return all_of(())
    parts = [reader.read(rule.trigger.condition).yes]
    for guard in rule.guards:
        read = reader.read(guard.condition)
        parts.append(read.yes if guard.wanted else read.no)
    parts += [
        no(applies(norm.guards, reader))
        for norm in policy.forbids
        if norm.pattern.rules is not None and rule.name in norm.pattern.rules
    ]
    return all_of(parts)


def _unsaid(pattern: core.Pattern) -> Reading:
    return UNKNOWN


def _waits_for(rule: core.Rule) -> Iterator[str]:
    """Yield the rules without whose acts a rule surely never acts."""
    match rule.trigger:
        case core.When(events) | core.After(_, core.Since(tuple(events))):
            pass
        case core.AfterEach(_, core.Since(tuple(events))):
            pass
        case core.Every(_, _, _, core.Since(tuple(events))):
            pass
        case _:
            return
    names = {_done(event) for event in events}
    if len(names) == 1:
        yield from (name for name in names if name is not None)


def _done(event: core.Event) -> str | None:
    """Return the rule that an event says was done."""
    if isinstance(event, core.RuleEvent) and event.outcome is core.Outcome.DONE:
        return event.rule
    return None


# --- why --------------------------------------------------------------------------


@frozen
class _Part:
    """A clause that can be left out, and the policy and rule without it."""

    span: Span
    without: Callable[[core.Policy, core.Rule], tuple[core.Policy, core.Rule]]


def _clash(policy: core.Policy, rule: core.Rule) -> tuple[Label, ...]:
    """Return the clauses without any of which the rule could act."""
    labels = []
    for part in _parts(policy, rule):
        less = part.without(policy, rule)
        if can_be(*less):
            labels.append(Label(part.span, "this cannot be so together with the rest"))
        else:
            policy, rule = less
    return (Label(rule.node.trigger.span, "this sets it off"), *labels)


def _parts(policy: core.Policy, rule: core.Rule) -> Iterator[_Part]:
    for norm in policy.forbids:
        yield _Part(norm.node.span, _without_forbid(norm))
    for limit in policy.limits:
        yield _Part(limit.node.span, _without_limit(limit))
    for guard in rule.guards:
        yield _Part(guard.node.span, _without_guard(guard))
    for bound in rule.bounds:
        yield _Part(bound.node.span, _without_bound(bound))


def _without_forbid(
    norm: core.Forbid,
) -> Callable[[core.Policy, core.Rule], tuple[core.Policy, core.Rule]]:
    return lambda policy, rule: (
        evolve(policy, forbids=tuple(o for o in policy.forbids if o is not norm)),
        rule,
    )


def _without_limit(
    limit: core.Limit,
) -> Callable[[core.Policy, core.Rule], tuple[core.Policy, core.Rule]]:
    return lambda policy, rule: (
        evolve(policy, limits=tuple(o for o in policy.limits if o is not limit)),
        rule,
    )


def _without_guard(
    guard: core.Guard,
) -> Callable[[core.Policy, core.Rule], tuple[core.Policy, core.Rule]]:
    return lambda policy, rule: (
        policy,
        evolve(rule, guards=tuple(o for o in rule.guards if o is not guard)),
    )


def _without_bound(
    bound: core.Bound,
) -> Callable[[core.Policy, core.Rule], tuple[core.Policy, core.Rule]]:
    return lambda policy, rule: (
        policy,
        evolve(rule, bounds=tuple(o for o in rule.bounds if o is not bound)),
    )
