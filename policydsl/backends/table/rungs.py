"""One rule as a row of the ladder."""

from typing import assert_never

from policydsl.backends.table.acts import act_cells, unstated_roles
from policydsl.backends.table.examples import example, last_day
from policydsl.backends.table.limits import limits_of
from policydsl.backends.table.model import Cell, Item, Row, Tone, items
from policydsl.backends.table.places import reached_clock
from policydsl.backends.table.setting import Setting
from policydsl.runtime.durations import Duration, Unit
from policydsl.semantics import core
from policydsl.syntax import ast


def rung(setting: Setting, rule: core.Rule, clock: Cell, definition: Cell) -> Row:
    """Return the row of a rule that stands under a clock with this definition."""
    shown = example(setting, rule)
    cells: dict[str, Cell] = {
        "clock": clock,
        "definition": definition,
        "day": items(_day(setting, rule)),
        "example": items(shown, tone=Tone.ASIDE) if shown else (),
        "often": items(*_often(setting, rule), tone=Tone.ASIDE),
        "condition": items(*_conditions(setting, rule)),
        "only": items(*_only(setting, rule)),
        "until": _until(setting, rule),
        "otherwise": _otherwise(setting, rule),
        "rule": _names(rule),
        "why": items(rule.because, tone=Tone.QUOTED) if rule.because else (),
        "cites": _cites(setting, rule),
    }
    if rule.act is not None:
        cells |= act_cells(setting, rule.act)
        cells["permission"] = items(
            *(_permission(setting, one, rule.act) for one in rule.act.requirements)
        )
    else:
        cells["what"] = items(_held(setting, rule))
    return Row(cells)


# --- when -----------------------------------------------------------------


def _day(setting: Setting, rule: core.Rule) -> str:
    trigger = rule.node.trigger
    match trigger:
        case ast.After(delay, rolled=ast.Rolled() as rolled):
            day = _point(setting, delay)
            return setting.say("when.rolled", day=day, roll=setting.phrase(rolled))
        case ast.After(delay):
            return _point(setting, delay)
        case ast.Before():
            return setting.say("when.before", trigger=setting.phrase(trigger))
        case ast.AfterEach(points) if points[0].unit is ast.Unit.DAY:
            numbers = setting.listed([str(point.amount) for point in points])
            return setting.say("when.days", list=numbers)
        case ast.AfterEach(points):
            lengths = setting.listed([setting.phrase(point) for point in points])
            return setting.say("when.lengths", list=lengths)
        case ast.Every():
            return _row(setting, trigger)
        case ast.When(events):
            return setting.say("when.event", events=setting.phrases(events))
        case ast.While(condition):
            assert isinstance(rule.trigger, core.While)
            reached = reached_clock(rule.trigger.condition)
            if reached and reached.duration.unit is Unit.DAY:
                return setting.say("when.state_from", n=reached.duration.amount)
            return setting.say("when.state", condition=setting.phrase(condition))
        case _:
            assert_never(trigger)


def _point(setting: Setting, length: ast.Duration) -> str:
    if length.unit is ast.Unit.DAY:
        return setting.say("when.day", n=length.amount)
    return setting.say("when.length", length=setting.phrase(length))


def _row(setting: Setting, every: ast.Every) -> str:
    ends = [every.first] if every.last is None else [every.first, every.last]
    until = "" if every.last is None else "_until"
    if isinstance(every.step, ast.OnDays):
        lengths = [_from(setting, end) for end in ends]
        return setting.say(
            f"when.every_set{until}",
            days=setting.phrase(every.step),
            first=lengths[0],
            last=lengths[-1],
        )
    step = setting.phrase(every.step)
    if all(end.unit is ast.Unit.DAY for end in ends):
        first, last = ends[0].amount, ends[-1].amount
        return setting.say(f"when.every_day{until}", step=step, first=first, last=last)
    lengths = [setting.phrase(end) for end in ends]
    return setting.say(
        f"when.every_length{until}", step=step, first=lengths[0], last=lengths[-1]
    )


def _from(setting: Setting, length: ast.Duration) -> str:
    if length.unit is ast.Unit.DAY:
        return setting.say("when.point_day", n=length.amount)
    return setting.phrase(length)


def _often(setting: Setting, rule: core.Rule) -> list[str]:
    match rule.trigger:
        case core.After(clock=core.Since()):
            key = "once_since"
        case core.After():
            key = "once"
        case core.AfterEach():
            key = "each"
        case core.Every():
            key = "grid"
        case core.When():
            key = "once_event"
        case core.Before():
            key = "once_date"
        case core.While():
            key = "held"
        case _:
            assert_never(rule.trigger)
    keys = [key]
    if rule.also_for_running_cases:
        keys.append("running_cases")
    if rule.again_after_regret:
        keys.append("after_regret")
    return [setting.say(f"when.{key}") for key in keys]


# --- only if --------------------------------------------------------------


def _held(setting: Setting, rule: core.Rule) -> str:
    measures = setting.names(rule.measures, ast.Sort.MEASURE)
    return setting.say("act.hold", measures=measures)


