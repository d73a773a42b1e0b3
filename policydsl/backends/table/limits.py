"""The limits that a policy sets itself, and the rules that they bind."""

from collections.abc import Iterator
from typing import assert_never

from policydsl.backends.table.examples import clock_time
from policydsl.backends.table.model import Cell, Group, Item, Row, Table, Tone, items
from policydsl.backends.table.setting import Setting
from policydsl.runtime.durations import Duration
from policydsl.semantics import core
from policydsl.semantics.patterns import matches
from policydsl.syntax import ast

COLUMNS = ("number", "what", "bound", "condition", "rules", "then")

Limited = core.Norm


def table(setting: Setting) -> Table:
    """Return the limits in the order in which the policy has them."""
    rows = tuple(_row(setting, n, norm) for n, norm in numbered(setting.policy))
    columns = setting.columns("limits", [(key, key) for key in COLUMNS])
    return Table(
        "limits",
        setting.say("limits.title"),
        items(setting.say("limits.note"), setting.say("limits.any_act")),
        columns,
        {column.key: column.heading for column in columns},
        (Group(None, (), rows),) if rows else (),
        setting.say("limits.empty"),
    )


def numbered(policy: core.Policy) -> list[tuple[int, Limited]]:
    """Return the limits with their numbers, from 1, in the order of the policy."""
    norms: list[Limited] = [*policy.forbids, *policy.limits]
    norms += [*policy.requires, *policy.duties]
    norms.sort(key=lambda norm: norm.node.span.start)
    return list(enumerate(norms, start=1))


def limits_of(setting: Setting, rule: core.Rule) -> list[str]:
    """Return what the limits say of a rule, each with its number."""
    return [
        _in_short(setting, number, norm)
        for number, norm in numbered(setting.policy)
        if binds(norm, rule)
    ]


def binds(norm: Limited, rule: core.Rule) -> bool:
    """Whether a limit is about what a rule does, or about its measures."""
    pattern = norm.later if isinstance(norm, core.RequireBefore) else norm.pattern
    if rule.act is None:
        return pattern.rules is not None and rule.name in pattern.rules
    acts = [act for act in (rule.act, rule.otherwise) if act is not None]
    return any(
        matches(pattern, act, rule.name, kind)
        for act in acts
        for kind in act.each or (act.audience,)
    )


def _in_short(setting: Setting, number: int, norm: Limited) -> str:
    guards = setting.listed(_guards(setting, norm))
    match norm:
        case core.Forbid() if guards:
            return setting.say("act.by_forbid", number=number, guards=guards)
        case core.Forbid():
            return setting.say("act.by_forbid_always", number=number)
        case core.Limit():
            parts = [_bound(setting, bound) for bound in norm.bounds]
            bounds = setting.listed([*parts, guards] if guards else parts)
            return setting.say("act.by_limit", number=number, bounds=bounds)
        case core.RequireBefore() | core.RequireWithin():
            required = _required(setting, norm)
            return setting.say("act.by_limit", number=number, bounds=required)
        case _:
            assert_never(norm)


def _row(setting: Setting, number: int, norm: Limited) -> Row:
    guards = _guards(setting, norm)
    return Row(
        {
            "number": items(str(number)),
            "what": items(_what(setting, norm))
            + items(*_covered(setting, norm), tone=Tone.ASIDE),
            "bound": tuple(_bounds(setting, norm)),
            "condition": items(*guards) or items(setting.say("limit.always")),
            "rules": _rules(setting, norm),
            "then": items(*_then(setting, norm)),
        }
    )


def _what(setting: Setting, norm: Limited) -> str:
    target = _target(norm)
    if isinstance(target, ast.RuleNames):
        return setting.listed([setting.phrase(rule) for rule in target.rules])
    return setting.phrase(target)


def _target(norm: Limited) -> ast.Act | ast.RuleNames:
    """Return the acts, or rules, that are bound."""
    match norm:
        case core.Forbid() | core.Limit():
            return norm.node.target
        case core.RequireBefore():
            return norm.node.later
        case core.RequireWithin():
            return norm.node.act


def _required(setting: Setting, norm: core.RequireBefore | core.RequireWithin) -> str:
    """Return what must come before, or what is to be done in time."""
    if isinstance(norm, core.RequireWithin):
        event = setting.phrase(norm.node.event)
        length = setting.phrase(norm.node.duration)
        return setting.say("limit.duty", length=length, event=event)
    earlier = setting.phrase(norm.node.earlier)
    if norm.node.at_least is None:
        return setting.say("limit.required", earlier=earlier)
    length = setting.phrase(norm.node.at_least)
    return setting.say("limit.required_length", earlier=earlier, length=length)


