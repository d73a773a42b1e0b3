"""``require notify borrower at least 7 days before report arrears``."""

from policydsl.semantics import core
from policydsl.semantics.lowering import quantities
from policydsl.semantics.lowering.acts import pattern
from policydsl.semantics.lowering.setting import Setting
from policydsl.semantics.norms.target import words
from policydsl.syntax import ast


def lower(node: ast.RequireBefore, clause: str, setting: Setting) -> core.RequireBefore:
    """Return that one act must come before another."""
    at_least = node.at_least
    return core.RequireBefore(
        clause=clause,
        words=words(node, setting),
        earlier=pattern(node.earlier, setting),
        at_least=None if at_least is None else quantities.duration(at_least, setting),
        later=pattern(node.later, setting),
        node=node,
    )
