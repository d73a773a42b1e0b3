"""Which acts a norm is about: those of a pattern, or those of named rules."""

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Label
from policydsl.semantics import core
from policydsl.semantics.lowering.acts import pattern
from policydsl.semantics.lowering.events import known_rule
from policydsl.semantics.lowering.setting import Position, Setting
from policydsl.semantics.lowering.spelling import said, words_of
from policydsl.syntax import ast


def position_in_norm(setting: Setting) -> Position:
    """Return what the conditions of a norm may speak of."""
    return Position(has_recipient=True, has_act=True, may_be_open=setting.is_law)


def pattern_of(target: ast.Act | ast.RuleNames, setting: Setting) -> core.Pattern:
    """Return which acts are meant."""
    match target:
        case ast.Act():
            return pattern(target, setting)
        case ast.RuleNames():
            return core.Pattern(rules=frozenset(names_of(target, setting)))


def names_of(target: ast.RuleNames, setting: Setting) -> tuple[str, ...]:
    """Return the names of the rules, in the order in which they stand."""
    first: dict[str, ast.Term] = {}
    for term in target.rules:
        known_rule(term, setting)
        earlier = first.setdefault(term.text, term)
        if earlier is not term:
            setting.findings.report(
                codes.SAID_TWICE.at(
                    term.span,
                    f"`{said(term)}` is named twice",
                    label="again here",
                    related=(Label(earlier.span, "first here"),),
                    help="leave one of them out",
                )
            )
    return tuple(first)


def verbs_of(pattern: core.Pattern, setting: Setting) -> frozenset[str] | None:
    """Return the verbs of the acts that are meant, or ``None`` if they are open."""
    if pattern.rules is None:
        return pattern.verbs
    actions = [setting.rules[name].action for name in pattern.rules]
    return frozenset(
        action.verb.text
        for action in actions
        if isinstance(action, ast.Act) and action.verb.text in setting.vocabulary.verbs
    )


def words(node: ast.Node, setting: Setting) -> str:
    """Return a phrase as the author wrote it."""
    return words_of(node, setting.lexicon, setting.document.language)
