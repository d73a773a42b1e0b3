"""What the prover calls lawful, pair by pair: a norm of a law, and a policy.

Each pair has one thing that decides. Some are lawful by a hair, some are not; the
faults of ``tests/benchmarks/faults_prove.toml`` all change the verdict on one of them.
"""

import pytest

from policydsl.legal.check import breach_of, can_be_done, check
from policydsl.legal.verdict import Ground, Judgement, Verdict
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
OTHER = """
article 2
    forbid call
"""
CALL = "rule ring\n    after 3 days overdue: call borrower{roles}\n"
NOTICE = "rule notice\n    after 1 day overdue: notify borrower\n\n"
SUE = "rule sue\n    after {days} days since notice done: file suit{guards}\n"
ARRIVED = "\n    unless notice failed or notice bounced"


def call(*clauses: str, roles: str = "") -> str:
    """Return a rule that calls the borrower, and what stands beside it."""
    own = [one for one in clauses if one.startswith((" ", "late", "if ", "unless "))]
    beside = [one for one in clauses if one not in own]
    rule = CALL.format(roles=roles) + "".join(f"    {one.strip()}\n" for one in own)
    return "\n".join((rule, *(f"{one}\n" for one in beside)))


def rule(trigger: str, act: str = "call borrower", *clauses: str) -> str:
    """Return a rule."""
    return "\n".join(
        (f"rule ring\n    {trigger}: {act}", *(f"    {c}" for c in clauses))
    )


