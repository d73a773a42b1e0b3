"""What random cases seldom show, by both implementations of ``decide``."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Case,
    FactChange,
    Happening,
    OutcomeKnown,
    PermissionChange,
)
from policydsl.runtime.decision import State
from random_cases.loading import Decide, both

HEADER = """\
policy trial_policy "Trial"
    version 1
    in force from 2026-01-01
    uses trial
    zone {zone}

"""
MARCH = datetime(2026, 3, 1, tzinfo=UTC)
DUE = FactChange(
    id="d", at=MARCH, recorded=MARCH, fact="due date", value=date(2026, 3, 1)
)


def happening(id: str, name: str, at: datetime) -> Happening:
    return Happening(id=id, at=at, recorded=at, name=name)


def notice_done(occurrence: str, at: datetime) -> ActDone:
    return ActDone(
        id="n",
        at=at,
        recorded=at,
        verb="remind",
        audience="borrower",
        rule="notice",
        occurrence=occurrence,
    )


def implementations(rules: str, zone: str = "Asia/Shanghai") -> tuple[Decide, Decide]:
    return both(HEADER.format(zone=zone) + rules)


@pytest.mark.parametrize(
    ("at", "state", "review"),
    [
        ("14:44", State.DEFERRED, "2026-04-04T14:45"),
        ("14:45", State.DUE, "2026-04-04T16:30"),
        ("14:59", State.DUE, "2026-04-04T16:30"),
        ("15:00", State.DUE, "2026-04-04T16:30"),  # it is 01:30 again
        ("15:15", State.DUE, "2026-04-04T16:30"),
        ("16:30", State.DEFERRED, "2026-04-05T15:15"),
    ],
)
def test_hours_do_not_open_twice_when_clocks_go_back(
    at: str, state: State, review: str
) -> None:
    rules = """\
rule rule_0
    when slot missed: remind borrower
        only between 01:45 and 03:00
"""
    instant = datetime.fromisoformat(f"2026-04-04T{at}+00:00")
    missed = happening("s", "slot missed", instant - timedelta(hours=5))
    for decide in implementations(rules, "Australia/Lord_Howe"):
        decision = decide(Case("1", (missed,)), instant)
        assert decision.acts[0].state is state
        assert decision.next_review == datetime.fromisoformat(f"{review}+00:00")


def test_the_begin_and_the_end_of_a_clock_are_two_events() -> None:
    rules = """\
rule rule_0
    when overdue begun or overdue ended: remind borrower
        late without limit
"""
    paid = happening("p", "paid in full", MARCH + timedelta(days=3))
    for decide in implementations(rules):
        acts = decide(Case("1", (DUE, paid)), MARCH + timedelta(days=5)).acts
        assert [act.state for act in acts] == [State.DUE, State.DUE]
        assert acts[0].id != acts[1].id


def test_no_coercive_act_on_the_day_of_its_notice() -> None:
    rules = """\
rule notice
    after 1 day overdue: remind borrower

rule suit
    after 0 days since notice done: file suit
"""
    for decide in implementations(rules):
        at = MARCH + timedelta(days=1)
        (notice,) = decide(Case("1", (DUE,)), at).acts
        done = notice_done(notice.id, at)
        act = decide(Case("1", (DUE, done)), at).acts[-1]
        assert act.state is State.DEFERRED
        assert act.until == datetime(2026, 3, 2, 16, tzinfo=UTC)


def test_times_of_one_zone_are_compared_as_instants() -> None:
    """In the repeated hour the wall clock says that the later was the earlier."""
    rules = """\
rule rule_0
    while disputed: hold flagged
"""
    zone = ZoneInfo("Europe/Berlin")
    opened = datetime(2026, 10, 25, 2, 50, tzinfo=zone)
    closed = datetime(2026, 10, 25, 2, 10, fold=1, tzinfo=zone)
    history = (
        happening("o", "dispute opened", opened),
        happening("c", "dispute closed", closed),
    )
    for decide in implementations(rules):
        at = datetime(2026, 10, 25, 12, tzinfo=UTC)
        assert decide(Case("1", history), at).held == ()
        before = datetime(2026, 10, 25, 1, 5, tzinfo=UTC)
        assert decide(Case("1", history), before).held != ()


def test_a_clock_that_begins_again_on_one_day_goes_on() -> None:
    rules = """\
