"""Items of random cases: instalments with dates that move, and open amounts."""

from collections.abc import Sequence
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
clock doubted of instalment from instalment date until settled
    if complained at least 1 time
clock in doubt from the earliest doubted
clock kept of instalment from instalment date
"""
CLOCKS = ("in arrears", "in arrears", "pending", "annoyed", "in doubt")
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


def _entry(r: Random, id: str, at: datetime, recorded: datetime, item: str) -> AnyEntry:
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


ITEM_CLOCKS = ("open", "behind", "behind", "complained about", "doubted", "kept")


def each_rule(r: Random, name: str, others: Sequence[str]) -> str:
    """Return a rule on a clock of each item, or since such a rule acted."""
    clock = r.choice(ITEM_CLOCKS)
    if others and r.random() < 0.4:
        clock = f"since {r.choice(others)} {r.choice(('done', 'done', 'delivered'))}"
    trigger = r.choice(
        (
            f"after {r.choice(('1 day', '3 days', '1 week', '30 hours'))} {clock}",
            f"after {r.choice((2, 4))} business days {clock}",
            f"after each of 1, 3, 10 days {clock}",
            f"every 2 days from 1 day {clock} until 9 days {clock}",
        )
    )
    asked = ["disputed", "in arrears", "at least 2 days overdue", "listed"]
    if "since" not in clock:
        asked += [
            "open amount less than 1.00 CNY",
            "open amount is unknown",
            "behind",
            "not complained about",
            "more than 1 day since instalment date",
            "settled at least 1 time",
            "complained during open",
        ]
    asked += [f"{other} done" for other in others]
    asked += [f"at least 2 days since {other} done" for other in others]
    verb = r.choice(
        ("remind borrower", "call borrower", "notify borrower", "file suit")
    )
    lines = [f"rule {name}", f"    {trigger}: {verb}"]
    words = [word for word in ("if", "unless") if r.random() < 0.4]
    lines += [f"        {word} {r.choice(asked)}" for word in words]
    if r.random() < 0.3:
        lines.append("        only 1 time per day")
    late = ("", "        late at most 3 days", "        late without limit")
    lines += [line for line in (r.choice(late),) if line]
    if r.random() < 0.2:
        lines.append("        otherwise call emergency")
    if r.random() < 0.2:
        lines.append("        also for running cases")
    return "\n".join(lines)


def of_items(r: Random) -> str:
    """Return a condition on all items together."""
    how = r.choice(("at least", "at most", "less than", "more than"))
    clock = r.choice(ITEM_CLOCKS)
    if r.random() < 0.5:
        number = r.randint(1, 2)
        return f"{how} {number} instalment{'s' if number > 1 else ''} {clock}"
    where = r.choice(("", f" {clock}"))
    amount = r.choice(("1.00", "50", "60", "100"))
    return f"total open amount{where} {how} {amount} CNY"


def before_rule(r: Random, name: str) -> str:
    """Return the head of a rule before a date, and what may be asked of its item."""
    lead = r.choice(
        ("0 days", "3 days", "10 days", "2 business days", "1 month rounding down")
    )
    roll = r.choice(("", "", f" {rolled(r)}"))
    date = r.choice(("due date", "instalment date of each instalment"))
    if r.random() < 0.15:
        lead, roll = "30 hours", ""
    asked = ["disputed", "in arrears", "at least 2 days overdue", "settled"]
    if date != "due date":
        asked += [
            "open amount less than 1.00 CNY",
            "open amount is unknown",
            "behind",
            "more than 1 day since instalment date",
            "at least 2 days pending",
            "settled at least 2 times",
        ]
    verb = r.choice(("remind borrower", "call borrower", "notify borrower"))
    if date != "due date" and r.random() < 0.3:
        verb = f"visit borrower at instalment with {r.choice(('2', '5'))} visitors"
    lines = [f"rule {name}", f"    {lead} before {date}{roll}: {verb}"]
    if r.random() < 0.7:
        lines.append(f"        {r.choice(('if', 'unless'))} {r.choice(asked)}")
    late = ("", "", "        late at most 3 days", "        late without limit")
    lines += [line for line in (r.choice(late),) if line]
    if r.random() < 0.2:
        lines.append("        otherwise call emergency")
    if r.random() < 0.2:
        lines.append("        also for running cases")
    return "\n".join(lines)


def rolled(r: Random) -> str:
    """Return which way a day is moved, and to which days."""
    way = r.choice(("forward to", "back to", "within the month to"))
    days = r.choice(
        ("business days", "monday, thursday", "last day of month", "free days")
    )
    excluded = r.choice(("", "", " except monday"))
    return f"rolled {way} {days}{excluded}"
