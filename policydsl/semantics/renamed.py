"""What was done under the name that a rule had before."""

from collections.abc import Mapping
from dataclasses import replace

from policydsl.runtime.case import ActDone, AnyEntry, Case, PermissionChange
from policydsl.semantics import core


def as_named_now(case: Case, rules: Mapping[str, core.Rule]) -> Case:
    """Return a case in which each rule was always called what it is called now."""
    now = {rule.formerly: name for name, rule in rules.items() if rule.formerly}
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
            return f"{case}/{name}/{occurrence.removeprefix(begin)}"
    return occurrence
