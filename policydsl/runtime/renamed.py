"""The names that rules had before, in what was done then."""

from collections.abc import Mapping
from dataclasses import replace

from policydsl.runtime.case import ActDone, AnyEntry, PermissionChange


def renamed(entry: AnyEntry, case_id: str, formerly: Mapping[str, str]) -> AnyEntry:
    """Return an entry with the rule called as it is now.

    ``formerly`` gives its name of now, by the one that it had.
    """
    if isinstance(entry, ActDone) and entry.rule is not None:
        entry = replace(entry, rule=formerly.get(entry.rule, entry.rule))
    if not isinstance(entry, ActDone | PermissionChange) or entry.occurrence is None:
        return entry
    return replace(entry, occurrence=renamed_id(entry.occurrence, case_id, formerly))


def renamed_id(occurrence: str, case_id: str, formerly: Mapping[str, str]) -> str:
    """Return the id of an occurrence with the rule called as it is now."""
    own = f"{case_id}/"
    if not occurrence.startswith(own):
        return occurrence
    rule, slash, rest = occurrence[len(own) :].partition("/")
    if not slash:
        return occurrence
    # What becomes of a rule is `RULE@DAY`, where it is the key of an act.
    became, at_sign, when = rest.partition("@")
    if at_sign and became in formerly:
        rest = f"{formerly[became]}@{when}"
    return f"{own}{formerly.get(rule, rule)}/{rest}"
