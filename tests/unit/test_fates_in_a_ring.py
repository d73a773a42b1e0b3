"""A rule may ask whether another acted that begins with what became of the first."""

from datetime import UTC, datetime, timedelta

from policydsl.driver import check_text
from policydsl.runtime.case import ActDone, Case, FactChange
from policydsl.semantics.evaluate import decide

POLICY = """\
policy ring "Each of two rules looks at the other"
    version 1
    in force from 2026-01-01
    uses collections
    zone UTC

rule ask
    after each of 1, 4, 11 days since due date: call borrower
        if write done
        within 4 days

rule write
    every 1 week from 2 days since ask cancelled: remind borrower by app
"""
DUE = datetime(2026, 3, 2, tzinfo=UTC)


def test_both_implementations_answer() -> None:
    loaded = check_text(POLICY, "ring.policy")
    policy = loaded.policy
    assert policy is not None, loaded.diagnostics
    due = FactChange(id="due", at=DUE, recorded=DUE, fact="due date", value=DUE.date())
    told = ActDone(
        id="told",
        at=DUE,
        recorded=DUE,
        verb="notify",
        rule="write",
        occurrence="1/write/x",
    )
    case = Case("1", (due, told))
    for days in range(12):
        at = DUE + timedelta(days=days)
        assert loaded.compile()(case, at) == decide(policy, case, at)
