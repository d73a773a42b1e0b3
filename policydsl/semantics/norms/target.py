"""Which acts a norm is about: those of a pattern, or those of named rules."""

from collections.abc import Iterator

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Label
from policydsl.diagnostics.text import Text
from policydsl.semantics import core
from policydsl.semantics.lowering.acts import pattern
from policydsl.semantics.lowering.outcomes import rules_of
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
    """Return the names of the rules and of the rules of groups, in their order."""
    first: dict[str, ast.Term] = {}
    for name, term in _named(target, setting):
        earlier = first.setdefault(name, term)
        if earlier is not term:
            setting.findings.report(
                codes.SAID_TWICE.at(
                    term.span,
                    Text("`{term}` is named twice", term=said(term)),
                    label="again here",
                    related=(Label(earlier.span, "first here"),),
                    help="leave one of them out",
                )
            )
    return tuple(first)


def _named(target: ast.RuleNames, setting: Setting) -> Iterator[tuple[str, ast.Term]]:
    """Yield each rule that is meant, with the term that names it or its group."""
    for term in target.rules:
        for rule in rules_of(term, setting):
            yield rule.name.text, term


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
