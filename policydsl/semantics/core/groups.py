"""Groups of rules: what their order means is in the rules and limits made of them."""

from attrs import field, frozen

from policydsl.syntax import ast


@frozen
class Stages:
    """Rules that hold measures; of these only the first that can be held is held."""

    name: str
    rules: tuple[str, ...]
    node: ast.Stages = field(eq=False, repr=False)


@frozen
class Ladder:
    """Rules that act in this order, each after the one before, one a day at most."""

    name: str
    rules: tuple[str, ...]
    node: ast.Ladder = field(eq=False, repr=False)
