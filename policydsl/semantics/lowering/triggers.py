"""Triggers -> triggers of the core."""

from collections.abc import Sequence
from typing import assert_never

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Label
from policydsl.diagnostics.text import Text
from policydsl.runtime.durations import Duration
from policydsl.semantics import core
from policydsl.semantics.lowering import quantities
from policydsl.semantics.lowering.before import before, roll_of
from policydsl.semantics.lowering.bounds import day_set
from policydsl.semantics.lowering.clocks import clock_ref
from policydsl.semantics.lowering.conditions import condition
from policydsl.semantics.lowering.events import events
from policydsl.semantics.lowering.items import item_position
from policydsl.semantics.lowering.setting import Mistake, Position, Setting
from policydsl.semantics.lowering.spelling import words_of
from policydsl.syntax import ast

# No act has been planned yet, so there is no recipient and nothing it could say.
_NO_ACT = Position()


def trigger(node: ast.Trigger, setting: Setting) -> core.Trigger:
    """Return what sets off a rule."""
    match node:
        case ast.After(delay, clock, rolled):
            length = quantities.duration(delay, setting)
            roll = roll_of(rolled, length, setting)
            return core.After(length, _clock(node, clock, setting), roll)
        case ast.AfterEach():
            return _after_each(node, setting)
        case ast.Every():
            return _every(node, setting)
        case ast.When(phrases):
            return core.When(events(phrases, setting, _NO_ACT))
        case ast.While(asked):
            return core.While(condition(asked, setting, _NO_ACT))
        case ast.Before():
            return before(node, setting)
        case _:
            assert_never(node)


def _clock(
    node: ast.Trigger, clock: ast.ClockPhrase, setting: Setting
) -> core.ClockRef:
    return clock_ref(clock, setting, item_position(node, setting))


def _after_each(node: ast.AfterEach, setting: Setting) -> core.AfterEach:
    points = tuple(quantities.duration(point, setting) for point in node.points)
    for earlier, later, point in zip(points, points[1:], node.points[1:], strict=False):
        if not _is_longer(later, earlier):
            raise Mistake(
                codes.ENDS_BEFORE_IT_BEGINS.at(
                    point.span,
                    "the points of a clock are named in rising order",
                    label=Text("not after {amount}", amount=earlier.amount),
                )
            )
    return core.AfterEach(points, _clock(node, node.clock, setting))


def _every(node: ast.Every, setting: Setting) -> core.Every:
    step: Duration | core.DaySet
    if isinstance(node.step, ast.OnDays):
        step = day_set(node.step, setting)
    else:
        step = quantities.positive(node.step, setting)
    first = quantities.duration(node.first, setting)
    last = None if node.last is None else quantities.duration(node.last, setting)
    if (
        node.last is not None
        and last is not None
        and quantities.longest(last) < quantities.longest(first)
    ):
        raise Mistake(
            codes.ENDS_BEFORE_IT_BEGINS.at(
                node.last.span,
                Text(
                    "`{last}` comes before `{first}`",
                    last=_words(node.last, setting),
                    first=_words(node.first, setting),
                ),
                label="ends here",
                related=(Label(node.first.span, "begins here"),),
                help="exchange the two, or let it end later",
            )
        )
    _check_units(node, step, [length for length in (first, last) if length], setting)
    return core.Every(step, first, last, _clock(node, node.clock, setting))


def _is_longer(one: Duration, other: Duration) -> bool:
    return quantities.longest(one) > quantities.longest(other)


def _check_units(
    node: ast.Every,
    step: Duration | core.DaySet,
    ends: Sequence[Duration],
    setting: Setting,
) -> None:
    """Complain if hours and days are mixed: days are never so many hours."""
    is_elapsed = isinstance(step, Duration) and step.is_elapsed
    if any(end.is_elapsed is not is_elapsed for end in ends):
        raise Mistake(
            codes.MIXED_UNITS.at(
                node.span,
                "days and hours are mixed in one row of times",
                label="a day is not always 24 hours",
                related=(
                    Label(node.step.span, _words(node.step, setting)),
                    Label(node.first.span, _words(node.first, setting)),
                ),
                help="write all of them in days, or all of them in hours",
            )
        )


def _words(node: ast.Node, setting: Setting) -> str:
    return words_of(node, setting.lexicon, setting.document.language)
