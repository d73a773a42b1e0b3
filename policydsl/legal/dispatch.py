"""What is known of the moment at which an act of a policy is done.

An act is done only while it is due, and everything that makes it due is asked again
then. So all of this holds at that moment, however late the act is and whatever
happened since it came due.
"""

from collections.abc import Iterator

from attrs import evolve, frozen

from policydsl.legal import moments
from policydsl.legal.atoms import of_rule
from policydsl.legal.conditions import Reader
from policydsl.legal.formula import (
    TRUE,
    Formula,
    all_of,
    any_of,
    both,
    no,
)
from policydsl.runtime.durations import Duration, Unit
from policydsl.semantics import core
from policydsl.semantics.bounds import night_of
from policydsl.semantics.patterns import matches

AT_LEAST, AT_MOST = core.Comparison.AT_LEAST, core.Comparison.AT_MOST


@frozen
class Planned:
    """An act of a rule, in one of the ways in which it may be done.

    ``is_instead``: it is done because another act of the rule failed or lapsed.
    """

    rule: core.Rule
    act: core.Act
    is_instead: bool = False

    def through(self, channels: tuple[str, ...]) -> "Planned":
        """Return it done through these channels."""
        return evolve(self, act=evolve(self.act, channels=channels))


def acts_of(rule: core.Rule) -> Iterator[Planned]:
    """Yield the act of a rule, and the one that is done instead of it."""
    if rule.act is not None:
        yield Planned(rule, rule.act)
    if rule.otherwise is not None:
        yield Planned(rule, rule.otherwise, is_instead=True)


@frozen
class Clause:
    """What one clause of a policy says of each moment at which an act is due."""

    words: str
    holds: Formula


def is_due(policy: core.Policy, one: Planned, reader: Reader) -> Formula:
    """Return what holds whenever an act is due."""
    return all_of(clause.holds for clause in clauses(policy, one, reader))


def clauses(policy: core.Policy, one: Planned, reader: Reader) -> Iterator[Clause]:
    """Yield what holds whenever an act is due, clause by clause."""
    yield Clause(one.rule.words, _is_open(policy, one, reader))
    yield Clause(one.rule.words, _is_triggered(one, reader))
    yield from _guards(one, reader)
    for need in one.act.requirements:
        yield Clause(need.words, reader.read(need.permission).yes)
    yield from _not_forbidden(policy, one, reader)
    yield from _within_hours(policy, one, reader)


def applies(guards: tuple[core.Guard, ...], reader: Reader) -> Formula:
    """Return when a norm applies: what is unknown falls on its side."""
    return no(any_of(_fails(guard, reader) for guard in guards))


def _fails(guard: core.Guard, reader: Reader) -> Formula:
    read = reader.read(guard.condition)
    return read.no if guard.wanted else read.yes


def _is_open(policy: core.Policy, one: Planned, reader: Reader) -> Formula:
    """The case is not closed, unless the act answers the event that closes it."""
    trigger = one.rule.trigger
    if isinstance(trigger, core.When) or not policy.closes_at:
        return TRUE
    return reader.read(core.Occurred(policy.closes_at)).no


def _is_triggered(one: Planned, reader: Reader) -> Formula:
    match one.rule.trigger:
        case core.After(delay, clock, roll):
            usable = reader.usable(clock)
            if roll is not None:
                return usable
            reached = reader.value(clock, AT_LEAST, delay)
            return both(usable, reached, _not_too_late(one, clock, delay, reader))
        case core.AfterEach(points, clock):
            reached = any_of(reader.value(clock, AT_LEAST, point) for point in points)
            return both(reader.usable(clock), reached)
        case core.Every(_, first, last, clock):
            reached = reader.value(clock, AT_LEAST, first)
            end: Formula = TRUE
            if last is not None:
                end = _not_too_late(one, clock, last, reader)
            return both(reader.usable(clock), reached, end)
        case core.When(events) if not of_rule(events):
            return reader.read(core.Occurred(events)).yes
        case _:
            return TRUE


def _not_too_late(
    one: Planned, clock: core.ClockRef, point: Duration, reader: Reader
) -> Formula:
    """Return up to which value of the clock the act may be done, if days say so.

    A clock that is frozen stands still while the act grows late, so that its value
    is lower then, never higher.
    """
    late = one.rule.late
    if one.is_instead or late is None:
        return TRUE
    if late.unit is not Unit.DAY or point.unit is not Unit.DAY:
        return TRUE
    if one.rule.also_for_running_cases:
        return TRUE
    last = Duration(point.amount + late.amount, Unit.DAY)
    return reader.value(clock, AT_MOST, last)


def _guards(one: Planned, reader: Reader) -> Iterator[Clause]:
    """Yield the conditions of the rule; an act done instead does not ask them."""
    if one.is_instead:
        return
    for guard in one.rule.guards:
        read = reader.read(guard.condition)
        yield Clause(guard.words, read.yes if guard.wanted else read.no)


def _not_forbidden(
    policy: core.Policy, one: Planned, reader: Reader
) -> Iterator[Clause]:
    for norm in policy.forbids:
        if matches(norm.pattern, one.act, one.rule.name, one.act.audience):
            yield Clause(norm.words, no(applies(norm.guards, reader)))


def _within_hours(
    policy: core.Policy, one: Planned, reader: Reader
) -> Iterator[Clause]:
    if not one.is_instead:
        night = night_of(one.rule.bounds)
        for bound in one.rule.bounds:
            opened = moments.is_open(bound, night, reader, one.act.length)
            yield Clause(bound.words, opened or TRUE)
    for limit in limits_of(policy, one):
        free = no(applies(limit.guards, reader))
        night = night_of(limit.bounds)
        for bound in limit.bounds:
            opened = moments.is_open(bound, night, reader, one.act.length)
            if opened is not None:
                yield Clause(limit.words, any_of((free, opened)))


def limits_of(policy: core.Policy, one: Planned) -> Iterator[core.Limit]:
    """Yield the limits of a policy that an act keeps."""
    for limit in policy.limits:
        if matches(limit.pattern, one.act, one.rule.name, one.act.audience):
            yield limit
