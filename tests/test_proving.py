"""``prove`` and ``policydsl check``: what is found, and how it is said."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from policydsl.cli import main
from policydsl.driver import check_text
from policydsl.legal.verdict import Ground, Verdict
from policydsl.proving import Proof, prove

ROOT = Path(__file__).parents[1]
LAW = """law house "Contacts"
    of CN
    force regulation
    in force from 2026-01-01
    source "The law of the house"
    uses collections

article 1 "Nobody else hears of the debt"
    forbid contact third party disclosing more than caller
    because "A debt is nobody else's business"

article 2 "Rest at night"
    limit contact: between 08:00 and 22:00

article 3 "More rest at night"
    in force from 2026-07-01 until 2026-12-31
    limit contact: between 09:00 and 20:00

article 4 "Who disputes gets an answer"
    require answer dispute to borrower within 20 days after dispute opened
"""
POLICY = """policy ladder "Contact ladder"
    version 1
    in force from 2026-03-01
    {under}
    uses collections
    zone Asia/Shanghai

limit contact: between {hours}

rule reach_family
    after 14 days unreachable: contact emergency with consent{roles}
"""
UNDER, NIGHT, DAY = "under house", "08:00 and 22:00", "09:00 and 20:00"
QUIET = " for relay disclosing nothing"
PROVED = "1 rule under 2 articles of 1 law: 2 proved lawful."


def policy(under: str = UNDER, hours: str = NIGHT, roles: str = "") -> str:
    return POLICY.format(under=under, hours=hours, roles=roles)


def proved(text: str, as_of: date | None = None, seconds: float = 60) -> Proof:
    loaded = check_text(text, "ladder.policy", {"house.law": LAW})
    assert loaded.diagnostics == ()
    return prove(loaded, as_of=as_of, seconds=seconds)


def verdicts(proof: Proof) -> list[tuple[str, Verdict]]:
    judged = proof.judged.judgements
    return [(one.bound.article.number, one.verdict) for one in judged]


def codes(proof: Proof) -> list[str]:
    return [one.code.number for one in proof.diagnostics]


def test_each_article_has_one_verdict() -> None:
    assert verdicts(proved(policy())) == [
        ("1", Verdict.BREACHES_LAW),
        ("2", Verdict.LAWFUL),
        ("3", Verdict.BREACHES_LAW),
        ("4", Verdict.OUT_OF_SCOPE),
    ]


def test_a_policy_that_keeps_all_has_no_finding() -> None:
    proof = proved(policy(hours=DAY, roles=QUIET))
    assert proof.diagnostics == ()
    assert verdicts(proof) == [
        ("1", Verdict.OUT_OF_SCOPE),
        ("2", Verdict.LAWFUL),
        ("3", Verdict.LAWFUL),
        ("4", Verdict.OUT_OF_SCOPE),
    ]


def test_a_day_has_the_law_of_that_day() -> None:
    before = proved(policy(roles=QUIET), as_of=date(2026, 6, 30))
    assert codes(before) == []
    assert "3" not in dict(verdicts(before))
    assert codes(proved(policy(roles=QUIET), as_of=date(2026, 7, 1))) == ["PD0401"]


def test_the_day_is_named_from_which_on_a_policy_is_not_lawful() -> None:
    found = proved(policy(roles=QUIET)).diagnostics
    change = next(one for one in found if one.code.number == "PD0406")
    assert change.message == "from 2026-07-01 on `ladder` is not lawful"
    assert [one.text for one in change.related] == ["house 3 begins on 2026-07-01"]


def test_a_policy_that_is_unlawful_from_the_beginning_does_not_become_so() -> None:
    assert "PD0406" not in codes(proved(policy()))


def test_articles_that_begin_and_end_are_told() -> None:
    changes = proved(policy(hours=DAY, roles=QUIET)).changes
    assert [(one.name, one.day, one.begins) for one in changes] == [
        ("house 3", date(2026, 7, 1), True),
        ("house 3", date(2027, 1, 1), False),
    ]


def test_without_a_law_nothing_is_proved() -> None:
    proof = proved(policy(under=""))
    assert (proof.laws, proof.judged.judgements) == ((), ())


def test_without_time_nothing_is_lawful() -> None:
    proof = proved(policy(hours=DAY, roles=QUIET), seconds=1e-9)
    timed_out = [one for one in proof.judged.judgements if one.ground is Ground.TIME]
    assert {one.verdict for one in timed_out} == {Verdict.NOT_PROVED}
    assert not any(one.is_lawful for one in timed_out)
    assert timed_out


# --- the command ------------------------------------------------------------------


@pytest.fixture
def check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Return a function that checks a policy beside the law."""
    monkeypatch.chdir(tmp_path)
    Path("house.law").write_text(LAW, encoding="utf-8")

    def run(text: str, *options: str) -> tuple[int, str]:
        Path("ladder.policy").write_text(text, encoding="utf-8")
        status = main(["check", "ladder.policy", *options])
        return status, capsys.readouterr().out

    return run


