"""The vocabulary of the random policies: a little of everything."""

from random_cases import items, moves, people

VOCABULARY = f"""\
vocabulary trial "Words for random policies"
    version 1

party person
party borrower is person
party third party is person
party emergency is third party
party manager
party bureau
actor in house
actor agency
lender bank
lender fund
product loan
product card
channel app
channel sms
channel phone
channel voice robot is phone
purpose demand
purpose relay
disclosure nothing < caller < debt
matter settlement
measure limit frozen
measure flagged
unit visitor

event answered
event rejected
event no answer
event paid in full
event dispute opened
event dispute closed
event replied by party
event refused by party
event slot missed
event failed attempt means call no answer
event trouble means dispute opened, slot missed
event two way contact means call answered by borrower, replied by borrower

act contact: party, by channel, for purpose, through actor, disclosure
    outcomes answered, rejected, no answer
act remind is contact
act call is contact takes time
act notify is contact: party, by channel, through actor, about matter
act visit is contact: party, at item, through actor, with visitor takes time
act report: to bureau coercive
act file suit: effective date irreversible

fact due date is date
fact payday is date
fact balance is money
fact risk is one of low, medium, high
fact listed is yes or no
fact visits is number of visitor
fact agreed hours of person is hours of the day
permission consent
permission written consent is consent
permission approval for one act

clock overdue from due date until paid in full
clock unreachable of borrower
    from failed attempt until two way contact
    if failed attempt on at least 2 days during unreachable
        and at most 7 days since failed attempt
clock disputed from dispute opened until dispute closed
clock troubled from trouble until paid in full, dispute closed
clock often missed while slot missed at least 2 times in 20 days
clock late from due date while balance at least 1.00 CNY
clock risky while risk is high and not listed

calendar work days from 2026-01-15 until 2026-12-31
    free saturday, sunday, 2026-04-04 to 2026-04-06, 2026-05-01 to 2026-05-05
    working 2026-03-14, 2026-05-09
calendar quiet means 3 march to 9 march, 31 march, 2026-04-10 to 2026-04-14, sunday
{items.WORDS}{people.WORDS}{moves.WORDS}"""

CLOCKS = (
    "overdue",
    "unreachable",
    "disputed",
    "troubled",
    "often missed",
    "late",
    "risky",
    *items.CLOCKS,
)
EVENTS = (
    "paid in full",
    "dispute opened",
    "dispute closed",
    "replied by borrower",
    "refused by emergency",
    "slot missed",
    "failed attempt",
    "two way contact",
    "call answered",
    "call no answer",
    "call answered by borrower",
    "call done",
    "remind done",
    "notify delivered",
    "consent of emergency granted",
    "consent of borrower withdrawn",
    "overdue begun",
    "overdue ended",
    "disputed ended",
    *items.EVENTS,
    *people.EVENTS,
)
# Events of the world, as the history names them, and who may have done them.
HAPPENINGS: tuple[tuple[str, tuple[str | None, ...]], ...] = (
    ("paid in full", (None,)),
    ("dispute opened", (None,)),
    ("dispute closed", (None,)),
    ("replied", ("borrower", "emergency", None)),
    ("refused", ("borrower", "emergency")),
    ("slot missed", (None,)),
)
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")


def former(rule: str) -> str:
    """Return the name that a rule may have had before."""
    return f"former_{rule}"
