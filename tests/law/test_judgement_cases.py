"""The judgement cases of the packs of mainland China and Taiwan, verdict by verdict.

One policy a case; the verdict is asked for the articles that the case is about.
"""

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from policydsl.certify.assumptions import assumptions
from policydsl.documents.finding import LIBRARY
from policydsl.driver import check_text
from policydsl.legal.verdict import Verdict
from policydsl.proving import Proof, prove

AS_OF = date(2026, 6, 1)

LAWFUL, OUT_OF_SCOPE = Verdict.LAWFUL, Verdict.OUT_OF_SCOPE
LAW, STANDARD = Verdict.BREACHES_LAW, Verdict.BREACHES_STANDARD

CN = """policy case
    version 1
    in force from 2026-01-01
    uses collections
    under cn
    as lender consumer finance company, product online loan, actor in house
    zone Asia/Shanghai
    closes at paid in full
"""
TW = """policy case
    version 1
    in force from 2026-01-01
    uses collections
    under tw
    as lender bank, product credit card, actor agency
    zone Asia/Taipei
    closes at paid in full
"""
# What belongs to a lawful contact of the one whom the borrower named.
RELAY = "contact emergency with consent by phone for relay disclosing"
CONTACT = """
limit contact: between 10:00 and 11:00
forbid contact emergency if refused by emergency
"""
CONSENTED = "report arrears to credit bureau with written consent of borrower"
TOLD = "notify borrower by sms about credit report"


class Case(NamedTuple):
    """A policy, and what comes out of it under some articles, for its last rule."""

    number: str
    policy: str
    verdicts: dict[str, Verdict]


def at_hours(header: str, hours: str, rule: str) -> str:
    """Return a policy that contacts only in these hours."""
    return f"{header}\nlimit contact: {hours}\n\n{rule}"


MESSAGE = "rule message\n    after 3 days overdue: remind borrower by sms\n"
CALL = "rule ring\n    after 3 days overdue: call borrower by phone\n"
SHORT_CALL = CALL.replace("phone", "phone for at most 10 minutes")
CALL_THAT_ENDS = SHORT_CALL.replace("minutes", "minutes ending by 22:00")
HOURS_CN = ("cn.gbt_45251 5.3-hours", "cn.cba_2026 3-hours")
HOURS_TW = ("tw.outsourcing 14(1)3", "tw.outsourcing 14(3)")
GATES = ("cn.gbt_45251 5.3-contacts", "cn.cba_2026 3-contacts")

CASES = (
    Case(
        "J01",
        at_hours(CN, "between 21:59 and 22:00", MESSAGE),
        dict.fromkeys(HOURS_CN, LAWFUL),
    ),
    Case(
        "J01 a minute later",
        at_hours(CN, "between 22:00 and 22:01", MESSAGE),
        dict.fromkeys(HOURS_CN, STANDARD),
    ),
    Case(
        "J03",
        at_hours(CN, "between 21:58 and 21:59", SHORT_CALL),
        dict.fromkeys(HOURS_CN, STANDARD),
    ),
    Case(
        "J03 with hanging up",
        at_hours(CN, "between 21:58 and 21:59", CALL_THAT_ENDS),
        dict.fromkeys(HOURS_CN, LAWFUL),
    ),
    Case(
        "J03 with hanging up too late",
        at_hours(
            CN,
            "between 21:58 and 21:59",
            CALL_THAT_ENDS.replace("by 22:00", "by 22:01"),
        ),
        dict.fromkeys(HOURS_CN, STANDARD),
    ),
    Case(
        "J03 so early that it is over in time",
        at_hours(CN, "between 21:49 and 21:50", SHORT_CALL),
        dict.fromkeys(HOURS_CN, LAWFUL),
    ),
    Case(
        "J03 with hours that the policy keeps throughout",
        at_hours(CN, "between 08:00 and 22:00 throughout", SHORT_CALL),
        dict.fromkeys(HOURS_CN, LAWFUL),
    ),
    # How long it lasts is left to whoever calls: the certificate says by when it ends.
    Case(
        "J03 with no word of its length",
        at_hours(CN, "between 21:58 and 21:59", CALL),
        dict.fromkeys(HOURS_CN, LAWFUL),
    ),
    Case(
        "J07",
        f"{CN}{CONTACT}\nrule ask\n    after 14 days unreachable: {RELAY} nothing\n",
        {
            **dict.fromkeys(GATES, LAWFUL),
            "cn.gbt_45251 5.3-refusal": LAWFUL,
            "cn.cba_2026 3-refusal": LAWFUL,
            "cn.gbt_45251 5.3-audience": OUT_OF_SCOPE,
            "cn.gbt_45251 5.3-hours": LAWFUL,
            "cn.consumer_finance collection": OUT_OF_SCOPE,
            "cn.civil_code 1033.1": LAWFUL,
            "cn.civil_code 1033.5": OUT_OF_SCOPE,
            "cn.pipl 13": LAWFUL,
        },
    ),
    Case(
        "J09",
        f"{CN}{CONTACT}\nrule ask\n    after 14 days unreachable: {RELAY} amount\n",
        {
            "cn.civil_code 1033.5": LAW,
            **dict.fromkeys(GATES, STANDARD),
        },
    ),
    Case(
        "J10",
        f"{CN}{CONTACT}\nrule ask\n    after 14 days overdue: {RELAY} nothing\n",
        {**dict.fromkeys(GATES, STANDARD), "cn.pipl 13": LAWFUL},
    ),
    Case(
        "J13",
        f"{CN}\nrule report\n    after 1 day overdue: {CONSENTED}\n",
        {"cn.credit_reporting 15": LAW, "cn.credit_reporting 29": LAWFUL},
    ),
    Case(
        "J14",
        f"{CN}\nrequire {TOLD} before report arrears to credit bureau\n"
        f"\nrule notice\n    after 5 days overdue: {TOLD}\n"
        f"\nrule report\n    after 10 days overdue: {CONSENTED}\n",
        {"cn.credit_reporting 15": LAWFUL, "cn.credit_reporting 29": LAWFUL},
    ),
    Case(
        "J18 at 07:00",
        at_hours(TW, "between 07:00 and 07:01", CALL),
        dict.fromkeys(HOURS_TW, LAWFUL),
    ),
    Case(
        "J18 at 06:59",
        at_hours(TW, "between 06:59 and 07:00", CALL),
        dict.fromkeys(HOURS_TW, LAW),
    ),
    Case(
        "J18 at 22:05",
        at_hours(TW, "between 22:05 and 22:06", CALL),
        dict.fromkeys(HOURS_TW, LAW),
    ),
    Case(
        "J18 at 22:05, in house",
        at_hours(
            TW.replace("actor agency", "actor in house"),
            "between 22:05 and 22:06",
            CALL,
        ),
        dict.fromkeys(HOURS_TW, OUT_OF_SCOPE),
    ),
)


