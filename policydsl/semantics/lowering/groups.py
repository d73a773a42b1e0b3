"""Stages and ladders -> what they make of their rules, and the limit of a ladder."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import assert_never

from attrs import evolve, frozen

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Label
from policydsl.diagnostics.text import Text
from policydsl.semantics import core
from policydsl.semantics.lowering.outcomes import known_rule
from policydsl.semantics.lowering.setting import Mistake, Setting
from policydsl.semantics.lowering.shadowed import report_shadowed
from policydsl.semantics.lowering.spelling import said, words_of
from policydsl.syntax import ast
from policydsl.syntax.ast import Period
from policydsl.syntax.formatter import phrase
from policydsl.syntax.words import load_language


@frozen
class Grouped:
    """The rules of a policy as its groups make them, and what else they add."""

    rules: tuple[core.Rule, ...]
    stages: tuple[core.Stages, ...]
    ladders: tuple[core.Ladder, ...]
    limits: tuple[core.Limit, ...]


def grouped(rules: Sequence[core.Rule], setting: Setting) -> Grouped:
    """Return what the groups of a document make of its rules.

    A rule is in one group of a kind at most. A member that makes no sense is
    reported and left out.
    """
    by_name = {rule.name: rule for rule in rules}
    members: dict[type[ast.Group], dict[str, ast.Term]] = {}
    stages: list[core.Stages] = []
    ladders: list[core.Ladder] = []
    limits: list[core.Limit] = []
    for node in setting.document.sentences:
        if not isinstance(node, ast.Group) or setting.findings.is_damaged(node.span):
            continue
        terms = _members(node, members.setdefault(type(node), {}), setting)
        found = [by_name[term.text] for term in terms if term.text in by_name]
        names = tuple(rule.name for rule in found)
        match node:
            case ast.Stages():
                report_shadowed(found, setting)
                for at, rule in enumerate(found):
                    by_name[rule.name] = evolve(rule, above=names[:at])
                stages.append(core.Stages(node.name.text, names, node))
            case ast.Ladder():
                for rule in _rungs(found, terms, setting):
                    by_name[rule.name] = rule
                ladders.append(core.Ladder(node.name.text, names, node))
                is_to_each = any(rule.act and rule.act.each for rule in found)
                limits.append(_one_a_day(node, terms, names, is_to_each, setting))
            case _:
                assert_never(node)
    kept = tuple(by_name.values())
    return Grouped(kept, tuple(stages), tuple(ladders), tuple(limits))


def _members(
    node: ast.Group, taken: dict[str, ast.Term], setting: Setting
) -> list[ast.Term]:
    """Return the members that fit; each is reported by itself."""
    found: list[ast.Term] = []
    for term in node.rules:
        if setting.attempt(_fits, node, term, taken, setting):
            taken[term.text] = term
            found.append(term)
    return found


def _fits(
    node: ast.Group, term: ast.Term, taken: dict[str, ast.Term], setting: Setting
) -> bool:
    rule = known_rule(term, setting)
    wants_measure = isinstance(node, ast.Stages)
    if isinstance(rule.action, ast.Hold) is not wants_measure:
        if wants_measure:
            message = Text("`{rule}` does not hold a measure", rule=said(term))
        else:
            message = Text("`{rule}` does not do an act", rule=said(term))
        raise Mistake(
            codes.ACTION_DOES_NOT_FIT.at(
                term.span,
                message,
                label="the rules named here hold a measure"
                if wants_measure
                else "the rules named here do an act",
                related=(Label(rule.action.span, "it does this"),),
                help=_orders(setting),
            )
        )
    if term.text in taken:
        raise Mistake(
            codes.SAID_TWICE.at(
                term.span,
                Text("`{term}` has its place already", term=said(term)),
                label="again here",
                related=(Label(taken[term.text].span, "first here"),),
                help="leave one of them out",
            )
        )
    return True


def _orders(setting: Setting) -> Text:
    language = load_language(setting.document.language)
    return Text(
        "measures are ordered by `{stages}`, acts by `{ladder}`",
        stages=language.spelling("STAGES"),
        ladder=language.spelling("LADDER"),
    )


def _rungs(
    rules: Sequence[core.Rule], terms: Sequence[ast.Term], setting: Setting
) -> Iterator[core.Rule]:
    """Yield the rules of a ladder, each waiting for the one before."""
    before = {term.text: term for term in terms}
    for earlier, rule in pairwise(rules):
        term = before[earlier.name]
        became = ast.RuleBecame(term, ast.Outcome.DONE, span=term.span)
        node = ast.Happened(became, span=term.span)
        done = core.RuleEvent(earlier.name, ast.Outcome.DONE, or_instead=True)
        guard = core.Guard(
            clause=f"{rule.name}/ladder/0",
            words=phrase(node, setting.lexicon, setting.document.language),
            condition=core.Occurred((done,)),
            wanted=True,
            node=node,
        )
        yield evolve(
            rule,
            guards=(*rule.guards, guard),
            notices=rule.notices | {earlier.name},
        )


def _one_a_day(
    node: ast.Ladder,
    terms: Sequence[ast.Term],
    names: tuple[str, ...],
    is_to_each: bool,
    setting: Setting,
) -> core.Limit:
    """Return the limit of a ladder, as if its author had written it."""
    clause = f"/ladder/{node.name.text}"
    day = ast.Per(Period.DAY, span=node.span)
    times = ast.Times(1, day, span=node.span)
    target = ast.RuleNames(tuple(terms), span=node.span)
    words = words_of(node, setting.lexicon, setting.document.language)
    return core.Limit(
        clause=clause,
        words=words,
        pattern=core.Pattern(rules=frozenset(names)),
        bounds=(
            core.Bound(
                f"{clause}/bound/0",
                words,
                core.Times(1, Period.DAY, per_rung=is_to_each),
                times,
            ),
        ),
        guards=(),
        order=names,
        node=ast.Limit(target, (times,), (), span=node.span),
    )