RECENT = "forbid call if less than {} since {}"
LAWFUL = {
    "the same hours": (
        "limit call: between 08:00 and 22:00",
        call("limit call: between 08:00 and 22:00"),
    ),
    "hours that never meet": (
        "forbid call",
        call(
            "limit call: between 08:00 and 22:00",
            "limit contact: between 22:00 and 06:00",
        ),
    ),
    "the same days": (
        "limit call: on monday to friday",
        call("limit call: on monday to thursday"),
    ),
    "free days of one calendar": (
        "limit call: on quiet",
        call("limit call: on quiet except monday"),
    ),
    "one a day is three in three days": (
        "limit call: 3 times in 3 days",
        call("limit call: 1 time per day"),
    ),
    "a window may touch two weeks": (
        "limit call: 2 times in 7 days",
        call("limit call: 1 time per week from monday"),
    ),
    "one in five hours is two in six hours": (
        "limit call: 2 times in 6 hours",
        call("limit call: 1 time in 5 hours"),
    ),
    "counted for all, asked for each": (
        "limit call: 1 time per day for each person",
        call("limit call: 1 time per day"),
    ),
    "all counted, some asked": (
        "limit call: 1 time per day counting answered",
        call("limit call: 1 time per day"),
    ),
    "a wider pattern": (
        "limit call: 1 time per day",
        call("limit contact: 1 time per day"),
    ),
    "a permission": (
        "forbid call unless consent of borrower",
        call(roles=" with consent"),
    ),
    "a kind of the permission": (
        "forbid call unless consent of borrower",
        call(roles=" with written consent"),
    ),
    "a condition that is not": ("forbid call if disputed", call("if not disputed")),
    "a condition": ("forbid call if disputed", call("unless disputed")),
    "a condition that is wanted": ("forbid call unless listed", call("if listed")),
    "what is known is not unknown": (
        "forbid call if listed is unknown",
        call("unless listed"),
    ),
    "what is so is not unknown": (
        "forbid call if listed is unknown",
        call("if listed"),
    ),
    "a norm of the policy": (
        "forbid call if disputed",
        call("forbid call if disputed"),
    ),
    "another value": ("forbid call if risk is high", call("if risk is low")),
    "an amount": (
        "forbid call if balance less than 500 CNY",
        call("if balance at least 500 CNY"),
    ),
    "as long since": (
        RECENT.format("7 days", "call answered"),
        call(RECENT.format("7 days", "call answered")),
    ),
    "longer since more": (
        RECENT.format("7 days", "call answered by borrower"),
        call(RECENT.format("8 days", "call answered")),
    ),
    "it never happened": (
        "forbid call if refused by borrower",
        call("unless refused by borrower"),
    ),
    "often is once": (
        "forbid call if dispute opened at least 2 times",
        call("unless dispute opened"),
    ),
    "lately is ever": (
        "forbid call if dispute opened in 3 days",
        call("unless dispute opened"),
    ),
    "a shorter while is a longer one": (
        "forbid call if dispute opened in 3 days",
        call("unless dispute opened in 5 days"),
    ),
    "who counts from it, saw it happen": (
        "forbid call if at least 1 day since refused by borrower",
        call("unless refused by borrower"),
    ),
    "a clock that runs was started": (
        "forbid call if disputed",
        call("unless dispute opened"),
    ),
    "the value that is reached": ("forbid call if less than 3 days overdue", call()),
    "the first point": (
        "forbid call if less than 3 days overdue",
        rule("after each of 3, 5 days overdue"),
    ),
    "the first of a row": (
        "forbid call if less than 3 days overdue",
        rule("every 1 day from 3 days overdue"),
    ),
    "not too late": (
        "forbid call if more than 11 days overdue",
        rule("after 9 days overdue", "call borrower", "late at most 2 days"),
    ),
    "its roles": ("forbid call for relay", call(roles=" for demand")),
    "says how many": (
        "limit visit: between 09:00 and 21:00 unless it is with at least 2 visitors",
        rule("after 3 days overdue", "visit borrower with 3 visitors"),
    ),
    "says what for": (
        "forbid call unless it is for relay",
        call(roles=" for relay"),
    ),
    "the recipient": (
        "forbid call joint debtor if refused by recipient",
        rule(
            "after 3 days overdue",
            "call each joint debtor",
            "unless refused by joint debtor",
        ),
    ),
    "asked of the one who is called": (
        "forbid call joint debtor if refused by recipient",
        rule(
            "after 3 days overdue",
            "call each joint debtor",
            "unless refused by recipient",
        ),
    ),
    "the policy asks as much": (
        "require notify borrower at least 3 days before file suit",
        rule("after 3 days overdue", "file suit")
        + "\n\nrequire notify borrower at least 3 days before file suit",
    ),
    "after the notice": (
        "require notify borrower at least 3 days before file suit",
        NOTICE + SUE.format(days=3, guards=ARRIVED),
    ),
    "what a permission covers": (
        "forbid call if consent of borrower",
        call("unless consent of borrower", roles=" by phone for demand"),
    ),
}
BROKEN = {
    "a minute more": (
        "limit call: between 08:00 and 22:00",
        call("limit call: between 08:00 and 22:01"),
    ),
    "a minute sooner": (
        "limit call: between 08:00 and 22:00",
        call("limit call: between 07:59 and 22:00"),
    ),
    "a day more": (
        "limit call: on monday to friday",
        call("limit call: on monday to saturday"),
    ),
    "one a day is three in three days": (
        "limit call: 2 times in 3 days",
        call("limit call: 1 time per day"),
    ),
    "a window may touch two weeks": (
        "limit call: 1 time in 7 days",
        call("limit call: 1 time per week from monday"),
    ),
    "one a day is no spacing": (
        "limit call: 1 time in 24 hours",
        call("limit call: 1 time per day"),
    ),
    "one a day is two in a day and a night": (
        "limit call: 2 times in 24 hours",
        call("limit call: 1 time per day"),
    ),
    "a day may be longer": (
        "limit call: 1 time per day",
        call("limit call: 1 time in 24 hours"),
    ),
    "counted for each, asked for all": (
        "limit call: 1 time per day",
        call("limit call: 1 time per day for each person"),
    ),
    "counted for each item": (
        "limit call: 1 time per day",
        call("limit call: 1 time per day for each instalment"),
    ),
    "some counted, all asked": (
        "limit call: 1 time per day",
        call("limit call: 1 time per day counting answered"),
    ),
    "a narrower pattern": (
        "limit contact: 1 time per day",
        call("limit call: 1 time per day"),
    ),
    "a number of visitors": (
        "limit visit: 1 time per day",
        rule("after 3 days overdue", "visit borrower with 3 visitors")
        + "\n\nlimit visit with more than 2 visitors: 1 time per day",
    ),
    "some of them counted": (
        "limit call: 1 time per day",
        call("limit call for demand: 1 time per day", roles=" for demand"),
    ),
    "another one refused": (
        "forbid call guarantor if refused by guarantor",
        rule(
            "after 3 days overdue", "call each guarantor", "unless refused by recipient"
        ),
    ),
    "acts by hand": (
        "limit call: 1 time per day",
        call("limit ring: 1 time per day"),
    ),
    "a limit that does not always hold": (
        "limit call: 1 time per day",
        call("limit call: 1 time per day if disputed"),
    ),
    "once in an episode": (
        "limit call: 1 time per month",
        rule("after 3 days overdue"),
    ),
    "no permission": ("forbid call unless consent of borrower", call()),
    "a wider permission": (
        "forbid call unless written consent of borrower",
        call(roles=" with consent"),
    ),
    "the permission of somebody else": (
        "forbid call unless consent of recipient",
        call(roles=" with consent of emergency")
        .replace("borrower", "emergency")
        .replace("of emergency", "of borrower"),
    ),
    "no condition": ("forbid call if disputed", call()),
    "nobody knows": ("forbid call unless listed", call("if listed is unknown")),
    "nobody knows, and it is not yes": (
        "forbid call unless listed is no",
        call("if listed is unknown"),
    ),
    "other acts of the policy": (
        "forbid call if disputed",
        call("forbid remind if disputed"),
    ),
    "instead of it": (
        "forbid call if disputed",
        rule(
            "after 3 days overdue",
            "remind borrower",
            "unless disputed",
            "otherwise call borrower",
        ),
    ),
    "a day less since": (
        RECENT.format("7 days", "call answered"),
        call(RECENT.format("6 days", "call answered")),
    ),
    "since less": (
        RECENT.format("7 days", "call answered"),
        call(RECENT.format("8 days", "call answered by borrower")),
    ),
    "less than is not at most": (
        "forbid call if at most 7 days since call answered",
        call(RECENT.format("7 days", "call answered")),
    ),
    "since its own act": (
        RECENT.format("7 days", "call done"),
        call(RECENT.format("7 days", "notice done"), NOTICE),
    ),
    "once is not often": (
        "forbid call if dispute opened",
        call("unless dispute opened at least 2 times"),
    ),
    "ever is not lately": (
        "forbid call if dispute opened",
        call("unless dispute opened in 3 days"),
    ),
    "a longer while is not a shorter one": (
        "forbid call if dispute opened in 5 days",
        call("unless dispute opened in 3 days"),
    ),
    "not only while a clock runs": (
        "forbid call if slot missed",
        call("unless slot missed during overdue"),
    ),
    "who saw it happen, does not count from it": (
        "forbid call if refused by borrower",
        call("unless less than 1 day since refused by borrower"),
    ),
    "what was started may have ended": (
        "forbid call if dispute opened",
        call("unless disputed"),
    ),
    "a day too soon": (
        "forbid call if less than 4 days overdue",
        rule("every 1 day from 3 days overdue"),
    ),
    "a day too late": (
        "forbid call if more than 10 days overdue",
        rule("after 9 days overdue", "call borrower", "late at most 2 days"),
    ),
    "an open purpose": ("forbid call for relay", call()),
    "an open channel": ("forbid call by phone", call()),
    "one of the channels": (
        "forbid call by voice robot",
        rule("after 3 days overdue", "contact borrower by app and voice robot").replace(
            "contact borrower", "call borrower"
        ),
    ),
    "either of the channels": (
        "forbid call by voice robot",
        call(roles=" by app or voice robot"),
    ),
    "an open disclosure": ("forbid call disclosing more than caller", call()),
    "a kind of the audience": (
        "forbid contact third party",
        rule("after 3 days overdue", "call emergency"),
    ),
    "nobody said how many": (
        "limit visit: between 09:00 and 21:00 unless it is with at least 2 visitors",
        rule("after 3 days overdue", "visit borrower"),
    ),
    "nobody said what for": (
        "forbid call unless it is for relay",
        call(),
    ),
    "one of several refused": (
        "forbid call joint debtor if refused by joint debtor",
        rule(
            "after 3 days overdue",
            "call each joint debtor",
            "unless refused by recipient",
        ),
    ),
    "the policy asks for less": (
        "require notify borrower at least 3 days before file suit",
        rule("after 3 days overdue", "file suit")
        + "\n\nrequire notify borrower at least 2 days before file suit",
    ),
    "the policy asks for something wider": (
        "require notify borrower at least 3 days before file suit",
        rule("after 3 days overdue", "file suit")
        + "\n\nrequire contact at least 3 days before file suit",
    ),
    "a day after the notice": (
        "require notify borrower at least 3 days before file suit",
        NOTICE + SUE.format(days=2, guards=ARRIVED),
    ),
    "a notice of another case": (
        "require notify borrower at least 3 days before file suit",
        rule(
            "after 3 days since notify done",
            "file suit",
            "unless notify failed or notify bounced",
        ),
    ),
    "a notice that did not arrive": (
        "require notify borrower at least 3 days before file suit",
        NOTICE + SUE.format(days=3, guards=""),
    ),
    "what a permission does not cover": (
        "forbid call if consent of borrower",
        call("unless consent of borrower"),
    ),
}
FINE = (Verdict.LAWFUL, Verdict.OUT_OF_SCOPE)


