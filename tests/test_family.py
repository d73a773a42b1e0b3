"""The cases of one person: what they share, and what each of them has for itself."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from policydsl import family
from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Case,
    FactChange,
    Happening,
    OutcomeKnown,
    Party,
    PermissionChange,
)
from policydsl.runtime.decision import PlannedAct, State
from random_cases.loading import both

MARCH = datetime(2026, 3, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
HEADER = """\
policy shared "Several debts of one person"
    version 1
    in force from 2026-01-01
    uses trial
    zone Asia/Shanghai

"""
NAMES = ("a", "b", "c")


def _due(case: str, day: date) -> FactChange:
    return FactChange(
        id=f"due {case}", at=MARCH - DAY, recorded=MARCH, fact="due date", value=day
    )


def _case(name: str, *entries: AnyEntry, day: date = date(2026, 3, 1)) -> Case:
    return Case(id=name, history=(_due(name, day), *entries))


def _call(id: str, at: datetime, audience: str = "borrower") -> ActDone:
    return ActDone(id=id, at=at, recorded=at, verb="call", audience=audience)


def _outcome(act: str, at: datetime, outcome: str = "no answer") -> OutcomeKnown:
    return OutcomeKnown(id=f"{act}!", at=at, recorded=at, act=act, outcome=outcome)


def _happened(id: str, name: str, by: str | None = None) -> Happening:
    return Happening(id=id, at=MARCH, recorded=MARCH, name=name, by=by)


def _done(act: PlannedAct, at: datetime) -> ActDone:
    return ActDone(
        id=act.id,
        at=at,
        recorded=at,
        verb=act.verb,
        audience=act.audience,
        channels=act.channels,
        rule=act.rule,
        occurrence=act.id,
        item=act.item,
    )


def _states(rules: str, cases: tuple[Case, ...], at: datetime) -> list[list[str]]:
    found: list[list[list[str]]] = []
    for decide in both(HEADER + rules):
        shared = [decide(case, at) for case in family(cases, ["borrower"])]
        found.append(
            [[f"{act.rule} {act.state.value}" for act in one.acts] for one in shared]
        )
    assert found[0] == found[1]
    return found[0]


def test_only_what_is_of_the_person_is_told() -> None:
    at = MARCH
    one = _case(
        "a",
        _call("1", at),
        _outcome("1", at),
        _call("2", at, "emergency"),
        _outcome("2", at),
        _happened("3", "refused", "borrower"),
        _happened("4", "refused", "emergency"),
        _happened("5", "paid in full"),
        PermissionChange(
            id="6",
            at=at,
            recorded=at,
            permission="consent",
            of="borrower",
            granted=True,
        ),
    )
    _, other = family((one, _case("b")), ["borrower"])
    told = [entry for entry in other.history if entry.of_person]
    assert [entry.id for entry in told] == ["a/1", "a/1!", "a/3", "a/6"]
    assert isinstance(told[1], OutcomeKnown)
    assert told[1].act == "a/1"
    assert len(other.history) == len(told) + 1


def test_own_entries_stay_and_nothing_is_told_twice() -> None:
    cases = (_case("a", _call("1", MARCH)), _case("b", _call("1", MARCH + DAY)))
    once = family(cases, ["borrower"])
    assert [case.history[:2] for case in once] == [case.history for case in cases]
    assert family(once, ["borrower"]) == once


def test_the_same_entry_in_two_cases_happened_once() -> None:
    call = _call("1", MARCH)
    cases = (_case("a", call), _case("b", call))
    assert family(cases, ["borrower"]) == cases


def test_items_of_two_cases_are_kept_apart() -> None:
    act = replace(_call("1", MARCH), item="January")
    _, other = family((_case("a", act), _case("b")), ["borrower"])
    told = other.history[-1]
    assert isinstance(told, ActDone)
    assert told.item == "a/January"


def test_somebody_else_is_called_as_the_vocabulary_does() -> None:
    answered = replace(_outcome("1", MARCH, "answered"), by="Anna")
    one = replace(
        _case("a", _call("1", MARCH), answered),
        parties={"Anna": Party(party="emergency")},
    )
    _, other = family((one, _case("b")), ["borrower"])
    told = other.history[-1]
    assert isinstance(told, OutcomeKnown)
    assert told.by == "emergency"


def test_two_cases_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="one id"):
        family((_case("a"), _case("a")), ["borrower"])


def test_a_refusal_holds_in_every_case() -> None:
    rules = """\
forbid call borrower if refused by borrower

rule ring
    after 1 day overdue: call borrower
"""
    refused = _happened("r", "refused", "borrower")
    cases = (_case("a"), _case("b", refused))
    assert _states(rules, cases, MARCH + DAY) == [["ring blocked"], ["ring blocked"]]


def test_a_consent_holds_in_every_case() -> None:
    rules = """\
rule ring
    after 1 day overdue: call borrower with consent
"""
    consent = PermissionChange(
        id="c",
        at=MARCH,
        recorded=MARCH,
        permission="consent",
        of="borrower",
        granted=True,
    )
    cases = (_case("a"), _case("b", consent))
    assert _states(rules, cases, MARCH + DAY) == [["ring due"], ["ring due"]]


def test_unreachable_is_counted_over_all_cases_and_overdue_is_not() -> None:
    rules = """\
rule reach
    after 4 days unreachable: contact emergency

rule remind_late
    after 4 days overdue: remind borrower
"""
    days = [MARCH, MARCH + DAY, MARCH + 2 * DAY]
    calls = [_call(str(n), at) for n, at in enumerate(days)]
    outcomes = [_outcome(str(n), at) for n, at in enumerate(days)]
    cases = (
        _case("a", calls[0], outcomes[0], calls[2], outcomes[2]),
        _case("b", calls[1], outcomes[1], day=date(2026, 3, 20)),
    )
    both_due = ["reach due", "remind_late due"]
    assert _states(rules, cases, MARCH + 4 * DAY) == [both_due, ["reach due"]]
    alone = [both(HEADER + rules)[1](case, MARCH + 4 * DAY) for case in cases]
    assert not [act for act in alone[1].acts if act.rule == "reach"]


@pytest.mark.parametrize("seed", range(12))
def test_one_after_the_other_never_exceeds_a_cap_of_the_person(seed: int) -> None:
    """Cases are decided in a fixed order, each with what the others did just before."""
    r = Random(seed)
    number, days = r.choice(((1, 1), (2, 1), (2, 3), (3, 7)))
    span = "per day" if days == 1 else f"in {days} days"
    rules = f"""\
limit contact borrower: {number} time{"s" if number > 1 else ""} {span}

rule ring
    every {r.randint(1, 2)} days from 0 days overdue: call borrower

rule warn
    after {r.randint(0, 4)} days overdue: remind borrower late without limit
"""
    decide = both(HEADER + rules)[1]
    cases = {
        name: _case(name, day=date(2026, 3, 1) + r.randint(0, 3) * DAY)
        for name in NAMES
    }
    done: Counter[date] = Counter()
    for hour in range(0, 14 * 24, r.choice((5, 12, 24))):
        at = MARCH + timedelta(hours=hour)
        for name in NAMES:
            while True:
                shared = family(tuple(cases.values()), ["borrower"])
                one = next(case for case in shared if case.id == name)
                due = decide(one, at).in_state(State.DUE)
                if not due:
                    break
                own = cases[name]
                cases[name] = replace(own, history=(*own.history, _done(due[0], at)))
                done[(at + timedelta(hours=8)).date()] += 1
    assert done
    for day in done:
        assert sum(done[day - n * DAY] for n in range(days)) <= number
