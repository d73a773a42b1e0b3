"""What was done in another case of a person: policy and monitor say the same of it."""

from datetime import UTC, datetime, timedelta

import pytest

from policydsl.driver import check_text
from policydsl.runtime.case import ActDone, Case, Happening
from policydsl.runtime.decision import DutyState, State
from policydsl.semantics import core
from policydsl.semantics.monitor import breaches

POLICY = """\
policy several "Several cases of one person"
    version 1
    in force from 2026-01-01
    uses collections
    zone UTC

{norm}

rule ask
    when hardship reported: call borrower
"""
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("norm", "earlier", "of_person", "is_kept"),
    [
        ("limit call: 1 time per case", "call", False, False),
        ("limit call: 1 time per case", "call", True, True),
        ("limit call: 1 time in 30 days", "call", True, False),
        ("require notify borrower before call", "notify", False, True),
        ("require notify borrower before call", "notify", True, False),
    ],
)
def test_what_is_of_the_case_and_what_of_the_person(
    norm: str, earlier: str, *, of_person: bool, is_kept: bool
) -> None:
    loaded = check_text(POLICY.format(norm=norm), "several.policy")
    policy = loaded.policy
    assert policy is not None, loaded.diagnostics
    reported = Happening(
        id="reported", at=NOON, recorded=NOON, name="hardship reported"
    )
    before = NOON - timedelta(days=1)
    act = ActDone(
        id="other",
        at=before,
        recorded=before,
        verb=earlier,
        audience="borrower",
        of_person=of_person,
    )
    (ask,) = loaded.compile()(Case("1", (reported, act)), NOON).acts
    assert (ask.state is State.DUE) is is_kept
    norms: tuple[core.Norm, ...] = (*policy.limits, *policy.requires)
    found = breaches(
        norms[0],
        Case("1", (reported, act, ask.as_done(NOON))),
        NOON + timedelta(days=1),
        clocks=policy.clocks,
        zones=policy.zones,
    )
    assert (found == ()) is is_kept


@pytest.mark.parametrize("of_person", [False, True])
def test_a_duty_is_not_done_in_another_case(*, of_person: bool) -> None:
    text = POLICY.format(norm="require notify within 3 days after hardship reported")
    policy = check_text(text, "several.policy").policy
    assert policy is not None
    reported = Happening(
        id="reported", at=NOON, recorded=NOON, name="hardship reported"
    )
    act = ActDone(
        id="told",
        at=NOON + timedelta(hours=1),
        recorded=NOON + timedelta(hours=1),
        verb="notify",
        audience="borrower",
        of_person=of_person,
    )
    case, later = Case("1", (reported, act)), NOON + timedelta(days=9)
    (owed,) = check_text(text, "several.policy").compile()(case, later).duties
    assert (owed.state is DutyState.MISSED) is of_person
    (norm,) = policy.duties
    found = breaches(norm, case, later, clocks=policy.clocks, zones=policy.zones)
    assert bool(found) is of_person
