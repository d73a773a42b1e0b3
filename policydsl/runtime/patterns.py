"""Which acts a norm is about."""

from collections.abc import Callable
from operator import ge, gt, le, lt

from policydsl.runtime.case import ActDone, Count
from policydsl.runtime.forms import RECIPIENT, Act, HowMany, Names, Pattern


def matches(
    pattern: Pattern, act: Act | ActDone, rule: str | None, kind: str | None
) -> bool:
    """Return whether an act is of the pattern; what it does not say matches.

    ``kind``: which party it is addressed to.
    """
    if pattern.verbs is not None and act.verb not in pattern.verbs:
        return False
    if pattern.rules is not None and rule not in pattern.rules:
        return False
    channels = pattern.channels
    if channels is not None and act.channels and channels.isdisjoint(act.channels):
        return False
    return (
        _may_be(kind, pattern.to)
        and _may_be(act.purpose, pattern.purposes)
        and _may_be(act.matter, pattern.matters)
        and _may_be(act.actor, pattern.actors)
        and _may_be(act.disclosing, pattern.disclosing)
        and (pattern.items is None or _may_be(_item_kind(act), pattern.items))
        and (pattern.count is None or _compares(act.count, pattern.count) is not False)
    )


def says(pattern: Pattern, act: Act, rule: str | None, kind: str | None) -> bool | None:
    """Return whether an act says that it is of the pattern; ``None``: it is silent."""
    if not matches(pattern, act, rule, kind):
        return False
    stated = (
        (kind, pattern.to),
        (act.purpose, pattern.purposes),
        (act.matter, pattern.matters),
        (act.actor, pattern.actors),
        (act.disclosing, pattern.disclosing),
        (act.item_kind, pattern.items),
        (act.count, pattern.count),
    )
    if any(value is None and wanted is not None for value, wanted in stated):
        return None
    if pattern.channels is None:
        return True
    is_within = bool(act.channels) and pattern.channels.issuperset(act.channels)
    return True if is_within else None


def _item_kind(act: Act | ActDone) -> str | None:
    """Return which kind of item an act says that it is about."""
    return act.item_kind if isinstance(act, Act) else None


_COMPARED: dict[str, Callable[[int, int], bool]] = {
    "at_least": ge,
    "at_most": le,
    "less_than": lt,
    "more_than": gt,
}


def _compares(said: Count | None, wanted: HowMany) -> bool | None:
    if said is None:
        return None
    compare = _COMPARED[wanted.comparison]
    is_so = compare(said.number, wanted.value.number)
    return said.unit == wanted.value.unit and is_so


def _may_be(said: str | None, wanted: Names | None) -> bool:
    return wanted is None or said is None or said in wanted


def is_one_of(
    person: str | None, kind: str | None, wanted: Names | None, recipient: str | None
) -> bool:
    """Return whether a person is meant, where the recipient of an act may be.

    ``kind``: which party the person is.
    """
    if wanted is None:
        return True
    if person is None:
        return False
    return kind in wanted or (person == recipient and RECIPIENT in wanted)
