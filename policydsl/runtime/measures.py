"""Measures: whether they are held, and when that changed."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

from policydsl.runtime.forms import Guard, MeasureBecame
from policydsl.runtime.past import at_version, in_force, note_versions
from policydsl.runtime.program import Rule
from policydsl.runtime.recalling import recalled
from policydsl.runtime.sight import Question, Sight
from policydsl.runtime.triggers import While

# From when a measure is held, and until when, without that instant.
_Span = tuple[datetime, datetime | None]


def is_held(sight: Sight, rule: Rule) -> bool | None:
    """Return whether a measure is held; ``None``, if nobody knows, is not held.

    Its condition holds and its guards agree, nothing forbids it, and of its stages
    no worse one is held; and the policy is in force.
    """
    sight = sight.of_item(None)
    # What hangs on itself is unknown.
    return recalled(sight, rule, None, partial(_as_in_force, rule))


def _as_in_force(rule: Rule, sight: Sight) -> bool | None:
    """Ask the version that is in force; without one, nothing is held."""
    note_versions(sight)
    then = at_version(sight, sight.now)
    if then is None:
        return False
    over = in_force(then)[1]
    if over is not None and over <= sight.now:
        return False
    if then is not sight:
        return _held_then(sight, then, rule)
    q = Question(sight, rule=rule.name)
    result = _is_so(q, rule)
    if result is not False and _is_prevented(q, rule):
        return False
    return result


def _held_then(sight: Sight, then: Sight, rule: Rule) -> bool | None:
    """Whether an earlier version holds what a rule of this one was before."""
    now = sight.program.names.formerly
    result: bool | None = False
    for one in then.program.holding:
        if now.get(one.name, one.name) == rule.name:
            held = is_held(then, one)
            if held is not False and result is not True:
                result = held
    if then.review is not None:
        sight.note(then.review)
    return result


def _is_so(q: Question, rule: Rule) -> bool | None:
    assert isinstance(rule.trigger, While)
    result: bool | None = rule.trigger.condition(q)
    for guard in rule.guards:
        if result is False:
            return False
        value = guard.condition(q)
        if value is not guard.wanted:
            result = None if value is None else False
    return result


def _is_prevented(q: Question, rule: Rule) -> bool:
    for norm in q.sight.program.forbids:
        named = norm.pattern.rules
        if named is not None and rule.name in named and applies(q, norm.guards):
            return True
    rules = q.sight.program.rules
    return any(is_held(q.sight, rules[name]) is True for name in rule.above)


def applies(q: Question, guards: tuple[Guard, ...]) -> bool:
    """Return whether a norm applies; what is unknown falls on its side."""
    return all(guard.condition(q) is not (not guard.wanted) for guard in guards)


def changes(
    sight: Sight, event: MeasureBecame
) -> Iterator[tuple[datetime, str, datetime | None]]:
    """Yield when measures came to be held, or ceased: the instant, an id, the end.

    What comes and goes several times on one day has one id, and its last end.
    """
    spans = _spans(sight, event.rules)
    if event.is_end:
        begins = [span[0] for span in spans[1:]]
        spans = [
            (end, begins[at] if at < len(begins) else None)
            for at, (_, end) in enumerate(spans)
            if end is not None
        ]
    days = [sight.day_of(begin) for begin, _ in spans]
    last = {day: end for day, (_, end) in zip(days, spans, strict=True)}
    for day, (begin, _) in zip(days, spans, strict=True):
        id = f"{event.name}@{day.isoformat()}"
        yield begin, f"{id}/ended" if event.is_end else id, last[day]


def _spans(sight: Sight, names: tuple[str, ...]) -> Sequence[_Span]:
    return recalled(sight.of_item(None), names, (), partial(_walked, names))


def _walked(names: tuple[str, ...], sight: Sight) -> Sequence[_Span]:
    """Walk from one instant at which something changes to the next."""
    rules = [sight.program.rules[name] for name in names]
    spans: list[_Span] = []
    entries = iter(sorted(set(sight.instants())))
    instant = following = next(entries, None)
    begun: datetime | None = None
    while instant is not None and instant <= sight.now:
        then = sight.at(instant)
        held = any(is_held(then, rule) is True for rule in rules)
        if held and begun is None:
            begun = instant
        elif begun is not None and not held:
            spans.append((begun, instant))
            begun = None
        while following is not None and following <= instant:
            following = next(entries, None)
        instant = following
        if then.review is not None and (instant is None or then.review < instant):
            instant = then.review
    if instant is not None:
        sight.note(instant)
    if begun is not None:
        spans.append((begun, None))
    return spans
