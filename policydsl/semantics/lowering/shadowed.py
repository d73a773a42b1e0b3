"""Stages that can never be held, since a worse one is held whenever they would be.

Only what can be read off the words is found: a stage each of whose conditions
follows from the conditions of a later one. Thresholds on one clock are compared.
"""

from collections.abc import Sequence

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Label
from policydsl.diagnostics.text import Text
from policydsl.runtime.durations import Duration, Unit
from policydsl.semantics import core
from policydsl.semantics.lowering.setting import Setting

_FLOORS = (core.Comparison.AT_LEAST, core.Comparison.MORE_THAN)
_CEILINGS = (core.Comparison.AT_MOST, core.Comparison.LESS_THAN)
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
_MINUTES = {Unit.MINUTE: 1, Unit.HOUR: 60}


def report_shadowed(stages: Sequence[core.Rule], setting: Setting) -> None:
    """Report each stage that an earlier one always takes the place of."""
    for at, stage in enumerate(stages):
        own = _conditions(stage)
        for worse in stages[:at]:
            if not all(
                any(implies(mine, other) for mine in own)
                for other in _conditions(worse)
            ):
                continue
            setting.findings.report(
                codes.SHADOWED_STAGE.at(
                    stage.node.name.span,
                    Text("the stage `{stage}` can never be held", stage=stage.name),
                    label=Text(
                        "whenever this is so, `{worse}` is held", worse=worse.name
                    ),
                    related=(Label(worse.node.trigger.span, "this comes first"),),
                    help="name the most severe stage first",
                )
            )
            break


def _conditions(rule: core.Rule) -> list[core.Condition]:
    """Return the conditions that must all hold for a measure to be held."""
    assert isinstance(rule.trigger, core.While)
    parts = [rule.trigger.condition]
    parts += [g.condition if g.wanted else core.Not(g.condition) for g in rule.guards]
    return [one for part in parts for one in _flat(part)]


def _flat(condition: core.Condition) -> list[core.Condition]:
    if isinstance(condition, core.AllOf):
        return [one for part in condition.conditions for one in _flat(part)]
    return [condition]


def implies(one: core.Condition, other: core.Condition) -> bool:
    """Return whether, by the words alone, ``other`` holds whenever ``one`` does."""
    if one == other:
        return True
    match one, other:
        case core.ClockAt(clock), core.Runs(name):
            return clock == name
        case core.ClockAt(clock, how, length), core.ClockAt(other_clock, wanted, than):
            return clock == other_clock and _is_within(how, length, wanted, than)
        case _, core.AnyOf(parts):
            return any(implies(one, part) for part in parts)
    return False


def _is_within(
    how: core.Comparison, length: Duration, wanted: core.Comparison, than: Duration
) -> bool:
    for units in (_DAYS, _MINUTES, {length.unit: 1}):
        if length.unit in units and than.unit in units:
            break
    else:
        return False
    if length.rounding is not than.rounding:
        return False
    mine, theirs = (d.amount * units[d.unit] for d in (length, than))
    if how in _FLOORS and wanted in _FLOORS:
        is_strict = wanted is core.Comparison.MORE_THAN
        needs = how is core.Comparison.AT_LEAST and is_strict
        return mine > theirs if needs else mine >= theirs
    if how in _CEILINGS and wanted in _CEILINGS:
        is_strict = wanted is core.Comparison.LESS_THAN
        needs = how is core.Comparison.AT_MOST and is_strict
        return mine < theirs if needs else mine <= theirs
    return False
