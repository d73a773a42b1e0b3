"""Clock phrases -> clocks of the core."""

from typing import assert_never

from policydsl.diagnostics import codes
from policydsl.diagnostics.text import Text, quoted
from policydsl.semantics import core
from policydsl.semantics.lowering.events import events
from policydsl.semantics.lowering.facts import date_fact
from policydsl.semantics.lowering.items import (
    check_about,
    is_item,
    item_of_since,
    not_of_item,
    words_of_item,
)
from policydsl.semantics.lowering.outcomes import not_available
from policydsl.semantics.lowering.parties import undeclared
from policydsl.semantics.lowering.setting import Mistake, Position, Setting
from policydsl.semantics.lowering.several import is_several
from policydsl.semantics.lowering.spelling import said
from policydsl.syntax import ast


def clock_ref(
    node: ast.ClockPhrase, setting: Setting, position: Position
) -> core.ClockRef:
    """Return a clock by its name, or the time since something."""
    match node:
        case ast.NamedClock():
            return named_clock(node, setting, position)
        case ast.Since(start):
            if isinstance(start, ast.Term):
                return core.Since(date_fact(start, setting, position))
            item = item_of_since(node, setting)
            items = None if item is None else words_of_item(item, setting)
            return core.Since(events((start,), setting, position), items)
        case _:
            assert_never(node)


def named_clock(node: ast.NamedClock, setting: Setting, position: Position) -> str:
    """Return the name of a clock, which may be said with its owner."""
    name = clock_named(node.clock, setting, position)
    declared = setting.vocabulary.clocks[name].of
    if node.of is not None and node.of.text != declared:
        if declared is not None and declared in setting.vocabulary.above(node.of.text):
            raise not_available(node, Text("the clock of one of several"), setting)
        owner = Text("the case")
        if declared is not None:
            owner = quoted(setting.spelled(declared))
        raise Mistake(
            codes.WRONG_OWNER.at(
                node.of.span,
                Text(
                    "the clock `{clock}` is of {owner}",
                    clock=said(node.clock),
                    owner=owner,
                ),
                label=Text("not of `{of}`", of=said(node.of)),
                help="leave this out",
            )
        )
    return name


def clock_named(term: ast.Term, setting: Setting, position: Position) -> str:
    """Return the name of a clock, and note that it is read."""
    kind = setting.vocabulary.clocks.get(term.text)
    if kind is None:
        raise undeclared(term, setting.vocabulary.clocks, setting)
    if kind.of is not None and is_item(kind.of, setting):
        check_about(term, kind.of, kind.node.name, setting, position)
    if kind.of is not None and is_several(kind.of, setting):
        raise not_available(term, Text("the clock of one of several"), setting)
    return setting.want_clock(term.text)


def earliest(node: ast.TheEarliest, setting: Setting) -> core.Earliest:
    """Return the start of whichever item's clock began first."""
    kind = setting.vocabulary.clocks.get(node.clock.text)
    if kind is None:
        raise undeclared(node.clock, setting.vocabulary.clocks, setting)
    if not is_item(kind.of, setting):
        raise not_of_item(node.clock, kind.node.name)
    return core.Earliest(setting.want_clock(kind.name))