Check = Callable[..., tuple[int, str]]


def test_the_end_says_what_was_proved(check: Check) -> None:
    status, output = check(policy(hours=DAY, roles=QUIET))
    duty = "require answer dispute to borrower within 20 days after dispute opened"
    assert status == 0
    assert output.splitlines() == [
        "1 policy, 1 rule: no findings.",
        f"Law, `ladder` from 2026-03-01 on: {PROVED}",
        f"  duty left to others: `{duty}` (house 4)",
        "  house 3 begins on 2026-07-01",
        "  house 3 is not in force from 2027-01-01 on",
    ]


@pytest.mark.parametrize(
    ("under", "options", "said"),
    [
        pytest.param(UNDER, ["--no-proof"], "Law: not proved.", id="no proof"),
        pytest.param("", [], "Law: no law is named, so nothing is proved.", id="none"),
    ],
)
def test_nothing_is_lawful_that_was_not_proved(
    check: Check, under: str, options: list[str], said: str
) -> None:
    status, output = check(policy(under=under), *options)
    assert (status, output.splitlines()[1:]) == (0, [said])


def test_a_day_is_asked_about(check: Check) -> None:
    status, output = check(policy(roles=QUIET), "--as-of", "2026-06-30")
    assert status == 0
    assert "Law, `ladder` on 2026-06-30: 1 rule under 1 article of" in output


def test_a_policy_that_is_not_in_force_on_the_day_is_not_proved(check: Check) -> None:
    status, output = check(policy(), "--as-of", "2026-02-28")
    assert (status, output.splitlines()[-1]) == (0, "Law: not proved.")


def test_each_verdict_is_told(check: Check) -> None:
    _, output = check(policy(), "--verdicts")
    rows = [line.split("  ") for line in output.splitlines() if " house " in line]
    told = [[cell.strip() for cell in row if cell] for row in rows if row[0] != "Law, "]
    assert ["reach_family", "house 2", "lawful"] in [row[:3] for row in told]
    assert ["reach_family", "house 1", "breaches law"] in [row[:3] for row in told]


def test_json_has_every_verdict_and_each_case(check: Check) -> None:
    _, output = check(policy(), "--output-format", "json")
    (law,) = json.loads(output)["law"]
    found = {one["article"]: one for one in law["verdicts"]}
    assert found["house 2"]["verdict"] == "lawful"
    assert found["house 2"]["case"] == []
    assert found["house 1"]["ground"] == "witness"
    assert found["house 1"]["case"][-1]["words"].startswith("contact emergency")
    assert law["obligations"][0]["article"] == "house 4"
    assert (law["from"], law["until"]) == ("2026-03-01", None)


def test_the_findings_are_the_same_every_time(check: Check) -> None:
    check(policy())
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "policydsl", "check", "ladder.policy"],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1


def test_the_solver_is_loaded_only_where_something_is_proved(check: Check) -> None:
    check(policy())
    code = (
        "import sys; from policydsl.cli import main; "
        "main(['check', 'ladder.policy', *sys.argv[1:]]); sys.exit('z3' in sys.modules)"
    )
    statuses = [
        subprocess.run(
            [sys.executable, "-c", code, *options],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        ).returncode
        for options in ([], ["--no-proof"])
    ]
    assert statuses == [1, 0]
