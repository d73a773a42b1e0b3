"""Which acts a norm is about, and when it applies."""

from policydsl.runtime.case import ActDone, Count
from policydsl.semantics import core
from policydsl.semantics.view import Context, View


def matches(
    pattern: core.Pattern,
    act: core.Act | ActDone,
    rule: str | None,
    kind: str | None,
) -> bool:
    """Return whether an act, of a rule or of nobody's, is of the pattern.

    What the act does not say may be anything, and so matches. ``kind``: which party
    it is addressed to.
    """
    return (
        (pattern.verbs is None or act.verb in pattern.verbs)
        and (pattern.rules is None or rule in pattern.rules)
        and _is_one_of(kind, pattern.audiences)
        and _is_one_of(act.purpose, pattern.purposes)
        and _is_one_of(act.matter, pattern.matters)
        and _is_one_of(act.actor, pattern.actors)
        and _is_one_of(act.disclosing, pattern.disclosing)
        and _is_one_of(_item_kind(act), pattern.items)
        and is_so_many(act.count, pattern.count) is not False
        and (
            pattern.channels is None
            or not act.channels
            or any(channel in pattern.channels for channel in act.channels)
        )
    )


def says(
    pattern: core.Pattern,
    act: core.Act | ActDone,
    rule: str | None,
    kind: str | None,
) -> bool | None:
    """Return whether an act says that it is of the pattern.

    What it does not say may be anything, so then nobody knows.
    """
    if not matches(pattern, act, rule, kind):
        return False
    silent = (
        (pattern.audiences is not None and kind is None)
        or (pattern.purposes is not None and act.purpose is None)
        or (pattern.matters is not None and act.matter is None)
        or (pattern.actors is not None and act.actor is None)
        or (pattern.disclosing is not None and act.disclosing is None)
        or (pattern.items is not None and _item_kind(act) is None)
        or is_so_many(act.count, pattern.count) is None
        or (
            pattern.channels is not None
            and not (act.channels and set(act.channels) <= pattern.channels)
        )
    )
    return None if silent else True


def _item_kind(act: core.Act | ActDone) -> str | None:
    """What was done tells of which item, and not of what kind it is."""
    return act.item_kind if isinstance(act, core.Act) else None


def is_so_many(said: Count | None, wanted: core.HowMany | None) -> bool | None:
    """Compare a number; ``None`` if the act does not say how many."""
    if wanted is None:
        return True
    if said is None:
        return None
    if said.unit != wanted.value.unit:
        return False
    number, limit = said.number, wanted.value.number
    match wanted.comparison:
        case core.Comparison.AT_LEAST:
            return number >= limit
        case core.Comparison.AT_MOST:
            return number <= limit
        case core.Comparison.LESS_THAN:
            return number < limit
        case core.Comparison.MORE_THAN:
            return number > limit


def _is_one_of(said: str | None, wanted: frozenset[str] | None) -> bool:
    return wanted is None or said is None or said in wanted


def applies(seen: View, guards: tuple[core.Guard, ...], context: Context) -> bool:
    """Return whether a norm applies: what is unknown falls on its side."""
    for guard in guards:
        value = seen.readers.holds(seen, guard.condition, context)
        if value is (not guard.wanted):
            return False
    return True
