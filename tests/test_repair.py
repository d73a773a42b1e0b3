"""What a finding about the law offers to write is the weakest that is enough.

``CASES`` has a norm of each kind, a rule that breaks it, and the lines that are new
after the fixes. Each is proved again, its rules can still act, and the text is as the
formatter would write it.
"""

from collections.abc import Mapping

import pytest
from attrs import frozen

from policydsl.diagnostics.model import Diagnostic
from policydsl.driver import check_text
from policydsl.legal.check import Budget, can_be_done, check
from policydsl.legal.repair import mended
from policydsl.loaded import Loaded
from policydsl.proving import prove
from policydsl.semantics import scope
from policydsl.syntax.formatter import format_document

HEADER = """policy ladder "Contact ladder"
    version 1
    in force from 2026-06-01
    uses debt_collection
    under house
    as lender bank, actor in house
    zone Asia/Shanghai

"""
CHINESE = """政策 ladder "联系梯"
    版本 1
    施行 自2026-06-01起
    采用 debt_collection
    适用法律 house
    身份 放贷机构银行、行为人自营
    时区 Asia/Shanghai

"""
LAW = """law house "Rules of the house"
    of CN
    force regulation
    in force from 2026-01-01
    source "For the tests of fixes, and no real law"
    uses debt_collection

article 1
    {norm}
"""


@frozen
class Case:
    """``new``: the lines of the policy after the fixes that it did not have before."""

    norm: str
    rules: str
    new: tuple[str, ...]
    header: str = HEADER


FAMILY = "rule family\n    after 14 days unreachable: {}\n"
REMINDER = "rule first_reminder\n    after 1 day overdue: {}\n"
REPORT = "rule bad_report\n    after 30 days overdue: report arrears to credit bureau\n"
NOTICE = """rule report_notice
    after 20 days overdue: notify borrower by letter about credit report
        late without limit

"""

ENDING = """\
after 1 day overdue: call borrower by phone for at most 10 minutes ending by 22:00"""
LOCATING = """\
after 14 days unreachable: contact emergency by phone for locate disclosing caller"""

