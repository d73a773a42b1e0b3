"""The engine: what a compiled policy says about a case at an instant."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from policydsl.runtime.bounds import Taken
from policydsl.runtime.case import ActDone, Case
from policydsl.runtime.conditions import has_evidence
from policydsl.runtime.decision import (
    Cause,
    Decision,
    Held,
    PlannedAct,
    Reason,
    Regret,
    State,
)
from policydsl.runtime.episodes import Happened, happened
from policydsl.runtime.facts import value_of
from policydsl.runtime.fitting import fitted
from policydsl.runtime.known import Known
from policydsl.runtime.measures import is_held
from policydsl.runtime.obstacles import forbidden, free_at, obstacles
from policydsl.runtime.occurrences import (
    Occurrence,
    Rank,
    again,
    instead,
    planned,
)
from policydsl.runtime.past import adopted, at_version, in_force, note_versions
from policydsl.runtime.permissions import in_hand
from policydsl.runtime.program import Program
from policydsl.runtime.requires import duties
from policydsl.runtime.sight import Question, Sight

# What becomes of a dispatch that did not reach anybody.
UNDELIVERED = frozenset({"failed", "bounced"})

# Of each act that was done, by its id: whether it was not to be done, and why.
Judged = dict[str, Regret | None]


def decide_by(program: Program, case: Case, at: datetime) -> Decision:
    """Return what a policy says about a case at an instant.

    Raises:
        CaseError: If the case, or the instant, does not fit the policy.
        CalendarEnds: If an answer needs a day that no calendar knows yet.
    """
    case, at = fitted(program.names, case, at)
    known = Known(case, at, program.names.formerly)
    return decide_known(*adopted(program, known, at), at)


def decide_known(
    program: Program, known: Known, at: datetime, judged: Judged | None = None
) -> Decision:
    """Return what a policy says, from a history that is sorted out.

    ``judged``: what was found of acts that were done; it is added to.

    Raises:
        CalendarEnds: If an answer needs a day that no calendar knows yet.
    """
    sight = Sight(program, known, at)
    if known.next_entry is not None:
        sight.note(known.next_entry)
    judged = {} if judged is None else judged
    closed_by = happened(sight, program.closes_at, None)
    found = [
        one
        for rule in program.rules.values()
        for main in planned(sight, rule, closed_by)
        for one in attempts(sight, main, judged)
    ]
    found.sort(key=lambda one: rank(program, one))
    acts: list[PlannedAct] = []
    taken: list[Taken] = []
    for one in found:
        act = stand(sight, one, taken)
        acts.append(act)
        if act.state is State.DUE:
            way = one.by(sight, act.channels).act
            taken.append(Taken(way, one.rule.name, act.audience, act.item))
    held = held_now(sight, closed_by)
    regretted = regrets(sight, judged)
    owed = duties(sight, closed_by)
    return Decision(at, tuple(acts), held, regretted, sight.review, owed)


def rank(program: Program, one: Occurrence) -> Rank:
    """Notices first, then the order of the limits, then who was due first."""
    if one.rank is None:
        name = one.rule.name
        place = program.places.get(name, len(program.rules))
        is_late = one.act.matter is None
        one.rank = (is_late, place, one.due_from, name, one.key, one.index)
    return one.rank


# --- occurrences --------------------------------------------------------------


def attempts(sight: Sight, one: Occurrence, judged: Judged) -> Sequence[Occurrence]:
    """Return an act, the act instead of it, and the same again after each regret.

    ``judged``: what was found of acts that were done; it is added to.
    """
    found = _with_alternative(sight, one)
    if not one.rule.again_after_regret:
        return found
    done = sight.done(one.id)
    if done is None or _judged(sight, done, judged) is None:
        return found
    return [*found, *attempts(sight, again(one), judged)]


def _with_alternative(sight: Sight, main: Occurrence) -> Sequence[Occurrence]:
    """An act and the one that is done instead, once the first failed or lapsed."""
    if main.rule.otherwise is None:
        return (main,)
    failed_at = _failed_at(sight, main)
    if failed_at is None:
        return (main,)
    sight.note(failed_at)
    if sight.now < failed_at:
        return (main,)
    alternative = instead(sight, main, failed_at)
    return (main,) if alternative is None else (main, alternative)


def _failed_at(sight: Sight, main: Occurrence) -> datetime | None:
    done = sight.done(main.id)
    if done is not None:
        lost = (o.at for o in sight.outcomes_of(done) if o.outcome in UNDELIVERED)
        return next(lost, None)
    if main.is_repeated and unmet(main.question(sight.at(main.due_from)), main):
        return None  # what was left out did not lapse
    ends = (main.lapses_at, main.next_due)
    return min((end for end in ends if end is not None), default=None)


def stand(sight: Sight, one: Occurrence, taken: Sequence[Taken]) -> PlannedAct:
    """Return where an occurrence stands.

    ``taken``: the acts that are due in the same decision, and go before it.
    """
    act = _stand(sight, one, taken)
    if not one.act.effective:
        return act
    return replace(act, effective=_effective(sight, one))


def _stand(sight: Sight, one: Occurrence, taken: Sequence[Taken]) -> PlannedAct:
    """Ask the questions in their order."""
    done = sight.done(one.id)
    if done is not None:
        stood = _planned(sight, one, State.DONE, done_at=done.at)
        used = done.channels or stood.channels
        return stood if used == stood.channels else replace(stood, channels=used)
    for passed in (one.cancelled_at, one.lapses_at, one.next_due, one.deadline):
        if passed is not None:
            sight.note(passed)
    if one.is_repeated:
        # A repeated act is left out if its condition failed on its own day.
        failing = unmet(one.question(sight.at(one.due_from)), one)
        if failing:
            return _planned(sight, one, State.SKIPPED, failing, is_silent=True)
    ended = over(sight, one)
    if ended is not None:
        _, state, cause = ended
        return _planned(sight, one, state, (_by_trigger(cause, one),))
    if not one.is_instead:
        failing = unmet(one.question(sight), one)
        if failing:
            return _planned(sight, one, State.BLOCKED, failing, is_silent=True)
    return _held_back(sight, one, taken)


def _by_trigger(cause: Cause, one: Occurrence) -> Reason:
    return Reason(cause, f"{one.rule.name}/trigger/0", one.rule.words)


def over(sight: Sight, one: Occurrence) -> tuple[datetime, State, Cause] | None:
    """Return when and how an act came to be too late: by the first end that came."""
    first: tuple[datetime, State, Cause] | None = None
    for end, state, cause in (
        (one.cancelled_at, State.CANCELLED, Cause.ENDED),
        (one.moot_at, State.LAPSED, Cause.ENDED),
        (one.lapses_at, State.LAPSED, Cause.LATE),
        (one.next_due, State.LAPSED, Cause.SUPERSEDED),
    ):
        if end is not None and end <= sight.now and (first is None or end < first[0]):
            first = end, state, cause
    return first


def unmet(q: Question, one: Occurrence) -> tuple[Reason, ...]:
    """Return the conditions of the rule that do not hold; unknown is not met."""
    found: list[Reason] = []
    for guard in one.rule.guards:
        value = guard.condition(q)
        if value is not guard.wanted:
            cause = Cause.UNKNOWN if value is None else Cause.CONDITION
            found.append(Reason(cause, guard.clause, guard.words))
    return tuple(found)


def _held_back(sight: Sight, one: Occurrence, taken: Sequence[Taken]) -> PlannedAct:
    """Nothing of its own stands in the way; now ask the others.

    Of several channels the first that can be used is used; if none can, the one that
    is free first says how the act stands.
    """
    tried: list[PlannedAct] = []
    for way in one.ways(sight):
        act = _tried(sight, way, taken)
        if act.state is State.DUE:
            return act
        tried.append(act)
    best = min(tried, key=_promise)
    return replace(best, channels=one.act.channels) if one.act.any_channel else best


def _promise(act: PlannedAct) -> tuple[bool, bool, float]:
    """Put off before blocked, and the earliest first."""
    until = act.until.timestamp() if act.until is not None else 0.0
    return act.state is State.BLOCKED, act.until is None, until


def _tried(sight: Sight, one: Occurrence, taken: Sequence[Taken]) -> PlannedAct:
    """Ask whether an act can be done as it stands."""
    missing = _missing(sight, one)
    hindering = obstacles(sight, one, taken)
    if not missing and not hindering:
        return _planned(sight, one, State.DUE)
    forbids = [o for o in hindering if o.cause is Cause.FORBIDDEN]
    cured = free_at(sight, forbids, lambda then: list(forbidden(then, one)))
    if missing or (forbids and cured is None):
        because = (*missing, *(o.reason for o in forbids))
        return _planned(sight, one, State.BLOCKED, because)
    until = free_at(sight, hindering, lambda then: obstacles(then, one, taken))
    if until is not None:
        sight.note(until)
    reasons = tuple(o.reason for o in hindering)
    return _planned(sight, one, State.DEFERRED, reasons, until=until)


def _missing(sight: Sight, one: Occurrence) -> tuple[Reason, ...]:
    """Return what must be in hand and is not: evidence, permissions, a date."""
    found: list[Reason] = []
    clock = one.rule.clock
    if isinstance(clock, str) and not has_evidence(sight.of_item(one.item), clock):
        words = sight.program.clocks[clock].words
        found.append(Reason(Cause.EVIDENCE, f"/clock/{clock}", words))
    if one.act.requirements:
        q = one.question(sight)
        found += [
            Reason(Cause.PERMISSION, need.clause, need.words)
            for need in one.act.requirements
            if not in_hand(q, need.permission)
        ]
    if one.act.effective:
        for at, day in enumerate(_effective(sight, one)):
            if day is None:
                words = one.act.effective[at].name
                clause = f"{one.rule.name}/effective/{at}"
                found.append(Reason(Cause.UNKNOWN, clause, words))
    return tuple(found)


def _effective(sight: Sight, one: Occurrence) -> tuple[date | None, ...]:
    """Return the days from which an act takes effect; if done, as they were known."""
    done = sight.done(one.id)
    then = sight if done is None else sight.at(done.at)
    values = (value_of(then, fact, None) for fact in one.act.effective)
    return tuple(day if isinstance(day, date) else None for day in values)


def _planned(
    sight: Sight,
    one: Occurrence,
    state: State,
    reasons: tuple[Reason, ...] = (),
    *,
    until: datetime | None = None,
    is_silent: bool = False,
    done_at: datetime | None = None,
) -> PlannedAct:
    act = one.act
    return PlannedAct(
        id=one.id,
        rule=one.rule.name,
        key=one.key,
        index=one.index,
        state=state,
        due_from=one.due_from,
        lapses_at=one.lapses_at,
        verb=act.verb,
        audience=one.recipient(sight),
        channels=act.channels,
        purpose=act.purpose,
        matter=act.matter,
        actor=act.actor,
        disclosing=act.disclosing,
        count=act.count,
        length=act.length,
        reasons=reasons,
        until=until,
        is_silent=is_silent,
        done_at=done_at,
        deadline=one.deadline,
        item=one.item,
    )


# --- measures and regrets -----------------------------------------------------


def held_now(sight: Sight, closed_by: Sequence[Happened]) -> tuple[Held, ...]:
    """Return the measures that are held.

    There are none once the case is closed, or while the policy is not in force.
    """
    begin, over = in_force(sight)
    note_versions(sight)
    if closed_by or sight.now < begin or (over is not None and over <= sight.now):
        return ()
    return tuple(
        Held(rule.name, rule.measures)
        for rule in sight.program.holding
        if is_held(sight, rule) is True
    )


def regrets(sight: Sight, judged: Judged) -> tuple[Regret, ...]:
    """Return the acts that, by what is known now, were not to be done."""
    found: list[Regret] = []
    for act in sight.acts():
        regret = _judged(sight, act, judged)
        if regret is not None:
            found.append(regret)
    return tuple(found)


def _judged(sight: Sight, act: ActDone, judged: Judged) -> Regret | None:
    if act.id not in judged:
        judged[act.id] = regret_of(sight, act)
    return judged[act.id]


def regret_of(sight: Sight, act: ActDone) -> Regret | None:
    """Return why an act was not to be done, if it was not.

    What was done at the same instant may have been decided together with an act or
    before it: the act is founded if it was so in either view. It is judged by the
    version that was in force when it was done.
    """
    rule = act.rule
    if act.occurrence is None or rule is None:
        return None
    then = at_version(sight, act.at)
    if then is None:
        return None
    if then is not sight:
        told = regret_of(then, then.known.acts_by_id[act.id])
        return told and replace(told, occurrence=act.occurrence, rule=rule)
    if rule not in sight.program.rules:
        return None
    reasons = _unfounded(sight.before(act), act)
    if not reasons:
        return None
    others = {a.id for a in sight.acts() if a.at == act.at and a.id != act.id}
    if others and not _unfounded(sight.before(act, frozenset(others)), act):
        return None
    return Regret(act.occurrence, rule, act.at, reasons)


def _unfounded(sight: Sight, act: ActDone) -> tuple[Reason, ...]:
    """Return why an act was not to be done at that time; nothing if it was."""
    rule = sight.program.rules[act.rule or ""]
    closed_by = happened(sight, sight.program.closes_at, None)
    for main in planned(sight, rule, closed_by, act.occurrence):
        for one in attempts(sight, main, {}):
            if one.id != act.occurrence:
                continue
            ends = (one.cancelled_at, one.moot_at)
            if any(end is not None and end <= act.at for end in ends):
                break
            one = one.by(sight, act.channels)
            failing = () if one.is_instead else unmet(one.question(sight), one)
            if one.is_repeated:
                on_its_day = one.question(sight.at(one.due_from))
                failing = unmet(on_its_day, one) or failing
            norms = (o.reason for o in forbidden(sight, one))
            return (*failing, *_missing(sight, one), *norms)
    return (Reason(Cause.UNFOUNDED, f"{rule.name}/trigger/0", rule.words),)
