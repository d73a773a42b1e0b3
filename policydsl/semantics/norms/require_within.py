"""``require offer plan to borrower within 20 days after hardship reported``."""

from policydsl.semantics import core
from policydsl.semantics.lowering import quantities
from policydsl.semantics.lowering.acts import pattern
from policydsl.semantics.lowering.events import events
from policydsl.semantics.lowering.setting import Position, Setting
from policydsl.semantics.norms.target import words
from policydsl.syntax import ast

# The event comes before the act, so there is no recipient yet.
_NO_ACT = Position()


def lower(node: ast.RequireWithin, clause: str, setting: Setting) -> core.RequireWithin:
    """Return that an act must follow an event in time."""
    return core.RequireWithin(
        clause=clause,
        words=words(node, setting),
        pattern=pattern(node.act, setting),
        duration=quantities.duration(node.duration, setting),
        events=events((node.event,), setting, _NO_ACT),
        node=node,
    )
