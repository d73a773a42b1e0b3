"""What the author wrote, by the name of the clause that a reason gives."""

from collections.abc import Mapping
from typing import Any

from attrs import fields, has

from policydsl.semantics import core
from policydsl.syntax import ast


def nodes(policy: core.Policy) -> Mapping[str, tuple[ast.Node, ...]]:
    """Return the nodes of each clause; those of a norm hold its guards and bounds."""
    found: dict[str, tuple[ast.Node, ...]] = {}
    for clock in policy.clocks.values():
        declared = policy.vocabulary.clocks.get(clock.name)
        if declared is not None and declared.node.evidence is not None:
            found[f"/clock/{clock.name}"] = (declared.node.evidence,)
    for rule in policy.rules:
        found[f"{rule.name}/trigger/0"] = (rule.node.trigger,)
        _add(found, rule.guards)
        _add(found, rule.bounds)
        for act in (rule.act, rule.otherwise):
            _add(found, act.requirements if act is not None else ())
            dates = act.node.roles.effective if act is not None else ()
            for at, date in enumerate(dates):
                found[f"{rule.name}/effective/{at}"] = (date,)
    norms: list[core.Forbid | core.Limit] = [*policy.forbids, *policy.limits]
    for norm in norms:
        _add(found, norm.guards)
        own: tuple[ast.Node, ...] = tuple(guard.node for guard in norm.guards)
        if isinstance(norm, core.Limit):
            _add(found, norm.bounds)
            own += tuple(bound.node for bound in norm.bounds)
        found[norm.clause] = own
    required: list[core.Norm] = [*policy.requires, *policy.duties]
    found.update((norm.clause, (norm.node,)) for norm in required)
    return found


def parts(node: object) -> list[ast.Node]:
    """Return a node and every node inside it."""
    if isinstance(node, tuple):
        return [part for one in node for part in parts(one)]
    if not isinstance(node, ast.Node):
        return []
    found = [node]
    for name in children(node):
        found += parts(getattr(node, name))
    return found


def children(node: ast.Node) -> list[str]:
    """Return the names of the fields of a node, without its place."""
    return [f.name for f in fields(type(node)) if f.name != "span"] if _is(node) else []


def _is(node: Any) -> bool:
    return has(type(node))


def _add(
    found: dict[str, tuple[ast.Node, ...]],
    clauses: tuple[core.Guard | core.Bound | core.Requirement, ...],
) -> None:
    for clause in clauses:
        found[clause.clause] = (clause.node,)
