"""What nobody knows lets nothing be done: an entry less, never an act more.

The rule, and what is exempt from it, is in ``docs/language/decisions.rst``.
"""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from policydsl.runtime.case import AnyEntry, Case, FactChange
from policydsl.runtime.decision import Cause, Decision, PlannedAct, State
from random_cases.comparing import answer
from random_cases.histories import random_case, random_instant
from random_cases.loading import Trial, trial
from random_cases.readings import Readings, word_of

CASES, INSTANTS = 2, 3


def _may_be_deleted(readings: Readings, case: Case, entry: AnyEntry) -> bool:
    """Whether an entry never holds an act back, by what is known of its word."""
    word = word_of(entry)
    if word is None or word in readings.against or readings.knows_fates:
        return False
    if isinstance(entry, FactChange):
        same = [
            other
            for other in case.history
            if isinstance(other, FactChange)
            and (other.fact, other.of, other.item) == (entry.fact, entry.of, entry.item)
        ]
        if len(same) > 1:
            return False
    # Of two entries with one id the second is none; and a state of which nothing is
    # known before has not begun before the first entry.
    ids = [other.id for other in case.history]
    first = min(other.at for other in case.history)
    return ids.count(entry.id) == 1 and entry.at > first


def _is_new(act: PlannedAct, whole: Decision, is_moving: bool, less: Decision) -> bool:
    """Whether an act that is due without an entry would not have been before it."""
    same = next((one for one in whole.acts if one.id == act.id), None)
    if same is not None and same.state is State.DUE:
        return False
    if same is not None and same.state is State.DEFERRED:
        # Another act, which is due no longer, had taken the place in a cap.
        return all(reason.cause is not Cause.CAP for reason in same.reasons)
    if is_moving:
        # The clock began earlier, and the rule had its act of that time.
        kept = {one.key for one in less.acts if one.rule == act.rule}
        return all(
            one.rule != act.rule or one.key in kept or one.key > act.key
            for one in whole.acts
        )
    return True


def _counterexample(r: Random, one: Trial, readings: Readings) -> str | None:
    case = random_case(r, one.compiled, one.rules)
    for _ in range(INSTANTS):
        at = random_instant(r, case, one.compiled)
        whole = answer(one.compiled, case, at)
        for entry in case.history:
            if not _may_be_deleted(readings, case, entry):
                continue
            kept = tuple(other for other in case.history if other is not entry)
            less = answer(one.compiled, replace(case, history=kept), at)
            if not isinstance(whole, Decision) or not isinstance(less, Decision):
                continue
            is_moving = word_of(entry) in readings.moving
            for act in less.in_state(State.DUE):
                if _is_new(act, whole, is_moving, less):
                    return f"{act.id} at {at} without {entry}\n{one.text}"
    return None


@settings(max_examples=60)
@given(st.builds(Random, st.integers(0, 2**32)))
def test_without_an_entry_nothing_more_is_done(r: Random) -> None:
    one = trial(r)
    readings = Readings(one.policy)
    for _ in range(CASES):
        found = _counterexample(r, one, readings)
        assert found is None, found


def test_a_word_that_holds_acts_back_is_found() -> None:
    found = 0
    for seed in range(5000, 5060):
        one = trial(Random(seed))
        readings = Readings(one.policy)
        readings.against = set()
        found += _counterexample(Random(seed), one, readings) is not None
    assert found
