"""What the sentences of a policy are in the core."""

import pytest

from policydsl.driver import check_text
from policydsl.runtime.case import Money
from policydsl.runtime.durations import Duration, Unit
from policydsl.semantics import core

HEADER = """policy example
    version 1
    in force from 2026-01-01
    uses collections
    zone Asia/Shanghai
    acts from 09:00
    business days of work days

unit visitor
item loan
party team
act file suit irreversible
act visit: party, with visitor
act hand over: to team
act tidy up
calendar work days until 2026-12-31 free saturday, sunday

"""
REMIND = "after 1 day overdue: remind borrower by app"


def lowered(text: str) -> core.Policy:
    """Lower a policy that has no mistakes."""
    found = check_text(HEADER + text, "example.policy")
    assert [one.message for one in found.diagnostics] == []
    assert found.policy is not None
    return found.policy


def rule(text: str) -> core.Rule:
    """Lower one rule."""
    return lowered(f"rule one\n    {text}\n").rules[-1]


def numbers(text: str) -> list[str]:
    """Return the codes of what is wrong with a policy."""
    found = check_text(HEADER + text, "example.policy")
    return [one.code.number for one in found.diagnostics]


def days(amount: int) -> Duration:
    return Duration(amount, Unit.DAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("after 1 day overdue: call borrower", days(3), id="to a party"),
        pytest.param("after 1 day overdue: tidy up", None, id="to nobody"),
        pytest.param("after 1 day overdue: file suit", None, id="cannot be undone"),
        pytest.param(
            "after 1 day overdue: report arrears to credit bureau", None, id="coercive"
        ),
        pytest.param(
            "after 1 day overdue: notify borrower about settlement", None, id="a notice"
        ),
        pytest.param("when paid in full: call borrower", None, id="on an event"),
        pytest.param(
            "every 2 days from 3 days overdue: call borrower", days(1), id="half a step"
        ),
        pytest.param(
            "every 3 days from 3 days overdue: call borrower",
            days(1),
            id="rounded down",
        ),
        pytest.param(
            "every 1 day from 3 days overdue: call borrower", days(0), id="each day"
        ),
        pytest.param(
            "every 4 weeks from 3 days overdue: call borrower", days(3), id="at most 3"
        ),
        pytest.param(
            "every 1 month rounding down from 3 days overdue: call borrower",
            days(3),
            id="by the month",
        ),
        pytest.param(
            "every 1 hour from 2 hours overdue: call borrower",
            Duration(30, Unit.MINUTE),
            id="half an hour",
        ),
        pytest.param(
            "every 4 hours from 2 hours overdue: call borrower",
            Duration(2, Unit.HOUR),
            id="hours",
        ),
        pytest.param(
            "after each of 1, 9, 13, 20 days overdue: call borrower",
            days(2),
            id="half of the smallest distance",
        ),
        pytest.param(
            "after each of 5 days overdue: call borrower", days(3), id="one point"
        ),
        pytest.param(
            "every last day of month from 1 day overdue: call borrower",
            days(3),
            id="last day of the month",
        ),
        pytest.param(
            "every monday to saturday from 1 day overdue: call borrower",
            days(0),
            id="days of the week",
        ),
        pytest.param(
            "every business days from 1 day overdue: call borrower",
            days(0),
            id="business days",
        ),
        pytest.param(
            "after 1 day overdue: call borrower late at most 9 days",
            days(9),
            id="stated",
        ),
        pytest.param(
            "after 1 day overdue: call borrower late without limit",
            None,
            id="without limit",
        ),
    ],
)
def test_lateness(text: str, expected: Duration | None) -> None:
    one = rule(text)
    assert one.late == expected
    assert one.is_late_stated is ("late" in text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("send letter to borrower", days(3), id="to a party"),
        pytest.param("file suit", None, id="cannot be undone"),
    ],
)
def test_lateness_of_what_is_done_instead(text: str, expected: Duration | None) -> None:
    assert rule(f"{REMIND} otherwise {text}").otherwise_late == expected