def proved(policy: str) -> Proof:
    """Return what is proved of a policy, as of the day of the cases."""
    loaded = check_text(policy, "case.policy")
    assert loaded.diagnostics == ()
    return prove(loaded, as_of=AS_OF, seconds=60)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.number)
def test_a_case_comes_out_as_the_facts_say(case: Case) -> None:
    proof = proved(case.policy)
    last = proof.judged.checked.policy.rules[-1].name
    found = {
        one.bound.name: one.verdict
        for one in proof.judged.judgements
        if one.rule.name == last
    }
    assert {name: found[name] for name in case.verdicts} == case.verdicts


def test_a_breach_of_a_standard_that_is_declared_is_one_of_law() -> None:
    declared = CN.replace("    zone", "    declares cn.gbt_45251\n    zone")
    proof = proved(at_hours(declared, "between 22:00 and 22:01", MESSAGE))
    found = {one.bound.name: one.verdict for one in proof.judged.judgements}
    assert [found[name] for name in HOURS_CN] == [LAW, STANDARD]


def test_a_call_of_any_length_is_over_in_the_hours() -> None:
    proof = proved(at_hours(CN, "between 08:00 and 22:00", CALL))
    said = [str(one) for one in assumptions(proof) if "22:00" in str(one)]
    assert [sum(name in one for one in said) for name in HOURS_CN] == [1, 1]
    proof = proved(at_hours(CN, "between 08:00 and 22:00 throughout", SHORT_CALL))
    assert [one for one in assumptions(proof) if "22:00" in str(one)] == []


# How a text was read, in words that a program can find.
HOW_SURE = re.compile(r'(?m)^    source "(read in the text|second-hand): \S')
LAWS = sorted((LIBRARY / "laws").glob("*/*.law"))


@pytest.mark.parametrize(
    "path", LAWS, ids=lambda path: f"{path.parent.name}.{path.stem}"
)
def test_an_article_names_its_fact_and_its_source(path: Path) -> None:
    header, *articles = re.split(r"(?m)^(?=article )", path.read_text("utf-8"))
    above = header
    assert HOW_SURE.search(header)
    for article in articles:
        assert re.search(r"(?m)^# fact: [a-z0-9-]+(, [a-z0-9-]+)*$", above)
        norms, _, above = article.partition("\n\n")
        assert '    because "' in norms
        assert "    source " not in norms or HOW_SURE.search(norms)


@pytest.mark.parametrize(
    "path", LAWS, ids=lambda path: f"{path.parent.name}.{path.stem}"
)
def test_what_is_missing_is_no_article(path: Path) -> None:
    text = path.read_text("utf-8")
    missing = re.findall(r"(?m)^# Missing: (.*)$", text)
    assert all(re.fullmatch(r"[a-z0-9-]+ - \S.*", one) for one in missing)
    facts = ", ".join(re.findall(r"(?m)^# fact: (.*)$", text)).split(", ")
    from_memory = [one for one in missing if one.endswith(" - from memory, not found")]
    assert not {one.split()[0] for one in from_memory}.intersection(facts)
