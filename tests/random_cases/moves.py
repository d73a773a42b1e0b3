"""Random zones that change: people who move, and cases that follow them."""

from datetime import datetime, timedelta
from random import Random

from policydsl.runtime.case import AnyEntry, FactChange

WORDS = """\
fact home zone of person is zone
fact office is zone
fact rest days of person is set of days
"""
# Two of them are 25 hours apart: between them a day is left out, or lasts very long.
_ZONES = (
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
)
_OWNERS = (
    ("home zone", "borrower"),
    ("home zone", "borrower"),
    ("home zone", "emergency"),
    ("office", None),
)


def zone_words(r: Random, named: str) -> str:
    """Return what a header says of the zone; ``named`` is the last."""
    follows = (
        *("",) * 4,
        "home zone of borrower or ",
        "home zone of borrower or ",
        "office or ",
        "home zone of borrower or office or ",
    )
    return f"{r.choice(follows)}{named}"


def move_entries(r: Random, start: datetime) -> list[AnyEntry]:
    """Return what is told of the zones of a case and its people."""
    if r.random() < 0.5:
        return []
    found: list[AnyEntry] = []
    at = start
    for number in range(r.choice((1, 2, 2, 3, 6))):
        minutes = r.choice((0, 30, 240, r.randrange(1440), r.randrange(1440)))
        at += timedelta(days=r.choice((0, 1, 5, 12, r.randrange(25))), minutes=minutes)
        fact, of = r.choice(_OWNERS)
        recorded = at + timedelta(hours=r.choice((0, 0, 0, 7, 100)))
        move = FactChange(
            id=f"move{number}",
            at=at,
            recorded=recorded,
            fact=fact,
            of=of,
            value=r.choice((*_ZONES, None)),
        )
        found.append(move)
    return found
