"""Parts of a sentence -> nodes of the tree, by the name of the grammar's rule."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from policydsl.syntax import ast
from policydsl.syntax.builder import (
    calendars,
    conditions,
    declarations,
    headers,
    moving,
    phrases,
    rules,
    stories,
)
from policydsl.syntax.parts import Child, Part

NODES: Mapping[str, Callable[[Part], ast.Node]] = MappingProxyType(
    {
        **phrases.NODES,
        **conditions.NODES,
        **calendars.NODES,
        **declarations.NODES,
        **headers.NODES,
        **moving.NODES,
        **rules.NODES,
        **stories.NODES,
    }
)


def build(part: Part) -> Child:
    """Return the node that a rule of the grammar stands for.

    A rule that stands for no node only labels its parts.
    """
    make = NODES.get(part.label)
    return part if make is None else make(part)