CASES: Mapping[str, Case] = {
    "hours": Case(
        "limit contact: between 08:00 and 22:00",
        REMINDER.format("remind borrower by app"),
        ("limit contact: between 08:00 and 22:00",),
    ),
    "hours of the whole act": Case(
        "limit contact: between 08:00 and 22:00 throughout",
        REMINDER.format(
            "call borrower by phone for at most 10 minutes\n"
            "        only between 09:00 and 22:00"
        ),
        (ENDING,),
    ),
    "hours that a person asks for": Case(
        "limit contact borrower: outside inconvenient hours of recipient"
        " unless inconvenient hours of recipient is unknown",
        REMINDER.format("remind borrower by app"),
        (
            "limit contact borrower: outside inconvenient hours of recipient",
            "unless inconvenient hours of recipient is unknown",
        ),
    ),
    "days": Case(
        "limit contact: on monday to friday",
        REMINDER.format("remind borrower by app"),
        ("limit contact: on monday to friday",),
    ),
    "a number": Case(
        "limit call borrower: 1 time per day counting answered",
        REMINDER.format("call borrower by phone"),
        ("limit call borrower: 1 time per day counting answered",),
    ),
    "a number of a wider act": Case(
        "limit call borrower: 1 time per day",
        REMINDER.format("call person by phone"),
        ("limit call person: 1 time per day",),
    ),
    "a rest after something": Case(
        "forbid call borrower if less than 7 days since two way contact",
        REMINDER.format("call borrower by phone"),
        ("forbid call borrower if less than 7 days since two way contact",),
    ),
    "a stop": Case(
        "forbid contact third party if refused by recipient",
        FAMILY.format("contact emergency by phone"),
        ("forbid contact third party if refused by recipient",),
    ),
    "a stop for a wider act": Case(
        "forbid contact third party if refused by recipient",
        FAMILY.format("contact person by phone"),
        ("forbid contact person if refused by person",),
    ),
    "consent of the recipient": Case(
        "forbid contact third party unless consent of recipient",
        FAMILY.format("contact emergency by phone"),
        ("after 14 days unreachable: contact emergency with consent by phone",),
    ),
    "consent of another": Case(
        "forbid report arrears to credit bureau unless written consent of borrower",
        REPORT,
        (
            "after 30 days overdue:",
            "report arrears to credit bureau with written consent of borrower",
        ),
    ),
    "consent to a channel": Case(
        "forbid contact by voice robot unless express consent of recipient",
        REMINDER.format("call borrower by voice robot"),
        ("after 1 day overdue: call borrower with express consent by voice robot",),
    ),
    "a level of disclosure": Case(
        "forbid contact third party disclosing more than caller",
        FAMILY.format("contact emergency by phone"),
        ("after 14 days unreachable: contact emergency by phone disclosing caller",),
    ),
    "another level than is said": Case(
        "forbid contact third party disclosing more than caller",
        FAMILY.format("contact emergency by phone disclosing amount"),
        ("after 14 days unreachable: contact emergency by phone disclosing caller",),
    ),
    "a purpose and a level": Case(
        "forbid contact third party unless it is for locate disclosing at most caller",
        FAMILY.format("contact emergency by phone"),
        (LOCATING,),
    ),
    "a purpose towards a third party": Case(
        "forbid contact third party for demand unless joint debt of recipient",
        FAMILY.format("contact emergency by phone"),
        ("after 14 days unreachable: contact emergency by phone for relay",),
    ),
    "a state in which nothing is demanded": Case(
        "forbid contact borrower for demand if plan active",
        REMINDER.format("remind borrower by app"),
        ("forbid contact borrower for demand if plan active",),
    ),
    "a state in which something may be demanded": Case(
        "forbid contact borrower for demand unless assignment notified",
        REMINDER.format("remind borrower by app"),
        ("forbid contact borrower for demand unless assignment notified",),
    ),
    "a channel": Case(
        "forbid contact by open letter",
        REMINDER.format("remind borrower"),
        ("after 1 day overdue: remind borrower by app",),
    ),
    "who acts": Case(
        "forbid contact through agency unless agency agreement",
        REMINDER.format("remind borrower by app through agency"),
        ("forbid contact through agency unless agency agreement",),
    ),
    "how many people": Case(
        "forbid visit person with less than 2 visitors",
        REMINDER.format("visit borrower with 1 visitor"),
        ("after 1 day overdue: visit borrower with 2 visitors",),
    ),
    "a notice that nothing gives": Case(
        "require notify borrower about credit report at least 7 days"
        " before report arrears to credit bureau",
        REPORT,
        (
            "require notify borrower about credit report",
            "at least 7 days before report arrears to credit bureau",
            "rule notify_bad_report",
            "after 23 days overdue: notify borrower about credit report",
            "late without limit",
        ),
    ),
    "a notice that a rule gives": Case(
        "require notify borrower about credit report at least 7 days"
        " before report arrears to credit bureau",
        NOTICE + REPORT,
        (
            "require notify borrower about credit report",
            "at least 7 days before report arrears to credit bureau",
        ),
    ),
    "an act that is done instead": Case(
        "forbid contact third party disclosing more than caller",
        REMINDER.format(
            "remind borrower by app\n        otherwise contact emergency by phone"
        ),
        ("otherwise contact emergency by phone disclosing caller",),
    ),
    "in Chinese, consent and a purpose": Case(
        "forbid contact third party unless consent of recipient\n"
        "    forbid contact third party unless it is for relay",
        "规则 family\n    失联满14天：通过电话联系紧急联系人\n",
        ("失联满14天：经同意，通过电话，为转告，联系紧急联系人",),
        CHINESE,
    ),
    "in Chinese, hours": Case(
        "limit contact: between 08:00 and 22:00",
        "规则 first_reminder\n    逾期满1天：通过站内信提醒借款人\n",
        ("限制联系：08:00到22:00",),
        CHINESE,
    ),
    "in Chinese, a notice": Case(
        "require notify borrower about credit report at least 7 days"
        " before report arrears to credit bureau",
        "规则 bad_report\n    逾期满30天：向征信机构报送欠款\n",
        (
            "要求在向征信机构报送欠款前至少7天 就征信报送告知借款人",
            "规则 告知_bad_report",
            "逾期满23天：就征信报送告知借款人",
            "迟到不限",
        ),
        CHINESE,
    ),
}
# What has no fix: what is never allowed, what only the author can decide, and what the
# policy has no words for.
NO_FIX: Mapping[str, tuple[Case, str | None]] = {
    "never allowed": (
        Case("forbid contact third party", FAMILY.format("contact emergency"), ()),
        "no fix: nothing keeps the article and lets all rules act",
    ),
    "open words": (
        Case(
            'forbid contact third party if "at an unsuitable time"',
            FAMILY.format("contact emergency"),
            (),
        ),
        None,
    ),
    "no words": (
        Case(
            "forbid contact borrower for demand unless assignment notified",
            REMINDER.format("remind borrower by app"),
            (),
            HEADER.replace("debt_collection", "collections"),
        ),
        "the law has those of `debt_collection`",
    ),
}


