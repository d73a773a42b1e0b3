"""Policies of any length, for measurements."""

_HEADER = """policy made "A policy of many rules"
    version 1
    in force from 2026-03-01
    uses collections
    zone Asia/Shanghai
    acts from 09:00
    closes at paid in full

limit contact: between 08:00 and 22:00
forbid contact if disputed or plan active
"""
# In turn: the kinds of sentence of a usual policy.
_RULES = (
    """
rule remind_{n} "Reminder {n}"
    after {days} days overdue: remind borrower by app and sms
        because "The borrower may have forgotten"
""",
    """
rule call_{n}
    every {step} days from {days} days overdue until {last} days overdue: call borrower
        by phone
        unless disputed
        late at most 1 day
""",
    """
rule reach_{n} "Ask the emergency contact to pass on a message"
    after {days} days unreachable: contact emergency with consent
        by phone for relay disclosing nothing
        otherwise send letter to borrower
""",
    """
rule settle_{n}
    when paid in full: notify borrower by app
        within 3 days
""",
)


def policy_text(rules: int) -> str:
    """Return a policy of so many rules, which checks without a finding."""
    parts = [_HEADER]
    for n in range(rules):
        days = 1 + n % 60
        parts.append(
            _RULES[n % len(_RULES)].format(
                n=n, days=days + 1, step=2 + n % 5, last=days + 30
            )
        )
    return "".join(parts)
