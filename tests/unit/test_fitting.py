"""A case that does not fit a compiled policy is refused, and the field is named."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from policydsl.driver import load
from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Case,
    FactChange,
    Happening,
    Money,
    OutcomeKnown,
    Party,
    PermissionChange,
)
from policydsl.runtime.decision import Decision, State
from policydsl.runtime.errors import CaseError

LADDER = Path(__file__).parents[2] / "examples/contact_ladder/contact_ladder.policy"
AT = datetime(2026, 3, 4, 2, tzinfo=UTC)
WHEN: dict[str, Any] = {"at": AT, "recorded": AT}

EVENT = Happening(id="e", name="paid in full", **WHEN)
FACT = FactChange(id="f", fact="due date", value=date(2026, 3, 1), **WHEN)
PERMISSION = PermissionChange(
    id="p", permission="consent", of="emergency", granted=True, **WHEN
)
ACT = ActDone(id="a", verb="call", audience="borrower", **WHEN)
OUTCOME = OutcomeKnown(id="o", act="a", outcome="no answer", **WHEN)


@pytest.fixture(scope="module")
def decide() -> Callable[[Case, datetime], Decision]:
    return load(LADDER).compile()


def test_a_case_that_fits_is_decided(
    decide: Callable[[Case, datetime], Decision],
) -> None:
    case = Case(id="1", history=(EVENT, FACT, PERMISSION, ACT, OUTCOME))
    assert decide(case, AT).at == AT


@pytest.mark.parametrize(
    ("entry", "changes", "message"),
    [
        (EVENT, {"at": datetime(2026, 3, 4)}, "at: needs a time zone"),
        (EVENT, {"recorded": datetime(2026, 3, 4)}, "recorded: needs a time zone"),
        (EVENT, {"at": date(2026, 3, 4)}, "at: is an instant"),
        (EVENT, {"at": "2026-03-04T00:00Z"}, "at: is an instant"),
        (EVENT, {"id": 7}, "id: is text, not a int"),
        (
            EVENT,
            {"name": "piad in full"},
            "name: unknown event `piad in full`, did you mean `paid in full`?",
        ),
        (EVENT, {"name": 5}, "name: is text, not a int"),
        (EVENT, {"name": ["paid in full"]}, "name: is text, not a list"),
        (EVENT, {"by": "borower"}, "by: unknown party `borower`"),
        (FACT, {"fact": "duedate"}, "fact: unknown fact `duedate`"),
        (FACT, {"value": Money(1, "CNY")}, "value: `due date` is a date"),
        (FACT, {"value": AT}, "value: is a day, not an instant"),
        (EVENT, {"at": datetime(9999, 12, 31, tzinfo=UTC)}, "at: is not in the years"),
        (FACT, {"value": date(1, 1, 1)}, "value: is not in the years 1900 to 2999"),
        (FACT, {"of": "borrower"}, "of: `due date` belongs to the case"),
        (PERMISSION, {"permission": "consnt"}, "permission: unknown permission"),
        (PERMISSION, {"granted": "yes"}, "granted: is `True` or `False`"),
        (PERMISSION, {"purposes": "relay"}, "purposes: is a tuple of names"),
        (PERMISSION, {"purposes": ("relays",)}, "purposes: unknown purpose `relays`"),
        (ACT, {"verb": "cal"}, "verb: unknown act `cal`, did you mean `call`?"),
        (ACT, {"channels": ("fax",)}, "channels: unknown channel `fax`"),
        (ACT, {"occurrence": 3}, "occurrence: is text, not a int"),
        (OUTCOME, {"outcome": "answred"}, "outcome: unknown outcome `answred`"),
    ],
)
def test_the_field_is_named(
    decide: Callable[[Case, datetime], Decision],
    entry: AnyEntry,
    changes: dict[str, Any],
    message: str,
) -> None:
    case = Case(id="1", history=(EVENT, replace(entry, **{"id": "x", **changes})))
    with pytest.raises(CaseError) as caught:
        decide(case, AT)
    assert str(caught.value).startswith(f"history[1].{message}")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"zone": "Asia/Shangai"}, "zone: unknown time zone `Asia/Shangai`"),
        ({"zone": "../../etc/passwd"}, "zone: unknown time zone"),
        ({"zone": "localtime"}, "zone: unknown time zone `localtime`"),
        ({"id": 5}, "id: is text"),
        ({"parties": {"borower": Party()}}, "parties.borower: unknown party"),
        (
            {"parties": {"borrower": Party(zones=("Mars",))}},
            "parties.borrower.zones[0]: unknown time zone `Mars`",
        ),
        ({"history": ("paid",)}, "history[0]: is not an entry"),
    ],
)
def test_the_rest_of_a_case_is_checked(
    decide: Callable[[Case, datetime], Decision], changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(CaseError) as caught:
        decide(replace(Case(id="1"), **changes), AT)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("at", [datetime(2026, 3, 4), date(2026, 3, 4), None])
def test_an_instant_has_a_time_zone(
    decide: Callable[[Case, datetime], Decision], at: Any
) -> None:
    with pytest.raises(CaseError, match=r"^at: "):
        decide(Case(id="1"), at)


def test_instants_of_any_zone_are_instants(
    decide: Callable[[Case, datetime], Decision],
) -> None:
    far = timezone(timedelta(hours=-9))
    here = Case(id="1", history=(FACT,))
    there = replace(FACT, at=AT.astimezone(far), recorded=AT.astimezone(far))
    expected = decide(here, AT)
    assert decide(replace(here, history=(there,)), AT.astimezone(far)) == expected
    assert expected.in_state(State.DUE)
