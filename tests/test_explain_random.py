"""A single change that is named works: random policies and cases, decided again."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from policydsl.runtime.case import ActDone, AnyEntry, Case, OutcomeKnown
from policydsl.runtime.decision import Decision, PlannedAct, State
from policydsl.semantics.together import OTHERWISE
from policydsl.simulate import Change, Explanation, explain, render_why
from random_cases.comparing import answer
from random_cases.histories import random_case, random_instant
from random_cases.loading import Trial, trial


def _open(found: Explanation) -> PlannedAct | None:
    """Return the act that is asked about, if it is one that was done."""
    if found.about == found.at:
        return None
    done = [one.act for one in found.acts if one.act and one.act.done_at]
    return max(done, key=lambda act: act.done_at or found.at)


def _without(case: Case, done: PlannedAct | None) -> tuple[AnyEntry, ...]:
    """Return what was known when an act was not done yet."""
    if done is None:
        return case.history
    own = [one for one in case.history if isinstance(one, ActDone)]
    ids = {one.id for one in own if done.id in (one.id, one.occurrence)}
    return tuple(
        one
        for one in case.history
        if one.id not in ids and not (isinstance(one, OutcomeKnown) and one.act in ids)
    )


def _is_due(found: Explanation, decision: Decision, done: PlannedAct | None) -> bool:
    rule = found.reasons.rule
    names = (found.rule, rule.name)
    about = done or found.reasons.act
    is_other = about is not None and about.index.endswith(OTHERWISE)
    return any(one.rule in names for one in decision.held) or any(
        act.rule in names
        and act.state is State.DUE
        and act.index.endswith(OTHERWISE) is is_other
        and (done is None or (act.audience, act.item) == (done.audience, done.item))
        for act in decision.acts
    )


def _is_true(found: Explanation, case: Case, change: Change, one: Trial) -> bool:
    """Whether the policy, as it is meant, does what a change is said to do."""
    done = _open(found)
    history = _without(case, done)
    if change.effect == "needed":
        history = tuple(entry for entry in history if entry != change.entry)
    else:
        history = (*history, change.entry)
    at = change.due_at or found.about
    decision = answer(one.reference, replace(case, history=history), at)
    assert isinstance(decision, Decision), decision
    wanted = change.effect in ("due", "earlier")
    return _is_due(found, decision, done) is wanted


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_named_change_does_what_is_said(seed: int) -> None:
    r = Random(seed)
    one = trial(r)
    case = random_case(r, one.compiled, one.rules)
    at = random_instant(r, case, one.compiled)
    if not isinstance(answer(one.compiled, case, at), Decision):
        return
    rule = r.choice(one.policy.rules).name
    found = explain(one.policy, case, at, rule, compiled=one.compiled)
    zone = case.zone or one.policy.zone
    for language in ("en", "zh_hans"):
        told = (found, case)
        assert render_why(found.reasons, one.policy, zone, language, explained=told)
    if found.earliest is not None:
        later = answer(one.reference, case, found.earliest)
        assert isinstance(later, Decision)
        assert _is_due(found, later, None), one.text
    for change in found.changes:
        assert _is_true(found, case, change, one), f"{change}\n{at}\n{one.text}"
