"""What a finding about the law offers to write is all that is needed."""

from collections.abc import Mapping

import pytest

from policydsl.diagnostics.model import Diagnostic
from policydsl.driver import check_text
from policydsl.proving import prove

HEADER = """policy ladder "Contact ladder"
    version 1
    in force from 2026-06-01
    uses collections
    under cn
    as lender consumer finance company, product online loan, actor in house
    zone Asia/Shanghai

"""
CHINESE = """政策 ladder "联系梯"
    版本 1
    施行 自2026-06-01起
    采用 collections
    适用法律 cn
    身份 放贷机构消费金融公司、产品网络贷款、行为人自营
    时区 Asia/Shanghai

"""
RULES: Mapping[str, str] = {
    "the short rule": HEADER
    + """rule reach_family
    after 14 days unreachable: contact emergency with consent
""",
    "the short rule in Chinese": CHINESE
    + """规则 reach_family
    失联满14天：经同意联系紧急联系人
""",
    "calls": HEADER
    + """rule chase
    every 1 day from 3 days overdue until 30 days overdue: call borrower
""",
    "a report": HEADER
    + """rule report
    after 30 days overdue: report arrears to credit bureau
        with written consent of borrower
""",
}


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


@pytest.mark.parametrize("text", RULES.values(), ids=RULES)
def test_after_all_fixes_nothing_is_found(text: str) -> None:
    loaded = check_text(text, "ladder.policy")
    found = prove(loaded, seconds=60).diagnostics
    assert found
    mended = check_text(after_fixes(text, found), "ladder.policy")
    assert mended.diagnostics == ()
    assert [one.message for one in prove(mended, seconds=60).diagnostics] == []
