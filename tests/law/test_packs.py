"""What the packs say: versions of texts, open words, and the ban that each article is.

Each row is a rule under a pack with what one article makes of it; most articles are
shown from both sides.
"""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from policydsl.documents.workspace import Workspace
from policydsl.driver import Run
from policydsl.legal.verdict import Verdict
from policydsl.loaded import Loaded
from policydsl.proving import Proof, prove
from policydsl.semantics.scope import Period, binding

LAWFUL, OUT_OF_SCOPE = Verdict.LAWFUL, Verdict.OUT_OF_SCOPE
LAW, STANDARD = Verdict.BREACHES_LAW, Verdict.BREACHES_STANDARD
PRESUMED, OPEN = Verdict.PRESUMED_BREACH, Verdict.UNDETERMINED

HEADER = """policy case
    version 1
    in force from 2018-01-01
    uses credit_law
    under {under}
    as {scope}
    zone Asia/Shanghai
    closes at paid in full

limit contact: between 09:00 and 20:00
{limits}
rule last
    {rule}
"""
ONLINE = "lender consumer finance company, product online loan, actor in house"
CARD = "lender bank, product credit card, actor in house"
AGENCY = "lender bank, product credit card, actor agency"
BOUGHT = "lender bank, product credit card, actor assignee"
HOUSE = """law house "What we call unreasonable"
    force guidance
    in force from 2018-01-01
    uses collections

article 1 "Hours"
    limit contact: between 08:00 and 21:00
    settles hk.code_of_banking_practice 43.2(a)(iii)
"""


class Row(NamedTuple):
    """A rule, whose it is, the article that is asked about, and its verdict."""

    rule: str
    scope: str
    article: str
    verdict: Verdict
    limits: str = ""


