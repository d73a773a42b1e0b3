"""A certificate says what was proved, on which terms, and the same each time."""

import html
import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from policydsl.cli import main

Run = Callable[..., tuple[int, str, str]]

LAW = """\
law house "Contacts <i>"
    of CN
    force regulation
    in force from 2026-01-01
    source "An example, and no real law"
    uses collections

article 1 "Nobody else without consent"
    forbid contact third party unless consent of recipient

article 2 "Seven calls"
    limit call: 7 times in 7 days

article 3 "Open words"
    forbid contact if "at an unreasonable hour"

article 4 "Rest at night"
    limit contact: between 08:00 and 22:00

article 5 "An answer"
    require answer dispute to borrower within 20 days after dispute opened
"""
HEADER = """\
policy ladder "Contact <ladder> & more"
    version 3
    in force from 2026-03-01
    under house
    uses collections
    zone Asia/Shanghai
"""
RULES = """
limit call: 1 time per day

limit contact: between 09:00 and 20:00

rule reach_family
    after 14 days unreachable: contact emergency with consent
        by phone disclosing nothing

rule ring
    every 1 day from 1 day overdue: call borrower by phone
        unless disputed
"""


@pytest.fixture
def run(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Call the command line in a folder with a law and a policy."""
    monkeypatch.chdir(tmp_path)
    Path("house.law").write_text(LAW, encoding="utf-8")
    Path("ladder.policy").write_text(HEADER + RULES, encoding="utf-8")

    def call(*arguments: str) -> tuple[int, str, str]:
        status = main(["certify", *arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def test_it_says_which_documents_it_rests_on(run: Run) -> None:
    status, output, _ = run("ladder.policy")
    table = json.loads(output)
    assert status == 0
    names = [(one["kind"], one["name"]) for one in table["documents"]]
    assert names == [
        ("policy", "ladder"),
        ("law", "house"),
        ("vocabulary", "collections"),
    ]
    own = sha256(Path("ladder.policy").read_bytes()).hexdigest()
    assert table["documents"][0]["sha256"] == own
    assert table["policy"]["version"] == 3
    assert table["days"] == {"first": "2026-03-01", "last": None}


def test_it_names_the_clauses_that_each_verdict_needs(run: Run) -> None:
    table = json.loads(run("ladder.policy")[1])
    found = {(one["rule"], one["article"]): one for one in table["verdicts"]}
    assert found["reach_family", "house 1"]["clauses"] == ["with consent"]
    hours = found["ring", "house 4"]
    assert hours["clauses"] == ["limit contact: between 09:00 and 20:00"]
    calls = found["ring", "house 2"]
    assert (calls["verdict"], calls["relies on"]) == ("lawful", ["1 time per day"])
    assert any("Everybody keeps `1 time per day`" in a for a in table["assumptions"])
    assert found["ring", "house 3"]["open words"] == ["at an unreasonable hour"]
    assert [one["article"] for one in table["obligations"]] == ["house 5"]


def test_it_says_what_it_takes_for_granted_of_versions_before(run: Run) -> None:
    first = HEADER.replace("version 3", "version 1") + RULES
    found = []
    for text in (HEADER + RULES, first):
        Path("ladder.policy").write_text(text, encoding="utf-8")
        table = json.loads(run("ladder.policy")[1])
        found.append("What versions before did" in " ".join(table["assumptions"]))
    assert found == [True, False]


def test_the_same_documents_give_the_same_bytes(run: Run) -> None:
    for kind in ("json", "html"):
        for name in ("first", "second"):
            assert run("ladder.policy", "--format", kind, "--output", name)[0] == 0
        assert Path("first").read_bytes() == Path("second").read_bytes()


def test_only_a_day_that_is_given_is_in_it(run: Run) -> None:
    assert json.loads(run("ladder.policy")[1])["signed on"] is None
    signed = run("ladder.policy", "--signed-on", "2026-02-27")[1]
    assert json.loads(signed)["signed on"] == "2026-02-27"


def test_words_of_the_author_are_no_html(run: Run) -> None:
    page = run("ladder.policy", "--format", "html", "--signed-on", "2026-02-27")[1]
    assert html.escape("Contact <ladder> & more") in page
    assert "<ladder>" not in page
    assert "<i>" not in page
    assert "2026-02-27" in page


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (RULES.replace(" with consent", ""), "breaches of articles: 1"),
        (RULES.replace("limit call: 1 time", "limit call: 2 times"), "breach"),
        (RULES.replace("limit contact: between 09:00 and 20:00\n", ""), "breach"),
    ],
)
def test_a_breach_gets_no_certificate(run: Run, text: str, reason: str) -> None:
    Path("ladder.policy").write_text(HEADER + text, encoding="utf-8")
    status, output, said = run("ladder.policy", "--output", "certificate")
    assert status == 1
    assert "no certificate" in said
    assert reason in said
    assert "error[PD04" in output
    assert not Path("certificate").exists()


def test_a_policy_under_no_law_gets_no_certificate(run: Run) -> None:
    text = HEADER.replace("    under house\n", "") + RULES
    Path("ladder.policy").write_text(text, encoding="utf-8")
    status, _, said = run("ladder.policy")
    assert (status, "under no law" in said) == (1, True)


def test_of_a_folder_nobody_knows_which_version_is_meant(run: Run) -> None:
    assert run(".")[0] == 2


def test_it_is_in_the_language_that_is_asked_for(run: Run) -> None:
    table = json.loads(run("ladder.policy", "--language", "zh_hans")[1])
    assert table["language"] == "zh_hans"
    assert any("人人遵守“1 time per day”" in one for one in table["assumptions"])