def judged(norm: str, text: str, article: str = "") -> tuple[Judgement, ...]:
    """Return the verdicts on a policy under a law with one article."""
    law = lowered_law(LAW.format(norm=norm) + article)
    assert law is not None, norm
    policy, mistakes = lowered(f"{POLICY}{text}\n")
    assert policy is not None, [one.message for one in mistakes]
    return check(policy, {law.name: law}).judgements


@pytest.mark.parametrize("name", LAWFUL)
def test_it_is_proved(name: str) -> None:
    found = judged(*LAWFUL[name])
    assert [one.verdict in FINE for one in found] == [True] * len(found)


@pytest.mark.parametrize("name", BROKEN)
def test_it_is_not_proved(name: str) -> None:
    found = judged(*BROKEN[name])
    assert any(one.verdict is Verdict.NOT_PROVED for one in found)


def test_one_window_needs_nobody_else() -> None:
    (own,) = judged(
        "limit call: 7 times in 7 days", call("limit call: 7 times in 7 days")
    )
    (shared,) = judged(
        "limit call: 7 times in 7 days", call("limit call: 1 time per day")
    )
    assert own.relies_on == ()
    assert shared.relies_on == ("1 time per day",)


@pytest.mark.parametrize(
    ("dates", "number"),
    [
        ("in force from 2025-01-01 until 2025-12-31", 0),
        ("in force from 2026-06-01", 1),
        ("in force from 2025-01-01 until 2026-01-01", 1),
    ],
)
def test_only_what_is_in_force_is_asked(dates: str, number: int) -> None:
    found = judged(f"forbid call\n    {dates}", call())
    assert len(found) == number