def test_clauses_are_numbered_by_their_kind() -> None:
    policy = lowered(
        "limit contact: between 08:00 and 22:00\n\n"
        "rule one\n"
        "    after 1 day overdue: call borrower with consent with approval of manager\n"
        "        if overdue\n"
        "        unless disputed\n"
        "        if balance at least 1.00 CNY\n"
        "        only between 10:00 and 12:00 on business days\n"
        "        only 1 time per case\n"
        "        otherwise send letter to borrower with consent\n\n"
        "forbid call borrower if disputed unless overdue\n"
    )
    one = policy.rules[0]
    assert one.act is not None
    assert one.otherwise is not None
    assert [guard.clause for guard in one.guards] == [
        "one/if/0",
        "one/unless/0",
        "one/if/1",
    ]
    assert [bound.clause for bound in one.bounds] == [
        "one/only/0",
        "one/only/1",
        "one/only/2",
    ]
    assert [asked.clause for asked in one.act.requirements] == [
        "one/with/0",
        "one/with/1",
    ]
    assert one.otherwise.requirements[0].clause == "one/otherwise/with/0"
    assert policy.limits[0].bounds[0].clause == "/norm/0/bound/0"
    assert policy.forbids[0].clause == "/norm/1"
    assert [guard.clause for guard in policy.forbids[0].guards] == [
        "/norm/1/if/0",
        "/norm/1/unless/0",
    ]


def test_words_are_those_of_the_author() -> None:
    one = rule(
        f"{REMIND}\n        unless  less than 7 days\n          since paid in full"
    )
    assert one.words == REMIND
    assert one.guards[0].words == "less than 7 days since paid in full"


def test_consent_without_an_owner_is_that_of_the_audience() -> None:
    one = rule("after 14 days unreachable: contact emergency with consent")
    assert one.act is not None
    wanted = one.act.requirements[0].permission
    assert wanted.of == "emergency"
    assert wanted.permissions == {"consent", "written consent"}
    assert wanted.withdrawn_by == frozenset()


def test_who_withdraws_consent_withdraws_written_consent() -> None:
    one = rule(f"{REMIND} with written consent")
    assert one.act is not None
    wanted = one.act.requirements[0].permission
    assert wanted.permissions == {"written consent"}
    assert wanted.withdrawn_by == {"consent"}


def test_an_approval_is_used_up_by_its_act() -> None:
    one = rule("after 1 day overdue: file suit with approval of manager valid 30 days")
    assert one.act is not None
    wanted = one.act.requirements[0].permission
    assert (wanted.of, wanted.is_for_one_act, wanted.valid) == (
        "manager",
        True,
        days(30),
    )


def test_a_clock_of_a_party_counts_acts_towards_that_party() -> None:
    policy = lowered(f"rule one\n    {REMIND}\n        if unreachable\n")
    clock = policy.clocks["unreachable"]
    assert clock.owner == "borrower"
    assert isinstance(clock.start, tuple)
    started = [e for e in clock.start if isinstance(e, core.ActEvent)]
    assert {e.audiences for e in started} == {frozenset({"borrower"})}
    ended = [e for e in clock.until if isinstance(e, core.ActEvent)]
    assert {(e.by, e.audiences) for e in ended} == {(frozenset({"borrower"}), None)}


def test_elsewhere_acts_towards_anybody_count() -> None:
    one = rule(f"{REMIND}\n        unless failed attempt during overdue")
    condition = one.guards[0].condition
    assert isinstance(condition, core.Occurred)
    assert {e.audiences for e in condition.events if isinstance(e, core.ActEvent)} == {
        None
    }


def test_only_the_clocks_that_are_read_are_in_a_policy() -> None:
    policy = lowered(
        "clock quiet while not disputed\nclock idle from paid in full\n\n"
        f"rule one\n    {REMIND}\n        if quiet\n"
    )
    assert list(policy.clocks) == ["overdue", "quiet", "disputed"]


