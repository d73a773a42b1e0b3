"""Conditions as Python expressions in three-valued logic."""

from typing import assert_never

from policydsl.backends.python.constants import Constants
from policydsl.backends.python.text import call, literal
from policydsl.semantics import core

_CLOCK = {
    core.Comparison.AT_LEAST: "at_least",
    core.Comparison.AT_MOST: "at_most",
    core.Comparison.LESS_THAN: "less_than",
    core.Comparison.MORE_THAN: "more_than",
}


_SIGN = {
    core.Comparison.AT_LEAST: ">=",
    core.Comparison.AT_MOST: "<=",
    core.Comparison.LESS_THAN: "<",
    core.Comparison.MORE_THAN: ">",
}


def condition(constants: Constants, one: core.Condition) -> str:
    """Return a condition as a function of a question ``q``."""
    return f"lambda q: {expression(constants, one)}"


def expression(constants: Constants, one: core.Condition) -> str:
    """Return a condition as an expression over a question ``q``."""
    match one:
        case core.Runs(clock):
            return call("runs", ("q", literal(clock)))
        case core.ClockAt(clock, comparison, duration):
            parts = ("q", constants.clock(clock), constants.duration(duration))
            return call(_CLOCK[comparison], parts)
        case core.FactAt(fact, comparison, value):
            parts = ("q", constants.fact(fact), constants.value(value))
            return call(f"amount_{_CLOCK[comparison]}", parts)
        case core.FactEquals(fact, _):
            return call("is_value", ("q", constants.fact(fact), constants.value(one)))
        case core.FactUnknown(fact):
            return call("is_unknown", ("q", constants.fact(fact)))
        case core.ItemsRun() | core.TotalAt():
            return _of_items(constants, one)
        case core.InHand():
            return call("has_permission", ("q", constants.permission(one)))
        case core.Occurred():
            return _occurred(constants, one)
        case core.Holds(rule):
            return call("holds", ("q", literal(rule)))
        case core.Says(pattern):
            return call("it_says", ("q", constants.pattern(pattern)))
        case core.OpenWords(words):
            return call("nobody_knows", (literal(words),))
        case core.Not(inner):
            return call("negate", (expression(constants, inner),))
        case core.AllOf(parts):
            return _joined(constants, "all_of", parts)
        case core.AnyOf(parts):
            return _joined(constants, "any_of", parts)
        case _:
            assert_never(one)


def _joined(constants: Constants, name: str, parts: tuple[core.Condition, ...]) -> str:
    return call(name, [f"lambda: {expression(constants, part)}" for part in parts])


def _of_items(constants: Constants, one: core.ItemsRun | core.TotalAt) -> str:
    if isinstance(one, core.ItemsRun):
        sign = literal(_SIGN[one.comparison])
        return call("items_run", ("q", literal(one.clock), sign, str(one.number)))
    parts = ["q", constants.fact(one.fact), literal(one.items)]
    parts += [literal(_SIGN[one.comparison]), constants.value(one.value)]
    if one.clock is not None:
        parts.append(f"clock={literal(one.clock)}")
    return call("total", parts)


def _occurred(constants: Constants, one: core.Occurred) -> str:
    parts = ["q", constants.events(one.events)]
    if one.times != 1:
        parts.append(f"times={one.times}")
    if one.on_days != 1:
        parts.append(f"on_days={one.on_days}")
    if one.during is not None:
        parts.append(f"during={literal(one.during)}")
    if one.within is not None:
        parts.append(f"within={constants.duration(one.within)}")
    return call("occurred", parts)
