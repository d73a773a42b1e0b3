"""Rules that wait for themselves, and measures that hang on themselves."""

from collections.abc import Iterable, Iterator, Mapping

from policydsl.diagnostics import codes
from policydsl.diagnostics.findings import Findings
from policydsl.diagnostics.model import Label
from policydsl.diagnostics.text import Text, quoted
from policydsl.semantics import core
from policydsl.semantics.lowering.mentions import (
    events_of_clock,
    events_of_condition,
    events_of_trigger,
    simple,
)
from policydsl.semantics.lowering.notices import may_do
from policydsl.vocabulary.graphs import circle, knots

# What becomes of acts hangs on whether the case is closed.
_CLOSE = "///close"


def report_circles(
    rules: Mapping[str, core.Rule],
    clocks: Mapping[str, core.Clock],
    findings: Findings,
    *,
    forbids: Iterable[core.Forbid],
    requires: Iterable[core.RequireBefore],
    closes_at: core.Events,
) -> None:
    """Report each circle once, at the rule of it that stands first."""
    waits = _waits(rules, clocks, tuple(requires))
    _report_all(waits, rules, Text("waits for"), findings)
    hangs = _hangs(rules, clocks, tuple(forbids), closes_at)
    _report_all(hangs, rules, Text("hangs on"), findings)


def _waits(
    rules: Mapping[str, core.Rule],
    clocks: Mapping[str, core.Clock],
    requires: tuple[core.RequireBefore, ...],
) -> dict[str, set[str]]:
    """Return, for rules that can only act after others, those that each waits for.

    Each rule waits for one rule of each of several sets. It is free if in every one
    of them there is a rule that is free: no circle goes through it.
    """
    needs: dict[str, list[set[str]]] = {}
    users: dict[str, list[str]] = {}
    for name, rule in rules.items():
        sets = (_only_rules(rule, clocks), *_earlier(rule, rules, requires))
        needs[name] = [others for others in sets if others]
        for other in set().union(*sets):
            users.setdefault(other, []).append(name)
    free: set[str] = set()
    open_names = list(needs)
    while open_names:
        name = open_names.pop()
        if name not in free and all(others & free for others in needs[name]):
            free.add(name)
            open_names += users.get(name, ())
    return {
        name: set().union(*(others for others in sets if not others & free))
        for name, sets in needs.items()
        if name not in free
    }


def _earlier(
    rule: core.Rule,
    rules: Mapping[str, core.Rule],
    requires: tuple[core.RequireBefore, ...],
) -> Iterator[set[str]]:
    """Yield the rules of which one must have acted before, for each norm about it.

    None if no rule does what must come before: it is then done by hand.
    """
    for norm in requires:
        if may_do(rule, norm.later):
            yield {one.name for one in rules.values() if may_do(one, norm.earlier)}


def _only_rules(rule: core.Rule, clocks: Mapping[str, core.Clock]) -> set[str]:
    """Return the rules without which this one never starts; empty if it may."""
    match rule.trigger:
        case core.When(events):
            return _all_of_rules(events)
        case core.After(_, clock) | core.AfterEach(_, clock) | core.Every(clock=clock):
            if isinstance(clock, str):
                start = clocks[clock].start if clock in clocks else None
                return _all_of_rules(start) if isinstance(start, tuple) else set()
            return _all_of_rules(tuple(events_of_clock(clock)))
        case core.While() | core.Before():
            return set()


def _all_of_rules(events: core.Events) -> set[str]:
    of_rules = core.RuleEvent | core.FateEvent
    found = {event.rule for event in events if isinstance(event, of_rules)}
    is_free = any(not isinstance(event, of_rules) for event in events)
    return set() if is_free else found


def _hangs(
    rules: Mapping[str, core.Rule],
    clocks: Mapping[str, core.Clock],
    forbids: tuple[core.Forbid, ...],
    closes_at: core.Events,
) -> dict[str, set[str]]:
    """Return the measures, clocks and fates that each of them hangs on.

    The fate of an act has the name of its rule. The name of a clock is marked, so that
    it is not taken for that of a rule; so are the close of the case, and the runs in
    which a rule acts, with one of which ends what counts from its act.
    """
    needs: dict[str, set[str]] = {_CLOSE: set(_of_events(closes_at))}
    for name, rule in rules.items():
        needs[name] = set(_of_trigger(rule.trigger)).union(rule.above)
        if not isinstance(rule.trigger, core.When | core.While):
            needs[_runs_of(name)] = set(_of_trigger(rule.trigger))
        for guard in rule.guards:
            needs[name].update(_named(guard.condition))
        if rule.act is not None:
            needs[name].add(_CLOSE)
    for norm in forbids:
        for name, rule in rules.items():
            if _binds(norm, rule):
                for guard in norm.guards:
                    needs[name].update(_named(guard.condition))
    for clock in clocks.values():
        needs[f"/{clock.name}"] = set(_of_clock(clock))
    return needs