def test_a_norm_covers_all_that_is_below_its_words() -> None:
    policy = lowered("forbid contact third party by phone\n")
    pattern = policy.forbids[0].pattern
    assert pattern.verbs is not None
    assert {"contact", "call", "notify"} <= pattern.verbs
    assert pattern.audiences == frozenset({"third party", "emergency"})
    assert pattern.channels == frozenset({"phone", "voice robot"})
    assert pattern.matters is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("more than caller", {"debt", "amount"}),
        ("at least caller", {"caller", "debt", "amount"}),
        ("at most caller", {"nothing", "caller"}),
        ("less than caller", {"nothing"}),
    ],
)
def test_levels_are_compared(text: str, expected: set[str]) -> None:
    policy = lowered(f"forbid contact third party disclosing {text}\n")
    assert policy.forbids[0].pattern.disclosing == frozenset(expected)


def test_a_limit_on_rules_keeps_their_order() -> None:
    policy = lowered(
        "limit two, one: 1 time per day\n\n"
        f"rule one\n    {REMIND}\n\nrule two\n    {REMIND}\n"
    )
    limit = policy.limits[0]
    assert limit.order == ("two", "one")
    assert limit.pattern.rules == frozenset({"one", "two"})


def test_a_cap_for_each_recipient() -> None:
    policy = lowered(
        "limit call borrower: 3 times per day counting answered for each borrower\n"
    )
    limit = policy.limits[0].bounds[0].limit
    assert isinstance(limit, core.Times)
    assert (limit.number, limit.per_recipient) == (3, True)
    assert limit.counting == {"answered"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("5000 CNY", Money(500_000, "CNY"), id="whole"),
        pytest.param("0.01 CNY", Money(1, "CNY"), id="the smallest"),
        pytest.param("5000 JPY", Money(5_000, "JPY"), id="no minor unit"),
        pytest.param("1.005 KWD", Money(1_005, "KWD"), id="three places"),
        pytest.param("1.500 CNY", Money(150, "CNY"), id="zeros at the end"),
        pytest.param(
            "999999999999.99 CNY", Money(99_999_999_999_999, "CNY"), id="the largest"
        ),
    ],
)
def test_money_is_in_minor_units(text: str, expected: Money) -> None:
    condition = (
        rule(f"{REMIND}\n        if balance at least {text}").guards[0].condition
    )
    assert isinstance(condition, core.FactAt)
    assert condition.value == expected


def test_unknown_is_asked_for_and_is_not_a_value() -> None:
    facts = "fact listed is yes or no\n\n"
    policy = lowered(
        f"{facts}rule one\n    {REMIND}\n"
        "        if listed\n        if listed is no\n"
        "        unless listed is unknown\n        if listed is not unknown\n"
    )
    listed = core.FactRef("listed")
    assert [guard.condition for guard in policy.rules[0].guards] == [
        core.FactEquals(listed, True),
        core.FactEquals(listed, False),
        core.FactUnknown(listed),
        core.Not(core.FactUnknown(listed)),
    ]


def test_an_event_that_means_others_is_replaced() -> None:
    one = rule("when two way contact or two way contact: tidy up")
    assert one.trigger == core.When(
        (
            core.ActEvent(
                frozenset({"call", "change number and call"}),
                "answered",
                frozenset({"borrower"}),
                None,
            ),
            core.WorldEvent("replied", frozenset({"borrower"})),
        )
    )


def test_a_rule_knows_the_notices_it_waits_for() -> None:
    policy = lowered(
        f"rule one\n    {REMIND}\n\nrule two\n    {REMIND}\n\n"
        "rule three\n    after 5 days since one done: file suit\n"
        "        if at least 7 days since two delivered or paid in full\n"
        "        unless one failed\n"
    )
    assert policy.rules[2].notices == {"one", "two"}


def test_mistakes_in_several_clauses_are_all_reported() -> None:
    assert numbers(
        "rule one\n"
        "    every 0 days from 3 days overdue: remind borrower about settlement\n"
        "        if balance\n"
        "        only between 10:00 and 10:00\n"
        "        late at most 1 month\n"
    ) == ["PD0308", "PD0301", "PD0310", "PD0309", "PD0306"]


def test_a_sentence_that_cannot_be_read_spoils_no_other() -> None:
    found = numbers(
        "rule one\n    after 1 day overdue: remnd borrower\n\n"
        "rule two\n    after 3 days since one done: call borrower\n"
    )
    assert len(found) == 1
    assert found[0].startswith("PD01") or found[0].startswith("PD02")


