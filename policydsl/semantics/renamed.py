"""What was done under the name that a rule had before."""

from collections.abc import Mapping
from dataclasses import replace

from policydsl.runtime.case import ActDone, AnyEntry, Case, PermissionChange


def as_named_now(case: Case, now: Mapping[str, str]) -> Case:
    """Return a case in which each rule was always called what it is called now.

    ``now`` gives its name, by each that it had before.
    """
    if not now:
        return case
    history = tuple(_renamed(entry, case.id, now) for entry in case.history)
    return replace(case, history=history)


def _renamed(entry: AnyEntry, case: str, now: Mapping[str, str]) -> AnyEntry:
    match entry:
        case ActDone(rule=rule, occurrence=occurrence):
            name = rule if rule is None else now.get(rule, rule)
            return replace(entry, rule=name, occurrence=_of(occurrence, case, now))
        case PermissionChange(occurrence=occurrence):
            return replace(entry, occurrence=_of(occurrence, case, now))
        case _:
            return entry


def _of(occurrence: str | None, case: str, now: Mapping[str, str]) -> str | None:
    for before, name in now.items():
        begin = f"{case}/{before}/"
        if occurrence is not None and occurrence.startswith(begin):
            occurrence = f"{case}/{name}/{occurrence.removeprefix(begin)}"
            break
    return _keyed(occurrence, now)


def _keyed(occurrence: str | None, now: Mapping[str, str]) -> str | None:
    """Rename the rule of which the key says that it became something: `RULE@DAY`."""
    if occurrence is None or occurrence.count("/") < 2:
        return occurrence
    case, rule, key = occurrence.split("/", 2)
    before, sign, rest = key.partition("@")
    if not sign or before not in now:
        return occurrence
    return f"{case}/{rule}/{now[before]}@{rest}"
