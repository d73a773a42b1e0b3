"""Several versions of one policy: what they mean together, and how they are told."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policydsl
from policydsl import cli
from policydsl.backends.python import compile_policy
from policydsl.runtime.case import ActDone, Case, FactChange
from policydsl.runtime.decision import State
from policydsl.semantics import core
from policydsl.semantics.monitor import breaches
from random_cases.comparing import answer, difference, outlook
from random_cases.histories import random_case, random_instant
from random_cases.loading import trial_of_versions

RANDOM = st.integers(0, 2**32).map(Random)
QUESTIONS = Path(__file__).parent / "conformance"
MARCH = datetime(2026, 3, 1, tzinfo=UTC)
DUE = FactChange(
    id="due", at=MARCH, recorded=MARCH, fact="due date", value=date(2026, 3, 1)
)
HEADER = """policy letters "Letters"
    version {number}
    in force from {first}
    uses collections
    zone UTC

"""
RULE = """rule {name}
    after 3 days overdue: send letter to borrower
        late without limit
"""


@settings(max_examples=60)
@given(RANDOM)
def test_the_compiled_versions_mean_what_the_reference_says(r: Random) -> None:
    one = trial_of_versions(r)
    case = random_case(r, one.compiled, one.rules)
    for _ in range(4):
        at = random_instant(r, case, one.compiled)
        expected = answer(one.reference, case, at)
        found = difference(expected, answer(one.compiled, case, at))
        assert found is None, f"{found}\n{one.text}"
        later = outlook(r, one.compiled, case, expected)
        assert later is None, f"{at}: {later}\n{one.text}"


@settings(max_examples=40)
@given(RANDOM)
def test_the_first_version_decides_alone_while_it_is_in_force(r: Random) -> None:
    one = trial_of_versions(r)
    case = random_case(r, one.compiled, one.rules)
    first, second = one.policy.versions[:2]
    alone = compile_policy(first)
    for _ in range(4):
        at = random_instant(r, case, one.compiled)
        if at < datetime.combine(second.in_force_from, datetime.min.time(), UTC):
            at -= timedelta(days=1)  # whatever the zone is
            assert answer(one.compiled, case, at) == answer(alone, case, at), one.text


@settings(max_examples=40)
@given(RANDOM)
def test_a_state_goes_on_from_one_version_to_the_next(r: Random) -> None:
    one = trial_of_versions(r)
    case = random_case(r, one.compiled, one.rules)
    state = one.compiled.start(replace(case, history=()))
    for entry in case.history:
        state.advance(entry)
    for at in sorted(random_instant(r, case, one.compiled) for _ in range(6)):
        expected = answer(one.compiled, case, at)
        actual = answer(lambda _, at: state.decide(at), case, at)
        assert difference(expected, actual) is None, f"{at}\n{one.text}"


def _folder(place: Path, *rules: str) -> Path:
    for number, rule in enumerate(rules, 1):
        header = HEADER.format(number=number, first=f"2026-03-{5 * number - 4:02}")
        (place / f"letters.v{number}.policy").write_text(header + rule)
    return place


def test_a_folder_is_compiled_with_all_versions(tmp_path: Path) -> None:
    renamed = RULE.format(name="notice") + "        formerly first_letter\n"
    folder = _folder(tmp_path, RULE.format(name="first_letter"), renamed)
    compiled = policydsl.load(folder).compile()
    case = Case("1", (DUE,))
    fourth, sixth = MARCH + timedelta(days=3), MARCH + timedelta(days=5)
    (act,) = compiled(case, fourth).in_state(State.DUE)
    assert act.rule == "first_letter"
    done = ActDone(
        id="a",
        at=fourth,
        recorded=fourth,
        verb="send letter",
        audience="borrower",
        rule=act.rule,
        occurrence=act.id,
    )
    state = compiled.start(case)
    assert state.decide(fourth).next_review == sixth
    state.advance(done)
    (now,) = state.decide(sixth).acts
    assert (now.rule, now.state) == ("notice", State.DONE)
    told = replace(case, history=(*case.history, done))
    assert compiled(told, sixth).acts == (now,)


def test_documents_are_compiled_together(tmp_path: Path) -> None:
    folder = _folder(tmp_path, RULE.format(name="one"), RULE.format(name="one"))
    versions = [policydsl.load(path) for path in sorted(folder.iterdir())]
    compiled = policydsl.compile_versions(reversed(versions))
    assert compiled(Case("1", (DUE,)), MARCH + timedelta(days=9)).acts
    other = policydsl.check_text(
        HEADER.replace("letters", "others").format(number=1, first="2026-01-01")
        + RULE.format(name="one"),
        "others.policy",
    )
    with pytest.raises(policydsl.PolicyError, match="several policies"):
        policydsl.compile_versions([*versions, other])
    with pytest.raises(policydsl.PolicyError, match="PD0232"):
        policydsl.compile_versions([versions[0], versions[0]])


def test_commands_take_the_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(_folder(tmp_path, RULE.format(name="one"), RULE.format(name="other")))
    assert cli.main(["check", folder]) == 0
    assert "PD0605" in capsys.readouterr().out
    assert cli.main(["table", folder, "--of", "overview"]) == 0
    told = capsys.readouterr().out
    for words in ("version 1", "until 2026-03-05", "version 2"):
        assert words in told
    days = ["--from", "2026-03-01", "--until", "2026-03-09"]
    given_due = ["--given", "due date is 2026-03-01"]
    assert cli.main(["simulate", folder, *given_due, *days]) == 0
    assert "done  one: send letter" in capsys.readouterr().out
    why = ["--why", "one"]
    assert cli.main(["simulate", folder, *given_due, *days, *why]) == 2
    assert "version 2 has no rule `one`" in capsys.readouterr().err


def test_a_folder_without_a_policy_or_with_several_is_a_finding(tmp_path: Path) -> None:
    (none,) = policydsl.load(tmp_path).diagnostics
    assert none.code.number == "PD0904"
    folder = _folder(tmp_path, RULE.format(name="one"))
    text = (folder / "letters.v1.policy").read_text()
    (folder / "others.policy").write_text(text.replace("letters", "others"))
    (several,) = policydsl.load(tmp_path).diagnostics
    assert several.code.number == "PD0906"


LAW = """law no_calls "No calls"
    of CN
    force statute
    in force from 2026-03-04
    source "example"
    uses collections

article 1 "Calls"
    forbid call borrower

article 2 "Calls, later"
    in force from 2026-03-06 until 2026-03-07
    forbid call borrower
"""


def test_a_law_judges_what_was_done_while_it_was_in_force() -> None:
    law = policydsl.check_text(LAW, "no_calls.law").law
    assert law is not None
    calls = tuple(
        ActDone(
            id=f"call {day}",
            at=MARCH + timedelta(days=day - 1),
            recorded=MARCH + timedelta(days=day - 1),
            verb="call",
            audience="borrower",
        )
        for day in range(3, 9)
    )
    found = [
        [
            one.act
            for norm in article.norms
            for one in breaches(
                norm,
                Case("1", calls),
                MARCH + timedelta(days=30),
                clocks=law.clocks,
                zones=core.Zones("UTC"),
                days=article.days,
            )
        ]
        for article in law.articles
    ]
    assert found == [[f"call {day}" for day in range(4, 9)], ["call 6", "call 7"]]


def test_a_folder_is_loaded_with_its_versions() -> None:
    folder = QUESTIONS / "A63-judged-then"
    loaded = policydsl.load(folder)
    assert loaded.policy is not None
    assert [one.version for one in loaded.policy.versions] == [1, 2]
