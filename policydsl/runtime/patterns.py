"""Which acts a norm is about."""

from policydsl.runtime.case import ActDone
from policydsl.runtime.forms import RECIPIENT, Act, Names, Pattern


def matches(pattern: Pattern, act: Act | ActDone, rule: str | None) -> bool:
    """Return whether an act is of the pattern; what it does not say matches."""
    if pattern.verbs is not None and act.verb not in pattern.verbs:
        return False
    if pattern.rules is not None and rule not in pattern.rules:
        return False
    channels = pattern.channels
    if channels is not None and act.channels and channels.isdisjoint(act.channels):
        return False
    return (
        _may_be(act.audience, pattern.to)
        and _may_be(act.purpose, pattern.purposes)
        and _may_be(act.matter, pattern.matters)
        and _may_be(act.actor, pattern.actors)
        and _may_be(act.disclosing, pattern.disclosing)
    )


def says(pattern: Pattern, act: Act, rule: str | None) -> bool | None:
    """Return whether an act says that it is of the pattern; ``None``: it is silent."""
    if not matches(pattern, act, rule):
        return False
    stated = (
        (act.audience, pattern.to),
        (act.purpose, pattern.purposes),
        (act.matter, pattern.matters),
        (act.actor, pattern.actors),
        (act.disclosing, pattern.disclosing),
    )
    if any(value is None and wanted is not None for value, wanted in stated):
        return None
    if pattern.channels is None:
        return True
    is_within = bool(act.channels) and pattern.channels.issuperset(act.channels)
    return True if is_within else None


def _may_be(said: str | None, wanted: Names | None) -> bool:
    return wanted is None or said is None or said in wanted


def is_one_of(party: str | None, wanted: Names | None, recipient: str | None) -> bool:
    """Return whether a party is meant, where the recipient of an act may be."""
    if wanted is None:
        return True
    if party is None:
        return False
    return party in wanted or (party == recipient and RECIPIENT in wanted)
