"""Acts that are due again after a regret: reference and compiled callable agree."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from policydsl.runtime.case import ActDone, AnyEntry, Case, FactChange, Money
from policydsl.runtime.decision import Decision, State
from random_cases.comparing import answer, difference, outlook, repeated
from random_cases.loading import Decide, both

HEADER = """\
policy trial_policy "Trial"
    version 1
    in force from 2026-01-01
    uses trial
    zone Asia/Shanghai

"""
RULES = (
    """\
rule letter
    after 3 days late: notify borrower
        late without limit
        again after regret
""",
    """\
rule letter
    after 2 days overdue: notify borrower
        late at most 20 days
        unless listed
        again after regret
        otherwise call borrower

rule call_after_it
    after 1 day since letter done: call borrower
        only 1 time per day
        again after regret
""",
    """\
rule rung
    every 2 days from 0 days overdue until 20 days overdue: call borrower
        unless risk is high
        again after regret

forbid call borrower if listed
""",
)
FIRST = datetime(2026, 3, 1, tzinfo=UTC)


def _case(r: Random, decide: Decide) -> tuple[Case, set[str]]:
    """Return a case that is obeyed, with facts that are often learnt late."""
    due = date(2026, 3, 1)
    facts: list[AnyEntry] = [
        _fact("due", FIRST, FIRST, "due date", due),
        _fact("owed", FIRST, FIRST, "balance", Money(500, "CNY")),
        _fact("not listed", FIRST, FIRST, "listed", False),
        _fact("low", FIRST, FIRST, "risk", "low"),
    ]
    for number in range(r.randint(10, 30)):
        at = FIRST + timedelta(hours=r.randrange(24 * 15))
        late = timedelta(hours=r.choice((0, 5, 12, 30, 70)))
        fact, value = r.choice(
            (
                ("balance", Money(r.choice((0, 500)), "CNY")),
                ("listed", r.random() < 0.5),
                ("risk", r.choice(("low", "high"))),
            )
        )
        facts.append(_fact(f"f{number}", at, at + late, fact, value))
    case = Case(id="case-1", history=tuple(facts))
    now, again = FIRST, set[str]()
    while now < FIRST + timedelta(days=20):
        decision = decide(case, now)
        for act in decision.in_state(State.DUE)[:1]:
            case = _done(case, act.id, act.rule, act.verb, now)
            again |= {act.id} if act.id.endswith("/again") else set()
        now += timedelta(hours=r.choice((1, 5, 12)))
    return case, again


def _fact(
    id: str,
    at: datetime,
    recorded: datetime,
    fact: str,
    value: bool | date | Money | str,
) -> FactChange:
    return FactChange(id=id, at=at, recorded=recorded, fact=fact, value=value)


def _done(case: Case, id: str, rule: str, verb: str, at: datetime) -> Case:
    act = ActDone(
        id=id,
        at=at,
        recorded=at,
        verb=verb,
        audience="borrower",
        rule=rule,
        occurrence=id,
    )
    return Case(id=case.id, history=(*case.history, act))


@pytest.mark.parametrize("rules", RULES)
def test_both_meanings_agree(rules: str) -> None:
    text = HEADER + rules
    reference, compiled = both(text)
    done_again: set[str] = set()
    for seed in range(24):
        r = Random(seed)
        case, again = _case(r, compiled)
        done_again |= again
        for _ in range(5):
            at = FIRST + timedelta(hours=r.randrange(24 * 22))
            expected = answer(reference, case, at)
            found = difference(expected, answer(compiled, case, at))
            assert found is None, f"seed {seed}, {at}: {found}"
            assert repeated(expected) is None
            assert isinstance(expected, Decision)
            assert outlook(r, compiled, case, expected) is None
    assert done_again
