"""When versions of a policy are in force, and how a case looks to an earlier one."""

from datetime import datetime, timedelta

from attrs import evolve

from policydsl.semantics import core
from policydsl.semantics.view import View


def in_force(seen: View, policy: core.Policy) -> tuple[datetime, datetime | None]:
    """Return from when on a policy is in force, and from when on no longer."""
    begin = seen.start_of_day(policy.in_force_from)
    until = policy.in_force_until
    if until is None:
        return begin, None
    return begin, seen.start_of_day(until + timedelta(days=1))


def begin_of(seen: View, policy: core.Policy, rule: core.Rule) -> datetime:
    """Return from when on a rule belongs to a policy: in this version, or before."""
    return seen.start_of_day(policy.since.get(rule.name, policy.in_force_from))


def latest(seen: View, instant: datetime) -> View | None:
    """Return the view of the last version that had begun at an instant, if one had.

    It is looked at from the instant from which its policy was looked at last.
    """
    if seen.policy is None:
        return seen
    for view in (seen, *reversed(seen.past)):
        assert view.policy is not None
        if in_force(view, view.policy)[0] <= instant:
            return view
    return None


def under_version_of(seen: View, then: View) -> View:
    """Return what ``seen`` sees at its instant, as another version looks at it."""
    ids = {entry.id for entry in seen.entries}
    at = then.at(seen.now)
    return evolve(at, entries=tuple(e for e in at.entries if e.id in ids))


def note_versions(seen: View) -> None:
    """Remember when the version that is in force changes."""
    if seen.policy is None:
        return
    for view in (*seen.past, seen):
        assert view.policy is not None
        for instant in in_force(view, view.policy):
            if instant is not None:
                seen.note(instant)
    if seen.policy.next_from is not None:
        seen.note_day(seen.policy.next_from)
