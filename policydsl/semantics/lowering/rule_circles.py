"""Rules that wait for themselves, and measures that hang on themselves."""

from collections.abc import Iterable, Iterator, Mapping

from policydsl.diagnostics import codes
from policydsl.diagnostics.findings import Findings
from policydsl.diagnostics.model import Label
from policydsl.semantics import core
from policydsl.semantics.lowering.mentions import (
    events_of_clock,
    events_of_condition,
    simple,
)
from policydsl.vocabulary.graphs import circle, knots


def report_circles(
    rules: Mapping[str, core.Rule],
    clocks: Mapping[str, core.Clock],
    forbids: Iterable[core.Forbid],
    findings: Findings,
) -> None:
    """Report each circle once, at the rule of it that stands first."""
    _report_all(_waits(rules, clocks), rules, "waits for", findings)
    _report_all(_hangs(rules, clocks, forbids), rules, "hangs on", findings)


def _waits(
    rules: Mapping[str, core.Rule], clocks: Mapping[str, core.Clock]
) -> dict[str, set[str]]:
    """Return, for rules that can only start after others, one that each waits for.

    A rule that may also start otherwise is free: no circle goes through it.
    """
    needs = {name: _only_rules(rule, clocks) for name, rule in rules.items()}
    free = {name for name, others in needs.items() if not others}
    waiting = {name: others for name, others in needs.items() if others}
    users: dict[str, list[str]] = {}
    for name, others in waiting.items():
        for other in others:
            users.setdefault(other, []).append(name)
    open_names = list(free)
    while open_names:
        for user in users.get(open_names.pop(), ()):
            if user not in free:
                free.add(user)
                open_names.append(user)
    return {
        name: {other for other in others if other not in free}
        for name, others in waiting.items()
        if name not in free
    }


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
    found = {event.rule for event in events if isinstance(event, core.RuleEvent)}
    is_free = any(not isinstance(event, core.RuleEvent) for event in events)
    return set() if is_free else found


def _hangs(
    rules: Mapping[str, core.Rule],
    clocks: Mapping[str, core.Clock],
    forbids: Iterable[core.Forbid],
) -> dict[str, set[str]]:
    """Return the measures and clocks that each measure and clock hangs on.

    The name of a clock is marked, so that it is not taken for that of a rule.
    """
    needs: dict[str, set[str]] = {}
    held = [
        name for name, rule in rules.items() if isinstance(rule.trigger, core.While)
    ]
    for name in held:
        needs[name] = set()
        rule = rules[name]
        if isinstance(rule.trigger, core.While):
            needs[name].update(_named(rule.trigger.condition))
        for guard in rule.guards:
            needs[name].update(_named(guard.condition))
        needs[name].update(rule.above)
    for norm in forbids:
        for name in (norm.pattern.rules or frozenset()) & needs.keys():
            for guard in norm.guards:
                needs[name].update(_named(guard.condition))
    for clock in clocks.values():
        needs[f"/{clock.name}"] = set(_of_clock(clock))
    return needs


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
            case core.Runs(clock):
                yield f"/{clock}"
            case core.ClockAt(clock=str() as clock):
                yield f"/{clock}"
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


def _report_all(
    needs: dict[str, set[str]],
    rules: Mapping[str, core.Rule],
    link: str,
    findings: Findings,
) -> None:
    ordered = {name: sorted(others) for name, others in needs.items()}
    for knot in knots(ordered):
        names = [name for name in circle(ordered, knot) if name in rules]
        if names:
            _report(names, rules, link, findings)


def _report(
    names: list[str], rules: Mapping[str, core.Rule], link: str, findings: Findings
) -> None:
    first = min(range(len(names)), key=lambda at: rules[names[at]].node.span.start)
    names = names[first:] + names[:first]
    way = f" {link} ".join(f"`{name}`" for name in [*names, names[0]])
    places = [rules[name].node.trigger.span for name in names]
    findings.report(
        codes.CIRCULAR_RULES.at(
            places[0],
            f"`{names[0]}` {link} itself, so it never begins",
            label=way,
            related=tuple(
                Label(place, f"{link} the next of them") for place in places[1:]
            ),
            help="let one of them begin with something else",
        )
    )