def _covered(setting: Setting, norm: Limited) -> Iterator[str]:
    """Say which acts and parties are meant as well, being kinds of those named."""
    target = _target(norm)
    if isinstance(target, ast.RuleNames):
        return
    for term in (target.verb, target.audience):
        below = setting.policy.vocabulary.below(term.text) if term else frozenset()
        if term is not None and len(below) > 1:
            children = setting.names(sorted(below - {term.text}), term.sort)
            said = setting.say("means.covers", children=children)
            yield setting.say("limit.kinds", name=setting.phrase(term), covers=said)


def _guards(setting: Setting, norm: Limited) -> list[str]:
    if not isinstance(norm, core.Forbid | core.Limit):
        return []
    return [
        setting.say(
            "limit.if" if guard.wanted else "limit.unless",
            condition=setting.phrase(guard.node),
        )
        for guard in norm.guards
    ]


def _bounds(setting: Setting, norm: Limited) -> Iterator[Item]:
    if isinstance(norm, core.Forbid):
        yield Item(setting.say("limit.forbidden"))
        return
    if isinstance(norm, core.RequireBefore | core.RequireWithin):
        yield Item(_required(setting, norm))
        return
    for bound in norm.bounds:
        yield Item(_bound(setting, bound))
        for note in _bound_notes(setting, bound):
            yield Item(note, Tone.ASIDE)
    if len(norm.order) > 1:
        yield Item(setting.say("limit.order", rules=norm.order[0]))


def _bound(setting: Setting, bound: core.Bound) -> str:
    match bound.limit:
        case core.Between():
            key = "limit.hours"
        case core.DaySet():
            key = "limit.days"
        case core.OutsideHours() | core.OutsideDays() | core.OutsideDaysOf():
            key = "limit.outside"
        case core.Times():
            key = "limit.times"
        case _:
            assert_never(bound.limit)
    return setting.say(key, bound=setting.phrase(bound.node))


def _bound_notes(setting: Setting, bound: core.Bound) -> Iterator[str]:
    match bound.limit:
        case core.Between(start, end, throughout):
            if end < start:
                yield setting.say("limit.over_midnight")
            yield setting.say("limit.half_open", end=clock_time(end))
            if throughout:
                yield setting.say("limit.throughout")
        case core.Times(span=span, counting=counting, per_recipient=per_recipient):
            yield setting.say("limit.act_counts")
            if isinstance(bound.node, ast.Times) and isinstance(
                bound.node.period, ast.InSpan
            ):
                length = setting.phrase(bound.node.period.duration)
                is_elapsed = isinstance(span, Duration) and span.is_elapsed
                key = "limit.rolling_hours" if is_elapsed else "limit.rolling"
                yield setting.say(key, length=length)
            if counting:
                names = setting.names(sorted(counting), ast.Sort.EVENT)
                yield setting.say("limit.counting", outcomes=names)
            if per_recipient:
                yield setting.say("limit.per_recipient")
        case _:
            return


def _rules(setting: Setting, norm: Limited) -> Cell:
    bound = [rule.name for rule in setting.policy.rules if binds(norm, rule)]
    if not bound:
        return items(setting.say("limit.no_rules"), tone=Tone.ASIDE)
    return items(*bound, tone=Tone.NAME)


def _then(setting: Setting, norm: Limited) -> list[str]:
    rules = setting.policy.rules
    match norm:
        case core.Forbid():
            key = "limit.put_off" if _is_cured_by_time(norm) else "limit.blocked"
            texts = [setting.say(key)]
            if any(rule.act is None and binds(norm, rule) for rule in rules):
                texts.append(setting.say("limit.not_held"))
            return texts
        case core.Limit():
            return [setting.say("limit.waits")]
        case core.RequireBefore():
            is_long = norm.at_least is not None
            key = "limit.comes_later" if is_long else "limit.comes_first"
            return [setting.say(key)]
        case core.RequireWithin():
            return [setting.say("limit.missed")]
        case _:
            assert_never(norm)


def _is_cured_by_time(norm: core.Forbid) -> bool:
    """Whether all that forbids is that too little time has passed."""
    brief = (core.Comparison.LESS_THAN, core.Comparison.AT_MOST)
    return bool(norm.guards) and all(
        guard.wanted
        and isinstance(guard.condition, core.ClockAt)
        and guard.condition.comparison in brief
        for guard in norm.guards
    )
