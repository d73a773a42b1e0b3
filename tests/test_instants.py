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
from policydsl.runtime.case import Case, FactChange, Party
from policydsl.runtime.decision import Decision, State
from policydsl.runtime.zones import instant_of, local_date
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
