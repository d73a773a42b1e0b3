"""Every witness is played: by the policy, by the monitor, and by `policydsl test`."""

from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest

from policydsl import scenario
from policydsl.backends.python import compile_policy
from policydsl.cli import main
from policydsl.legal.check import Budget, check
from policydsl.legal.judging import judge
from policydsl.legal.verdict import Ground, Verdict
from policydsl.legal.witness.replay import Witness
from policydsl.legal.witness.search import Search
from policydsl.legal.witness.told import Told
from policydsl.runtime.case import ActDone, Case
from policydsl.runtime.decision import State
from policydsl.scenario.check import check as check_scenario
from policydsl.semantics import evaluate
from policydsl.semantics.monitor import breaches
from policydsl.source import Source
from policydsl.syntax import ast
from policydsl.syntax.parser import parse
from random_cases.laws import lowered_law, random_law
from random_cases.loading import Trial, lowered, trial

SEEDS = (1, 2, 5, 11, 16)
_HEAD = """\
policy trial_policy "Trial"
    version 1
    in force from 2026-01-01
    uses trial
    zone Asia/Shanghai
    business days of work days
"""
_LAW = """\
law trial.law "Trial"
    of CN
    force statute
    in force from 2025-01-01
    source "made up"
    uses trial

article 1
    {norm}
"""
_SHORT = """\
policy short "One rule"
    version 1
    in force from 2026-06-01
    uses collections
    under cn
    as lender consumer finance company, product online loan, actor in house
    zone Asia/Shanghai

rule reach_family
    after 14 days unreachable: contact emergency with consent
"""
# Each of them needs something else: a value, a date, an item, an outcome, a person.
_PAIRS = (
    (
        "after 2 days risky: call borrower",
        "forbid call if risk is high",
    ),
    ("3 days before due date: call borrower", "forbid call borrower"),
    (
        "2 days before instalment date of each instalment: remind borrower",
        "forbid contact borrower if at least 1 instalment open",
    ),
    ("after 3 days in arrears: call borrower", "forbid contact borrower unless listed"),
    (
        "after 1 day overdue: call borrower\n        otherwise call emergency",
        "forbid contact third party",
    ),
    (
        "after each of 1, 5, 9 days overdue: call borrower",
        "limit contact: 2 times in 7 days",
    ),
    ("after 1 day often missed: call borrower", "forbid call"),
    ("after 3 days overdue: call each joint debtor", "forbid contact joint debtor"),
    ("after 2 days overdue: call borrower", "limit call: between 08:00 and 20:00"),
    (
        "after 2 days overdue: call borrower",
        "limit contact: 1 time per day counting answered",
    ),
    ("after 2 days overdue: file suit", "require notify borrower before file suit"),
    (
        "when consent of borrower granted: call borrower for relay",
        "limit call: on monday to friday",
    ),
    (
        "after 1 day overdue: visit borrower with approval of manager",
        "forbid visit if listed",
    ),
    (
        "after 1 day since call no answer: remind borrower",
        "forbid contact if rest days of borrower is unknown",
    ),
    (
        "after 1 day overdue: contact emergency with written consent",
        "forbid contact third party if refused by recipient",
    ),
    (
        "after 3 days since due date: call borrower",
        "limit call: outside agreed hours of recipient",
    ),
    (
        "after 3 days since due date: call borrower",
        (
            "limit call: outside agreed hours of recipient"
            "\n        unless agreed hours of recipient is unknown"
        ),
    ),
    (
        "after 3 days since due date: call borrower",
        (
            "limit call: outside rest days of recipient"
            "\n        unless rest days of recipient is unknown"
        ),
    ),
    (
        (
            "after 30 days overdue: remind borrower"
            "\n\nrule two\n    after 5 business days since one done: file suit"
            "\n        late at most 0 days"
        ),
        "require notify borrower before file suit",
    ),
)


@pytest.mark.parametrize(("rule", "norm"), _PAIRS)
def test_a_breach_is_played(rule: str, norm: str) -> None:
    one = _trial(f"{_HEAD}\nrule one\n    {rule}\n")
    law = lowered_law(_LAW.format(norm=norm))
    assert law is not None
    judged = judge(one.policy, {law.name: law}, one.compiled, budget=Budget(60))
    worst = [one for one in judged.judgements if one.verdict.is_breach]
    assert worst, [one.ground for one in judged.judgements]
    for judgement in worst:
        witness = judged.witness(judgement)
        assert witness is not None
        _assert_is_so(one, witness)


