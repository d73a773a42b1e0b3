"""Measures: whether they are held, and when that began and ended.

A measure is held while its condition holds, nothing forbids it, and of its stages no
worse one is held; and while the policy is in force. What was held before was held by
the version that was in force then.
"""

from attrs import evolve

from policydsl.semantics import core
from policydsl.semantics.past import (
    in_force,
    latest,
    note_versions,
    under_version_of,
)
from policydsl.semantics.patterns import applies
from policydsl.semantics.view import Context, Episode, View


def is_held(seen: View, rule: core.Rule) -> bool | None:
    """Return whether the measures of a rule are held; unknown is not held."""
    seen = seen.of_item(None)
    key = ("held", rule.name)
    if key not in seen.memo:
        seen.memo[key] = None  # what hangs on itself is unknown
        seen.memo[key] = _as_in_force(seen, rule)
    result: bool | None = seen.memo[key]
    return result


def _as_in_force(seen: View, rule: core.Rule) -> bool | None:
    """Return whether measures are held by the version that is in force."""
    note_versions(seen)
    then = latest(seen, seen.now)
    if then is None:
        return False
    if then.policy is not None:
        over = in_force(then, then.policy)[1]
        if over is not None and over <= seen.now:
            return False
    if then is seen or seen.policy is None:
        return _is_held(seen, rule)
    view = under_version_of(seen, then)
    now = seen.policy.former_names
    same = [
        one for one in view.rules.values() if now.get(one.name, one.name) == rule.name
    ]
    found = [is_held(view, one) for one in same if one.measures]
    for instant in view.horizon:
        seen.note(instant)
    return True if True in found else None if None in found else False


def _is_held(seen: View, rule: core.Rule) -> bool | None:
    assert isinstance(rule.trigger, core.While)
    context = Context(rule=rule.name)
    parts = [rule.trigger.condition]
    parts += [g.condition if g.wanted else core.Not(g.condition) for g in rule.guards]
    own = seen.readers.holds(seen, core.AllOf(tuple(parts)), context)
    if own is False or _is_forbidden(seen, rule):
        return False
    if any(is_held(seen, seen.rules[name]) is True for name in rule.above):
        return False
    return own


def _is_forbidden(seen: View, rule: core.Rule) -> bool:
    return any(
        norm.pattern.rules is not None
        and rule.name in norm.pattern.rules
        and applies(seen, norm.guards, Context(rule=rule.name))
        for norm in seen.forbids
    )


def held_episodes(seen: View, rules: tuple[str, ...]) -> tuple[Episode, ...]:
    """Return when the measures of one of these rules were held, in order."""
    seen = seen.of_item(None)
    key = ("held", rules)
    if key not in seen.memo:
        seen.memo[key] = ()
        seen.memo[key] = tuple(_while_held(seen, rules))
    result: tuple[Episode, ...] = seen.memo[key]
    return result


def _while_held(seen: View, rules: tuple[str, ...]) -> list[Episode]:
    """Walk through time, from one instant at which something changes to the next."""
    found: list[Episode] = []
    upcoming = sorted({entry.at for entry in seen.entries})
    if not upcoming:
        return found  # of a case of which nothing is known, nothing has begun
    instant = upcoming[0]
    while instant <= seen.now:
        then = seen.at(instant)
        is_one_held = any(is_held(then, seen.rules[name]) is True for name in rules)
        runs = bool(found) and found[-1].ended is None
        if runs and not is_one_held:
            found[-1] = evolve(found[-1], ended=instant)
        elif is_one_held and not runs:
            day = then.today
            found.append(Episode(day.isoformat(), day, instant, None))
        later = [t for t in (*upcoming, *then.horizon) if t > instant]
        if not later:
            return found
        instant = min(later)
    seen.note(instant)
    return found