def test_a_damaged_header_spoils_no_rule() -> None:
    text = HEADER.replace("business days of work days", "business days of borrower")
    found = check_text(
        f"{text}rule one\n    after 1 business day overdue: call borrower\n",
        "example.policy",
    )
    assert len(found.diagnostics) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "rule one\n    after 1 day since one done: tidy up\n",
            ["PD0226"],
            id="a rule waits for itself",
        ),
        pytest.param(
            "rule one\n    when one done or paid in full: tidy up\n",
            [],
            id="a rule that may also begin otherwise",
        ),
        pytest.param(
            "rule one\n    while two: hold limit frozen\n\n"
            "rule two\n    while one or overdue: hold limit frozen\n",
            ["PD0226"],
            id="measures hang on each other",
        ),
        pytest.param(
            "clock late while one\n\n"
            "rule one\n    while at least 2 days late: hold limit frozen\n",
            ["PD0226"],
            id="a measure hangs on a clock that hangs on it",
        ),
        pytest.param(
            "rule one\n    while overdue: hold limit frozen\n\nforbid one if one\n",
            ["PD0226"],
            id="a measure is forbidden if it is held",
        ),
        pytest.param(
            f"rule one\n    {REMIND}\n\nrule two\n    {REMIND}\n        if one\n",
            ["PD0312"],
            id="a rule with an act is not held",
        ),
        pytest.param(
            "require notify borrower before report arrears to credit bureau\n",
            [],
            id="a policy requires something of itself",
        ),
        pytest.param(
            "forbid visit borrower with 2 visitors\n",
            ["PD0304"],
            id="a number in a norm that is not compared",
        ),
        pytest.param(
            "forbid visit borrower with more than 2 visitors\n",
            [],
            id="a number in a norm",
        ),
        pytest.param(
            "limit call borrower: 3 times per day for each borrower, phone\n",
            ["PD0106"],
            id="a cap for each channel",
        ),
        pytest.param(
            "limit call borrower: 3 times per day counting paid in full\n",
            ["PD0312"],
            id="what is counted is no outcome",
        ),
        pytest.param(
            "rule one\n    after 99999 years rounding up overdue: call borrower\n",
            ["PD0308"],
            id="beyond the last date",
        ),
        pytest.param(
            f"rule one\n    {REMIND}\n        if balance at least 1000000000000 CNY\n",
            ["PD0308"],
            id="an amount that cannot be",
        ),
        pytest.param(
            "rule one\n    after each of 9, 1 days overdue: call borrower\n",
            ["PD0309"],
            id="points that fall",
        ),
        pytest.param(
            "rule one\n    while consent of recipient: hold limit frozen\n",
            ["PD0303"],
            id="a measure has no recipient",
        ),
        pytest.param(
            f"rule one\n    {REMIND}\n        if refused by recipient\n",
            [],
            id="an act has a recipient",
        ),
        pytest.param(
            f"rule one\n    {REMIND}\n        if paid in full by borrower\n",
            ["PD0313"],
            id="an event that is nobody's",
        ),
        pytest.param(
            "forbid contact third party with consent\n",
            ["PD0315"],
            id="a norm with a permission",
        ),
        pytest.param(
            "forbid contact third party\n"
            "    unless it is for relay disclosing at most caller\n",
            [],
            id="what the act itself says",
        ),
        pytest.param(
            "rule one\n    while overdue: hold limit frozen\n\n"
            "limit one: 1 time per day\n",
            ["PD0315"],
            id="a measure is not done, so it is not counted",
        ),
        pytest.param(
            "rule one\n    after 1 day disputed of borrower: call borrower\n",
            ["PD0313"],
            id="a clock of the case has no owner",
        ),
        pytest.param(
            "rule one\n    after 1 day unreachable of borrower: call borrower\n",
            [],
            id="a clock may be said with its owner",
        ),
        pytest.param(
            "forbid contact if balance is yes and (due date is yes or disputed)\n",
            ["PD0310", "PD0310"],
            id="a mistake in each part of a condition",
        ),
    ],
)
def test_findings(text: str, expected: list[str]) -> None:
    assert numbers(text) == expected