def _binds(norm: core.Forbid, rule: core.Rule) -> bool:
    if rule.act is not None:
        return may_do(rule, norm.pattern)
    return norm.pattern.rules is not None and rule.name in norm.pattern.rules


def _of_trigger(trigger: core.Trigger) -> Iterator[str]:
    match trigger:
        case core.While(condition):
            yield from _named(condition)
        case core.After(clock=str() as clock):
            yield f"/{clock}"
        case core.AfterEach(clock=str() as clock) | core.Every(clock=str() as clock):
            yield f"/{clock}"
        case _:
            yield from _of_events(events_of_trigger(trigger))
    since = getattr(trigger, "clock", None)
    if isinstance(since, core.Since):
        yield from _of_since(since)


def _of_since(clock: core.Since) -> Iterator[str]:
    """Yield the runs with which it ends: of the rule from whose act it counts."""
    if isinstance(clock.start, tuple):
        for event in clock.start:
            if isinstance(event, core.RuleEvent):
                yield _runs_of(event.rule)


def _runs_of(rule: str) -> str:
    return f"//{rule}"


def _of_clock(clock: core.Clock) -> Iterator[str]:
    events = list(clock.until)
    if isinstance(clock.start, tuple):
        events += clock.start
    elif isinstance(clock.start, core.Earliest):
        yield f"/{clock.start.clock}"
    yield from _of_events(events)
    if clock.running_while is not None:
        yield from _named(clock.running_while)
    if clock.evidence is not None:
        # What happened while it ran may be its own evidence.
        own = f"/{clock.name}"
        yield from (name for name in _named(clock.evidence) if name != own)
    for freeze in clock.freezes:
        yield from _named(freeze.condition)


def _named(condition: core.Condition) -> Iterator[str]:
    for part in simple(condition):
        match part:
            case core.Holds(rule):
                yield rule
            case core.Runs(clock) | core.ItemsRun(clock):
                yield f"/{clock}"
            case core.TotalAt(clock=str() as clock):
                yield f"/{clock}"
            case core.ClockAt(clock=str() as clock):
                yield f"/{clock}"
            case core.ClockAt(clock=core.Since() as since):
                yield from _of_since(since)
            case core.Occurred(during=str() as clock):
                yield f"/{clock}"
            case _:
                pass
    yield from _of_events(events_of_condition(condition))


def _of_events(events: Iterable[core.Event]) -> Iterator[str]:
    for event in events:
        if isinstance(event, core.ClockEvent):
            yield f"/{event.clock}"
        elif isinstance(event, core.HeldEvent):
            yield from event.rules
        elif isinstance(event, core.FateEvent):
            yield event.rule


def _report_all(
    needs: dict[str, set[str]],
    rules: Mapping[str, core.Rule],
    link: Text,
    findings: Findings,
) -> None:
    ordered = {name: sorted(others) for name, others in needs.items()}
    for knot in knots(ordered):
        names = [name for name in circle(ordered, knot) if name in rules]
        if names:
            _report(names, rules, link, findings)


def _report(
    names: list[str], rules: Mapping[str, core.Rule], link: Text, findings: Findings
) -> None:
    first = min(range(len(names)), key=lambda at: rules[names[at]].node.span.start)
    names = names[first:] + names[:first]
    way = quoted(names[0])
    for name in (*names[1:], names[0]):
        way = Text("{way} {link} {name}", way=way, link=link, name=quoted(name))
    places = [rules[name].node.trigger.span for name in names]
    findings.report(
        codes.CIRCULAR_RULES.at(
            places[0],
            Text(
                "`{rule}` {link} itself, so it never begins", rule=names[0], link=link
            ),
            label=way,
            related=tuple(
                Label(place, Text("{link} the next of them", link=link))
                for place in places[1:]
            ),
            help="let one of them begin with something else",
        )
    )
