"""Small instances, over all worlds of a few events: the prover says what is found.

Each question has the few things that can happen in it. In every world at most two of
them happen, on four days; the policy is asked each day at noon, and does what is due.
Where the monitor reports a breach in one of the worlds, nothing may be called lawful;
where it reports none, it has to be proved.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, product
from random import Random

import pytest

from policydsl.backends.python import Compiled, compile_policy
from policydsl.legal.check import check
from policydsl.legal.verdict import Verdict
from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Case,
    FactChange,
    Happening,
    OutcomeKnown,
    PermissionChange,
)
from policydsl.runtime.decision import State
from policydsl.semantics import core
from policydsl.semantics.monitor import breaches
from random_cases.hostile import done
from random_cases.laws import lowered_law
from random_cases.loading import lowered
from test_prover import LAW, POLICY

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
DAYS = 4
MOST_EVENTS = 2
NOON = timedelta(hours=4)  # in Shanghai
RING = "rule ring\n    every 1 day from 0 days overdue: call borrower"
DUE = FactChange(
    id="due", at=BEGIN, recorded=BEGIN, fact="due date", value=date(2026, 3, 2)
)
# What can happen, by a word.
THINGS = ("dispute opened", "dispute closed", "consent", "no consent", "listed", "call")

QUESTIONS = {
    "disputed": ("forbid call if disputed", f"{RING}\n    unless disputed"),
    "dispute opened": ("forbid call if dispute opened", f"{RING}\n    unless disputed"),
    "disputed ever": ("forbid call if disputed", f"{RING}\n    unless dispute opened"),
    "nothing asked": ("forbid call if disputed", RING),
    "consent": (
        "forbid call unless consent of borrower",
        RING.replace("borrower", "borrower with consent"),
    ),
    "no consent": ("forbid call unless consent of borrower", RING),
    "consent of old": (
        "forbid call unless consent of borrower",
        f"{RING}\n    if consent of borrower granted",
    ),
    "listed": ("forbid call unless listed", f"{RING}\n    if listed"),
    "not listed": ("forbid call if listed", f"{RING}\n    unless listed is yes"),
    "unknown": ("forbid call unless listed", f"{RING}\n    if listed is unknown"),
    "one a day": (
        "limit call: 1 time per day",
        f"{RING}\n\nlimit call: 1 time per day",
    ),
    "one a day of its own": ("limit call: 1 time per day", RING),
    "two in three days": (
        "limit call: 2 times in 3 days",
        f"{RING}\n\nlimit call: 2 times in 3 days",
    ),
    "two in two days": (
        "limit call: 2 times in 3 days",
        f"{RING}\n\nlimit call: 2 times in 2 days",
    ),
    "a day apart": (
        "forbid call if less than 2 days since call done",
        f"{RING}\n\nforbid call if less than 2 days since call done",
    ),
    "too close": (
        "forbid call if less than 2 days since call done",
        f"{RING}\n\nforbid call if less than 1 day since call done",
    ),
    "since the dispute": (
        "forbid call if less than 2 days since dispute opened",
        f"{RING}\n    unless less than 3 days since dispute opened",
    ),
    "the first day": ("forbid call if less than 1 day overdue", RING),
    "the second day": (
        "forbid call if less than 1 day overdue",
        RING.replace("from 0 days", "from 1 day"),
    ),
    "in the morning": (
        "limit call: between 08:00 and 12:00",
        f"{RING}\n\nlimit call: between 08:00 and 12:00",
    ),
    "at noon": (
        "limit call: between 08:00 and 12:00",
        f"{RING}\n\nlimit call: between 08:00 and 12:01",
    ),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_all_small_worlds_agree(name: str) -> None:
    norm, text = QUESTIONS[name]
    law = lowered_law(LAW.format(norm=norm))
    policy, mistakes = lowered(f"{POLICY}{text}\n")
    assert law is not None
    assert policy is not None, [one.message for one in mistakes]
    (judgement,) = check(policy, {law.name: law}).judgements
    (asked,) = law.articles[0].norms
    decide = compile_policy(policy)
    is_broken = any(
        is_broken_in(world, policy, decide, law, asked) for world in worlds()
    )
    assert (judgement.verdict is Verdict.LAWFUL) is not is_broken


def worlds() -> Iterator[tuple[AnyEntry, ...]]:
    """Yield every world: up to two things, each on one of four mornings."""
    moments = tuple(product(THINGS, range(DAYS)))
    for number in range(MOST_EVENTS + 1):
        for chosen in combinations(moments, number):
            if len({day for _, day in chosen}) == len(chosen):
                yield tuple(
                    entry
                    for thing, day in sorted(chosen, key=lambda one: one[1])
                    for entry in happens(thing, day)
                )


def happens(thing: str, day: int) -> Iterator[AnyEntry]:
    """Yield that a thing happens, an hour before noon."""
    at = BEGIN + timedelta(days=day) + NOON - timedelta(hours=1)
    name = f"{thing} {day}"
    match thing:
        case "consent" | "no consent":
            yield PermissionChange(
                id=name,
                at=at,
                recorded=at,
                permission="consent",
                of="borrower",
                granted=thing == "consent",
            )
        case "listed":
            yield FactChange(
                id=name, at=at, recorded=at, fact="listed", value=day % 2 == 0
            )
        case "call":
            yield ActDone(id=name, at=at, recorded=at, verb="call", audience="borrower")
            yield OutcomeKnown(
                id=f"{name}!", at=at, recorded=at, act=name, outcome="answered"
            )
        case _:
            yield Happening(id=name, at=at, recorded=at, name=thing)


def is_broken_in(
    world: tuple[AnyEntry, ...],
    policy: core.Policy,
    decide: Compiled,
    law: core.Law,
    norm: core.Norm,
) -> bool:
    """Play a world, and say whether an act of the policy breaks the norm."""
    case = Case(id="case-1", history=(DUE, *world))
    r = Random(0)
    own: set[str] = set()
    for day in range(DAYS):
        at = BEGIN + timedelta(days=day) + NOON
        for act in decide(case, at).in_state(State.DUE):
            own.add(act.id)
            case = replace(case, history=(*case.history, *done(r, act, at)))
    end = BEGIN + timedelta(days=DAYS)
    found = breaches(
        norm,
        case,
        end,
        clocks=law.clocks,
        zones=policy.zones,
        calendar=policy.calendar,
    )
    return any(breach.act in own for breach in found)
