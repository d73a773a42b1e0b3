"""One block of a module for each clock, norm and rule, under its author's words."""

from typing import assert_never

from policydsl.backends.python.constants import Constants
from policydsl.backends.python.expressions import condition
from policydsl.backends.python.text import call, comment, day, literal
from policydsl.semantics import core
from policydsl.syntax import ast

# How ``runtime.forms`` names the ways in which a day is rolled.
_WAYS = {
    ast.Rolling.FORWARD: "forward",
    ast.Rolling.BACK: "back",
    ast.Rolling.WITHIN_MONTH: "within",
}


def clock_block(constants: Constants, clock: core.Clock) -> list[str]:
    """Return the lines that define a clock."""
    parts = [literal(clock.name)]
    if isinstance(clock.start, core.FactRef):
        parts.append(f"start={constants.fact(clock.start)}")
    elif isinstance(clock.start, core.Earliest):
        parts.append(f"start={call('Earliest', (literal(clock.start.clock),))}")
    elif clock.start:
        parts.append(f"start={constants.events(clock.start)}")
    if clock.running_while is not None:
        parts.append(f"runs_while={condition(constants, clock.running_while)}")
    if clock.until:
        parts.append(f"until={constants.events(clock.until)}")
    if clock.evidence is not None:
        parts.append(f"evidence={condition(constants, clock.evidence)}")
    parts.append(f"words={literal(clock.words)}")
    if clock.freezes:
        freezes = [_freeze(constants, freeze) for freeze in clock.freezes]
        parts.append(f"freezes={_tuple(freezes)}")
    if clock.items is not None:
        parts.append(f"items={literal(clock.items)}")
    text = call("Clock", parts)
    return [*comment(clock.words), f"CLOCKS[{literal(clock.name)}] = {text}"]


def _freeze(constants: Constants, freeze: core.Freeze) -> str:
    parts = [condition(constants, freeze.condition)]
    if freeze.from_day_before:
        parts.append("from_day_before=True")
    return call("Freeze", parts)


def forbid_block(constants: Constants, norm: core.Forbid) -> list[str]:
    """Return the lines that define a prohibition."""
    parts = [literal(norm.clause), literal(norm.words), constants.pattern(norm.pattern)]
    if norm.guards:
        parts.append(f"guards={_guards(constants, norm.guards)}")
    text = call("Forbid", parts)
    return [*comment(_source(norm.node)), f"FORBIDS[{literal(norm.clause)}] = {text}"]


def limit_block(constants: Constants, norm: core.Limit) -> list[str]:
    """Return the lines that define a limit."""
    parts = [literal(norm.clause), literal(norm.words), constants.pattern(norm.pattern)]
    parts.append(f"bounds={_bounds(constants, norm.bounds)}")
    if norm.guards:
        parts.append(f"guards={_guards(constants, norm.guards)}")
    if norm.order:
        parts.append(f"order={literal(norm.order)}")
    text = call("Limit", parts)
    return [*comment(_source(norm.node)), f"LIMITS[{literal(norm.clause)}] = {text}"]


def require_block(
    constants: Constants, norm: core.RequireBefore | core.RequireWithin
) -> list[str]:
    """Return the lines that define what the policy requires of itself."""
    words = [literal(norm.clause), literal(norm.words)]
    match norm:
        case core.RequireBefore():
            parts = [constants.pattern(one) for one in (norm.earlier, norm.later)]
            if norm.at_least is not None:
                parts.append(f"at_least={constants.duration(norm.at_least)}")
            name, text = "REQUIRES", call("RequireBefore", [*words, *parts])
        case core.RequireWithin():
            parts = [constants.pattern(norm.pattern), constants.duration(norm.duration)]
            parts.append(constants.events(norm.events))
            name, text = "DUTIES", call("RequireWithin", [*words, *parts])
    return [*comment(_source(norm.node)), f"{name}[{literal(norm.clause)}] = {text}"]


def rule_block(constants: Constants, rule: core.Rule) -> list[str]:
    """Return the lines that define a rule."""
    parts = [literal(rule.name), literal(rule.words), _trigger(constants, rule.trigger)]
    if rule.act is not None:
        parts.append(f"act={_act(constants, rule.act)}")
    if rule.measures:
        parts.append(f"measures={literal(rule.measures)}")
    if rule.guards:
        parts.append(f"guards={_guards(constants, rule.guards)}")
    if rule.bounds:
        parts.append(f"bounds={_bounds(constants, rule.bounds)}")
    if rule.within is not None:
        parts.append(f"within={constants.duration(rule.within)}")
    if rule.late is not None:
        parts.append(f"late={constants.duration(rule.late)}")
    if rule.otherwise is not None:
        parts.append(f"otherwise={_act(constants, rule.otherwise)}")
        if rule.otherwise_late is not None:
            late = constants.duration(rule.otherwise_late)
            parts.append(f"otherwise_late={late}")
    if rule.also_for_running_cases:
        parts.append("also_for_running_cases=True")
    if rule.again_after_regret:
        parts.append("again_after_regret=True")
    if rule.notices:
        parts.append(f"notices={literal(rule.notices)}")
    if rule.above:
        parts.append(f"above={literal(rule.above)}")
    text = call("Rule", parts)
    return [*comment(_source(rule.node)), f"RULES[{literal(rule.name)}] = {text}"]


def _source(node: ast.Node) -> str:
    """Return a sentence as its author wrote it."""
    return node.span.text.strip()


def _tuple(parts: list[str]) -> str:
    return f"({parts[0]},)" if len(parts) == 1 else call("", parts)


