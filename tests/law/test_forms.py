"""Each form of the core, and what the prover makes of it: nobody forgets one.

What asks for a thing of a policy keeps a law that asks for the same; what does not, or
asks for the opposite, is not proved.
"""

from collections.abc import Iterator
from typing import get_args, get_type_hints

import pytest

from policydsl.legal.check import Checked, check
from policydsl.legal.verdict import Verdict
from policydsl.semantics import core
from policydsl.semantics.core.parts import parts_of
from random_cases.laws import lowered_law
from random_cases.loading import lowered

LAW = """\
law trial.law "Trial"
    of CN
    force statute
    in force from 2025-01-01
    source "made up"
    uses trial

article 1
    {norm}
"""
POLICY = """\
policy trial_policy "Trial"
    version 1
    in force from 2026-01-01
    uses trial
    zone Asia/Shanghai
    acts from 09:00
    business days of work days

"""
RING = "rule ring\n    after 3 days overdue: call borrower{roles}"
FINE = (Verdict.LAWFUL, Verdict.OUT_OF_SCOPE)
# What a policy and a law can both ask, and whether what asks the same is proved.
CONDITIONS: dict[type, tuple[str, bool]] = {
    core.Runs: ("disputed", True),
    core.ClockAt: ("at least 2 days unreachable", True),
    core.FactAt: ("balance at least 500 CNY", True),
    core.FactEquals: ("risk is high", True),
    core.FactUnknown: ("listed is unknown", True),
    core.ItemsRun: ("at least 2 instalments open", True),
    core.TotalAt: ("total open amount at least 50 CNY", True),
    # Whatever the act turns out to be, the permission covers it: more than is asked.
    core.InHand: ("consent of borrower", False),
    core.Occurred: ("dispute opened in 3 days", True),
    core.Says: ("it is by voice robot", False),
    core.OpenWords: ('"it is rude"', False),
    core.Not: ("not disputed", True),
    core.AllOf: ("disputed and listed", True),
    core.AnyOf: ("disputed or listed", True),
}
EVENTS: dict[type, tuple[str, bool]] = {
    core.WorldEvent: ("refused by borrower", True),
    core.ActEvent: ("call answered by borrower", True),
    core.ClockEvent: ("overdue ended", True),
    core.PermissionEvent: ("consent of borrower withdrawn", True),
}
# What a policy alone can ask, since no law knows of its rules.
OF_RULES: dict[type, str] = {
    core.Holds: "measure_1",
    core.RuleEvent: "rule_1 done",
    core.FateEvent: "rule_1 lapsed",
    core.HeldEvent: "measure_1 begun",
}
BOUNDS: dict[type, str] = {
    core.Between: "between 08:00 and 22:00",
    core.DaySet: "on monday to friday",
    core.OutsideHours: "outside agreed hours of borrower",
    core.OutsideDays: "outside quiet",
    core.OutsideDaysOf: "outside rest days of borrower",
    core.Times: "2 times in 7 days",
}
DAYS: dict[type, str] = {
    core.Weekdays: "on monday to friday",
    core.Dates: "on 2026-03-02 to 2026-03-15",
    core.Yearly: "on quiet",
    core.WorkingDays: "on business days",
    core.FreeDays: "on free days",
    core.LastDayOfMonth: "on last day of month",
    core.DayBefore: "on the day before quiet",
}
# Of the two days that hang on a calendar, a law has none of its own.
OF_A_CALENDAR = (core.WorkingDays, core.FreeDays)
TRIGGERS: dict[type, str] = {
    core.After: "after 3 days overdue",
    core.AfterEach: "after each of 1, 3 days overdue",
    core.Every: "every 2 days from 1 day overdue until 9 days overdue",
    core.When: "when dispute opened",
    core.Before: "2 days before due date",
}
NORMS: dict[type, tuple[str, str]] = {
    core.Forbid: ("forbid call if disputed",) * 2,
    core.Limit: ("limit call: 1 time per day",) * 2,
    core.RequireBefore: ("require notify borrower before call",) * 2,
    # No act breaks a duty: it is told as one.
    core.RequireWithin: ("require notify borrower within 3 days after refused", ""),
}


def checked(norm: str, *parts: str) -> Checked:
    """Return what is proved of a policy under a law with one article."""
    law = lowered_law(LAW.format(norm=norm))
    assert law is not None, norm
    policy, mistakes = lowered(POLICY + "\n\n".join(parts) + "\n")
    assert policy is not None, [one.message for one in mistakes]
    return check(policy, {law.name: law})


def is_proved(norm: str, *parts: str) -> bool:
    """Return whether the rule that calls is lawful under it."""
    found = [
        one.verdict
        for one in checked(norm, *parts).judgements
        if one.rule.name == "ring"
    ]
    assert len(found) == 1
    return found[0] in FINE


def ring(*clauses: str, roles: str = "") -> str:
    """Return a rule that calls the borrower."""
    lines = (RING.format(roles=roles), *(f"        {one}" for one in clauses))
    return "\n".join(lines)


def forms(union: object) -> set[object]:
    """Return the forms that are one of a union."""
    return set(get_args(union))


def test_every_form_is_here() -> None:
    assert set(CONDITIONS) | {core.Holds} == forms(core.Condition)
    assert set(EVENTS) | set(OF_RULES) - {core.Holds} == forms(core.Event)
    assert set(BOUNDS) == forms(get_type_hints(core.Bound)["limit"])
    assert set(DAYS) == forms(core.Days)
    # What holds while something is so does no act.
    assert set(TRIGGERS) | {core.While} == forms(core.Trigger)
    assert set(NORMS) == forms(core.Norm)


