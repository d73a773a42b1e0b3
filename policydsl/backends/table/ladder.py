"""The ladder: what a policy does, by clock and day."""

from collections import Counter
from typing import assert_never

from attrs import frozen

from policydsl.backends.table.clocks import (
    clock_phrase,
    meant_events,
    notes_of_clock,
    notes_of_since,
)
from policydsl.backends.table.model import Cell, Group, Table, items
from policydsl.backends.table.places import clock_of, first_minute
from policydsl.backends.table.rungs import rung
from policydsl.backends.table.setting import Setting
from policydsl.semantics import core
from policydsl.syntax import ast

COLUMNS = (
    ("clock", None),
    ("definition", None),
    ("day", "when"),
    ("example", "when"),
    ("often", "when"),
    ("what", "what"),
    ("who", "who"),
    ("how", "who"),
    ("actor", "who"),
    ("purpose", "saying"),
    ("matter", "saying"),
    ("disclosure", "saying"),
    ("condition", "provided"),
    ("permission", "provided"),
    ("only", "provided"),
    ("until", "until"),
    ("otherwise", "until"),
    ("rule", "why"),
    ("why", "why"),
    ("cites", "why"),
)


@frozen(order=True)
class _Place:
    """Where a rule stands: its group, then its point of the clock, then its name.

    ``kind``: named clocks, then times since something, events,
    dates, states.
    """

    kind: int
    rules_of_clock: int
    clock: str
    minutes: int
    rule: str


def table(setting: Setting) -> Table:
    """Return the ladder; clocks with most rules first, rules on events after them."""
    blocks = ("when", "what", "who", "saying", "provided", "until", "why")
    return Table(
        "ladder",
        setting.say("ladder.title"),
        items(
            *(
                setting.say(f"ladder.{key}_note")
                for key in ("rule", "wait", "open", "block")
            )
        ),
        setting.columns("ladder", COLUMNS),
        {key: setting.say(f"ladder.blocks.{key}") for key in blocks},
        tuple(_group(setting, rules) for rules in in_order(setting)),
        setting.say("ladder.empty"),
    )


def in_order(setting: Setting) -> list[list[core.Rule]]:
    """Return the rules, grouped by what sets them off, in order of days."""
    rules = setting.policy.rules
    sizes = Counter(clock for rule in rules if (clock := clock_of(rule)) is not None)
    grouped: dict[tuple[int, int, str], list[core.Rule]] = {}
    for rule in sorted(rules, key=lambda rule: _place(setting, rule, sizes)):
        place = _place(setting, rule, sizes)
        key = (place.kind, place.rules_of_clock, place.clock)
        grouped.setdefault(key, []).append(rule)
    return list(grouped.values())


def _group(setting: Setting, rules: list[core.Rule]) -> Group:
    heading, notes = _heading(setting, rules[0])
    return Group(
        heading,
        notes,
        tuple(rung(setting, rule, items(heading), notes) for rule in rules),
    )


def _heading(setting: Setting, rule: core.Rule) -> tuple[str, Cell]:
    match clock_of(rule):
        case str() as name:
            said = setting.say(
                "ladder.by_clock", clock=setting.spell(name, ast.Sort.CLOCK)
            )
            notes = notes_of_clock(setting, name) + meant_events(setting, name)
            return said, notes
        case core.Since():
            node = clock_phrase(rule)
            said = setting.say("ladder.by_since", clock=setting.phrase(node))
            return said, notes_of_since(setting, node)
        case None if isinstance(rule.trigger, core.When):
            return setting.say("ladder.by_event"), ()
        case None if isinstance(rule.trigger, core.Before):
            return setting.say("ladder.by_date"), ()
        case None:
            return setting.say("ladder.by_state"), ()


def _place(setting: Setting, rule: core.Rule, sizes: Counter[core.ClockRef]) -> _Place:
    clock = clock_of(rule)
    match clock:
        case str():
            return _Place(0, -sizes[clock], clock, first_minute(rule), rule.name)
        case core.Since():
            phrase = setting.phrase(clock_phrase(rule))
            return _Place(1, 0, phrase, first_minute(rule), rule.name)
        case None:
            return _Place(_kind(rule.trigger), 0, "", 0, rule.name)
        case _:
            assert_never(clock)


def _kind(trigger: core.Trigger) -> int:
    match trigger:
        case core.When():
            return 2
        case core.Before():
            return 3
        case _:
            return 4
