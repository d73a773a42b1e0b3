"""Conditions on all items of a case: of how many a clock runs, what they come to."""

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Label
from policydsl.diagnostics.text import Text
from policydsl.semantics import core
from policydsl.semantics.lowering.facts import fact_named, quantity_of
from policydsl.semantics.lowering.items import is_item, words_of_item
from policydsl.semantics.lowering.parties import check_declared, undeclared
from policydsl.semantics.lowering.setting import Mistake, Setting
from policydsl.semantics.lowering.spelling import said
from policydsl.syntax import ast

_ALWAYS_OR_NEVER = (ast.Comparison.AT_LEAST, ast.Comparison.LESS_THAN)


def of_items(
    node: ast.ItemsRun | ast.TotalCompares, setting: Setting
) -> core.ItemsRun | core.TotalAt:
    """Return what a condition asks of all items together."""
    if isinstance(node, ast.ItemsRun):
        return _items_run(node, setting)
    return _total_at(node, setting)


def _items_run(node: ast.ItemsRun, setting: Setting) -> core.ItemsRun:
    """Return that the clock runs of so many items."""
    if node.number < 1 and node.comparison in _ALWAYS_OR_NEVER:
        raise Mistake(
            codes.SENSELESS_NUMBER.at(
                node.span,
                "no number of items is less than 0",
                label="at least 1 is needed here",
            )
        )
    check_declared(node.item, setting)
    clock, kind = _clock_of_items(node.clock, setting)
    if node.item.text not in setting.vocabulary.above(kind):
        raise _other_kind(node.clock, kind, node.item, setting)
    return core.ItemsRun(clock, node.comparison, node.number)


def _total_at(node: ast.TotalCompares, setting: Setting) -> core.TotalAt:
    """Return that a fact, added up over the items, is so large."""
    fact = fact_named(node.fact, setting)
    value = quantity_of(node.quantity, fact, setting)
    if not is_item(fact.of, setting) or fact.of is None:
        raise Mistake(
            codes.WRONG_OWNER.at(
                node.fact.span,
                Text(
                    "`{fact}` is no fact of an item, so there is nothing to add up",
                    fact=said(node.fact),
                ),
                label="there is only one",
                related=(Label(fact.node.name.span, "declared here"),),
                help="name a fact of an item",
            )
        )
    clock = None
    if node.clock is not None:
        clock, kind = _clock_of_items(node.clock, setting)
        above = setting.vocabulary.above
        if fact.of not in above(kind) and kind not in above(fact.of):
            raise _other_kind(node.clock, kind, node.fact, setting)
    return core.TotalAt(
        core.FactRef(fact.name, of_item=True),
        words_of_item(fact.of, setting),
        clock,
        node.comparison,
        value,
    )


def _clock_of_items(term: ast.Term, setting: Setting) -> tuple[str, str]:
    """Return a clock that each item has, and the kind of item."""
    clock = setting.vocabulary.clocks.get(term.text)
    if clock is None:
        raise undeclared(term, setting.vocabulary.clocks, setting)
    if clock.of is None or not is_item(clock.of, setting):
        raise Mistake(
            codes.WRONG_OWNER.at(
                term.span,
                Text("`{clock}` is no clock of an item", clock=said(term)),
                label="there is only one",
                related=(Label(clock.node.name.span, "declared here"),),
                help="name a clock that each item has",
            )
        )
    return setting.want_clock(clock.name), clock.of


def _other_kind(
    clock: ast.Term, kind: str, named: ast.Term, setting: Setting
) -> Mistake:
    return Mistake(
        codes.WRONG_OWNER.at(
            clock.span,
            Text(
                "`{clock}` is the clock of each `{kind}`, and this is about another"
                " kind of item",
                clock=said(clock),
                kind=setting.spelled(kind),
            ),
            label="of another kind of item",
            related=(Label(named.span, "not of this"),),
        )
    )
