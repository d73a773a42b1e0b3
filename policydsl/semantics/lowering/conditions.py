"""Conditions -> conditions of the core."""

from collections.abc import Iterable
from typing import assert_never

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic
from policydsl.diagnostics.text import Text
from policydsl.semantics import core
from policydsl.semantics.lowering import facts, quantities, totals
from policydsl.semantics.lowering.acts import in_hand, this_act
from policydsl.semantics.lowering.clocks import clock_named, clock_ref, named_clock
from policydsl.semantics.lowering.events import events
from policydsl.semantics.lowering.outcomes import known_rule, rules_of
from policydsl.semantics.lowering.parties import check_declared, recipient
from policydsl.semantics.lowering.setting import Mistake, Position, Setting
from policydsl.semantics.lowering.several import check_one
from policydsl.semantics.lowering.spelling import said, words_of
from policydsl.syntax import ast


def condition(
    node: ast.Condition, setting: Setting, position: Position
) -> core.Condition:
    """Return what a condition asks."""
    match node:
        case ast.ClockRuns(clock):
            return core.Runs(named_clock(clock, setting, position))
        case ast.ClockCompares(comparison, length, clock):
            return core.ClockAt(
                clock_ref(clock, setting, position),
                comparison,
                quantities.duration(length, setting),
            )
        case ast.FactHolds():
            return facts.holds(node, setting, position)
        case ast.FactCompares():
            return facts.compares(node, setting, position)
        case ast.FactIs():
            return facts.equals(node, setting, position)
        case ast.ItemsRun() | ast.TotalCompares():
            return totals.of_items(node, setting)
        case ast.PermissionHeld():
            return _permission(node, setting, position)
        case ast.Happened():
            return _happened(node, setting, position)
        case ast.RuleHolds(rule):
            return _rule_holds(rule, setting)
        case ast.ThisAct():
            return _this_act(node, setting, position)
        case ast.LawWords(words):
            return _open_words(words, position)
        case ast.Not(inner):
            return core.Not(condition(inner, setting, position))
        case ast.AllOf(parts):
            return core.AllOf(_each(parts, setting, position))
        case ast.AnyOf(parts):
            return core.AnyOf(_each(parts, setting, position))
        case _:
            assert_never(node)


def guards(
    clauses: Iterable[ast.Clause], prefix: str, setting: Setting, position: Position
) -> tuple[core.Guard, ...]:
    """Return the `if` and `unless` among some clauses, in their order.

    Each kind is counted by itself: ``PREFIX/if/0``, ``PREFIX/unless/0``.
    """
    found: list[core.Guard] = []
    count = {True: 0, False: 0}
    for clause in clauses:
        if isinstance(clause, ast.If | ast.Unless):
            wanted = isinstance(clause, ast.If)
            kind = "if" if wanted else "unless"
            name = f"{prefix}/{kind}/{count[wanted]}"
            count[wanted] += 1
            guard = setting.attempt(
                _guard, clause.condition, name, wanted, setting, position
            )
            if guard is not None:
                found.append(guard)
    return tuple(found)


def _guard(
    node: ast.Condition,
    clause: str,
    wanted: bool,
    setting: Setting,
    position: Position,
) -> core.Guard:
    words = words_of(node, setting.lexicon, setting.document.language)
    return core.Guard(clause, words, condition(node, setting, position), wanted, node)


def _each(
    parts: tuple[ast.Condition, ...], setting: Setting, position: Position
) -> tuple[core.Condition, ...]:
    """Lower every part, so that each of several mistakes is told."""
    made: list[core.Condition] = []
    wrong: list[Diagnostic] = []
    for part in parts:
        try:
            made.append(condition(part, setting, position))
        except Mistake as mistake:
            wrong += mistake.diagnostics
    if wrong:
        raise Mistake(*wrong)
    return tuple(made)


def _permission(
    node: ast.PermissionHeld, setting: Setting, position: Position
) -> core.InHand:
    if node.of is None or node.of.text == core.RECIPIENT:
        of = recipient(node.of or node, position)
    else:
        check_declared(node.of, setting)
        check_one(node.of, setting)
        of = node.of.text
    return in_hand(node, of, setting)


def _happened(
    node: ast.Happened, setting: Setting, position: Position
) -> core.Occurred:
    for number in (node.times, node.on_days):
        if number is not None and number < 1:
            raise Mistake(
                codes.SENSELESS_NUMBER.at(
                    node.span,
                    "at least 0 times is always so",
                    label="at least 1 is needed here",
                )
            )
    return core.Occurred(
        events=events((node.event,), setting, position),
        times=node.times or 1,
        on_days=node.on_days or 1,
        during=None
        if node.during is None
        else clock_named(node.during, setting, position),
        within=None
        if node.within is None
        else quantities.positive(node.within, setting),
    )


def _rule_holds(term: ast.Term, setting: Setting) -> core.Condition:
    if isinstance(setting.groups.get(term.text), ast.Stages):
        rules = rules_of(term, setting)
        return core.AnyOf(tuple(core.Holds(rule.name.text) for rule in rules))
    rule = known_rule(term, setting)
    if isinstance(rule.action, ast.Act):
        raise Mistake(
            codes.WRONG_OUTCOME.at(
                term.span,
                Text(
                    "`{rule}` holds no measure, so it needs to be said"
                    " what became of its act",
                    rule=said(term),
                ),
                label="sent, or arrived?",
            )
        )
    return core.Holds(rule.name.text)


def _this_act(node: ast.ThisAct, setting: Setting, position: Position) -> core.Says:
    if not position.has_act:
        raise Mistake(
            codes.NO_RECIPIENT.at(
                node.span, "there is no act here to speak of", label="which act?"
            )
        )
    return this_act(node, setting)


def _open_words(node: ast.Text, position: Position) -> core.OpenWords:
    if not position.may_be_open:
        raise Mistake(
            codes.OPEN_WORDS.at(
                node.span,
                "nobody can decide a quoted condition, so only a law may have one",
                label="what exactly?",
                help="say the condition in terms of the vocabulary",
            )
        )
    return core.OpenWords(node.text)
