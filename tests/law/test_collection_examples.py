"""Worked examples of the laws on collecting debts, played through the monitor.

Days are counted from the first of March 2026; a call is at noon in Chicago unless the
example says otherwise.
"""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import pytest

from policydsl.documents.finding import LIBRARY
from policydsl.driver import load
from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Case,
    Happening,
    OutcomeKnown,
    Party,
    PermissionChange,
)
from policydsl.semantics import core
from policydsl.semantics.monitor import breaches

NOON = datetime(2026, 3, 1, 18, tzinfo=UTC)
CHICAGO = ("America/Chicago",)
CALLS = "us.reg_f 1006.14(b)(2)(i)(A)"
WAIT = "us.reg_f 1006.14(b)(2)(i)(B)"
HOURS = "us.reg_f 1006.6(b)(1)(i)"
STRICT_HOURS = "us.fdcpa 1692c(a)(1)"
BUREAU = "us.reg_f 1006.30(a)(1)"


def on(day: int, minutes: int = 0) -> datetime:
    """Return noon on a day, or so many minutes later."""
    return NOON + timedelta(days=day, minutes=minutes)


def act(
    at: datetime,
    became: str | None = None,
    *,
    verb: str = "call",
    to: str = "borrower",
    by: str = "phone",
    purpose: str | None = None,
    matter: str | None = None,
    disclosing: str | None = None,
) -> list[AnyEntry]:
    """Return an act and what became of it; its name is its instant."""
    done = ActDone(
        id=at.isoformat(),
        at=at,
        recorded=at,
        verb=verb,
        audience=to,
        channels=(by,) if by else (),
        purpose=purpose,
        matter=matter,
        disclosing=disclosing,
    )
    if became is None:
        return [done]
    by_whom = to if became == "answered" else None
    known = OutcomeKnown(
        id=f"{done.id} {became}",
        at=at,
        recorded=at,
        act=done.id,
        outcome=became,
        by=by_whom,
    )
    return [done, known]


def calls(*days: int, became: str = "no answer") -> list[AnyEntry]:
    """Return a call on each of some days."""
    return [one for day in days for one in act(on(day), became)]


def happened(name: str, at: datetime, by: str | None = None) -> list[AnyEntry]:
    """Return an event."""
    return [Happening(id=f"{name} {at}", at=at, recorded=at, name=name, by=by)]


def agreed(at: datetime, of: str = "borrower") -> list[AnyEntry]:
    """Return a consent that is given to the collector."""
    return [
        PermissionChange(
            id=f"consent {at}",
            at=at,
            recorded=at,
            permission="consent",
            of=of,
            granted=True,
            given_to="debt collector",
        )
    ]


class Example(NamedTuple):
    """What was done, and the days from the first on which an article is broken."""

    name: str
    article: str
    done: list[AnyEntry]
    broken: tuple[datetime, ...] = ()
    zones: tuple[str, ...] = CHICAGO