def _guards(constants: Constants, guards: tuple[core.Guard, ...]) -> str:
    return _tuple(
        [
            call(
                "Guard",
                (
                    literal(guard.clause),
                    literal(guard.words),
                    condition(constants, guard.condition),
                    f"wanted={guard.wanted}",
                ),
            )
            for guard in guards
        ]
    )


def _act(constants: Constants, act: core.Act) -> str:
    parts = [literal(act.verb)]
    named = (
        ("to", act.audience),
        ("channels", act.channels or None),
        ("purpose", act.purpose),
        ("matter", act.matter),
        ("actor", act.actor),
        ("disclosing", act.disclosing),
        ("item_kind", act.item_kind),
    )
    parts += [f"{name}={literal(value)}" for name, value in named if value is not None]
    if act.joined is ast.Joined.OR and len(act.channels) > 1:
        parts.append("any_channel=True")
    if act.requirements:
        needs = [
            call(
                "Requirement",
                (
                    literal(need.clause),
                    literal(need.words),
                    constants.permission(need.permission),
                ),
            )
            for need in act.requirements
        ]
        parts.append(f"requirements={_tuple(needs)}")
    if act.is_coercive:
        parts.append("is_coercive=True")
    if act.is_irreversible:
        parts.append("is_irreversible=True")
    if act.effective:
        dates = [constants.fact(fact) for fact in act.effective]
        parts.append(f"effective={_tuple(dates)}")
    if act.count is not None:
        parts.append(f"count={constants.value(act.count)}")
    if act.length is not None:
        length = (f"minutes={act.length.minutes}", f"by={act.length.by}")
        parts.append(f"length={call('Length', length)}")
    if act.each is not None:
        parts.append(f"each={literal(act.each)}")
    return call("Act", parts)


def _trigger(constants: Constants, trigger: core.Trigger) -> str:
    match trigger:
        case core.After(delay, clock, roll):
            parts = [constants.duration(delay), constants.clock(clock)]
            return call("After", [*parts, *_roll(constants, roll)])
        case core.Before(lead, fact, items, roll, ends_with_date):
            parts = [constants.duration(lead), constants.fact(fact)]
            parts += [] if items is None else [f"items={literal(items)}"]
            parts += _roll(constants, roll)
            parts += ["ends_with_date=True"] if ends_with_date else []
            return call("Before", parts)
        case core.AfterEach(points, clock):
            delays = _tuple([constants.duration(point) for point in points])
            return call("AfterEach", (delays, constants.clock(clock)))
        case core.Every(step, first, last, clock):
            parts = [
                _days(constants, step)
                if isinstance(step, core.DaySet)
                else constants.duration(step),
                constants.duration(first),
                constants.duration(last) if last is not None else "None",
                constants.clock(clock),
            ]
            return call("Every", parts)
        case core.When(events):
            return call("When", (constants.events(events),))
        case core.While(holding):
            return call("While", (condition(constants, holding),))
        case _:
            assert_never(trigger)


def _roll(constants: Constants, roll: core.Roll | None) -> list[str]:
    if roll is None:
        return []
    way = literal(_WAYS[roll.way])
    return [f"roll={call('Roll', (way, _days(constants, roll.days)))}"]


# --- bounds -------------------------------------------------------------------


def _bounds(constants: Constants, bounds: tuple[core.Bound, ...]) -> str:
    return _tuple(
        [
            call(
                "Bound",
                (literal(one.clause), literal(one.words), _limit(constants, one)),
            )
            for one in bounds
        ]
    )


def _limit(constants: Constants, bound: core.Bound) -> str:
    match bound.limit:
        case core.Between(start, end, throughout):
            hours = [str(start), str(end)]
            return call("Between", [*hours, "True"] if throughout else hours)
        case core.DaySet() as days:
            return _days(constants, days)
        case core.OutsideHours(fact):
            return call("OutsideHours", (constants.fact(fact),))
        case core.OutsideDaysOf(fact):
            return call("OutsideDaysOf", (constants.fact(fact),))
        case core.OutsideDays(days):
            return call("OutsideDays", (_days(constants, days),))
        case core.Times() as times:
            return _times(constants, times)
        case _:
            assert_never(bound.limit)


def _times(constants: Constants, times: core.Times) -> str:
    match times.span:
        case ast.Period() as period:
            span = literal(period.value)
        case int(first_weekday):
            span = str(first_weekday)
        case str(clock):
            span = call("During", (literal(clock),))
        case length:
            span = constants.duration(length)
    parts = [str(times.number), span]
    if times.counting:
        parts.append(f"counting={literal(times.counting)}")
    if times.per_recipient:
        parts.append("per_recipient=True")
    if times.per_item:
        parts.append("per_item=True")
    if times.per_rung:
        parts.append("per_rung=True")
    return call("Times", parts)


def _days(constants: Constants, days: core.DaySet) -> str:
    parts = [_tuple([_part(constants, part) for part in days.including])]
    if days.excluding:
        parts.append(_tuple([_part(constants, part) for part in days.excluding]))
    return call("DaySet", parts)


def _part(constants: Constants, part: core.Days) -> str:
    match part:
        case core.Weekdays(first, last):
            return call("Weekdays", (str(first), str(last)))
        case core.Dates(first, last):
            return call("Dates", map(day, (first, last)))
        case core.Yearly(first, last):
            return call("Yearly", map(literal, (first, last)))
        case core.WorkingDays(calendar):
            return call("WorkingDays", (constants.calendar(calendar),))
        case core.FreeDays(calendar):
            return call("FreeDays", (constants.calendar(calendar),))
        case core.LastDayOfMonth():
            return "LastDayOfMonth()"
        case core.DayBefore(inner):
            return call("DayBefore", (_part(constants, inner),))
        case _:
            assert_never(part)