@pytest.mark.parametrize(("rule", "norm"), _PAIRS[-3:])
def test_a_moment_of_the_solver_is_made_into_a_case(rule: str, norm: str) -> None:
    one = _trial(f"{_HEAD}\nrule one\n    {rule}\n")
    law = lowered_law(_LAW.format(norm=norm))
    assert law is not None
    checked = check(one.policy, {law.name: law})
    broken = [judgement for judgement in checked.judgements if judgement.seeds]
    assert broken
    for judgement in broken:
        search = Search(
            one.policy,
            one.compiled,
            judgement.rule,
            judgement.bound,
            judgement.seeds[0],
            checked.period,
        )
        assert search.find() is not None


@pytest.mark.parametrize("seed", SEEDS)
def test_the_witnesses_of_random_policies_are_so(seed: int) -> None:
    r = Random(seed)
    one = trial(r)
    law = random_law(r, one.text)
    if law is None:
        return
    judged = judge(one.policy, {law.name: law}, one.compiled, budget=Budget(60))
    for judgement in judged.judgements:
        is_played = judgement.ground is Ground.WITNESS
        assert is_played is judgement.verdict.is_breach
        assert is_played is (judged.witness(judgement) is not None)
    for witness in judged.witnesses.values():
        _assert_is_so(one, witness)


def test_what_cannot_happen_is_not_played() -> None:
    one = _trial(
        f"{_HEAD}\nrule one\n"
        "    after 1 day overdue: call borrower\n        if two done"
        "\n\nrule two\n    after 1 day overdue: call borrower\n        if one done\n"
    )
    law = lowered_law(_LAW.format(norm="forbid call"))
    assert law is not None
    judged = judge(one.policy, {law.name: law}, one.compiled, budget=Budget(60))
    assert {one.verdict for one in judged.judgements} == {Verdict.NOT_PROVED}
    assert not judged.witnesses


def test_the_cases_are_written_as_scenarios(tmp_path: Path) -> None:
    policy = tmp_path / "short.policy"
    policy.write_text(_SHORT, encoding="utf-8")
    folder = tmp_path / "found"
    assert main(["check", str(policy), "--write-scenarios", str(folder)]) == 1
    files = sorted(folder.iterdir())
    assert len(files) > 3
    for file in files:
        assert file.stem.replace("_", "").isalnum()
        file.rename(tmp_path / file.name)
    assert main(["test", str(tmp_path)]) == 0


def _trial(text: str) -> Trial:
    policy, mistakes = lowered(text)
    assert policy is not None, mistakes
    return Trial(text, policy, partial(evaluate.decide, policy), compile_policy(policy))


def _assert_is_so(one: Trial, witness: Witness) -> None:
    """The policy plans the act, as it was done; the monitor sees it; it can be told."""
    case = Case("case", witness.history, dict(witness.parties))
    due = one.reference(case, witness.at).in_state(State.DUE)
    planned = next(act for act in due if act.id == witness.act.id)
    below = one.policy.vocabulary.below
    for role in ("verb", "audience", "purpose", "matter", "actor", "disclosing"):
        said, was = getattr(planned, role), getattr(witness.act, role)
        assert said is None or said in witness.parties or was in below(said), role
    for entry in witness.history:
        if isinstance(entry, ActDone) and entry.rule is not None:
            before = tuple(e for e in witness.history if e.at < entry.at)
            then = one.reference(Case("case", before, case.parties), entry.at)
            assert entry.id in {act.id for act in then.acts}
    found = breaches(
        witness.norm,
        Case("case", (*witness.history, witness.act, *witness.became), case.parties),
        witness.at + timedelta(minutes=1),
        clocks=witness.bound.law.clocks,
        zones=one.policy.zones,
        calendar=one.policy.calendar,
    )
    assert witness.act.id in {breach.act for breach in found}
    _assert_is_told(one, witness)


def _assert_is_told(one: Trial, witness: Witness) -> None:
    text = Told(witness, one.policy).text("told")
    document, mistakes = parse(Source("told.scenario", text), one.policy.lexicon)
    assert not mistakes, text
    (story,) = (s for s in document.sentences if isinstance(s, ast.Scenario))
    assert not [d for d in check_scenario(story, one.policy, "en") if d.is_error], text
    assert scenario.run(story, one.policy, one.compiled).passed, text