def _conditions(setting: Setting, rule: core.Rule) -> list[str]:
    texts = []
    trigger = rule.node.trigger
    if isinstance(trigger, ast.While):
        said = setting.phrase(trigger.condition)
        texts.append(setting.say("act.while", condition=said))
    for guard in rule.guards:
        key = "act.if" if guard.wanted else "act.unless"
        texts.append(setting.say(key, condition=setting.phrase(guard.node)))
    if rule.above:
        worse = setting.listed(
            [setting.spell(n, ast.Sort.RULE) for n in rule.above], "or"
        )
        texts.append(setting.say("act.above", rules=worse))
    act = rule.act
    if act and rule.notices and (act.is_coercive or act.is_irreversible):
        notices = setting.names(sorted(rule.notices), ast.Sort.RULE)
        texts.append(setting.say("act.notice_day", rules=notices))
    return texts


def _permission(setting: Setting, needed: core.Requirement, act: core.Act) -> str:
    """Say whose permission it must be, also where the author left it out."""
    node = needed.node
    of = node.of or act.node.audience
    permission = setting.phrase(node.permission)
    parts = [
        setting.say("act.permission", permission=permission, party=setting.phrase(of))
        if of is not None
        else permission
    ]
    if node.given_to is not None:
        parts.append(setting.say("act.given_to", party=setting.phrase(node.given_to)))
    if needed.permission.is_for_one_act:
        parts.append(setting.say("act.for_one_act"))
    if node.valid is not None:
        parts.append(setting.say("act.valid", length=setting.phrase(node.valid)))
    return setting.listed(parts)


def _only(setting: Setting, rule: core.Rule) -> list[str]:
    texts = []
    for bound in rule.bounds:
        match bound.limit:
            case core.Between() | core.OutsideHours():
                key = "act.hours"
            case core.DaySet() | core.OutsideDays() | core.OutsideDaysOf():
                key = "act.only_days"
            case core.Times():
                key = "act.cap"
            case _:
                assert_never(bound.limit)
        texts.append(setting.say(key, bound=setting.phrase(bound.node)))
    return texts + limits_of(setting, rule)


# --- until when -----------------------------------------------------------


def _until(setting: Setting, rule: core.Rule) -> Cell:
    if rule.act is None:
        return ()
    found = [Item(_late(setting, rule))]
    last = last_day(setting, rule)
    if last is not None:
        found.append(Item(last, Tone.ASIDE))
    node = rule.node
    for clause in node.clauses:
        if isinstance(clause, ast.Within):
            length = setting.phrase(clause.duration)
            found.append(Item(setting.say("until.within", length=length)))
    dropped = _dropped(setting, rule)
    if dropped is not None:
        found.append(Item(dropped))
    return tuple(found)


def _late(setting: Setting, rule: core.Rule) -> str:
    if isinstance(rule.trigger, core.Before) and rule.trigger.ends_with_date:
        return setting.say("until.until_date_default")
    default = "" if rule.is_late_stated else "_default"
    late = rule.late
    if late is None:
        return setting.say(f"until.unlimited{default}")
    if late.amount == 0:
        return setting.say(f"until.on_the_day{default}")
    return setting.say(f"until.late{default}", length=_length_of(setting, rule, late))


def _length_of(setting: Setting, rule: core.Rule, length: Duration) -> str:
    """Return a length of time in words, also one that nobody wrote."""
    rounding = length.rounding and ast.Rounding(length.rounding.value)
    unit = ast.Unit(length.unit.value)
    return setting.phrase(
        ast.Duration(length.amount, unit, rounding, span=rule.node.span)
    )


def _dropped(setting: Setting, rule: core.Rule) -> str | None:
    """Say what ends the wait for an act before it is too late."""
    seen: set[str] = set()
    while rule.name not in seen:
        seen.add(rule.name)
        match rule.trigger:
            case core.After(_, str() as name) | core.AfterEach(_, str() as name):
                return _clock_ends(setting, name)
            case core.Every(clock=str() as name):
                return _clock_ends(setting, name)
            case core.After(_, core.Since(start)) | core.AfterEach(
                _, core.Since(start)
            ):
                following = _rule_of(start)
            case core.Every(clock=core.Since(start)):
                following = _rule_of(start)
            case core.When(events) if set(events) & set(setting.policy.closes_at):
                return None  # what closes the case does not put an end to this
            case _:
                following = None
        if following is None:
            break
        rule = next(one for one in setting.policy.rules if one.name == following)
    return setting.say("until.case_closes") if setting.policy.closes_at else None


def _rule_of(start: core.Events | core.FactRef) -> str | None:
    """Return the rule with whose episode the time since its act ends."""
    if isinstance(start, core.FactRef):
        return None
    rules = {event.rule for event in start if isinstance(event, core.RuleEvent)}
    return rules.pop() if len(rules) == 1 else None


def _clock_ends(setting: Setting, name: str) -> str:
    clock = setting.spell(name, ast.Sort.CLOCK)
    return setting.say("until.clock_ends", clock=clock)


# --- otherwise, and why ---------------------------------------------------


def _otherwise(setting: Setting, rule: core.Rule) -> Cell:
    act = rule.otherwise
    if act is None:
        return ()
    phrase = setting.phrase(act.node)
    found = [Item(setting.say("until.instead", act=phrase))]
    roles = unstated_roles(setting, act)
    if roles:
        listed = setting.listed(roles)
        said = setting.say("until.unstated", roles=listed)
        found.append(Item(said, Tone.MISSING))
    return tuple(found)


def _names(rule: core.Rule) -> Cell:
    name = Item(rule.name, Tone.NAME)
    return (name, Item(rule.title, Tone.QUOTED)) if rule.title else (name,)


def _cites(setting: Setting, rule: core.Rule) -> Cell:
    if not rule.cites:
        return ()
    return items(setting.listed([f"{law} {article}" for law, article in rule.cites]))
