"""How often a policy is asked does not matter.

Two statements, of random policies and histories. In both, what is due is done at once,
and an act has the same outcome whenever it is done.

1. Whoever asks at each next review may ask as often as he likes besides: the same acts
   are done at the same instants. No act is exempt.
2. Whoever asks every hour, or once a day, does the same acts as whoever asks at each
   next review. Exempt is

   - an act that is too short-lived: where nobody does anything, no call falls into a
     time at which it is due;
   - an act of a rule that hangs on acts, because it, a norm about it, or a clock or
     measure that one of these names speaks of acts: of rules done, of acts and what
     became of them, of numbers of acts, of a permission for one act;
   - an act that is done instead of another, or again: it hangs on the other one.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policydsl.backends.python import compile_policy
from policydsl.runtime import deciding
from policydsl.runtime.calendars import CalendarEnds
from policydsl.runtime.case import Case
from policydsl.runtime.decision import Cause, State
from policydsl.runtime.occurrences import Occurrence
from policydsl.runtime.sight import Sight
from random_cases import calling
from random_cases.calling import FIRST, LAST, Waits, every, run
from random_cases.histories import random_case
from random_cases.loading import Trial, lowered, trial

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# As many as it takes.
SEEDS = range(40)


def _is_same_with_more_calls(r: Random, one: Trial, case: Case) -> bool:
    more = [FIRST + r.random() * (LAST - FIRST) for _ in range(20)]
    seldom = run(one.compiled, case, at_reviews=True)
    often = run(one.compiled, case, [*every(HOUR), *more], at_reviews=True)
    return seldom.done == often.done


def _compared(r: Random, one: Trial, case: Case) -> tuple[int, set[str]]:
    """Return how many acts were compared, and the ids of those that differ."""
    free = calling.free_rules(one.policy)
    waits = _waits(one, case)
    begin = FIRST + r.randrange(24) * HOUR
    found: set[str] = set()
    for calls in ((), every(HOUR), every(DAY, begin)):
        asked = run(one.compiled, case, calls, at_reviews=not calls)
        expected = {id for id, times in waits.items() if calling.is_hit(times, asked)}
        done = {id for id in asked.done if id.split("/")[1] in free and _is_first(id)}
        found |= expected ^ done
    return len(waits), found


def _waits(one: Trial, case: Case) -> Waits:
    """Return when the acts are due that are compared, if nobody does anything."""
    free = calling.free_rules(one.policy)
    return {
        id: times
        for id, times in calling.waits(one.compiled, case).items()
        if id.split("/")[1] in free and _is_first(id)
    }


def _is_first(id: str) -> bool:
    return not id.endswith(("/otherwise", "/again"))


def _fewer_numbers(one: Trial) -> Trial:
    """Return a policy that does not limit how many acts there are."""
    text = calling.without_numbers(one.text)
    policy, mistakes = lowered(text)
    assert policy is not None, mistakes
    return replace(one, text=text, policy=policy, compiled=compile_policy(policy))


def _case(r: Random, one: Trial) -> Case:
    return random_case(r, calling.nothing, one.rules)


def _fruitful(r: Random) -> tuple[Trial, Case]:
    """Return a policy and a case in which there is something to compare, if found."""
    for _ in range(8):
        one = _fewer_numbers(trial(r))
        case = _case(r, one)
        with suppress(CalendarEnds):
            if _waits(one, case):
                break
    return one, case


@settings(max_examples=12)
@given(st.integers(0, 2**32))
def test_more_calls_than_reviews_change_nothing(seed: int) -> None:
    r = Random(seed)
    one = trial(r)
    case = _case(r, one)
    with suppress(CalendarEnds):
        assert _is_same_with_more_calls(r, one, case), one.text


@settings(max_examples=8)
@given(st.integers(0, 2**32))
def test_fewer_calls_lead_to_the_same_acts(seed: int) -> None:
    r = Random(seed)
    one, case = _fruitful(r)
    with suppress(CalendarEnds):
        _, differing = _compared(r, one, case)
        assert not differing, one.text


# --- checks that cannot fail are defects ----------------------------------------


def _found() -> Iterator[tuple[int, bool, bool]]:
    """Yield how many acts are compared, and which statement finds a fault."""
    for seed in SEEDS:
        r = Random(seed)
        one, case = _fruitful(r)
        with suppress(CalendarEnds):
            is_same = _is_same_with_more_calls(r, one, case)
            number, differing = _compared(r, one, case)
            yield number, not is_same, bool(differing)


def test_a_review_that_is_forgotten_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    for number, *faults in _found():
        assert faults == [False, False]
        compared += number
        if compared > 10:
            break
    assert compared > 10
    note = Sight.note

    def forgetful(sight: Sight, instant: datetime) -> None:
        if instant - sight.now > timedelta(hours=12):
            note(sight, instant)

    monkeypatch.setattr(Sight, "note", forgetful)
    assert any(more for _, more, _ in _found())


def test_an_act_of_one_moment_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a policy had to be asked at the very time at which an act comes due."""
    over = deciding.over

    def in_a_moment(
        sight: Sight, one: Occurrence
    ) -> tuple[datetime, State, Cause] | None:
        end = one.due_from + timedelta(hours=6)
        if end <= sight.now:
            return end, State.LAPSED, Cause.LATE
        return over(sight, one)

    monkeypatch.setattr(deciding, "over", in_a_moment)
    assert any(fewer for _, _, fewer in _found())