DUE = "after 5 days overdue:"
LOST = "after 14 days unreachable:"
ROWS = (
    # Mainland China.
    Row(f"{DUE} list dishonest borrower", ONLINE, "cn.dishonest_list 1", LAW),
    Row(f"{DUE} post notice", ONLINE, "cn.civil_procedure 95", LAW),
    Row(
        f"{DUE} share data with separate consent of borrower",
        ONLINE,
        "cn.pipl 23",
        LAWFUL,
    ),
    Row(f"{DUE} share data with consent of borrower", ONLINE, "cn.pipl 23", LAW),
    Row(f"{DUE} contact friend by phone", ONLINE, "cn.pipl 13", LAW),
    Row(
        f"{DUE} contact relative by phone",
        ONLINE,
        "cn.gbt_45251 5.3-audience",
        STANDARD,
    ),
    Row(
        f"{DUE} share data with separate consent of borrower",
        ONLINE,
        "cn.civil_code 1038",
        LAWFUL,
    ),
    Row(f"{LOST} contact child with consent", ONLINE, "cn.pipl 31", LAW),
    Row(
        f"{LOST} contact child with guardian consent",
        ONLINE,
        "cn.pipl 13",
        LAWFUL,
    ),
    Row(f"{LOST} contact emergency with consent", ONLINE, "cn.pipl 31", OUT_OF_SCOPE),
    Row(f"{LOST} contact phone book entry with consent", ONLINE, "cn.pipl 6", LAW),
    Row("when paid in full: contact friend with consent", ONLINE, "cn.pipl 47", LAW),
    Row(
        f"{LOST} contact emergency with consent for demand",
        ONLINE,
        "cn.consumer_finance collection",
        LAW,
    ),
    Row(f"{DUE} contact spouse for demand", ONLINE, "cn.civil_code 1064", PRESUMED),
    Row(
        f"{DUE} contact spouse for demand",
        ONLINE,
        "cn.civil_code 1064",
        LAWFUL,
        "forbid contact spouse unless joint debt of spouse",
    ),
    Row(f"{DUE} contact guarantor for demand", CARD, "cn.civil_code 687", PRESUMED),
    Row(
        f"{DUE} contact guarantor for demand if guarantee kind is joint guarantee",
        CARD,
        "cn.civil_code 687",
        LAWFUL,
    ),
    Row(f"{DUE} contact guarantor for demand", CARD, "cn.credit_card 68", OUT_OF_SCOPE),
    Row(
        f"{DUE} contact heir for demand",
        CARD,
        "cn.civil_code 1161",
        LAWFUL,
        "forbid contact heir if inheritance renounced by heir",
    ),
    Row(f"{DUE} contact heir for demand", CARD, "cn.civil_code 1161", LAW),
    Row(f"{DUE} call borrower for demand", CARD, "cn.credit_card 70", LAW),
    Row(
        f"{DUE} call borrower for demand unless plan active",
        CARD,
        "cn.credit_card 70",
        LAWFUL,
    ),
    Row(f"{DUE} call borrower for demand", BOUGHT, "cn.civil_code 546", LAW),
    Row(f"{DUE} call borrower for demand", CARD, "cn.civil_code 546", OUT_OF_SCOPE),
    Row(
        f"{DUE} call borrower for demand if assignment notified",
        BOUGHT,
        "cn.civil_code 546",
        LAWFUL,
    ),
    Row(f"{DUE} query credit file", CARD, "cn.credit_reporting 18", LAW),
    Row(f"{DUE} come indoors to borrower", CARD, "cn.criminal_law 245", LAW),
    Row(
        f"{DUE} come indoors to borrower with entry allowed of borrower",
        CARD,
        "cn.criminal_law 245",
        LAWFUL,
    ),
    Row(f"{DUE} visit borrower with 1 visitor", CARD, "cn.cba_2026 22", STANDARD),
    Row(f"{DUE} visit borrower with 2 visitors", CARD, "cn.cba_2026 22", OUT_OF_SCOPE),
    Row(f"{DUE} visit borrower through agency", CARD, "cn.pipl 21", LAW),
    Row(
        f"{DUE} visit borrower through agency if agency agreement and impact assessed",
        CARD,
        "cn.pipl 55",
        LAWFUL,
    ),
    Row(f"{DUE} visit borrower through agency", CARD, "cn.consumer_protection 41", LAW),
    Row(
        f"{DUE} visit borrower through agency",
        CARD,
        "cn.consumer_protection 41",
        LAWFUL,
        "require notify borrower about outsourcing before visit borrower",
    ),
    Row(f"{DUE} ask for consent emergency", CARD, "cn.network_data 22", OPEN),
    Row(
        f"{DUE} ask for consent emergency unless consent refused by emergency",
        CARD,
        "cn.network_data 22",
        LAWFUL,
    ),
    # Calls: two numbers that count different things.
    Row(f"{DUE} call borrower", ONLINE, "cn.gbt_45251 5.3-calls", STANDARD),
    Row(
        f"{DUE} call borrower",
        ONLINE,
        "cn.gbt_45251 5.3-calls",
        LAWFUL,
        "limit call borrower: 3 times per day counting answered",
    ),
    Row(
        f"{DUE} call borrower",
        ONLINE,
        "cn.cba_2026 3-attempts",
        STANDARD,
        "limit call borrower: 3 times per day counting answered",
    ),
    Row(
        f"{DUE} call borrower",
        ONLINE,
        "cn.cba_2026 3-attempts",
        LAWFUL,
        "limit call borrower: 6 times per day",
    ),
    Row(
        f"{DUE} call borrower",
        ONLINE,
        "cn.gbt_45251 5.3-calls",
        STANDARD,
        "limit call borrower: 4 times per day",
    ),
    # Taiwan.
    Row(f"{LOST} contact emergency for relay", AGENCY, "tw.outsourcing 14(1)5", LAW),
    Row(
        f"{LOST} contact emergency for locate", AGENCY, "tw.outsourcing 14(1)5", LAWFUL
    ),
    Row(f"{LOST} contact emergency for demand", AGENCY, "tw.outsourcing 14(1)4", LAW),
    Row(f"{LOST} contact emergency for locate", AGENCY, "tw.credit_card 42(4)", LAW),
    Row(f"{LOST} contact friend for locate", CARD, "tw.credit_card 51", LAW),
    Row(f"{LOST} contact friend for locate", AGENCY, "tw.credit_card 51", OUT_OF_SCOPE),
    Row(f"{LOST} contact friend for locate", AGENCY, "tw.pdpa 9", LAW),
    Row(
        f"{LOST} contact friend for locate if data source told by friend",
        AGENCY,
        "tw.pdpa 9",
        LAWFUL,
    ),
    Row(
        f"{DUE} call borrower by phone", AGENCY, "tw.outsourcing 14(3)-frequency", OPEN
    ),
    Row(f"{DUE} contact borrower by postcard", AGENCY, "tw.outsourcing 14(3)", LAW),
    Row(f"{DUE} share third party data", CARD, "tw.outsourcing 16(5)", LAW),
    Row(f"{DUE} call borrower by phone", AGENCY, "tw.outsourcing 16(6)", LAW),
    Row(
        f"{DUE} call borrower by phone",
        AGENCY,
        "tw.outsourcing 16(6)",
        LAWFUL,
        "require notify borrower by letter about outsourcing before call borrower",
    ),
    Row(f"{DUE} take payment", AGENCY, "tw.outsourcing 14(1)6", LAW),
    Row(f"{DUE} take payment", CARD, "tw.outsourcing 14(1)6", OUT_OF_SCOPE),
    Row(f"{DUE} file suit", CARD, "tw.debt_clearance 48", LAW),
    Row(f"{DUE} file suit unless rehabilitation", CARD, "tw.debt_clearance 48", LAWFUL),
    # Hong Kong.
    Row(f"{DUE} call borrower", CARD, "hk.code_of_banking_practice 43.2(a)(iii)", OPEN),
    Row(
        f"{DUE} contact referee with written consent for locate",
        "lender money lender",
        "hk.money_lenders 13",
        LAWFUL,
    ),
    Row(
        f"{DUE} contact referee with consent for locate",
        "lender money lender",
        "hk.money_lenders 13",
        LAW,
    ),
    Row(f"{DUE} contact referee for demand", CARD, "hk.pdpo DPP3-referees", STANDARD),
    Row(f"{DUE} contact borrower by open letter", CARD, "hk.pdpo 1997C22", STANDARD),
    Row(
        f"{DUE} call borrower for demand",
        CARD,
        "hk.code_of_banking_practice bankruptcy",
        STANDARD,
    ),
    # Singapore.
    Row(
        f"{DUE} call borrower for demand",
        AGENCY,
        "sg.debt_collection_act conduct-dispute",
        LAW,
    ),
    Row(
        f"{DUE} call borrower for demand",
        AGENCY,
        "sg.debt_collection_act conduct-dispute",
        LAWFUL,
        "forbid contact borrower if disputed or settlement talks",
    ),
    Row(
        f"{DUE} call borrower for demand",
        AGENCY,
        "sg.debt_collection_act parts-2-3",
        LAW,
    ),
    Row(
        f"{DUE} call borrower for demand if identity verified of borrower",
        AGENCY,
        "sg.debt_collection_act conduct-identity",
        LAWFUL,
    ),
    Row(f"{DUE} call borrower", AGENCY, "sg.ccas_code times", OPEN),
)


