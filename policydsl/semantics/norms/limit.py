"""``limit contact: between 08:00 and 22:00``."""

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Label
from policydsl.diagnostics.text import Text
from policydsl.semantics import core
from policydsl.semantics.lowering.bounds import bounds
from policydsl.semantics.lowering.conditions import guards
from policydsl.semantics.lowering.outcomes import rules_of
from policydsl.semantics.lowering.setting import Mistake, Setting
from policydsl.semantics.lowering.spelling import said
from policydsl.semantics.norms.target import (
    names_of,
    pattern_of,
    position_in_norm,
    verbs_of,
    words,
)
from policydsl.syntax import ast


def lower(node: ast.Limit, clause: str, setting: Setting) -> core.Limit:
    """Return hours, days or numbers of times within which acts must stay."""
    position = position_in_norm(setting)
    asked = guards(node.clauses, clause, setting, position)
    bound = pattern_of(node.target, setting)
    names: tuple[str, ...] = ()
    if isinstance(node.target, ast.RuleNames):
        names = names_of(node.target, setting)
        _check_acts(node.target, setting)
    return core.Limit(
        clause=clause,
        words=words(node, setting),
        pattern=bound,
        bounds=bounds(
            node.bounds, f"{clause}/bound", verbs_of(bound, setting), setting
        ),
        guards=asked,
        order=names,
        node=node,
    )


def _check_acts(target: ast.RuleNames, setting: Setting) -> None:
    """Complain about a measure: it is not done at a time, nor so many times."""
    for term in target.rules:
        held = (rule.action for rule in rules_of(term, setting))
        action = next((one for one in held if isinstance(one, ast.Hold)), None)
        if action is not None:
            raise Mistake(
                codes.CLAUSE_DOES_NOT_FIT.at(
                    term.span,
                    Text(
                        "`{term}` holds a measure, which has no hours or number",
                        term=said(term),
                    ),
                    label="no act",
                    related=(Label(action.span, "held here"),),
                    help="forbid it under a condition, or leave it out",
                )
            )
