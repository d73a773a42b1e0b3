"""Which zone counts for the days of a case and the hours of its parties."""

from collections.abc import Mapping

from attrs import field, frozen

from policydsl.semantics.core.phrases import FactRef


@frozen
class Zones:
    """``named``: the zone of the case, if no fact is known to say another one.

    ``follows``: the facts that say it; the first that is known counts. ``facts``: by
    the parties of the vocabulary, the fact that says where each of them is.
    """

    named: str
    follows: tuple[FactRef, ...] = ()
    facts: Mapping[str, str] = field(factory=dict)
