"""Random cases: what happened, what was recorded, what the policy did before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TypeGuard

from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Case,
    Count,
    FactChange,
    Happening,
    Hours,
    Money,
    OutcomeKnown,
    Party,
    PermissionChange,
    SetOfDays,
    Value,
)
from policydsl.runtime.decision import Decision, PlannedAct, State
from random_cases.items import item_entries
from random_cases.moves import move_entries
from random_cases.people import called, of_people, people
from random_cases.words import HAPPENINGS, ZONES, former

Names = tuple[str, ...]
Decide = Callable[[Case, datetime], Decision]
START = datetime(2026, 2, 20, tzinfo=UTC)
DAYS = 100
OUTCOMES = ("answered", "rejected", "no answer", "delivered", "bounced", "failed")


def random_case(r: Random, decide: Decide, rules: Names) -> Case:
    """Return a case with up to 30 entries, some of them made by the policy itself.

    ``decide`` is asked at a few instants, and most of what is due is done.
    """
    entries = [_entry(r, number, rules) for number in range(r.randint(2, 16))]
    if r.random() < 0.8:
        entries.append(_due(r))
    if r.random() < 0.4:
        entries += _failed_calls(r)
    if r.random() < 0.5:
        entries += _permissions(r)
    entries += item_entries(r, START)
    entries += move_entries(r, START)
    several = people(r, ZONES)
    entries = [of_people(r, entry, tuple(several)) for entry in entries]
    entries = _crowded(r, entries)
    case = Case(
        id="case-1",
        history=tuple(entries),
        parties=_parties(r) | several,
        zone=r.choice((None, None, None, *ZONES)),
    )
    at = START + timedelta(days=r.randint(5, 20))
    for _ in range(r.choice((0, 4, 10, 20))):
        decision = decide(case, at)
        for act in decision.in_state(State.DUE):
            if r.random() < 0.85:
                case = _done(r, case, act, at)
        at = _next_call(r, at, decision)
    late = [_learnt_late(r, number, at, rules) for number in range(r.choice((0, 1, 5)))]
    history = [_once_called(r, case.id, entry) for entry in (*case.history, *late)]
    case = replace(case, history=_disordered(r, tuple(history)))
    return called(case, "borrower", "Dora") if r.random() < 0.1 else case


def _once_called(r: Random, case: str, entry: AnyEntry) -> AnyEntry:
    """Let an act be done before its rule got its name."""
    if not isinstance(entry, ActDone) or entry.rule is None or r.random() > 0.1:
        return entry
    begin, before = f"{case}/{entry.rule}/", f"{case}/{former(entry.rule)}/"
    occurrence = entry.occurrence and entry.occurrence.replace(begin, before, 1)
    return replace(entry, rule=former(entry.rule), occurrence=occurrence)


def _learnt_late(r: Random, number: int, now: datetime, rules: Names) -> AnyEntry:
    """Return an entry of the past that is recorded only now."""
    entry = _entry(r, number, rules)
    days = max((now - START).days, 1)
    at = START + timedelta(days=r.randrange(days), minutes=_minutes(r))
    return replace(entry, id=f"late{number}", at=at, recorded=now)


def random_instant(r: Random, case: Case, decide: Decide) -> datetime:
    """Return an instant; often one at which something changes, or one beside it."""
    kind = r.random()
    entry = r.choice(case.history)
    at = max(entry.at, entry.recorded)
    done = [e.at for e in case.history if isinstance(e, ActDone) and e.occurrence]
    if done and kind < 0.15:
        return r.choice(done) + timedelta(hours=r.choice((0, 0, 1, 5)))
    if kind < 0.25:
        return at
    moved = [e.at for e in case.history if e.id.startswith("move")]
    if moved and kind < 0.4:
        return r.choice(moved) + timedelta(minutes=r.randrange(-60, 1800))
    if kind < 0.7:
        at += timedelta(days=r.randrange(12), minutes=r.randrange(1440))
    else:
        at = START + timedelta(days=r.randrange(DAYS), minutes=r.randrange(1440))
    kind = r.random()
    if kind < 0.5:
        review = decide(case, at).next_review
        if review is not None:
            return review + timedelta(microseconds=r.choice((-1, 0, 0, 1)))
    return at


def _parties(r: Random) -> dict[str, Party]:
    zones = ((), (r.choice(ZONES),), (r.choice(ZONES), r.choice(ZONES)))
    return {
        name: Party(zones=r.choice(zones))
        for name in ("borrower", "emergency")
        if r.random() < 0.5
    }


def _next_call(r: Random, at: datetime, decision: Decision) -> datetime:
    if decision.next_review is not None and r.random() < 0.8:
        return decision.next_review
    return at + timedelta(days=r.randint(0, 4), hours=r.randint(0, 23))


def _done(r: Random, case: Case, act: PlannedAct, at: datetime) -> Case:
    done = act.as_done(at)
    if r.random() >= 0.9:
        done = replace(done, item=None)
    entries: list[AnyEntry] = [done]
    if r.random() < 0.6:
        later = at + timedelta(minutes=r.choice((0, 0, 5, 3000)))
        outcome = OutcomeKnown(
            id=f"{act.id}!{r.randint(0, 99)}",
            at=later,
            recorded=later,
            act=act.id,
            outcome=r.choice(OUTCOMES),
            by=r.choice((None, None, "borrower", "emergency")),
        )
        entries.append(outcome)
    return replace(case, history=(*case.history, *entries))


def _disordered(r: Random, history: tuple[AnyEntry, ...]) -> tuple[AnyEntry, ...]:
    entries = list(history)
    if entries and r.random() < 0.3:
        entries.append(r.choice(entries))
    r.shuffle(entries)
    return tuple(entries)


# --- entries ----------------------------------------------------------------


def _entry(r: Random, number: int, rules: Names) -> AnyEntry:
    at = START + timedelta(days=r.randrange(DAYS * 2 // 3), minutes=_minutes(r))
    recorded = at
    if r.random() < 0.25:
        recorded += timedelta(days=r.randint(-9, 15), minutes=r.choice((0, 0, 90)))
    name, of_person = f"e{number}", r.random() < 0.12
    kind = r.random()
    if kind < 0.35:
        happening, parties = r.choice(HAPPENINGS)
        return Happening(
            id=name,
            at=at,
            recorded=recorded,
            of_person=of_person,
            name=happening,
            by=r.choice(parties),
        )
    if kind < 0.65:
        fact, value, owner = _fact(r)
        return FactChange(
            id=name,
            at=at,
            recorded=recorded,
            of_person=of_person,
            fact=fact,
            value=value,
            of=owner,
        )
    if kind < 0.78:
        return _permission(r, name, at, recorded, rules)
    if kind < 0.92 or number == 0:
        return _by_hand(r, name, at, recorded, rules)
    return OutcomeKnown(
        id=name,
        at=at,
        recorded=recorded,
        of_person=of_person,
        act=f"e{r.randrange(number)}",
        outcome=r.choice(OUTCOMES),
        by=r.choice((None, None, "borrower", "emergency")),
    )


def _due(r: Random) -> FactChange:
    """Most cases have a date from which they are overdue."""
    day = date(2026, 2, 25) + timedelta(days=r.randrange(20))
    return FactChange(id="due", at=START, recorded=START, fact="due date", value=day)


def _crowded(r: Random, entries: list[AnyEntry]) -> list[AnyEntry]:
    """Let things happen at the same instant, and contradict each other."""
    found: list[AnyEntry] = []
    for entry in entries:
        if found and r.random() < 0.25:
            other = r.choice(found)
            entry = replace(entry, at=other.at, recorded=other.recorded)
        found.append(entry)
        if isinstance(entry, FactChange) and r.random() < 0.1:
            values = [f.value for f in entries if _is_same_fact(f, entry)]
            rival = replace(entry, id=f"{entry.id}-rival", value=r.choice(values))
            found.append(rival)
    return found


def _is_same_fact(one: AnyEntry, other: FactChange) -> TypeGuard[FactChange]:
    return isinstance(one, FactChange) and one.fact == other.fact


def _permissions(r: Random) -> list[AnyEntry]:
    """Permissions that are given, and often taken back, in the days of the case."""
    found: list[AnyEntry] = []
    at = START + timedelta(days=r.randrange(20))
    for number in range(r.randint(1, 5)):
        at += timedelta(days=r.randint(0, 6), hours=r.choice((0, 0, 5)))
        permission = r.choice(("consent", "written consent", "approval"))
        change = PermissionChange(
            id=f"permission{number}",
            at=at,
            recorded=at,
            permission=permission,
            of="manager" if permission == "approval" else "emergency",
            granted=number == 0 or r.random() < 0.6,
        )
        found.append(change)
    return found


def _failed_calls(r: Random) -> list[AnyEntry]:
    """A few calls that nobody answered, or almost."""
    found: list[AnyEntry] = []
    at = START + timedelta(days=r.randrange(40))
    for number in range(r.randint(2, 5)):
        at += timedelta(days=r.randint(0, 4), hours=1)
        id = f"call{number}"
        call = ActDone(id=id, at=at, recorded=at, verb="call", audience="borrower")
        outcome = r.choice(("no answer", "no answer", "no answer", "answered"))
        known = OutcomeKnown(id=f"{id}!", at=at, recorded=at, act=id, outcome=outcome)
        found += [call, known]
    return found


def _minutes(r: Random) -> int:
    return r.choice((0, 60, 480, 8 * 60 + 30, 960, r.randrange(1440)))


def _fact(r: Random) -> tuple[str, Value | None, str | None]:
    day = date(2026, 2, 25) + timedelta(days=r.randrange(40))
    facts: tuple[tuple[str, Value | None, str | None], ...] = (
        ("due date", day, None),
        ("due date", day, None),
        ("due date", r.choice((day, None)), None),
        ("balance", Money(r.choice((0, 99, 100, 50000, 600000)), "CNY"), None),
        ("balance", None, None),
        ("payday", r.choice((day, None)), None),
        ("risk", r.choice(("low", "medium", "high", None)), None),
        ("listed", r.choice((True, False, None)), None),
        ("visits", Count(r.randint(0, 4), "visitor"), None),
        ("rest days", _rest_days(r), "borrower"),
        ("rest days", _rest_days(r), "borrower"),
        ("agreed hours", r.choice((Hours(540, 720), Hours(1320, 360))), "borrower"),
    )
    return r.choice(facts)


def _rest_days(r: Random) -> SetOfDays | None:
    first = date(2026, 3, 1) + timedelta(days=r.randrange(30))
    span = first, first + timedelta(days=r.choice((0, 2, 9)))
    return r.choice(
        (
            SetOfDays((5, 6)),
            SetOfDays((), (span,)),
            SetOfDays((r.randrange(7),), (span,)),
            None,
        )
    )


def _permission(
    r: Random, name: str, at: datetime, recorded: datetime, rules: Names
) -> PermissionChange:
    permission = r.choice(("consent", "written consent", "approval"))
    occurrence = None
    if permission == "approval" and rules and r.random() < 0.3:
        day = date(2026, 2, 25) + timedelta(days=r.randrange(40))
        occurrence = f"case-1/{r.choice(rules)}/{day.isoformat()}/0"
    return PermissionChange(
        id=name,
        at=at,
        recorded=recorded,
        of_person=r.random() < 0.06,
        permission=permission,
        of="manager"
        if permission == "approval"
        else r.choice(("borrower", "emergency")),
        granted=r.random() < 0.75,
        given_to=r.choice((None, None, "agency", "in house")),
        purposes=r.choice(((), (), ("relay",), ("demand", "relay"))),
        channels=r.choice(((), (), ("phone",), ("app", "sms"))),
        occurrence=occurrence,
    )


def _by_hand(
    r: Random, name: str, at: datetime, recorded: datetime, rules: Names
) -> ActDone:
    return ActDone(
        id=name,
        at=at,
        recorded=recorded,
        of_person=r.random() < 0.2,
        verb=r.choice(
            ("call", "call", "remind", "contact", "notify", "visit", "report")
        ),
        audience=r.choice(("borrower", "borrower", "emergency", None)),
        channels=r.choice(((), ("phone",), ("app", "sms"), ("voice robot",))),
        purpose=r.choice((None, "demand", "relay")),
        disclosing=r.choice((None, "nothing", "debt")),
        count=r.choice((None, None, Count(1, "visitor"), Count(4, "visitor"))),
        ended=r.choice((None, None, at, at + timedelta(minutes=10))),
        rule=r.choice(rules) if rules and r.random() < 0.3 else None,
    )
