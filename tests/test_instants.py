"""Instants of the time bench: windows, zones, clock changes, a day left out.

The rows were worked out with the IANA time zone data. ``due`` is a civil day in the
zone of the case; the act is due from 09:00 there and waits for 09:00 to 20:00 of the
recipient, in every zone that is possible for them.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from policydsl.backends.python import compile_policy
from policydsl.driver import check_text
from policydsl.runtime.case import ActDone, AnyEntry, Case, FactChange, Party
from policydsl.runtime.decision import Decision, State
from policydsl.runtime.whereabouts import always_in, moved
from policydsl.runtime.zones import instant_of, local_date
from policydsl.semantics import core
from policydsl.semantics.conditions import look
from policydsl.semantics.evaluate import decide as interpret

Decide = Callable[[Case, datetime], Decision]

POLICY = """\
policy instants "One reminder in the hours of the recipient"
    version 1
    in force from 2011-01-01
    uses collections
    zone Asia/Shanghai
    acts from 09:00

limit contact: between 09:00 and 20:00

rule reminder
    after 1 day overdue: remind borrower
        late at most 3 days
"""
MOVING = """\
policy moving "Every day of a borrower who moves"
    version 1
    in force from 2026-01-01
    uses collections
    zone home zone of borrower or UTC
    acts from 09:00

rule daily
    every 1 day from 0 days overdue: remind borrower
"""
TWO_DAYS = """\
policy skipped "A day that the zone left out"
    version 1
    in force from 2011-01-01
    uses collections
    zone Pacific/Apia
    acts from 09:00

rule reminder
    after 2 days overdue: remind borrower
        late at most 3 days
"""


def meanings(text: str) -> tuple[Decide, Decide]:
    """Return the reference interpreter and the compiled callable of a policy."""
    loaded = check_text(text, "instants.policy")
    assert loaded.policy is not None, loaded.diagnostics
    return partial(interpret, loaded.policy), compile_policy(loaded.policy)


def overdue(start: date, zone: str, *zones: str) -> Case:
    """Return a case that is overdue from a day on; the zones are the borrower's."""
    at = instant_of(start, 0, zone)
    due = FactChange(id="due", at=at, recorded=at, fact="due date", value=start)
    return Case("case", (due,), {"borrower": Party(zones)}, zone)


def sent(decide: Decide, case: Case) -> datetime:
    """Return when the act is done by a system that asks at each next review."""
    at = case.history[0].at
    for _ in range(50):
        decision = decide(case, at)
        if decision.in_state(State.DUE):
            return at
        assert decision.next_review is not None
        at = decision.next_review
    raise AssertionError("never sent")


@pytest.mark.parametrize(
    ("zones", "due", "instant", "local"),
    [
        (["Asia/Shanghai"], "2026-02-25", "2026-02-25T01:00+00:00", None),
        (
            ["America/Los_Angeles"],
            "2026-02-25",
            "2026-02-25T01:00+00:00",
            "2026-02-24",
        ),
        (["Europe/Berlin"], "2026-02-25", "2026-02-25T08:00+00:00", "2026-02-25"),
        (["Europe/Berlin"], "2026-03-29", "2026-03-29T07:00+00:00", "2026-03-29"),
        (["Pacific/Auckland"], "2026-02-25", "2026-02-25T01:00+00:00", "2026-02-25"),
        (
            ["America/New_York", "America/Los_Angeles"],
            "2026-02-25",
            "2026-02-25T17:00+00:00",
            None,
        ),
    ],
    ids=["P15-I1", "P15-I2", "P15-I3", "P15-I4", "P15-I5", "P15-I6"],
)
def test_an_act_is_sent_in_the_hours_of_the_recipient(
    zones: list[str], due: str, instant: str, local: str | None
) -> None:
    start = date.fromisoformat(due) - timedelta(days=1)
    case = overdue(start, "Asia/Shanghai", *zones)
    for decide in meanings(POLICY):
        at = sent(decide, case)
        assert at.astimezone(UTC) == datetime.fromisoformat(instant)
        if local is not None:
            assert local_date(at, zones[0]) == date.fromisoformat(local)


@pytest.mark.parametrize(
    ("zone", "local", "instant"),
    [
        ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:00+00:00"),
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30+00:00"),
        ("Europe/London", "2026-03-29T09:00", "2026-03-29T08:00+00:00"),
        ("Europe/London", "2026-10-25T09:00", "2026-10-25T09:00+00:00"),
    ],
    ids=["P15-L1", "P15-L2", "P15-L3", "P15-L4"],
)
def test_a_local_time_that_is_missing_or_comes_twice(
    zone: str, local: str, instant: str
) -> None:
    wall = datetime.fromisoformat(local)
    found = instant_of(wall.date(), wall.hour * 60 + wall.minute, zone)
    assert found.astimezone(UTC) == datetime.fromisoformat(instant)


