"""Several people in a case: how they are named, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from policydsl.backends.json_schema import names_of
from policydsl.driver import check_text
from policydsl.runtime.case import ActDone, Case, Count, FactChange, Happening, Party
from policydsl.runtime.decision import Decision, State
from policydsl.runtime.errors import CaseError
from policydsl.runtime.json import case_from_json, case_to_json

AT = datetime(2026, 3, 4, 2, tzinfo=UTC)
WHEN: dict[str, Any] = {"at": AT, "recorded": AT}
POLICY = """\
policy several "Several people"
    version 1
    in force from 2026-01-01
    uses collections
    zone Asia/Shanghai

party joint debtor is person several
party co signer is joint debtor
unit visitor
act visit is contact: party, with visitor

rule notice
    when hardship reported: notify each joint debtor by app
        unless refused by recipient
"""
LOADED = check_text(POLICY, "several.policy")
ANNA, BEN = Party(party="joint debtor"), Party(party="co signer")
REPORTED = Happening(id="e", name="hardship reported", by="borrower", **WHEN)


@pytest.fixture(scope="module")
def decide() -> Callable[[Case, datetime], Decision]:
    return LOADED.compile()


def case_of(*history: Any, **parties: Party) -> Case:
    return Case("c", (REPORTED, *history), parties)


def test_each_has_an_act_in_the_order_of_names(
    decide: Callable[[Case, datetime], Decision],
) -> None:
    case = case_of(Ben=BEN, Anna=ANNA)
    due = decide(case, AT).in_state(State.DUE)
    assert [(act.audience, act.id) for act in due] == [
        ("Anna", "c/notice/e/Anna/0"),
        ("Ben", "c/notice/e/Ben/0"),
    ]


def test_nobody_is_addressed_where_nobody_is_listed(
    decide: Callable[[Case, datetime], Decision],
) -> None:
    assert decide(case_of(), AT).acts == ()


def test_one_alone_may_be_named_by_the_party(
    decide: Callable[[Case, datetime], Decision],
) -> None:
    case = case_of(**{"joint debtor": Party()})
    assert decide(case, AT).acts[0].audience == "joint debtor"


def test_the_only_one_of_a_party_may_have_a_name(
    decide: Callable[[Case, datetime], Decision],
) -> None:
    reported = replace(REPORTED, by="Dora")
    case = Case("c", (reported,), {"Dora": Party(party="borrower"), "Anna": ANNA})
    assert decide(case, AT).acts[0].audience == "Anna"


@pytest.mark.parametrize(
    ("entry", "parties", "message"),
    [
        (None, {"Anna": Party(party="debtor")}, "parties.Anna.party: unknown party"),
        (None, {"Anna": Party()}, "parties.Anna: unknown party `Anna`"),
        (None, {"A/B": ANNA}, "without `/`"),
        (None, {"emergency": ANNA}, "a name of their own"),
        (
            None,
            {"Dora": Party(party="borrower"), "Emil": Party(party="borrower")},
            "there is only one `borrower`, and it is `Dora`",
        ),
        (
            Happening(id="r", name="refused", by="joint debtor", **WHEN),
            {"Anna": ANNA},
            "history[1].by: says which `joint debtor`",
        ),
        (
            Happening(id="r", name="refused", by="Ana", **WHEN),
            {"Anna": ANNA},
            "did you mean `Anna`?",
        ),
        (
            FactChange(id="f", fact="due date", value=None, of="Anna", **WHEN),
            {"Anna": ANNA},
            "belongs to the case",
        ),
        (
            ActDone(id="a", verb="visit", count=Count(2, "person"), **WHEN),
            {},
            "history[1].count: unknown unit `person`",
        ),
        (
            ActDone(id="a", verb="visit", count=2, **WHEN),  # type: ignore[arg-type]
            {},
            "history[1].count: is a Count",
        ),
    ],
)
def test_what_does_not_fit_is_named(
    decide: Callable[[Case, datetime], Decision],
    entry: Any,
    parties: dict[str, Party],
    message: str,
) -> None:
    history = (REPORTED,) if entry is None else (replace(REPORTED, by=None), entry)
    if any(party.party == "borrower" for party in parties.values()):
        history = (replace(REPORTED, by="Dora"),)
    with pytest.raises(CaseError) as caught:
        decide(Case("c", history, parties), AT)
    assert message in str(caught.value)


def test_people_and_numbers_are_read_back() -> None:
    visit = ActDone(
        id="a",
        verb="visit",
        audience="Anna",
        count=Count(2, "visitor"),
        item="May",
        **WHEN,
    )
    case = case_of(visit, Anna=replace(ANNA, zones=("Asia/Tokyo",)), Ben=BEN)
    assert LOADED.policy is not None
    names = names_of(LOADED.policy.vocabulary)
    assert case_from_json(case_to_json(case), names) == case
