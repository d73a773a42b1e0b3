"""What is offered makes a policy lawful: written as text, and read and proved again."""

from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from policydsl.documents.workspace import Workspace
from policydsl.driver import Loaded, Run, load
from policydsl.legal.check import Checked, can_be_done, check
from policydsl.legal.repair import Change, Repair, mended
from policydsl.legal.verdict import Verdict
from policydsl.proving import Proof, prove
from policydsl.semantics import core
from policydsl.syntax import ast
from random_cases.laws import careful, lowered_law, random_law
from random_cases.loading import lowered, trial

EXAMPLES = Path(__file__).parents[2] / "examples"
FINE = (Verdict.LAWFUL, Verdict.OUT_OF_SCOPE)
SEEDS = range(40, 48)
_SHORT = """\
policy short
    version 1
    in force from 2026-06-01
    uses collections
    under cn
    as lender consumer finance company, product online loan, actor in house
    zone Asia/Shanghai

rule reach_family
    after 14 days unreachable: contact emergency with consent

rule call_family
    after 20 days unreachable: call emergency with consent
"""
_HEAD = """\
policy trial_policy "Trial"
    version 1
    in force from 2026-01-01
    uses trial
    zone Asia/Shanghai
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


def test_the_fixes_of_a_short_policy_leave_nothing() -> None:
    proof, text = _mended(_SHORT, "short.policy")
    assert _found(proof)
    again, same = _mended(text, "short.policy")
    assert not _found(again)
    assert same == text
    # What two rules need alike is written once.
    norms = [one for one in text.split("\n") if one.startswith(("forbid", "limit"))]
    assert len(norms) == len(set(norms)) > 0


@pytest.mark.parametrize(
    "name", ["contact_ladder/contact_ladder", "zh/contact_ladder/contact_ladder"]
)
def test_what_is_left_out_of_an_example_is_offered_again(name: str) -> None:
    path = EXAMPLES / f"{name}.policy"
    text = path.read_text("utf-8")
    document = load(path).document
    assert document is not None
    cut = [s for s in document.sentences if isinstance(s, ast.Forbid | ast.Limit)]
    assert cut
    was_broken = False
    for one in cut:
        less = text[: one.span.start] + text[one.span.end :]
        proof, more = _mended(less, str(path))
        was_broken = was_broken or bool(_found(proof))
        assert not _found(_mended(more, str(path))[0]), one.span.text
        if document.language != "en":
            before = less.splitlines()
            added = "".join(o for o in more.splitlines() if o not in before)
            assert not any(c.isascii() and c.isalpha() for c in added), added
    assert was_broken


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_offered_to_random_policies_is_enough(seed: int) -> None:
    r = Random(seed)
    one = trial(r)
    pair = (one, random_law(r, one.text)) if seed % 2 else careful(r)
    if pair is None or pair[1] is None:
        return
    one, law = pair[0], pair[1]
    assert law is not None
    _assert_is_enough(one.text, one.policy, law)


def test_a_rule_alone_asks_where_another_could_never_act() -> None:
    text = (
        f"{_HEAD}\nrule one\n    after 1 day overdue: call borrower\n"
        "\nrule two\n    after 1 day disputed: call borrower\n"
        "        if disputed\n"
    )
    offered = _offered(text, "forbid call if overdue and disputed")
    assert offered
    # Here the norm is enough, and weaker than a clause of each rule.
    assert {one.clauses for one in offered} == {
        ("forbid call if overdue and disputed",)
    }
    offered = _offered(text, "forbid call if disputed")
    assert {(one.rule, one.clauses) for one in offered} == {
        ("one", ("unless disputed",))
    }


def _offered(text: str, norm: str) -> tuple[Repair, ...]:
    policy, mistakes = lowered(text)
    law = lowered_law(_LAW.format(norm=norm))
    assert policy is not None, mistakes
    assert law is not None
    return _assert_is_enough(text, policy, law)


def _assert_is_enough(
    text: str, policy: core.Policy, law: core.Law
) -> tuple[Repair, ...]:
    """What is offered, all of it together, keeps each article that it is offered for.

    Nothing else gets worse, and every rule can act as before.
    """
    before = check(policy, {law.name: law})
    laws = {law.name: law}
    found = mended(policy, laws, before.judgements, before.period).repairs
    changed = _applied(text, (one for repair in found for one in repair.changes))
    policy_then, mistakes = lowered(changed)
    assert policy_then is not None, (mistakes, changed)
    fine = _fine(check(policy_then, laws))
    for repair in found:
        for article in repair.articles:
            assert (repair.rule, article) in fine, changed
    assert _fine(before) <= fine
    now = {rule.name: rule for rule in policy_then.rules}
    for rule in policy.rules:
        if can_be_done(policy, rule):
            assert can_be_done(policy_then, now[rule.name]), changed
    return found


def _fine(checked: Checked) -> set[tuple[str, str]]:
    return {
        (one.rule.name, one.bound.name)
        for one in checked.judgements
        if one.verdict in FINE
    }


def _mended(text: str, path: str) -> tuple[Proof, str]:
    """Prove a policy, and write all that is offered into its text."""
    loaded: Loaded = Run(Workspace({Path(path): text})).load(Path(path), path)
    proof = prove(loaded, seconds=60)
    edits = [
        Change(edit.span, edit.replacement)
        for finding in proof.diagnostics
        for fix in finding.fixes
        for edit in fix.edits
    ]
    return proof, _applied(text, edits)


def _found(proof: Proof) -> list[str]:
    return [one.rule.name for one in proof.judged.judgements if one.verdict not in FINE]


def _applied(text: str, changes: Iterable[Change]) -> str:
    """Write changes into a text, equal ones once, in their order at one place."""
    once = list(dict.fromkeys((c.span.start, c.span.end, c.words) for c in changes))
    once.reverse()
    for start, end, words in sorted(once, key=lambda one: -one[0]):
        text = f"{text[:start]}{words}{text[end:]}"
    return text
