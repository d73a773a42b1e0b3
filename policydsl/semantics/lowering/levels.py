"""Levels of disclosure: named in a rule, compared in a norm."""

from attrs import evolve

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Edit, Fix
from policydsl.diagnostics.text import Text, either, listed, quoted
from policydsl.semantics.lowering.parties import undeclared
from policydsl.semantics.lowering.setting import Mistake, Setting
from policydsl.semantics.lowering.spelling import said, words_of
from policydsl.syntax import ast
from policydsl.syntax.formatter import phrase


def level(node: ast.Disclosing, setting: Setting) -> str:
    """Return the level at which an act of a rule speaks."""
    _check_declared(node, setting)
    if node.comparison is not None:
        plain = evolve(node, comparison=None)
        raise Mistake(
            codes.LEVEL_COMPARED.at(
                node.span,
                "an act discloses one level, and this compares it",
                label="which one?",
                help="name the level itself",
                fixes=(_replace(node, plain, setting),),
            )
        )
    return node.level.text


def levels(node: ast.Disclosing, setting: Setting) -> frozenset[str]:
    """Return all the levels that a comparison covers; at least one."""
    _check_declared(node, setting)
    order = setting.vocabulary.levels
    at = order.index(node.level.text)
    match node.comparison:
        case None:
            raise _not_compared(node, setting)
        case ast.Comparison.AT_LEAST:
            found = order[at:]
        case ast.Comparison.AT_MOST:
            found = order[: at + 1]
        case ast.Comparison.MORE_THAN:
            found = order[at + 1 :]
        case ast.Comparison.LESS_THAN:
            found = order[:at]
    if not found:
        words = words_of(node, setting.lexicon, setting.document.language)
        raise Mistake(
            codes.SENSELESS_NUMBER.at(
                node.span,
                Text("there is no level that `{words}` could mean", words=words),
                label="beyond the last level",
                help=Text(
                    "from least to most they are {levels}",
                    levels=listed(map(quoted, setting.all_spelled(order))),
                ),
            )
        )
    return frozenset(found)


def _check_declared(node: ast.Disclosing, setting: Setting) -> None:
    if node.level.text not in setting.vocabulary.levels:
        raise undeclared(node.level, setting.vocabulary.levels, setting)


def _not_compared(node: ast.Disclosing, setting: Setting) -> Mistake:
    compared = [
        evolve(node, comparison=comparison)
        for comparison in (ast.Comparison.AT_LEAST, ast.Comparison.MORE_THAN)
    ]
    return Mistake(
        codes.LEVEL_NOT_COMPARED.at(
            node.span,
            Text(
                "`{level}` in a norm could mean exactly this level, or more",
                level=said(node.level),
            ),
            label="exactly, or from here on?",
            help=Text(
                "write {ways}",
                ways=either(quoted(_phrase(n, setting)) for n in compared),
            ),
            fixes=tuple(_replace(node, other, setting) for other in compared),
        )
    )


def _replace(node: ast.Disclosing, other: ast.Disclosing, setting: Setting) -> Fix:
    text = _phrase(other, setting)
    return Fix(Text("write `{better}`", better=text), (Edit(node.span, text),))


def _phrase(node: ast.Disclosing, setting: Setting) -> str:
    return phrase(node, setting.lexicon, setting.document.language)
