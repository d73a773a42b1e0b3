"""What policies mean, one question at a time, as dated documents.

Each folder of ``tests/conformance`` is named after a number of the decided
ambiguities (``A01-...``) or of the meanings that a reader may rely on (``S01-...``).
The first line of its policy states the question and the decision. Its dates were
worked out by hand from the meaning of the language, never from what a program said.

A ``.json`` holds a case that no scenario can tell (parties with zones, acts by hand,
other cases of the person), and the ``.expected`` beside it what is decided about it:
one line for each act at an instant, ``INSTANT RULE STATE [by CHANNELS] [until INSTANT]
[before INSTANT]``; the last is the deadline of a duty. What a policy requires of itself
after an event is a line ``INSTANT duty STATE before INSTANT``. ``effective DAY ...``:
the days from which an act takes effect, ``?`` for one that nobody knows.

There is a folder for every number of the ambiguities and of the meanings. That a letter
may bundle several acts (A47) is the business of whoever writes letters: here the acts
stay apart. How another implementation reads the folders is told in
``docs/language/dated-meaning.rst``.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import groupby
from pathlib import Path

import pytest

from policydsl import scenario
from policydsl.backends.python import compile_policy
from policydsl.driver import Loaded, load
from policydsl.runtime.calendars import CalendarEnds
from policydsl.runtime.case import Case
from policydsl.runtime.decision import Decision, Duty, PlannedAct, State
from policydsl.runtime.json import case_from_json
from policydsl.semantics import core
from policydsl.semantics.evaluate import decide as interpret
from policydsl.syntax import ast

Decide = Callable[[Case, datetime], Decision]

# Of all questions, or of the folder that the environment names.
QUESTIONS = Path(__file__).parent / "conformance"
ROOT = Path(os.environ.get("POLICYDSL_QUESTIONS", QUESTIONS))
FOLDER = re.compile(r"[AS]\d\d-[a-z0-9]+(-[a-z0-9]+)*")
# Days stand as they are, instants in any zone.
IS_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT").match
REFUSED = re.compile(r"^# Refused: (PD\d{4})$", re.MULTILINE)
CALENDAR_ENDS = "calendar ends"
NOTHING = "nothing"
UNKNOWN = "?"

POLICIES = sorted(ROOT.rglob("*.policy"))
CASES = sorted(ROOT.rglob("*.json"))
LOADED = {path: load(path) for path in POLICIES}


def name_of(path: Path) -> str:
    """Return a path as the name of a test."""
    return path.relative_to(ROOT).as_posix()


def stories() -> Iterator[tuple[Loaded, ast.Scenario]]:
    """Yield each scenario with its document."""
    for path in sorted(ROOT.rglob("*.scenario")):
        document = load(path)
        assert not document.has_errors, path
        for story in document.scenarios:
            yield document, story


STORIES = list(stories())


def meanings(policy: core.Policy) -> tuple[Decide, Decide]:
    """Return the reference interpreter and the compiled callable of a policy."""
    return partial(interpret, policy), compile_policy(policy)


def policy_of(path: Path) -> core.Policy:
    """Return the policy that a case is about; the name of its file begins with it."""
    policy = LOADED[path.with_name(path.name.partition(".")[0] + ".policy")].policy
    assert policy is not None, path
    return policy


def lines_of(decision: Decision) -> list[tuple[str, ...]]:
    """Return a decision as words, like the lines of an ``.expected`` file."""
    found = [words_of(act) for act in decision.acts]
    found += [(held.rule, "held") for held in decision.held]
    found += [(regret.rule, "regretted") for regret in decision.regrets]
    found += [words_of_duty(duty) for duty in decision.duties]
    return sorted(found) or [(NOTHING,)]


def words_of(act: PlannedAct) -> tuple[str, ...]:
    """Return where an act stands; instants are in the zone of UTC."""
    words = [act.rule, act.state.value]
    if act.state is State.DUE and act.channels:
        words += ["by", "+".join(act.channels)]
    for word, instant in (("until", act.until), ("before", act.deadline)):
        if instant is not None:
            words += [word, utc(instant)]
    if act.effective:
        days = [UNKNOWN if day is None else day.isoformat() for day in act.effective]
        words += ["effective", *days]
    return tuple(words)


def words_of_duty(duty: Duty) -> tuple[str, ...]:
    """Return where a duty of the policy stands."""
    words = ("duty", duty.state.value)
    return words if duty.deadline is None else (*words, "before", utc(duty.deadline))


def utc(instant: datetime) -> str:
    """Return an instant so that equal instants are equal texts."""
    return f"{instant.timestamp():.6f}"


def expected(path: Path) -> list[tuple[datetime, list[tuple[str, ...]]]]:
    """Return what is expected of a case, instant by instant."""
    rows = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    found = []
    for instant, group in groupby(rows, key=lambda row: row[0]):
        wanted = [
            tuple(
                utc(datetime.fromisoformat(word)) if IS_INSTANT(word) else word
                for word in row[1:]
            )
            for row in group
        ]
        found.append((datetime.fromisoformat(instant), sorted(wanted)))
    return found


def answer(decide: Decide, case: Case, at: datetime) -> list[tuple[str, ...]]:
    """Return what is decided, as words."""
    try:
        return lines_of(decide(case, at))
    except CalendarEnds:
        return [tuple(CALENDAR_ENDS.split())]


def test_every_number_has_a_folder() -> None:
    if ROOT != QUESTIONS:
        pytest.skip("only one question is asked")
    have = {path.name.partition("-")[0] for path in ROOT.iterdir()}
    numbers = [f"A{number:02}" for number in range(1, 77)]
    numbers += [f"S{number:02}" for number in range(1, 18)]
    assert have == {*numbers}


@pytest.mark.parametrize("path", POLICIES, ids=name_of)
def test_a_policy_states_its_question_and_is_told(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert FOLDER.fullmatch(path.parent.name)
    assert text.startswith("# ")
    refused = REFUSED.search(text)
    diagnostics = LOADED[path].diagnostics
    if refused is not None:
        assert [one.code.number for one in diagnostics] == [refused.group(1)]
        return
    assert not any(one.is_error for one in diagnostics)
    told = {story.policy.text for _, story in STORIES}
    told |= {case.name.partition(".")[0] for case in CASES}
    # Of a version, the name of the file goes on: `NAME.v2.policy`.
    assert path.stem.partition(".")[0] in told


@pytest.mark.parametrize(
    ("document", "story"),
    STORIES,
    ids=[f"{story.policy.text}-{story.name.text}" for _, story in STORIES],
)
def test_a_story_goes_as_it_should(document: Loaded, story: ast.Scenario) -> None:
    policy = document.policies[story.policy.text]
    for decide in meanings(policy):
        outcome = scenario.run(story, policy, decide)
        assert outcome.passed, scenario.render(outcome)


@pytest.mark.parametrize("path", CASES, ids=name_of)
def test_a_case_is_decided_as_it_should_be(path: Path) -> None:
    case = case_from_json(path.read_text(encoding="utf-8"))
    backwards = replace(case, history=tuple(reversed(case.history)))
    for decide in meanings(policy_of(path)):
        for at, wanted in expected(path.with_suffix(".expected")):
            assert answer(decide, case, at) == wanted, at
            assert answer(decide, backwards, at) == wanted, "the order of the history"
