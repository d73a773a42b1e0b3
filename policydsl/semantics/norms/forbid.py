"""``forbid contact third party unless consent of recipient``."""

from policydsl.semantics import core
from policydsl.semantics.lowering.conditions import guards
from policydsl.semantics.lowering.setting import Setting
from policydsl.semantics.norms.target import pattern_of, position_in_norm, words
from policydsl.syntax import ast


def lower(node: ast.Forbid, clause: str, setting: Setting) -> core.Forbid:
    """Return a prohibition; without a guard it holds always."""
    position = position_in_norm(setting)
    asked = guards(node.clauses, clause, setting, position)
    return core.Forbid(
        clause=clause,
        words=words(node, setting),
        pattern=pattern_of(node.target, setting),
        guards=asked,
        node=node,
    )
