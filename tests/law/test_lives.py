"""What a version before did in the name of a rule counts, whatever it was."""

from pathlib import Path

import pytest

from policydsl.cli import main

LAW = """law house "Reports"
    of CN
    force regulation
    in force from 2025-01-01
    source "An example, and no real law"
    uses collections

article 1
    require notify borrower at least 14 days before report arrears
"""
HEAD = """policy ladder
    version {number}
    in force from {day}
    under house
    uses collections
    zone Asia/Shanghai

"""
EARLIER = """rule {name}
    after 20 days overdue: {act}
"""
# However busy the machine is, there is time to play the cases.
OPTIONS = ("--output-format", "concise", "--proof-seconds", "200")
LATER = """rule notice
    after 20 days overdue: notify borrower by letter
        late without limit
        {clause}

rule report
    after 40 days overdue: report arrears to credit bureau
        if at least 14 days since notice done
        unless notice bounced or notice failed
"""


def checked(
    earlier: str, clause: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> str:
    (tmp_path / "house.law").write_text(LAW, encoding="utf-8")
    first = HEAD.format(number=1, day="2026-01-01") + earlier
    second = HEAD.format(number=2, day="2026-03-01") + LATER.format(clause=clause)
    (tmp_path / "v1.policy").write_text(first, encoding="utf-8")
    (tmp_path / "v2.policy").write_text(second, encoding="utf-8")
    main(["check", str(tmp_path), *OPTIONS])
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "act", "clause", "is_broken"),
    [
        ("notice", "notify borrower by letter", "", False),
        ("notice", "notify borrower by email", "", False),
        ("notice", "remind borrower by sms", "", True),
        ("notice", "notify emergency", "", True),
        ("first_notice", "remind borrower by sms", "formerly first_notice", True),
        ("first_notice", "notify borrower by sms", "formerly first_notice", False),
        ("reminder", "remind borrower by sms", "", False),
    ],
)
def test_a_notice_of_a_version_before_has_to_be_one(
    name: str,
    act: str,
    clause: str,
    is_broken: bool,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    earlier = EARLIER.format(name=name, act=act)
    out = checked(earlier, clause, tmp_path, capsys)
    assert ("error[PD0401]" in out) is is_broken
    assert out.count("error") == is_broken


def test_what_no_version_did_under_the_name_is_no_event_of_its_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A condition on what a rule did says nothing of the acts of an earlier one."""
    law = LAW.replace(
        "require notify borrower at least 14 days before report arrears",
        "forbid report arrears unless notify done",
    )
    found = []
    for act in ("remind borrower by sms", "notify borrower by sms"):
        (tmp_path / "house.law").write_text(law, encoding="utf-8")
        first = EARLIER.format(name="notice", act=act)
        second = LATER.format(clause="")
        for number, day, rules in ((1, "2026-01-01", first), (2, "2026-03-01", second)):
            text = HEAD.format(number=number, day=day) + rules
            path = tmp_path / f"v{number}.policy"
            path.write_text(text, encoding="utf-8")
        found.append(main(["check", str(tmp_path), *OPTIONS]))
        assert ("PD0401" in capsys.readouterr().out) is bool(found[-1])
    assert found == [1, 0]
