"""What is said never to happen never happens, in random cases of random policies."""

from functools import partial
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policydsl.backends.python import compile_policy
from policydsl.legal.formula import FALSE
from policydsl.legal.logic import never as module
from policydsl.legal.logic.never import never
from policydsl.runtime.decision import State
from policydsl.semantics.evaluate import decide
from random_cases.hostile import stormy
from random_cases.loading import Trial, lowered, trial

RANDOM = st.integers(0, 2**32 - 1).map(Random)
CASES = 4
# Each makes some rule impossible, or nearly so.
CLAUSES = (
    "forbid contact",
    "forbid call if overdue",
    "forbid contact unless disputed",
    "forbid remind if not disputed",
    "limit contact: between 00:00 and 06:00",
    "limit contact: between 12:00 and 13:00",
    "forbid contact if at least 3 days overdue",
    "forbid contact unless at most 2 days overdue",
)


def strict(r: Random) -> Trial:
    """Return a random policy with sentences that stop many of its rules."""
    one = trial(r)
    for clause in r.sample(CLAUSES, 3):
        longer = f"{one.text}\n{clause}\n"
        policy, _ = lowered(longer)
        if policy is not None:
            one = Trial(longer, policy, partial(decide, policy), compile_policy(policy))
    return one


def acting(r: Random, one: Trial) -> set[str]:
    """Return the rules that act, or hold a measure, in some random cases."""
    found: set[str] = set()
    for _ in range(CASES):
        for _, _, decision in stormy(r, one.compiled, one.rules):
            found |= {act.rule for act in decision.in_state(State.DUE)}
            found |= {held.rule for held in decision.held}
    return found


@settings(max_examples=15, deadline=None)
@given(RANDOM)
def test_a_rule_that_never_acts_never_acts(r: Random) -> None:
    one = strict(r)
    dead = never(one.policy)
    if dead:
        assert not dead & acting(r, one), one.text


def test_there_are_rules_that_never_act_and_others() -> None:
    found = [(one, never(one.policy)) for one in map(strict, map(Random, range(15)))]
    assert sum(len(dead) for _, dead in found) > 5
    assert sum(bool(acting(Random(1), one) - dead) for one, dead in found) > 3


def test_a_fault_in_the_logic_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "is_due", lambda *_: FALSE)
    trials = [trial(Random(seed)) for seed in range(10)]
    assert any(never(one.policy) & acting(Random(1), one) for one in trials)
