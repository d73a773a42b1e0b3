"""The episodes of a `since`, and those of the clock on which a rule acts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from policydsl.runtime.case import ActDone
from policydsl.runtime.episodes import (
    Episode,
    episodes,
    episodes_from_date,
    happened,
)
from policydsl.runtime.forms import RECIPIENT, ClockRef, Fact, Names, RuleBecame, Since
from policydsl.runtime.program import Rule
from policydsl.runtime.recalling import recalled
from policydsl.runtime.sight import Sight


def since_episodes(
    sight: Sight, since: Since, recipient: str | None = None
) -> Sequence[Episode]:
    """Return the episodes of a `since`: each event ends the one before.

    What counts from the act of a rule ends with the episode in which it acted.
    ``recipient``: whom the act is addressed to that is asked about.
    """
    none: Sequence[Episode] = ()
    if recipient is not None and _names_recipient(since):
        key = (since, recipient)
        return recalled(sight, key, none, partial(_since_episodes, since, recipient))
    return recalled(sight, since, none, partial(_since_episodes, since, None))


def _names_recipient(since: Since) -> bool:
    if isinstance(since.start, Fact):
        return False
    named = (
        getattr(one, "by", None) or getattr(one, "of", None) for one in since.start
    )
    return any(names is not None and RECIPIENT in names for names in named)


def _since_episodes(
    since: Since, recipient: str | None, sight: Sight
) -> Sequence[Episode]:
    if isinstance(since.start, Fact):
        return episodes_from_date(sight, since.start, ())
    found: list[Episode] = []
    begun = happened(sight, since.start, recipient)
    is_of_rule = any(isinstance(event, RuleBecame) for event in since.start)
    for number, one in enumerate(begun):
        end = begun[number + 1].at if number + 1 < len(begun) else None
        if is_of_rule and one.act is not None:
            of_act = _end_of_act(sight, one.at, one.act)
            if of_act is not None and (end is None or of_act < end):
                end = of_act
        ends = None if one.fate is None else one.fate.ends
        if ends is not None and (end is None or ends < end):
            end = ends
        found.append(Episode(one.id, sight.day_of(one.at), one.at, end))
    return found


def _end_of_act(sight: Sight, at: datetime, act: ActDone) -> datetime | None:
    rule = sight.program.rules.get(act.rule or "")
    of_rule = rule_episodes(sight, rule) if rule is not None else None
    if rule is None or of_rule is None:
        return None
    acted_in = _episode_of(sight, rule, act, of_rule)
    return at if acted_in is None else acted_in.ended


def rule_episodes(sight: Sight, rule: Rule) -> Sequence[Episode] | None:
    """Return the episodes of the clock of a rule; ``None`` if it has no clock."""
    clock = rule.clock
    if clock is None:
        return None
    sight = sight.of_item(None)
    if isinstance(clock, str):
        items = sight.program.clocks[clock].items
        return _of_clock(sight, clock) if items is None else _each(sight, clock, items)
    if clock.items is None:
        return since_episodes(sight, clock)
    return _each(sight, clock, clock.items)


def _of_clock(sight: Sight, clock: ClockRef) -> Sequence[Episode]:
    if isinstance(clock, str):
        return episodes(sight, clock)
    return since_episodes(sight, clock)


def _each(sight: Sight, clock: ClockRef, items: Names) -> Sequence[Episode]:
    """Return the episodes of the clocks of all items; their keys name the item."""
    none: Sequence[Episode] = ()
    key = ("of items", clock)
    return recalled(sight, key, none, partial(_of_items, clock, items))


def _of_items(clock: ClockRef, items: Names, sight: Sight) -> Sequence[Episode]:
    return [
        replace(run, key=f"{run.key}/{item}", item=item)
        for item in sight.items(items)
        for run in _of_clock(sight.of_item(item), clock)
    ]


def _episode_of(
    sight: Sight, rule: Rule, act: ActDone, of_rule: Sequence[Episode]
) -> Episode | None:
    """Return the episode in which a rule acted; none if it has vanished."""
    if act.occurrence is None:  # recorded by hand as the rule's act
        return next((e for e in reversed(of_rule) if e.runs_at(act.at)), None)
    begin = f"{sight.case.id}/{rule.name}/"
    if not act.occurrence.startswith(begin):
        return None
    rest = act.occurrence[len(begin) :]
    return next((e for e in reversed(of_rule) if rest.startswith(f"{e.key}/")), None)
