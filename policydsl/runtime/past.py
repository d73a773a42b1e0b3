"""When versions of a policy are in force, and how a case looks to an earlier one."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from policydsl.runtime.known import Known
from policydsl.runtime.program import Program, Rule
from policydsl.runtime.sight import Sight

_ONE_DAY = timedelta(days=1)


def in_force(sight: Sight) -> tuple[datetime, datetime | None]:
    """Return from when on the policy is in force, and from when on no longer."""
    program = sight.program
    found = program.periods.get(sight.whereabouts)
    if found is None:
        begin = sight.start_of_day(program.in_force_from)
        until = program.in_force_until
        over = sight.start_of_day(until + _ONE_DAY) if until else None
        found = program.periods[sight.whereabouts] = (begin, over)
    return found


def begin_of(sight: Sight, rule: Rule) -> datetime:
    """Return from when on a rule belongs to the policy: in this version, or before."""
    first = sight.program.since.get(rule.name)
    return in_force(sight)[0] if first is None else sight.start_of_day(first)


def note_versions(sight: Sight) -> None:
    """Remember when the version that is in force changes."""
    begin, over = in_force(sight)
    sight.note(begin)
    if over is not None:
        sight.note(over)
    program = sight.program
    if program.next_from is not None:
        sight.note_day(program.next_from)
    if program.earlier and sight.now < begin:
        for one in _before(sight):
            for instant in in_force(one):
                if instant is not None:
                    sight.note(instant)


def at_version(sight: Sight, instant: datetime) -> Sight | None:
    """Return the sight of the last version that had begun at an instant, if any had.

    It looks from where ``sight`` looks from, and sees what that sees.
    """
    if in_force(sight)[0] <= instant:
        return sight
    for one in _before(sight):
        if in_force(one)[0] <= instant:
            return one
    return None


def adopted(program: Program, known: Known, at: datetime) -> tuple[Program, Known]:
    """Return the version that decides at an instant, and what it knows.

    Before the first is in force, that is the first.
    """
    if not program.earlier:
        return program, known
    sight = Sight(program, known, at)
    found = at_version(sight, at)
    if found is None:
        *_, found = _before(sight)
    return found.program, found.known


def _before(sight: Sight) -> Iterator[Sight]:
    """Yield the sights of the earlier versions, the latest first."""
    for program in reversed(sight.program.earlier):
        key = ("version", program.version)
        if key not in sight.memo:
            known = sight.known.named_by(program.names.formerly)
            sight.memo[key] = sight.under(program, known)
        yield sight.memo[key]