def test_a_day_that_the_zone_left_out_is_like_a_missed_evaluation() -> None:
    """P15-K1: the rule's day, 2011-12-30, never came; the 31st is day 3."""
    case = overdue(date(2011, 12, 28), "Pacific/Apia")
    for decide in meanings(TWO_DAYS):
        at = sent(decide, case)
        assert local_date(at, "Pacific/Apia") == date(2011, 12, 31)
        (act,) = decide(case, at).in_state(State.DUE)
        assert act.lapses_at == instant_of(date(2012, 1, 3), 0, "Pacific/Apia")


def moves(from_zone: str, to_zone: str, moved_at: datetime) -> Case:
    """Return the case of a borrower who moves; overdue from 2026-03-08 on."""
    start = datetime(2026, 3, 1, tzinfo=UTC)
    history: list[AnyEntry] = [
        FactChange(
            id=f"zone {number}",
            at=at,
            recorded=at,
            fact="home zone",
            of="borrower",
            value=zone,
        )
        for number, (at, zone) in enumerate(((start, from_zone), (moved_at, to_zone)))
    ]
    day = date(2026, 3, 8)
    due = FactChange(id="due", at=start, recorded=start, fact="due date", value=day)
    return Case("case", (due, *history))


def done_daily(decide: Decide, case: Case, until: datetime) -> list[datetime]:
    """Return when the act is done by a system that does it at each next review."""
    at: datetime | None = case.history[0].at
    done: list[datetime] = []
    while at is not None and at <= until:
        decision = decide(case, at)
        for act in decision.in_state(State.DUE):
            done.append(at)
            entry = ActDone(
                id=act.id,
                at=at,
                recorded=at,
                verb=act.verb,
                audience=act.audience,
                rule=act.rule,
                occurrence=act.id,
            )
            case = Case(case.id, (*case.history, entry))
        at = decide(case, at).next_review
    return done


def todays(policy: core.Policy, case: Case, at: datetime) -> set[date]:
    """Return the day of the case by both implementations."""
    told = [e for e in case.history if isinstance(e, FactChange) and e.at <= at]
    zones = [e for e in told if e.fact == "home zone"]
    seen = look(
        case,
        at,
        rules={},
        clocks=policy.clocks,
        zones=policy.zones,
        calendar=None,
    )
    return {seen.today, moved(always_in(policy.zone), [zones]).day_of(at)}


@pytest.mark.parametrize(
    ("from_zone", "to_zone", "moved_at", "before", "local_after", "after", "done"),
    [
        (
            "Asia/Shanghai",
            "America/Los_Angeles",
            "2026-03-10T04:00+00:00",
            "2026-03-10",
            "2026-03-09",
            "2026-03-10",
            ["03-08T01", "03-09T01", "03-10T01", "03-11T16", "03-12T16"],
        ),
        (
            "America/Los_Angeles",
            "Asia/Shanghai",
            "2026-03-10T18:00+00:00",
            "2026-03-10",
            "2026-03-11",
            "2026-03-11",
            ["03-08T16", "03-09T16", "03-10T16", "03-11T01", "03-12T01", "03-13T01"],
        ),
    ],
    ids=["P15-Z1", "P15-Z2"],
)
def test_a_zone_that_moves_repeats_nothing_and_loses_nothing(
    from_zone: str,
    to_zone: str,
    moved_at: str,
    before: str,
    local_after: str,
    after: str,
    done: list[str],
) -> None:
    """Z1: today never goes back. Z2: the next evaluation is at 09:00 there."""
    at = datetime.fromisoformat(moved_at)
    case = moves(from_zone, to_zone, at)
    loaded = check_text(MOVING, "moving.policy")
    assert loaded.policy is not None, loaded.diagnostics
    compiled = compile_policy(loaded.policy)
    just_before = at - timedelta(microseconds=1)
    assert todays(loaded.policy, case, just_before) == {date.fromisoformat(before)}
    assert local_date(at, to_zone) == date.fromisoformat(local_after)
    assert todays(loaded.policy, case, at) == {date.fromisoformat(after)}
    wanted = [datetime.fromisoformat(f"2026-{one}:00+00:00") for one in done]
    until = datetime(2026, 3, 13, 12, tzinfo=UTC)
    for decide in (partial(interpret, loaded.policy), compiled):
        assert done_daily(decide, case, until) == wanted
