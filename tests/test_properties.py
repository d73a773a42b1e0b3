"""What holds for every policy, case and instant.

The longer run is ``tests/benchmarks/fuzz_decide.py``.
"""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policydsl.backends.python import module
from policydsl.runtime import deciding
from policydsl.runtime.case import Case
from random_cases.comparing import answer, difference, outlook, repeated
from random_cases.histories import random_case, random_instant
from random_cases.loading import Trial, trial

# How many cases are made of each policy, and how often each is asked about: to read
# a policy takes the longest, and then to make a case.
CASES, INSTANTS = 2, 3


@settings(max_examples=125)
@given(st.builds(Random, st.integers(0, 2**32)))
def test_the_compiled_callable_means_what_the_reference_says(r: Random) -> None:
    one = trial(r)
    for _ in range(CASES):
        case = random_case(r, one.compiled, one.rules)
        for _ in range(INSTANTS):
            at = random_instant(r, case, one.compiled)
            expected = answer(one.reference, case, at)
            found = difference(expected, answer(one.compiled, case, at))
            assert found is None, f"{found}\n{one.text}"
            assert repeated(expected) is None, one.text


@settings(max_examples=40)
@given(st.builds(Random, st.integers(0, 2**32)))
def test_nothing_changes_before_the_next_review(r: Random) -> None:
    one = trial(r)
    for _ in range(CASES):
        case = random_case(r, one.compiled, one.rules)
        for _ in range(INSTANTS):
            at = random_instant(r, case, one.compiled)
            found = outlook(r, one.compiled, case, answer(one.compiled, case, at))
            assert found is None, f"{at}: {found}\n{one.text}"


@settings(max_examples=30)
@given(st.builds(Random, st.integers(0, 2**32)))
def test_the_order_of_the_history_means_nothing(r: Random) -> None:
    one = trial(r)
    case = random_case(r, one.compiled, one.rules)
    at = random_instant(r, case, one.compiled)
    expected = answer(one.compiled, case, at)
    for _ in range(3):
        history = r.sample(case.history, len(case.history))
        case = replace(case, history=tuple(history))
        assert answer(one.compiled, case, at) == expected


# --- checks that cannot fail are defects ----------------------------------------


def _disagreements(trials: list[Trial], seed: int) -> int:
    found = 0
    for one in trials:
        r = Random(seed)
        for _ in range(CASES):
            case: Case = random_case(r, one.reference, one.rules)
            for _ in range(INSTANTS):
                at = random_instant(r, case, one.reference)
                expected = answer(one.reference, case, at)
                found += answer(one.compiled, case, at) != expected
    return found


def test_a_fault_in_the_text_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    emit = module.emit
    monkeypatch.setattr(
        "policydsl.backends.python.emit",
        lambda policy: emit(policy).replace("wanted=False", "wanted=True", 1),
    )
    assert _disagreements([trial(Random(seed)) for seed in range(30)], 1) > 0


def test_a_fault_in_the_engine_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    trials = [trial(Random(seed)) for seed in range(20)]
    assert _disagreements(trials, 1) == 0
    monkeypatch.setattr(deciding, "UNDELIVERED", frozenset({"bounced"}))
    monkeypatch.setattr(deciding, "_missing", lambda sight, one: ())
    assert _disagreements(trials, 1) > 0
