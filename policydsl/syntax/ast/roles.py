"""What an act says: its channels, purpose, number of people, and what is in hand."""

from attrs import frozen

from policydsl.syntax.ast.basic import (
    Comparison,
    Duration,
    Joined,
    Node,
    Quantity,
    Term,
    Time,
)


@frozen
class Channels(Node):
    """``by app and sms``: through both; ``by email or letter``: the first usable.

    One channel is joined by ``AND``.
    """

    channels: tuple[Term, ...]
    joined: Joined = Joined.AND


@frozen
class Disclosing(Node):
    """``disclosing nothing``; in a norm compared: ``disclosing more than caller``."""

    level: Term
    comparison: Comparison | None = None


@frozen
class HowMany(Node):
    """``with 2 visitors``; in a norm compared: ``with more than 2 visitors``."""

    quantity: Quantity
    comparison: Comparison | None = None


@frozen
class WithPermission(Node):
    """``with approval of manager valid 30 days``."""

    permission: Term
    of: Term | None = None
    given_to: Term | None = None
    valid: Duration | None = None


@frozen
class Roles(Node):
    """What an act says beside its verb and audience; unstated is any value.

    ``length``: it takes so long at most; ``ending``: at that time it is over.
    """

    channels: Channels | None = None
    purpose: Term | None = None
    matter: Term | None = None
    actor: Term | None = None
    disclosing: Disclosing | None = None
    count: HowMany | None = None
    effective: tuple[Term, ...] = ()
    item: Term | None = None
    length: Duration | None = None
    ending: Time | None = None
