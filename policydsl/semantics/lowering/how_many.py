"""How many of a unit an act is done with, and how a norm compares that."""

from attrs import evolve

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Edit, Fix
from policydsl.diagnostics.text import Text
from policydsl.runtime.case import Count
from policydsl.semantics import core
from policydsl.semantics.lowering import quantities
from policydsl.semantics.lowering.setting import Mistake, Setting
from policydsl.semantics.lowering.spelling import said, words_of
from policydsl.syntax import ast
from policydsl.syntax.formatter import phrase

_EXACTLY = (ast.Comparison.AT_LEAST, ast.Comparison.MORE_THAN)


def counted(act: ast.Act, node: ast.HowMany, setting: Setting) -> Count:
    """Return how many an act is done with: a number, and at least one."""
    if node.comparison is not None:
        plain = evolve(node, comparison=None)
        raise Mistake(
            codes.LEVEL_COMPARED.at(
                node.span,
                Text(
                    "`{act}` is done with so many, not with more or less",
                    act=said(act.verb),
                ),
                label="an act says how many",
                help="name the number; only a norm compares it",
                fixes=(_replace(node, plain, setting),),
            )
        )
    if node.quantity.amount < 1:
        raise Mistake(
            codes.SENSELESS_NUMBER.at(
                node.quantity.span,
                Text("`{act}` with nobody", act=said(act.verb)),
                label="at least 1",
            )
        )
    return quantities.count(node.quantity)


def compared(node: ast.HowMany, setting: Setting) -> core.HowMany:
    """Return with which number a norm compares that of an act."""
    if node.comparison is None:
        words = words_of(node, setting.lexicon, setting.document.language)
        others = [evolve(node, comparison=one) for one in _EXACTLY]
        raise Mistake(
            codes.LEVEL_NOT_COMPARED.at(
                node.span,
                Text(
                    "`{words}` in a norm could mean exactly so many, or more",
                    words=words,
                ),
                label="exactly, or from here on?",
                help="compare the number",
                fixes=tuple(_replace(node, other, setting) for other in others),
            )
        )
    return core.HowMany(node.comparison, quantities.count(node.quantity))


def _replace(node: ast.HowMany, other: ast.HowMany, setting: Setting) -> Fix:
    text = phrase(other, setting.lexicon, setting.document.language)
    return Fix(Text("write `{better}`", better=text), (Edit(node.span, text),))