def inside(form: object) -> Iterator[object]:
    """Yield a form and all that is in it."""
    yield form
    for part in form if isinstance(form, tuple) else parts_of(form):
        yield from inside(part)


WORDS = {
    **{kind: f"forbid call if {said}" for kind, (said, _) in CONDITIONS.items()},
    **{kind: f"forbid call if {said}" for kind, (said, _) in EVENTS.items()},
    **{kind: f"limit call: {said}" for kind, said in BOUNDS.items()},
    **{k: f"limit call: {said}" for k, said in DAYS.items() if k not in OF_A_CALENDAR},
    **{kind: norm for kind, (norm, _) in NORMS.items()},
}


@pytest.mark.parametrize("kind", WORDS, ids=lambda kind: kind.__name__)
def test_the_words_of_a_form_are_its_words(kind: type) -> None:
    law = lowered_law(LAW.format(norm=WORDS[kind]))
    assert law is not None
    found = [part for one in law.articles for part in inside(one.norms)]
    assert any(isinstance(part, kind) for part in found)


ASKED = {**CONDITIONS, **EVENTS}


@pytest.mark.parametrize("kind", ASKED, ids=lambda kind: kind.__name__)
def test_whoever_does_not_ask_has_not_proved_it(kind: type) -> None:
    said, _ = ASKED[kind]
    assert not is_proved(f"forbid call if {said}", ring())
    assert not is_proved(f"forbid call unless {said}", ring())


@pytest.mark.parametrize(
    "kind",
    [one for one in ASKED if one not in (core.Says, core.OpenWords)],
    ids=lambda kind: kind.__name__,
)
def test_only_whoever_asks_the_same_has_proved_it(kind: type) -> None:
    said, is_same = ASKED[kind]
    assert not is_proved(f"forbid call if {said}", ring(f"if {said}"))
    assert not is_proved(f"forbid call unless {said}", ring(f"unless {said}"))
    assert is_proved(f"forbid call if {said}", ring(f"unless {said}")) is is_same
    assert is_proved(f"forbid call unless {said}", ring(f"if {said}"))
    # What a norm of the policy asks is asked of its rules.
    norm = f"forbid call if {said}"
    assert is_proved(norm, ring(), norm) is is_same
    assert not is_proved(norm, ring(), f"forbid call unless {said}")


def test_what_an_act_says_is_what_it_is() -> None:
    said, _ = CONDITIONS[core.Says]
    sms, robot = ring(roles=" by sms"), ring(roles=" by voice robot")
    assert is_proved(f"forbid call if {said}", sms)
    assert not is_proved(f"forbid call if {said}", robot)
    assert is_proved(f"forbid call unless {said}", robot)
    assert not is_proved(f"forbid call unless {said}", sms)


@pytest.mark.parametrize("kind", OF_RULES, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("word", ["if", "unless"])
def test_what_a_policy_alone_asks_proves_nothing_else(kind: type, word: str) -> None:
    others = (
        "rule rule_1\n    after 1 day overdue: remind borrower",
        "rule measure_1\n    while risky: hold flagged",
    )
    own = ring(f"{word} {OF_RULES[kind]}")
    for norm in ("forbid call", "forbid call if disputed", "forbid call unless risky"):
        assert not is_proved(norm, *others, own)


BOUNDS_AND_DAYS = {
    **BOUNDS,
    **{kind: said for kind, said in DAYS.items() if kind not in OF_A_CALENDAR},
}


@pytest.mark.parametrize("kind", BOUNDS_AND_DAYS, ids=lambda kind: kind.__name__)
def test_a_bound_keeps_itself_and_nothing_keeps_it(kind: type) -> None:
    norm = f"limit call: {BOUNDS_AND_DAYS[kind]}"
    assert not is_proved(norm, ring())
    assert is_proved(norm, ring(), norm)
    assert not is_proved(norm, ring(), norm.replace("call", "remind"))
    if kind is not core.Times:
        assert is_proved(norm, ring(f"only {BOUNDS_AND_DAYS[kind]}"))


@pytest.mark.parametrize("kind", OF_A_CALENDAR, ids=lambda kind: kind.__name__)
def test_days_of_a_calendar_prove_nothing_else(kind: type) -> None:
    own = ring(f"only {DAYS[kind]}")
    assert not is_proved("limit call: on monday to friday", own)
    assert not is_proved("limit call: outside quiet", own)


@pytest.mark.parametrize("kind", TRIGGERS, ids=lambda kind: kind.__name__)
def test_a_trigger_proves_no_more_than_it_says(kind: type) -> None:
    own = f"rule ring\n    {TRIGGERS[kind]}: call borrower"
    for norm in (
        "forbid call",
        "forbid call if disputed",
        "limit call: 1 time per day",
    ):
        assert not is_proved(norm, own)
    # Only what counts from overdue is known to be so late.
    late = is_proved("forbid call if less than 1 day overdue", own)
    assert late is (kind in (core.After, core.AfterEach, core.Every))
    assert not is_proved("forbid call if at least 1 day overdue", own)


@pytest.mark.parametrize("kind", NORMS, ids=lambda kind: kind.__name__)
def test_a_norm_of_the_policy_keeps_the_same_norm(kind: type) -> None:
    norm, own = NORMS[kind]
    if kind is core.RequireWithin:
        assert len(checked(norm, ring()).obligations) == 1
        return
    assert not is_proved(norm, ring())
    assert is_proved(norm, ring(), own)
