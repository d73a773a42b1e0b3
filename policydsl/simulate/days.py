"""The days of a case: what a policy did, put off, held back and let go."""

from datetime import date
from functools import partial
from itertools import groupby

from attrs import frozen

from policydsl.runtime.case import ActDone, Case
from policydsl.runtime.decision import Decision
from policydsl.runtime.zones import local_date
from policydsl.scenario.play import Decide, Played, Record, play
from policydsl.scenario.story import Answer, Story
from policydsl.scenario.versions import named_now
from policydsl.semantics import core
from policydsl.semantics.conditions import look_by
from policydsl.semantics.episodes import running
from policydsl.semantics.past import latest
from policydsl.semantics.pauses import pauses_of
from policydsl.semantics.standstill import days_shown
from policydsl.semantics.view import View


@frozen
class Day:
    """One civil day of the case.

    ``ages``: the clocks that ran when the day was last looked at, and how many
    days old they were; by name. ``decision``: the last one up to its end.
    """

    day: date
    records: tuple[Record, ...]
    ages: tuple[tuple[str, int], ...]
    decision: Decision


@frozen
class Simulation:
    """Every day on which the policy was asked about the case, in order."""

    policy: core.Policy
    first: date
    last: date
    days: tuple[Day, ...]
    played: Played

    @property
    def case(self) -> Case:
        """The case at the end."""
        return self.played.case

    @property
    def decision(self) -> Decision:
        """The last decision."""
        return self.played.decisions[-1]


def simulate(
    policy: core.Policy,
    case: Case,
    first: date | None = None,
    last: date | None = None,
    *,
    decide: Decide | None = None,
    answers: tuple[Answer, ...] = (),
) -> Simulation:
    """Play a case through a policy, from the first day up to the last.

    Without ``first`` and ``last`` these are the days of the first and of the last
    entry of the history. If the history tells of acts, then it tells of all that were
    done up to its last entry; else, and after it, whatever is due is done at once,
    and ``answers`` say what becomes of it.

    Raises:
        ValueError: If the last day is before the first, if the history is empty and
            a day is left open, or if no calendar reaches to the first day.
    """
    first, last = _span(policy, case, first, last)
    if decide is None:
        # Loaded late: a compiled policy is simulated without the interpreter.
        from policydsl.semantics.evaluate import decide as interpret

        decide = partial(interpret, policy)
    decide = named_now(policy, decide)
    history = sorted(case.history, key=lambda entry: (entry.recorded, entry.id))
    story = Story(tuple(history), answers, (), ())
    # A history without any act tells what happened, and not what was done.
    is_told = any(isinstance(entry, ActDone) for entry in history)
    told_until = history[-1].recorded if is_told else None
    zone = case.zone or policy.zone
    played = play(story, decide, case, zone, (first, last), told_until)
    if not played.decisions:
        raise ValueError(played.stopped or "the case is never looked at")
    return Simulation(policy, first, last, _days(policy, played), played)


def view(policy: core.Policy, case: Case, decision: Decision) -> View:
    """Return what is known of a case at the instant of a decision."""
    whole = look_by(policy, case, decision.at)
    return latest(whole, whole.now) or whole


def _span(
    policy: core.Policy, case: Case, first: date | None, last: date | None
) -> tuple[date, date]:
    zone = case.zone or policy.zone
    days = [local_date(entry.recorded, zone) for entry in case.history]
    if not days and (first is None or last is None):
        raise ValueError(
            "the case has no history to take the days from; "
            "say the first day and the last day"
        )
    begin = first if first is not None else min(days)
    end = last if last is not None else max([*days, begin])
    if end < begin:
        raise ValueError(f"the last day, {end}, is before the first, {begin}")
    return begin, end


def _days(policy: core.Policy, played: Played) -> tuple[Day, ...]:
    def day_of(decision: Decision) -> date:
        return local_date(decision.at, played.zone)

    by_day: dict[date, list[Record]] = {}
    for record in sorted(played.records, key=lambda one: one.at):
        by_day.setdefault(record.day, []).append(record)
    found = []
    for day, decisions in groupby(played.decisions, day_of):
        *_, last = decisions
        seen = view(policy, played.case, last)
        ages = tuple(
            (name, days_shown(episode.start, seen.today, pauses_of(seen, name)))
            for name in seen.clocks
            if (episode := running(seen, name)) is not None
        )
        found.append(Day(day, tuple(by_day.get(day, ())), ages, last))
    return tuple(found)
