"""Variants of a collector's plan under Regulation F, and what the checker says."""

from pathlib import Path

import pytest

from policydsl.driver import check_text
from policydsl.legal.verdict import Verdict
from policydsl.proving import Proof, prove

EXAMPLES = Path(__file__).parents[2] / "examples"
PLAN = EXAMPLES / "reg_f_plan" / "reg_f_plan.policy"
PRESUMED, LAW = Verdict.PRESUMED_BREACH, Verdict.BREACHES_LAW
CALLS = "us.reg_f 1006.14(b)(2)(i)(A)"
WAIT = "us.reg_f 1006.14(b)(2)(i)(B)"
CAP = "limit call borrower: 7 times in 7 days\n"
REST = "forbid call borrower if less than 7 days since conversation\n"
AGAIN = '''rule evening_call
    every monday to saturday from 6 days in collection until 60 days in collection:
        call borrower by phone
        unless disputed
        only between 17:00 and 20:00
        late at most 0 days

rule mail "R3"'''
TWICE = (('rule mail "R3"', AGAIN), (CAP, ""))
STOPS = "forbid contact borrower if attorney named by borrower\n"
FOUNDING = """policy founding
    version 1
    in force from 2026-01-01
    uses collections, debt_collection
    under us
    as product consumer debt, actor debt collector
    zone America/Chicago

after 14 days unreachable: contact emergency with consent
"""
UK = (EXAMPLES / "uk_arrears" / "uk_arrears.policy").read_text("utf-8")


def proved(text: str) -> Proof:
    """Return what is proved of a policy."""
    loaded = check_text(text, "plan.policy")
    assert loaded.diagnostics == ()
    return prove(loaded, seconds=60)


def breaches(text: str) -> dict[tuple[str, str], Verdict]:
    """Return what is not lawful, by rule and article."""
    return {
        (one.rule.name, one.bound.name): one.verdict
        for one in proved(text).judged.judgements
        if one.verdict not in (Verdict.LAWFUL, Verdict.OUT_OF_SCOPE)
    }


def plan(*changes: tuple[str, str]) -> str:
    """Return the plan of the examples with other words in it."""
    text = PLAN.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def test_the_plan_is_lawful() -> None:
    assert breaches(plan()) == {}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (((CAP, ""),), {("daily_call", CALLS): PRESUMED}),
        (
            ((CAP, CAP.replace("7 times", "8 times")),),
            {("daily_call", CALLS): PRESUMED},
        ),
        (
            TWICE,
            {
                ("daily_call", CALLS): PRESUMED,
                ("evening_call", CALLS): PRESUMED,
            },
        ),
        (((REST, REST.replace("7 days", "6 days")),), {("daily_call", WAIT): PRESUMED}),
        (((REST, ""),), {("daily_call", WAIT): PRESUMED}),
        (
            ((STOPS, ""),),
            {
                (rule, "us.reg_f 1006.6(b)(2)"): LAW
                for rule in ("validation_notice", "daily_call", "mail", "farewell")
            },
        ),
        (
            (
                (
                    "at least 14 days since send validation notice done",
                    "at least 13 days since send validation notice done",
                ),
                (
                    "after 30 days in collection: report",
                    "after 13 days in collection: report",
                ),
            ),
            {("bureau_report", "us.reg_f 1006.30(a)(1)"): LAW},
        ),
        (
            (("limit contact borrower: between 08:00 and 21:00", ""),),
            {
                (rule, "us.reg_f 1006.6(b)(1)(i)"): LAW
                for rule in ("validation_notice", "mail", "farewell")
            },
        ),
        (
            (("by letter about closing", "by letter"),),
            {("farewell", "us.reg_f 1006.6(c)"): LAW},
        ),
    ],
    ids=[
        "nothing counts",
        "eight calls in seven days",
        "twice a day",
        "six days of rest",
        "no rest after a conversation",
        "an attorney is not heeded",
        "thirteen days for the bureau",
        "at night",
        "another letter after a request to cease",
    ],
)
def test_a_variant_is_refused(
    changes: tuple[tuple[str, str], ...], found: dict[tuple[str, str], Verdict]
) -> None:
    assert breaches(plan(*changes)) == found


def test_the_eighth_call_of_seven_days_is_shown() -> None:
    found = proved(plan(*TWICE)).judged
    shown = [found.witness(one) for one in found.judgements if one.bound.name == CALLS]
    seen = [one for one in shown if one is not None]
    assert {one.rule.name for one in seen} == {"daily_call", "evening_call"}
    for one in seen:
        assert len(one.breach.counted) == 8
        assert one.breach.counted[-1] == one.act.id


def test_the_short_rule_is_refused_for_the_third_party() -> None:
    found = breaches(FOUNDING)
    assert found["rule_1", "us.fdcpa 1692c(b)"] is LAW
    assert found["rule_1", "us.reg_f 1006.6(d)(1)"] is LAW
    located = FOUNDING.replace(
        "with consent", "with consent by sealed letter for locate disclosing caller"
    )
    found = breaches(located)
    assert ("rule_1", "us.fdcpa 1692c(b)") not in found
    assert ("rule_1", "us.reg_f 1006.6(d)(1)") not in found


def test_the_act_does_not_bind_who_collects_in_its_own_name() -> None:
    own = FOUNDING.replace("actor debt collector", "actor in house")
    assert not any(name.startswith("us.fdcpa") for _, name in breaches(own))


def test_seven_calls_are_too_many_in_massachusetts() -> None:
    article = "us_ma.collection 7.04(1)(f)"
    text = plan(("under us.reg_f", "under us.reg_f, us_ma"))
    assert breaches(text)["daily_call", article] is LAW
    kept = text.replace(
        CAP, f"{CAP}limit contact borrower by phone or sms: 2 times in 7 days\n"
    ).replace("borrower by phone\n", "borrower by hand dialled phone\n")
    assert ("daily_call", article) not in breaches(kept)


@pytest.mark.parametrize(
    ("jurisdiction", "article"),
    [
        ("uk", "uk.conc_7 7.9.4R"),
        ("in", "in.rbi_2022_108 2-persistence"),
    ],
)
def test_words_that_are_open_are_never_lawful(jurisdiction: str, article: str) -> None:
    text = plan(("under us.reg_f", f"under us.reg_f, {jurisdiction}"))
    assert breaches(text)["daily_call", article] is Verdict.UNDETERMINED


def test_a_third_party_in_india_is_at_least_a_warning() -> None:
    found = breaches(FOUNDING.replace("under us", "under in"))
    assert found["rule_1", "in.rbi_2022_108 2-privacy"] is Verdict.UNDETERMINED


def test_forbearance_comes_before_a_suit_from_november_2026_on() -> None:
    suit = FOUNDING.replace("under us", "under eu")
    suit = suit.replace("2026-01-01", "2026-12-01").replace(
        "unreachable: contact emergency with consent", "overdue: file suit"
    )
    article = "eu.consumer_credit 35(1)"
    assert breaches(suit) == {("rule_1", article): LAW}
    offered = f"{suit}\nrequire offer plan to borrower before file suit\n"
    assert breaches(offered) == {}


def test_a_demand_in_a_moratorium_is_refused() -> None:
    article = "uk.breathing_space 11"
    assert breaches(UK) == {}
    norm = "forbid text, mail, advice_letter, arrears_call,"
    assert norm in UK
    found = breaches(UK.replace(norm, "forbid text, mail, advice_letter,"))
    assert set(found) == {("arrears_call", article)}