def test_open_words_are_a_question() -> None:
    (one,) = judged('forbid call if "rude"', call())
    assert (one.verdict, one.ground) == (Verdict.UNDETERMINED, Ground.OPEN_TEXT)
    (one,) = judged('forbid call if disputed and "rude"', call("unless disputed"))
    assert one.verdict is Verdict.LAWFUL


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("", Verdict.BREACHES_LAW),
        ("breach is presumed", Verdict.PRESUMED_BREACH),
        ("force guidance", Verdict.BREACHES_STANDARD),
        ("force departmental rule", Verdict.BREACHES_LAW),
        # It may be shown that none was, whatever the force of the text.
        ("force guidance\n    breach is presumed", Verdict.PRESUMED_BREACH),
    ],
)
def test_what_a_breach_is_called(said: str, verdict: Verdict) -> None:
    (one,) = judged(f"forbid call\n    {said}".rstrip(), call())
    assert one.verdict is Verdict.NOT_PROVED  # nothing was played yet
    found = breach_of(one.bound)
    assert (found, found.is_breach) == (verdict, True)


def test_a_presumed_breach_is_proved_like_any_other() -> None:
    norm = "forbid call if disputed\n    breach is presumed"
    (one,) = judged(norm, call("unless disputed"))
    assert one.verdict is Verdict.LAWFUL
    found = judged("forbid call\n    breach is presumed", call(), OTHER)
    assert [breach_of(one.bound) for one in found] == [
        Verdict.PRESUMED_BREACH,
        Verdict.BREACHES_LAW,
    ]


@pytest.mark.parametrize(
    ("acts", "number"),
    [("", 1), (" through agency", 1), (" through in house", 0)],
)
def test_whoever_may_be_bound_is_asked(acts: str, number: int) -> None:
    found = judged("forbid call\n    binds actor agency", call(roles=acts))
    assert sum(one.verdict is Verdict.NOT_PROVED for one in found) == number


def test_an_act_that_is_done_in_any_of_its_ways_can_be_done() -> None:
    text = call("forbid call by voice robot", roles=" by voice robot or sms")
    policy, _ = lowered(f"{POLICY}{text}\n")
    assert policy is not None
    assert can_be_done(policy, policy.rules[0])
    text = call("forbid call by sms", "forbid call by app", roles=" by app or sms")
    policy, _ = lowered(f"{POLICY}{text}\n")
    assert policy is not None
    assert not can_be_done(policy, policy.rules[0])
