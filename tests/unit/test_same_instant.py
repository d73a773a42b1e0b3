"""What is done at one instant may have come first: policy and monitor say the same."""

from datetime import UTC, datetime, timedelta

import pytest

from policydsl.driver import check_text
from policydsl.runtime.case import ActDone, Case, Happening
from policydsl.runtime.decision import State
from policydsl.semantics import core
from policydsl.semantics.monitor import breaches

POLICY = """\
policy told_first "The borrower is told before anybody calls"
    version 1
    in force from 2026-01-01
    uses collections
    zone UTC

require notify borrower before call borrower

rule ask
    when hardship reported: call borrower
"""
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("notice", "is_kept"),
    [
        (NOON - timedelta(days=1), True),
        (NOON, True),
        (NOON + timedelta(microseconds=1), False),
    ],
)
def test_what_is_due_then_is_no_breach(notice: datetime, *, is_kept: bool) -> None:
    loaded = check_text(POLICY, "told_first.policy")
    policy = loaded.policy
    assert policy is not None, loaded.diagnostics
    reported = Happening(
        id="reported", at=NOON, recorded=NOON, name="hardship reported"
    )
    told = ActDone(
        id="told", at=notice, recorded=notice, verb="notify", audience="borrower"
    )
    before = Case("1", (reported, told))
    (ask,) = loaded.compile()(before, NOON).acts
    assert (ask.state is State.DUE) is is_kept
    norm = policy.requires[0]
    assert isinstance(norm, core.RequireBefore)
    after = Case("1", (*before.history, ask.as_done(NOON)))
    found = breaches(
        norm,
        after,
        NOON + timedelta(days=1),
        clocks=policy.clocks,
        zones=policy.zones,
    )
    assert (found == ()) is is_kept
