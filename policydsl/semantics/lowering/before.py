"""Triggers before a date, and days that are rolled."""

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Label
from policydsl.diagnostics.text import Text
from policydsl.runtime.durations import Duration
from policydsl.semantics import core
from policydsl.semantics.lowering import facts, quantities
from policydsl.semantics.lowering.bounds import day_set
from policydsl.semantics.lowering.items import item_position, words_of_item
from policydsl.semantics.lowering.parties import check_declared
from policydsl.semantics.lowering.setting import Mistake, Setting
from policydsl.semantics.lowering.spelling import said
from policydsl.syntax import ast


def before(node: ast.Before, setting: Setting) -> core.Before:
    """Return what is set off so long before a date."""
    lead = quantities.duration(node.lead, setting)
    items = None
    if node.each is not None:
        check_declared(node.each, setting)
        items = words_of_item(node.each.text, setting)
    reference = facts.date_of(node.date, setting, item_position(node, setting))
    if node.each is not None and not reference.of_item:
        raise Mistake(
            codes.WRONG_OWNER.at(
                node.each.span,
                Text(
                    "`{fact}` is not that of each `{each}`",
                    fact=said(node.date.fact),
                    each=said(node.each),
                ),
                label="it does not belong to such an item",
                help="leave this out, or name a fact of the item",
            )
        )
    return core.Before(lead, reference, items, roll_of(node.rolled, lead, setting))


def roll_of(
    node: ast.Rolled | None, length: Duration, setting: Setting
) -> core.Roll | None:
    """Return which way a day is moved; an hour is not moved to another day."""
    if node is None:
        return None
    if length.is_elapsed:
        raise Mistake(
            codes.MIXED_UNITS.at(
                node.span,
                "a day is rolled, and this is counted in hours",
                label="there is no day to be moved",
                related=(Label(node.days.span, "to one of these"),),
                help="count in days, or leave this out",
            )
        )
    return core.Roll(node.way, day_set(node.days, setting))