def text_of(row: Row, under: str | None = None) -> str:
    """Return a policy with the rule of a row."""
    return HEADER.format(
        under=under or row.article.split()[0],
        scope=row.scope,
        limits=row.limits,
        rule=row.rule,
    )


UNREASONABLE = Row(
    f"{DUE} call borrower",
    CARD,
    "hk.code_of_banking_practice 43.2(a)(iii)",
    LAWFUL,
)
KINDS = """law kinds "A law that knows more kinds of consent"
    force statute
    in force from 2018-01-01
    source "example"
    uses kinds_of_consent

article 1 "Consent"
    forbid contact third party unless consent of recipient
"""
CONSENTED = Row(
    f"{LOST} contact emergency with written consent", ONLINE, "kinds 1", LAW
)
GENERATIONS = (
    "cn.nifa_2018",
    "cn.nifa_2024",
    "cn.gbt_45251",
    "cn.cba_2026",
    "cn.public_security_2012",
)
OF_ALL_TIMES = Row(f"{DUE} contact friend", ONLINE, ", ".join(GENERATIONS), LAW)

FILES = {
    Path("house.law"): HOUSE,
    Path("kinds.law"): KINDS,
    Path("kinds_of_consent.vocabulary"): (
        "vocabulary kinds_of_consent uses collections\n"
        "\npermission spoken consent is consent\n"
    ),
    Path("consented.policy"): text_of(CONSENTED),
    Path("consented_by_all.policy"): text_of(CONSENTED).replace(
        "credit_law", "credit_law, kinds_of_consent"
    ),
    Path("settled.policy"): text_of(UNREASONABLE, "hk, house"),
    Path("generations.policy"): text_of(OF_ALL_TIMES, OF_ALL_TIMES.article),
    **{Path(f"case_{at}.policy"): text_of(row) for at, row in enumerate(ROWS)},
}
# The vocabularies and the laws are read once.
RUN = Run(Workspace(FILES))


