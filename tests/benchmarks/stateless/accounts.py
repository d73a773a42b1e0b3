"""Random accounts, as rows for the policy and as rows for CEL."""

from random import Random

# The names of the facts for CEL, where a name is one word.
FACTS = {
    "lateness": "days_overdue",
    "silence": "days_unreachable",
    "bucket": "bucket",
    "arrears": "amount_due",
    "local time": "local_hour",
    "contacts today": "contacts_today",
    "contacts this week": "contacts_this_week",
    "call consent": "consent_call",
    "sms consent": "consent_sms",
    "email consent": "consent_email",
    "emergency consent": "consent_emergency",
    "identity verified": "identity_verified",
    "disputed": "disputed",
    "hardship": "hardship",
    "vulnerable": "vulnerable",
    "place": "country",
}
# How often a fact that is yes or no is a yes.
_YES = {
    "call consent": 0.8,
    "sms consent": 0.9,
    "email consent": 0.7,
    "emergency consent": 0.5,
    "identity verified": 0.7,
    "disputed": 0.1,
    "hardship": 0.1,
    "vulnerable": 0.1,
}
# The first day overdue of each bucket after the first.
_BUCKETS = (1, 31, 61, 91, 181)
PLACES = ("nigeria", "kenya", "philippines", "america", "britain", "india")

Row = dict[str, bool | int | str]


def account(r: Random) -> Row:
    """Return an account that is up to 400 days overdue."""
    days = r.randrange(400)
    row: Row = {
        "lateness": days,
        "silence": min(days, r.randrange(60)),
        "bucket": sum(days >= first for first in _BUCKETS),
        "arrears": r.randrange(1_000_000),
        "local time": r.randrange(24),
        "contacts today": r.randrange(3),
        "contacts this week": r.randrange(10),
    }
    row.update({fact: r.random() < often for fact, often in _YES.items()})
    return {**row, "place": r.choice(PLACES)}


def for_cel(row: Row) -> Row:
    """Return the same account, under names of one word."""
    return {FACTS[fact]: value for fact, value in row.items()}
