"""Rules and groups by their names, and what can become of what."""

from attrs import evolve

from policydsl.diagnostics import codes
from policydsl.diagnostics.suggest import did_you_mean
from policydsl.diagnostics.text import Text
from policydsl.semantics import core
from policydsl.semantics.lowering.setting import Mistake, Setting
from policydsl.semantics.lowering.spelling import said, words_of
from policydsl.syntax import ast
from policydsl.syntax.called import one_called
from policydsl.syntax.formatter import phrase as written_phrase

OF_ACTS = (
    ast.Outcome.DONE,
    ast.Outcome.DELIVERED,
    ast.Outcome.BOUNCED,
    ast.Outcome.FAILED,
)
# Of clocks too.
OF_MEASURES = (ast.Outcome.BEGUN, ast.Outcome.ENDED)
# What only decisions know, and can say of each instant of the past.
_OF_DECISIONS = (
    ast.Outcome.LAPSED,
    ast.Outcome.CANCELLED,
    ast.Outcome.REGRETTED,
)
# How an act stands now and then. That hangs on the other acts that are due at the same
# instant, and on when somebody asked, so it is nothing that happened.
_STANDS = (ast.Outcome.BLOCKED, ast.Outcome.DEFERRED)


def rule_became(
    phrase: ast.RuleBecame, setting: Setting
) -> core.RuleEvent | core.FateEvent | core.HeldEvent:
    """Return what became of a rule: of its act, or of the measure that it holds."""
    term, outcome = phrase.rule, phrase.outcome
    is_end = outcome is ast.Outcome.ENDED
    group = setting.groups.get(term.text)
    if isinstance(group, ast.Stages):
        check_outcome(phrase, term, outcome, OF_MEASURES)
        names = tuple(rule.name.text for rule in rules_of(term, setting))
        return core.HeldEvent(term.text, names, is_end)
    rule = known_rule(term, setting)
    if isinstance(rule.action, ast.Hold):
        check_outcome(phrase, term, outcome, OF_MEASURES)
        return core.HeldEvent(term.text, (term.text,), is_end)
    if outcome in _OF_DECISIONS:
        return core.FateEvent(rule.name.text, outcome)
    if outcome in _STANDS:
        raise _not_an_event(phrase, setting)
    check_outcome(phrase, term, outcome, OF_ACTS)
    return core.RuleEvent(rule.name.text, outcome)


def _not_an_event(phrase: ast.RuleBecame, setting: Setting) -> Mistake:
    words = words_of(phrase, setting.lexicon, setting.document.language)
    instead = evolve(phrase, outcome=ast.Outcome.LAPSED)
    written = written_phrase(instead, setting.lexicon, setting.document.language)
    return Mistake(
        codes.WRONG_OUTCOME.at(
            phrase.span,
            Text("`{words}` says how an act stands, and is no event", words=words),
            label="it may stand so now and otherwise a moment later",
            help=Text(
                "name the event or the condition that holds it back,"
                " or write `{written}` for an act that came too late",
                written=written,
            ),
        )
    )


def known_rule(term: ast.Term, setting: Setting) -> ast.Rule:
    """Return the rule that a term names."""
    rule = setting.rules.get(term.text)
    if rule is not None:
        return rule
    if term.text in setting.groups:
        raise Mistake(
            codes.WRONG_OUTCOME.at(
                term.span,
                Text(
                    "`{term}` is a group of rules, and no single one is meant",
                    term=said(term),
                ),
                label="which of its rules?",
                help="name one of its rules",
            )
        )
    raise Mistake(
        codes.UNKNOWN_WORD.at(
            term.span,
            Text("unknown rule `{rule}`", rule=said(term)),
            label="no rule of this name here",
            help=did_you_mean(said(term), setting.rules),
        )
    )


def rules_of(term: ast.Term, setting: Setting) -> tuple[ast.Rule, ...]:
    """Return the rule that a term names, or the rules of the group, in order."""
    group = setting.groups.get(term.text)
    if group is None:
        return (known_rule(term, setting),)
    return tuple(
        setting.rules[member.text]
        for member in group.rules
        if member.text in setting.rules
    )


def check_outcome(
    phrase: ast.Node,
    term: ast.Term,
    outcome: ast.Outcome,
    fitting: tuple[ast.Outcome, ...],
) -> None:
    """Complain about an outcome that none of its sort has."""
    if outcome not in fitting:
        raise Mistake(
            codes.WRONG_OUTCOME.at(
                phrase.span,
                Text(
                    "{one} such as `{term}` has no such outcome",
                    one=one_called(term.sort),
                    term=said(term),
                ),
                label="cannot become of it",
            )
        )


def not_available(node: ast.Node, what: Text, setting: Setting) -> Mistake:
    """Return the notice that the language has something which cannot be run yet."""
    words = words_of(node, setting.lexicon, setting.document.language)
    return Mistake(
        codes.NOT_AVAILABLE.at(
            node.span,
            Text("`{words}` cannot be run by this version", words=words),
            label=Text("{what}: not available yet", what=what),
        )
    )