def loaded(name: str) -> Loaded:
    """Return a policy that has no mistakes."""
    found = RUN.load(Path(name))
    assert not found.has_errors
    return found


def proved(name: str) -> Proof:
    """Return what is proved of a policy, as of the day of the rows."""
    return prove(loaded(name), as_of=date(2026, 6, 1), seconds=60)


@pytest.mark.parametrize(
    ("at", "row"),
    list(enumerate(ROWS)),
    ids=[f"{row.article}: {row.rule}" for row in ROWS],
)
def test_a_rule_comes_out_under_an_article(at: int, row: Row) -> None:
    proof = proved(f"case_{at}.policy")
    found = {one.bound.name: one.verdict for one in proof.judged.judgements}
    assert found[row.article] is row.verdict


def test_a_rule_of_the_house_settles_open_words() -> None:
    judgements = proved("settled.policy").judged.judgements
    found = {one.bound.name: one for one in judgements}
    assert found[UNREASONABLE.article].verdict is LAWFUL
    assert found[UNREASONABLE.article].settled_by == ("house 1",)


def test_a_kind_of_consent_that_no_case_has_withdraws_nothing() -> None:
    (judgement,) = proved("consented.policy").judged.judgements
    assert judgement.verdict is LAWFUL


def test_who_withdraws_another_kind_of_consent_withdraws_consent() -> None:
    (judgement,) = proved("consented_by_all.policy").judged.judgements
    assert not judgement.is_lawful


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        (date(2018, 3, 28), {4}),
        (date(2018, 3, 29), {0, 4}),
        (date(2024, 5, 14), {0, 4}),
        (date(2024, 5, 15), {1, 4}),
        (date(2025, 2, 27), {1, 4}),
        (date(2025, 2, 28), {2, 4}),
        (date(2025, 12, 31), {2, 4}),
        (date(2026, 1, 1), {2}),
        (date(2026, 1, 29), {2}),
        (date(2026, 1, 30), {2, 3}),
    ],
)
def test_a_text_gives_way_to_the_next(day: date, in_force: set[int]) -> None:
    found = loaded("generations.policy")
    assert found.policy is not None
    laws = {
        law.name
        for law in found.laws.values()
        for _ in binding(found.policy, law, Period(day, day))
    }
    assert laws == {GENERATIONS[at] for at in in_force}
