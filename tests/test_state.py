"""A state that is told one entry at a time answers what the history answers."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policydsl.backends.python import Compiled
from policydsl.runtime.case import ActDone, AnyEntry, Case, FactChange, Happening
from policydsl.runtime.decision import Decision
from policydsl.runtime.errors import CaseError
from policydsl.runtime.state import CaseState
from random_cases.comparing import answer, difference
from random_cases.histories import random_case, random_instant
from random_cases.loading import both, trial

CASES = 2
AT = datetime(2026, 3, 10, 12, tzinfo=UTC)


def known_at(entry: AnyEntry) -> datetime:
    return max(entry.at, entry.recorded)


def told(
    r: Random, policy: Compiled, case: Case
) -> list[tuple[datetime, AnyEntry | None]]:
    """Return what a state is told of a case, and when it is asked, in any order."""
    asked: list[tuple[datetime, AnyEntry | None]] = [
        (random_instant(r, case, policy), None) for _ in range(12)
    ]
    # A decision for the instant of an act may judge it.
    acts = [entry for entry in case.history if isinstance(entry, ActDone)]
    asked += [(act.at, None) for act in acts if r.random() < 0.5]
    entries: list[tuple[datetime, AnyEntry | None]] = [
        (known_at(entry) - timedelta(days=r.choice((0, 0, 0, 3, 40))), entry)
        for entry in case.history
    ]
    return sorted([*asked, *entries], key=lambda one: one[0])


def _asked(state: CaseState, _: Case, at: datetime) -> Decision:
    return state.decide(at)


@settings(max_examples=80)
@given(st.integers(0, 2**32))
def test_a_state_answers_what_the_history_answers(seed: int) -> None:
    r = Random(seed)
    one = trial(r)
    for _ in range(CASES):
        case = random_case(r, one.compiled, one.rules)
        known = r.choice((0, 3))
        so_far = replace(case, history=case.history[:known])
        state = one.compiled.start(so_far)
        rest = replace(case, history=case.history[known:])
        for at, entry in told(r, one.compiled, rest) if rest.history else ():
            if entry is not None:
                state.advance(entry)
                so_far = replace(so_far, history=(*so_far.history, entry))
                continue
            if r.random() < 0.3:
                state.advance(at)
            expected = answer(one.compiled, so_far, at)
            actual = answer(partial(_asked, state), so_far, at)
            found = difference(expected, actual)
            assert found is None, f"{at}: {found}\n{one.text}"
        assert set(state.case.history) == set(so_far.history)


# --- what random cases seldom show ----------------------------------------------

HEADER = """\
policy trial_policy "Trial"
    version 1
    in force from 2026-01-01
    uses trial
    zone Asia/Shanghai

rule rule_0
    after 1 day overdue: remind borrower
"""
MARCH = datetime(2026, 3, 1, tzinfo=UTC)
DUE = FactChange(
    id="d", at=MARCH, recorded=MARCH, fact="due date", value=date(2026, 3, 1)
)


def policy() -> Compiled:
    _, compiled = both(HEADER)
    assert isinstance(compiled, Compiled)
    return compiled


def test_a_state_does_not_decide_again_before_the_next_review() -> None:
    state = policy().start(Case("1", (DUE,)))
    first = state.decide(AT)
    again = state.decide(AT + timedelta(minutes=1))
    assert again.acts is first.acts
    assert again.at == AT + timedelta(minutes=1)


def test_a_state_can_be_asked_about_the_past() -> None:
    state = policy().start(Case("1"))
    state.advance(DUE)
    assert state.decide(AT).acts
    before = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert state.decide(before) == policy()(Case("1", (DUE,)), before)
    assert state.decide(AT).acts


def test_the_same_entry_is_no_news() -> None:
    state = policy().start(Case("1", (DUE,)))
    first = state.decide(AT)
    state.advance(DUE)
    assert state.decide(AT) is first


def test_an_entry_that_does_not_fit_is_refused() -> None:
    state = policy().start(Case("1", (DUE,)))
    unknown = Happening(id="x", at=AT, recorded=AT, name="no such event")
    with pytest.raises(CaseError, match=r"entry\.name"):
        state.advance(unknown)
    with pytest.raises(CaseError, match="needs a time zone"):
        state.advance(AT.replace(tzinfo=None))
    assert state.case.history == (DUE,)
