"""Items of random cases: instalments with dates that move, and open amounts."""

from datetime import date, datetime, timedelta
from random import Random

from policydsl.runtime.case import AnyEntry, FactChange, Happening, Money, Value

ITEMS = ("I1", "I2", "due date", "emergency")
DATE = date(2026, 2, 20)

WORDS = """
item instalment
fact instalment date of instalment is date
fact open amount of instalment is money
event settled of instalment
event complained of instalment by party
clock open of instalment from instalment date until settled
clock behind of instalment
    from instalment date
    while open amount at least 1.00 CNY and not disputed
clock complained about of instalment from complained until settled
clock in arrears from the earliest behind
clock pending from the earliest open until dispute closed
clock annoyed from the earliest complained about while not listed
"""
CLOCKS = ("in arrears", "in arrears", "pending", "annoyed")
EVENTS = ("settled", "complained by borrower", "in arrears begun", "pending ended")


def item_entries(r: Random, start: datetime) -> list[AnyEntry]:
    """Return what is known of up to three items, some of it late or twice."""
    found: list[AnyEntry] = []
    for number in range(r.choice((0, 3, 6, 12))):
        item = r.choice(ITEMS[: r.choice((1, 2, 4))])
        at = start + timedelta(days=r.randrange(50), hours=r.choice((0, 0, 7, 16)))
        if number < 3 and r.random() < 0.7:
            at = start
        recorded = at
        if r.random() < 0.2:
            recorded += timedelta(days=r.randint(-5, 10))
        found.append(_entry(r, f"item{number}", at, recorded, item))
    return found


def _entry(
    r: Random, id: str, at: datetime, recorded: datetime, item: str
) -> AnyEntry:
    if r.random() < 0.25:
        name, by = r.choice((("settled", None), ("complained", "borrower")))
        return Happening(
            id=id,
            at=at,
            recorded=recorded,
            of_person=r.random() < 0.1,
            name=name,
            by=by,
            item=item,
        )
    day = DATE + timedelta(days=r.randrange(50))
    dates: tuple[Value | None, ...] = (day, day, day, None)
    amounts: tuple[Value | None, ...] = (Money(0, "CNY"), Money(5000, "CNY"), None)
    fact = r.choice(("instalment date", "instalment date", "open amount"))
    return FactChange(
        id=id,
        at=at,
        recorded=recorded,
        of_person=r.random() < 0.1,
        fact=fact,
        value=r.choice(dates if fact == "instalment date" else amounts),
        item=item,
    )
