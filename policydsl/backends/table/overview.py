"""The ladder at a glance: one short line for each rule."""

from policydsl.backends.table.ladder import in_order
from policydsl.backends.table.model import Group, Row, Table, items
from policydsl.backends.table.rungs import rung
from policydsl.backends.table.setting import Setting
from policydsl.semantics import core

COLUMNS = (
    ("when", "when"),
    ("what", "what"),
    ("who", "who"),
    ("how", "how"),
    ("permission", "needs"),
    ("condition", "needs"),
)


def table(setting: Setting) -> Table:
    """Return the short table; what it leaves out is in the ladder."""
    rows = tuple(_row(setting, rule) for rules in in_order(setting) for rule in rules)
    return Table(
        "overview",
        setting.say("overview.title"),
        (),
        setting.columns("overview", COLUMNS),
        {
            block: setting.say(f"overview.blocks.{block}")
            for block in dict.fromkeys(block for _, block in COLUMNS)
        },
        (Group(None, (), rows),) if rows else (),
        setting.say("ladder.empty"),
    )


def _row(setting: Setting, rule: core.Rule) -> Row:
    whole = rung(setting, rule, (), ())
    when = items(setting.phrase(rule.node.trigger))
    cells = {key: whole.cell(key) for key, _ in COLUMNS}
    return Row({**cells, "when": when})
