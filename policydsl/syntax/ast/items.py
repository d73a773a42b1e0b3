"""Items of a case, such as its instalments: which one, and the earliest of them."""

from attrs import frozen

from policydsl.syntax.ast.basic import Node, Term, Text


@frozen
class TheEarliest(Node):
    """``the earliest late``: the start of whichever item's clock began first."""

    clock: Term


@frozen
class OfItem(Node):
    """``of instalment "I1"``: one item of a case, in a scenario."""

    item: Term
    id: Text
