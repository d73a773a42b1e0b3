"""Groups of rules: exclusive stages, and ladders."""

from attrs import frozen

from policydsl.syntax.ast.basic import Name, Node, Term


@frozen
class Stages(Node):
    """``stages account: cancellation, blocking, warning``; most severe first."""

    name: Name
    rules: tuple[Term, ...]


@frozen
class Ladder(Node):
    """``ladder reminders: first_reminder, final_letter``; in this order."""

    name: Name
    rules: tuple[Term, ...]


Group = Stages | Ladder
