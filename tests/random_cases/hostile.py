"""Hostile worlds: whoever acts by hand, and what happens at the worst moment."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from policydsl.runtime.calendars import CalendarEnds
from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Case,
    Count,
    FactChange,
    Happening,
    OutcomeKnown,
    PermissionChange,
)
from policydsl.runtime.decision import Decision, PlannedAct, State
from policydsl.semantics.bounds import latest_end
from random_cases.histories import START, Decide, random_case
from random_cases.words import HAPPENINGS, ZONES

# Where bounds of hours and days open and close.
_HOURS = (0, 6, 8, 9, 10, 16, 22, 23)
_VERBS = ("call", "call", "contact", "remind", "notify", "visit", "report", "file suit")
_LEVELS = (None, "nothing", "caller", "debt")
_CHANNELS = ((), ("app",), ("phone",), ("voice robot",), ("app", "sms"))
_OUTCOMES = ("answered", "rejected", "no answer", "delivered", "bounced", "failed")
_BELOW = {"third party": ("third party", "emergency"), "person": ("person", "borrower")}
_PERMISSIONS = ("consent", "written consent", "approval")
STEPS = (4, 10, 20)


def stormy(
    r: Random, decide: Decide, rules: Sequence[str], *, is_kept: bool = False
) -> Iterator[tuple[Case, datetime, Decision]]:
    """Yield a case at several instants, with what is due there; most of it is done.

    Before each instant something may happen that makes it the worst one.
    ``is_kept``: nobody acts beside the policy.
    """
    case = random_case(r, decide, tuple(rules))
    while "Dora" in case.parties:  # there the borrower has a name
        case = random_case(r, decide, tuple(rules))
    if is_kept:
        case = of_nobody(case)
    at = START + timedelta(days=r.randint(3, 25), minutes=r.randrange(1440))
    for _ in range(r.choice(STEPS)):
        before = tuple(blow(r, case, at, is_kept=is_kept))
        case = replace(case, history=(*case.history, *before))
        try:
            decision = decide(case, at)
        except CalendarEnds:
            return
        yield case, at, decision
        for act in decision.in_state(State.DUE):
            if r.random() < 0.8:
                case = replace(case, history=(*case.history, *done(r, act, at)))
        at = later(r, case, at, decision)


def of_nobody(case: Case) -> Case:
    """Return a case in which nobody has acted."""
    kept = (e for e in case.history if not isinstance(e, ActDone | OutcomeKnown))
    return replace(case, history=tuple(kept))


def later(r: Random, case: Case, at: datetime, decision: Decision) -> datetime:
    """Return the next instant at which a policy is asked: often just at a border."""
    kind = r.random()
    if decision.next_review is not None and kind < 0.55:
        ticks = timedelta(microseconds=r.choice((0, 0, 0, 1, 1_000_000)))
        return max(decision.next_review + ticks, at)
    if kind < 0.75:
        return at + timedelta(minutes=r.choice((1, 29, 30, 44, 45, 60, 300, 1439)))
    zone = r.choice((*ZONES, *(z for p in case.parties.values() for z in p.zones)))
    day = at.astimezone(ZoneInfo(zone)).date() + timedelta(days=r.choice((1, 1, 2, 7)))
    if r.random() < 0.2:
        day = _month_end(day)
    then = datetime.combine(day, time(r.choice(_HOURS)), ZoneInfo(zone))
    return max(then.astimezone(UTC) - timedelta(microseconds=r.choice((0, 0, 1))), at)


def _month_end(day: date) -> date:
    first = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return first - timedelta(days=1)


# --- what happens just before -------------------------------------------------


def blow(r: Random, case: Case, at: datetime, *, is_kept: bool) -> Iterator[AnyEntry]:
    """Yield what happened shortly before, and was recorded at once."""
    back = timedelta(minutes=r.choice((0, 0, 1, 30, 200, 1441, 4000)))
    then, name = at - back, f"storm{len(case.history)}"
    kind = r.random()
    if kind < 0.3 and not is_kept:
        yield from _burst(r, case, name, then)
    elif kind < 0.42:
        happening, parties = r.choice(HAPPENINGS)
        by = r.choice((*parties, *case.parties))
        yield Happening(id=name, at=then, recorded=then, name=happening, by=by)
    elif kind < 0.52:
        permission = r.choice(_PERMISSIONS)
        yield PermissionChange(
            id=name,
            at=then,
            recorded=then,
            permission=permission,
            of="manager"
            if permission == "approval"
            else r.choice(("borrower", "emergency", *case.parties)),
            granted=r.random() < 0.5,
        )
    elif kind < 0.6:
        yield from _again(r, name, then)


def _again(r: Random, name: str, then: datetime) -> Iterator[AnyEntry]:
    """Yield that what ran ends, and begins again, perhaps from another day."""
    kind = r.randrange(3)
    if kind == 0:
        yield Happening(id=name, at=then, recorded=then, name="paid in full")
        day = then.date() - timedelta(days=r.choice((0, 1, 9)))
        later = then + timedelta(microseconds=1)
        yield FactChange(
            id=f"{name}!", at=later, recorded=later, fact="due date", value=day
        )
    elif kind == 1:
        for number, one in enumerate(("dispute closed", "dispute opened")):
            moment = then + timedelta(microseconds=number)
            yield Happening(id=f"{name}{number}", at=moment, recorded=moment, name=one)
    else:
        value = r.choice((None, "high", "low"))
        yield FactChange(id=name, at=then, recorded=then, fact="risk", value=value)


def _burst(r: Random, case: Case, name: str, last: datetime) -> Iterator[AnyEntry]:
    """Yield several acts by hand of one kind, the last one at an instant."""
    step = timedelta(minutes=r.choice((0, 1, 20, 50, 200, 1440, 1440, 4320)))
    verb = r.choice(_VERBS)
    audience = r.choice(("borrower", "borrower", "emergency", None, *case.parties))
    for number in range(r.choice((1, 1, 2, 3, 7))):
        at = last - number * step
        act = ActDone(
            id=f"{name}-{number}",
            at=at,
            recorded=at,
            verb=verb,
            audience=audience,
            channels=r.choice(_CHANNELS),
            purpose=r.choice((None, "demand", "relay")),
            matter=r.choice((None, "settlement")),
            actor=r.choice((None, "in house", "agency")),
            disclosing=r.choice(_LEVELS),
            count=r.choice((None, None, Count(1, "visitor"), Count(4, "visitor"))),
            ended=r.choice((None, at, at + timedelta(minutes=25))),
        )
        yield act
        if r.random() < 0.7:
            yield _became(r, act)


def _ended(r: Random, planned: PlannedAct, at: datetime) -> datetime | None:
    """Return when an act was over: mostly as late as it may be."""
    if planned.length is None:
        return None
    last = min(latest_end(planned.length, at, zone) for zone in ZONES)
    return r.choice((last, last, at, None))


def _became(r: Random, act: ActDone) -> OutcomeKnown:
    return OutcomeKnown(
        id=f"what became of {act.id}",
        at=act.at,
        recorded=act.at,
        act=act.id,
        outcome=r.choice(_OUTCOMES),
        by=r.choice((None, None, "borrower", "emergency", act.audience)),
    )


# --- what is due is done ------------------------------------------------------


def done(
    r: Random,
    planned: PlannedAct,
    at: datetime,
    actors: Sequence[str | None] = (None, "in house", "agency"),
) -> list[AnyEntry]:
    """Return that an act was done; what the policy leaves open is anything.

    ``actors``: who acts where the rule does not say it.
    """
    audience = planned.audience
    act = ActDone(
        id=planned.id,
        at=at,
        recorded=at,
        verb=planned.verb,
        audience=r.choice(_BELOW.get(audience or "", (audience,))),
        channels=planned.channels or r.choice(_CHANNELS),
        purpose=planned.purpose or r.choice((None, "demand", "relay")),
        matter=planned.matter or r.choice((None, "settlement")),
        actor=planned.actor or r.choice(actors),
        disclosing=planned.disclosing or r.choice(_LEVELS),
        count=planned.count or r.choice((None, None, Count(4, "visitor"))),
        rule=planned.rule,
        occurrence=planned.id,
        item=planned.item,
        ended=_ended(r, planned, at),
    )
    return [act] if r.random() < 0.3 else [act, _became(r, act)]
