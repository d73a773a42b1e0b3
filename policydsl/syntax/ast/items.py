"""Items of a case, such as its instalments: which one, and all of them together."""

from attrs import frozen

from policydsl.syntax.ast.basic import Comparison, Money, Node, Quantity, Term, Text


@frozen
class TheEarliest(Node):
    """``the earliest late``: the start of whichever item's clock began first."""

    clock: Term


@frozen
class OfItem(Node):
    """``of instalment "I1"``: one item of a case, in a scenario."""

    item: Term
    id: Text


@frozen
class ItemsRun(Node):
    """``at least 2 instalments late``: of so many items the clock runs."""

    comparison: Comparison
    number: int
    item: Term
    clock: Term


@frozen
class TotalCompares(Node):
    """``total open amount late at least 5000 CNY``: a fact, added up over the items.

    ``clock``: only over the items whose clock runs.
    """

    fact: Term
    clock: Term | None
    comparison: Comparison
    quantity: Money | Quantity


OfItems = ItemsRun | TotalCompares