def loaded(case: Case, text: str) -> Loaded:
    """Return a policy under the law of a case."""
    law = LAW.format(norm=case.norm)
    return check_text(text, "ladder.policy", {"house.law": law})


def after_fixes(text: str, found: tuple[Diagnostic, ...]) -> str:
    """Return a document after all fixes that are offered; equal edits once."""
    edits = {
        (edit.span.start, edit.span.end, edit.replacement)
        for one in found
        for fix in one.fixes
        for edit in fix.edits
    }
    for start, end, replacement in sorted(edits, reverse=True):
        text = text[:start] + replacement + text[end:]
    return text


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_fix_is_the_weakest_that_keeps_the_article(case: Case) -> None:
    text = case.header + case.rules
    before = loaded(case, text)
    assert before.diagnostics == ()
    found = prove(before, seconds=60).diagnostics
    assert found
    assert not any(fix.is_safe for one in found for fix in one.fixes)
    fixed = after_fixes(text, found)
    old = text.splitlines()
    assert [o.strip() for o in fixed.splitlines() if o and o not in old] == list(
        case.new
    )
    after = loaded(case, fixed)
    assert after.diagnostics == ()
    assert [one.message for one in prove(after, seconds=60).diagnostics] == []
    assert after.document is not None
    assert after.lexicon is not None
    assert format_document(after.document, after.lexicon) == fixed
    assert after.policy is not None
    assert all(can_be_done(after.policy, rule) for rule in after.policy.rules)


@pytest.mark.parametrize(("case", "why"), NO_FIX.values(), ids=NO_FIX)
def test_without_a_fix_it_is_said_why(case: Case, why: str | None) -> None:
    (found,) = prove(loaded(case, case.header + case.rules), seconds=60).diagnostics
    assert found.fixes == ()
    assert found.help is not None
    assert why is None or why in found.help
    assert why is not None or "no fix" not in found.help


def test_without_time_for_fixes_it_is_said() -> None:
    case = CASES["hours"]
    policy = loaded(case, case.header + case.rules)
    assert policy.policy is not None
    laws = policy.laws
    judgements = check(policy.policy, laws).judgements
    period = scope.period_of(policy.policy)
    found = mended(policy.policy, laws, judgements, period, Budget(0))
    assert found.repairs == ()
    assert found.unfinished == {("first_reminder", "house 1")}


# --- under the law of a country -----------------------------------------------------

ONLINE = "lender consumer finance company, product online loan"
UNDER_CN = (
    HEADER.replace("under house", "under cn")
    .replace("debt_collection", "collections")
    .replace("lender bank", ONLINE)
)
RULES: Mapping[str, str] = {
    "the short rule": FAMILY.format("contact emergency with consent"),
    "calls": """rule chase
    every 1 day from 3 days overdue until 30 days overdue: call borrower
""",
    "a report": REPORT,
    "all of these": "\n".join(
        (
            FAMILY.format("contact emergency"),
            REPORT,
            REMINDER.format("call borrower"),
        )
    ),
}


@pytest.mark.parametrize("rules", RULES.values(), ids=RULES)
def test_after_all_fixes_nothing_is_found(rules: str) -> None:
    text = UNDER_CN + rules
    found = prove(check_text(text, "ladder.policy"), seconds=60).diagnostics
    assert found
    fixed = check_text(after_fixes(text, found), "ladder.policy")
    assert fixed.diagnostics == ()
    assert [one.message for one in prove(fixed, seconds=60).diagnostics] == []


def test_after_all_fixes_of_a_chinese_policy_nothing_is_found() -> None:
    header = (
        CHINESE.replace("法律 house", "法律 cn")
        .replace("debt_collection", "collections")
        .replace("放贷机构银行", "放贷机构消费金融公司、产品网络贷款")
    )
    text = header + "规则 reach_family\n    失联满14天：经同意联系紧急联系人\n"
    found = prove(check_text(text, "ladder.policy"), seconds=60).diagnostics
    assert found
    more = after_fixes(text, found)
    new = "".join(one for one in more.splitlines() if one not in text.splitlines())
    assert not any(c.isascii() and c.isalpha() for c in new), new
    fixed = check_text(more, "ladder.policy")
    assert [one.message for one in prove(fixed, seconds=60).diagnostics] == []