rule rule_0
    after 1 day disputed: remind borrower
        late without limit
"""
    names = ("dispute opened", "dispute closed", "dispute opened")
    history = tuple(
        happening(f"e{number}", name, MARCH + timedelta(hours=number))
        for number, name in enumerate(names)
    )
    for decide in implementations(rules):
        (act,) = decide(Case("1", history), MARCH + timedelta(days=2)).acts
        assert act.state is State.DUE


def test_nothing_begins_before_anything_is_known() -> None:
    rules = """\
clock unlisted while listed is unknown

rule rule_0
    after 0 days unlisted: remind borrower
        late without limit
"""
    for decide in implementations(rules):
        assert decide(Case("1"), MARCH).acts == ()
        acts = decide(Case("1", (DUE,)), MARCH + timedelta(days=9)).acts
        assert [act.key for act in acts] == ["2026-03-01"]


def permission(
    id: str, at: datetime, granted: bool, occurrence: str | None
) -> PermissionChange:
    return PermissionChange(
        id=id,
        at=at,
        recorded=at,
        permission="approval",
        of="manager",
        granted=granted,
        occurrence=occurrence,
    )


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        pytest.param((), State.BLOCKED, id="nobody gave it"),
        pytest.param((("1", 0, True, None),), State.DUE, id="given"),
        pytest.param(
            (("1", 0, True, None), ("2", 0, False, None)),
            State.BLOCKED,
            id="taken back at the same instant",
        ),
        pytest.param(
            (("1", 0, False, None), ("2", 1, True, None)),
            State.DUE,
            id="given again",
        ),
        pytest.param(
            (("1", 0, True, "1/suit/2026-02-01/0"),),
            State.BLOCKED,
            id="given for another act",
        ),
        pytest.param(
            (("1", 0, True, "1/suit/2026-03-01/0"),),
            State.DUE,
            id="given for this act",
        ),
    ],
)
def test_an_approval_is_in_hand(
    changes: tuple[tuple[str, int, bool, str | None], ...], state: State
) -> None:
    rules = """\
rule suit
    after 1 day overdue: file suit with approval of manager
"""
    history = [
        permission(id, MARCH + timedelta(hours=hour), granted, occurrence)
        for id, hour, granted, occurrence in changes
    ]
    for decide in implementations(rules):
        (act,) = decide(Case("1", (DUE, *history)), MARCH + timedelta(days=1)).acts
        assert act.state is state


@pytest.mark.parametrize(("of_person", "state"), [(True, State.DUE), (False, None)])
def test_once_per_case_counts_this_case(of_person: bool, state: State | None) -> None:
    rules = """\
rule reminder
    after 1 day overdue: remind borrower
        late without limit

limit remind: 1 time per case
"""
    done = replace(notice_done("x", MARCH), of_person=of_person, rule=None)
    for decide in implementations(rules):
        (act,) = decide(Case("1", (DUE, done)), MARCH + timedelta(days=1)).acts
        assert act.state is (state or State.DEFERRED)


@pytest.mark.parametrize(("calls", "state"), [(1, State.BLOCKED), (3, State.DUE)])
def test_a_condition_on_a_clock_needs_its_evidence(calls: int, state: State) -> None:
    rules = """\
rule reminder
    after 5 days overdue: remind borrower
        if at least 2 days unreachable
"""
    history: list[AnyEntry] = [DUE]
    for number in range(calls):
        at = MARCH + timedelta(days=number)
        call = replace(notice_done("x", at), id=f"c{number}", verb="call", rule=None)
        outcome = OutcomeKnown(
            id=f"o{number}", at=at, recorded=at, act=call.id, outcome="no answer"
        )
        history += [replace(call, occurrence=None), outcome]
    for decide in implementations(rules):
        (act,) = decide(Case("1", tuple(history)), MARCH + timedelta(days=5)).acts
        assert act.state is state