EXAMPLES = (
    Example("seven calls in seven days", CALLS, calls(*range(7))),
    Example("an eighth call", CALLS, [*calls(*range(7)), *act(on(6, 9))], ()),
    Example(
        "an eighth call that rings out",
        CALLS,
        [*calls(*range(7)), *act(on(6, 9), "no answer")],
        (on(6, 9),),
    ),
    Example(
        "an eighth call on the eighth day, as the window rolls",
        CALLS,
        calls(*range(8)),
    ),
    Example(
        "the days need not be those of a calendar week",
        CALLS,
        [*calls(4, 5, 6, 7, 8, 9, 10), *act(on(10, 9), "voicemail")],
        (on(10, 9),),
    ),
    Example(
        "lines that are busy or out of service",
        CALLS,
        [
            *calls(*range(7)),
            *act(on(6, 9), "busy"),
            *act(on(6, 10), "invalid number"),
        ],
    ),
    Example(
        "texts and e-mails are no calls",
        CALLS,
        [
            *calls(*range(7)),
            *act(on(6, 9), verb="remind", by="sms"),
            *act(on(6, 10), verb="remind", by="email"),
        ],
    ),
    Example(
        "each person is counted alone",
        CALLS,
        [*calls(*range(7)), *act(on(6, 9), "no answer", to="guarantor")],
    ),
    Example(
        "consent from the sixth day on",
        CALLS,
        [*calls(*range(7)), *agreed(on(5, 1)), *act(on(6, 9), "no answer")],
    ),
    Example(
        "consent holds for seven days, its own the first",
        CALLS,
        [*calls(*range(7)), *agreed(on(0, 1)), *act(on(6, 9), "no answer")],
    ),
    Example(
        "consent of the eighth day before holds no more",
        CALLS,
        [*calls(*range(1, 8)), *agreed(on(0, 1)), *act(on(7, 9), "no answer")],
        (on(7, 9),),
    ),
    Example(
        "the day of a conversation is the first of seven",
        WAIT,
        [*calls(0, became="answered"), *calls(7)],
    ),
    Example(
        "the seventh day from a conversation",
        WAIT,
        [*calls(0, became="answered"), *calls(6)],
        (on(6),),
    ),
    Example(
        "it does not matter who called",
        WAIT,
        [*happened("phoned", on(0), "borrower"), *calls(6)],
        (on(6),),
    ),
    Example(
        "a call that another person answered is no conversation",
        WAIT,
        [*act(on(0), "another person answered"), *calls(1)],
    ),
    # Eight in Chicago is 240 minutes before noon, nine at night is 540 after it.
    Example("before eight", HOURS, act(on(0, -241)), (on(0, -241),)),
    Example("from eight on", HOURS, act(on(0, -240))),
    Example("at eight, by the statute", STRICT_HOURS, act(on(0, -240)), (on(0, -240),)),
    Example("a minute past eight, by the statute", STRICT_HOURS, act(on(0, -239))),
    Example("up to nine", HOURS, act(on(0, 539))),
    Example("from nine on", HOURS, act(on(0, 540)), (on(0, 540),)),
    Example(
        "a message is tested when it is sent",
        HOURS,
        act(on(0, 540), verb="remind", by="email"),
        (on(0, 540),),
    ),
    Example(
        "nine in Los Angeles is good in New York too",
        HOURS,
        act(on(0, -60)),
        zones=("America/New_York", "America/Los_Angeles"),
    ),
    Example(
        "eight in New York is five in Los Angeles",
        HOURS,
        act(on(0, -300)),
        (on(0, -300),),
        zones=("America/New_York", "America/Los_Angeles"),
    ),
    Example(
        "a bureau is told on the fourteenth day from the letter",
        BUREAU,
        [
            *act(on(0), verb="send validation notice", by="letter"),
            *act(on(14), verb="report arrears", to="credit bureau", by=""),
        ],
    ),
    Example(
        "a bureau is told on the thirteenth",
        BUREAU,
        [
            *act(on(0), verb="send validation notice", by="letter"),
            *act(on(13), verb="report arrears", to="credit bureau", by=""),
        ],
        (on(13),),
    ),
    Example(
        "the letter came back",
        BUREAU,
        [
            *act(on(0), "bounced", verb="send validation notice", by="letter"),
            *act(on(14), verb="report arrears", to="credit bureau", by=""),
        ],
        (on(14),),
    ),
    Example(
        "the letter came back, and the consumer was spoken with",
        BUREAU,
        [
            *act(on(0), "bounced", verb="send validation notice", by="letter"),
            *calls(3, became="answered"),
            *act(on(4), verb="report arrears", to="credit bureau", by=""),
        ],
    ),
    Example(
        "a third party is asked where the consumer is",
        "us.fdcpa 1692c(b)",
        act(on(0), to="emergency", purpose="locate", disclosing="caller"),
    ),
    Example(
        "a third party agreed, but not the consumer",
        "us.fdcpa 1692c(b)",
        [
            *agreed(on(-1), "emergency"),
            *act(on(0), to="emergency", purpose="relay", disclosing="nothing"),
        ],
        (on(0),),
    ),
    Example(
        "the consumer agreed, directly with the collector",
        "us.fdcpa 1692c(b)",
        [
            *agreed(on(-1)),
            *act(on(0), to="emergency", purpose="relay", disclosing="nothing"),
        ],
    ),
    Example(
        "a third party that answered is not asked again",
        "us.fdcpa 1692b",
        [
            one
            for day in (0, 9)
            for one in act(
                on(day),
                "answered",
                to="emergency",
                purpose="locate",
                disclosing="caller",
            )
        ],
        (on(9),),
    ),
    Example(
        "after a request to cease only its confirmation",
        "us.fdcpa 1692c(c)",
        [
            *happened("cease requested", on(0), "borrower"),
            *act(on(1), verb="send closing notice", by="letter", matter="closing"),
            *act(on(2), verb="remind", by="letter"),
        ],
        (on(2),),
    ),
    Example(
        "two calls or texts in seven days in Massachusetts",
        "us_ma.collection 7.04(1)(f)",
        [*calls(0), *act(on(3), verb="remind", by="sms"), *calls(6, 10)],
        (on(6),),
    ),
    Example(
        "seven in the evening in India",
        "in.rbi_2022_108 2-hours",
        [*act(on(0, -271)), *act(on(0, -270))],
        (on(0, -270),),
        zones=("Asia/Kolkata",),
    ),
    Example(
        "a visit a month in Australia",
        "au.rg_96 5-visits",
        [*act(on(0), verb="visit", by=""), *act(on(20), verb="visit", by="")],
        (on(20),),
    ),
    Example(
        "three answered calls in seven days in Australia, and a fourth",
        "au.rg_96 5",
        [*calls(0, 1, 2, 6, became="answered"), *calls(3, 4, 5)],
        (on(6),),
    ),
    Example(
        "no demand in a dispute",
        "us.fdcpa 1692g(b)",
        [
            *happened("dispute opened", on(0)),
            *act(on(1), purpose="demand"),
            *happened("dispute closed", on(2)),
            *act(on(3), purpose="demand"),
        ],
        (on(1),),
    ),
    Example(
        "the validation notice comes five days late",
        "us.fdcpa 1692g(a)",
        [*calls(0), *act(on(9), verb="send validation notice", by="letter")],
        (datetime(2026, 3, 7, 6, tzinfo=UTC),),
    ),
    Example(
        "the validation notice comes in time",
        "us.fdcpa 1692g(a)",
        [*calls(0), *act(on(5), verb="send validation notice", by="letter")],
    ),
)


def article_of(citation: str) -> tuple[core.Law, core.Article]:
    """Return an article of the library by its citation."""
    name, number = citation.split(" ")
    folder, stem = name.split(".")
    law = load(LIBRARY / "laws" / folder / f"{stem}.law").law
    assert law is not None
    return law, next(one for one in law.articles if one.number == number)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.name)
def test_the_monitor_judges_as_the_example_says(example: Example) -> None:
    law, article = article_of(example.article)
    zone = example.zones[0]
    case = Case(
        "case",
        tuple(sorted(example.done, key=lambda one: one.at)),
        {"borrower": Party(example.zones)},
        zone,
    )
    found = {
        one.at
        for norm in article.norms
        for one in breaches(
            norm,
            case,
            on(40),
            clocks=law.clocks,
            zones=core.Zones(zone),
            days=(date(2026, 1, 1), None),
        )
    }
    assert found == set(example.broken)
