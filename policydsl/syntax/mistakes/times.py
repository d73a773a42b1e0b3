"""Mistakes in triggers and clocks."""

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Edit, Fix
from policydsl.source import Span
from policydsl.syntax.ast import Outcome, Sort
from policydsl.syntax.mistakes.place import TIME_UNITS, TRIGGERS, Finding, Place

_OUTCOMES = frozenset(outcome.value.upper() for outcome in Outcome)
_DURATION = TIME_UNITS | {"NUMBER", "ROUNDING_DOWN", "ROUNDING_UP", "COMMA"}


def clock_missing(place: Place) -> Finding | None:
    """Find ``after 14 days`` without a clock."""
    if not {"CLOCK", "SINCE"} <= place.expected or place.token.kind not in (
        "COLON",
        "$END",
    ):
        return None
    first = place.at
    while first and place.tokens[first - 1].kind in _DURATION:
        first -= 1
    if first and place.tokens[first - 1].kind in TRIGGERS:
        first -= 1
    words = place.said(first, place.at - 1)
    since = place.spelled("SINCE")
    clock = place.example(Sort.CLOCK)
    event = place.example(Sort.EVENT)
    ways = [f"`{words} {clock}`"] if clock else []
    ways += [f"`{words} {since} {event}`"] if event else []
    return Finding(
        codes.CLOCK_MISSING.at(
            place.span(first, place.at - 1),
            f"`{words}` does not say of what",
            label=f"a clock or `{since}` is missing",
            help=f"write {' or '.join(ways)}" if ways else None,
        )
    )


def outcome_missing(place: Place) -> Finding | None:
    """Find ``since RULE`` or ``since ACT`` that does not say what became of it."""
    if place.kind(-2) not in ("SINCE", "WHEN"):
        return None
    if place.kind(-1) not in ("RULE", "ACT") or place.token.kind == "WORD":
        return None
    if not place.expected >= {"DONE", "DELIVERED"}:
        return None
    rule = place.said(place.at - 1)
    words = place.said(place.at - 2, place.at - 1)
    done, delivered = place.spelled("DONE"), place.spelled("DELIVERED")
    return Finding(
        codes.OUTCOME_MISSING.at(
            place.span(place.at - 1),
            f"`{words}` does not say what became of it",
            label="sent, or arrived?",
            help=f"write `{rule} {done}` or `{rule} {delivered}`",
        )
    )


def clock_since(place: Place) -> Finding | None:
    """Find ``after 5 days since overdue``: a clock is not counted from an event."""
    if place.kind(-1) != "CLOCK" or place.kind(-2) != "SINCE":
        return None
    since, clock = place.said(place.at - 2), place.said(place.at - 1)
    span = place.span(place.at - 2, place.at - 1)
    before = Span(place.source, span.start, place.tokens[place.at - 1].start)
    ended = f"{since} {clock} {place.spelled('ENDED')}"
    return Finding(
        codes.UNEXPECTED_WORD.at(
            span,
            f"`{clock}` is a clock, which counts by itself",
            label="its beginning, or its end?",
            help=f"leave out `{since}` to count `{clock}`; "
            f"write `{ended}` to count from its end",
            fixes=(Fix(f"leave out `{since}`", (Edit(before, ""),)),),
        )
    )


def two_triggers(place: Place) -> Finding | None:
    """Find ``when X and Y:``, or a second trigger before the colon."""
    trigger = place.back_to(*TRIGGERS, "COLON")
    if trigger is None or place.tokens[trigger].kind not in TRIGGERS - {"WHILE"}:
        return None
    is_second = place.token.kind in TRIGGERS
    if not is_second and (place.token.kind != "AND" or "COLON" not in place.expected):
        return None
    return Finding(
        codes.TWO_TRIGGERS.at(
            place.span(),
            "a rule has one trigger",
            label="a second one",
            help=f"write the rest as a condition, with `{place.spelled('IF')}`",
        )
    )


def hours_otherwise(place: Place) -> Finding | None:
    """Find ``08:00 to 20:00``, ``from 08:00 to 20:00``, ``between 08:00 - 20:00``."""
    first = place.at
    if place.kind(-1) == "TIME" and place.kind(-2) == "BETWEEN":
        first = place.at - 2
    elif "BETWEEN" not in place.expected:
        return None
    times = [
        at
        for at in range(first, min(first + 4, len(place.tokens)))
        if place.tokens[at].kind == "TIME"
    ]
    if len(times) != 2 or times[0] > first + 1:
        return None
    start, end = place.said(times[0]), place.said(times[1])
    between, joined = place.spelled("BETWEEN"), place.spelled("AND")
    better = f"{between} {start} {joined} {end}"
    span = place.span(first, times[1])
    tokens = [
        place.token._replace(kind="BETWEEN"),
        place.tokens[times[0]],
        place.token._replace(kind="AND"),
        place.tokens[times[1]],
    ]
    return Finding(
        codes.UNEXPECTED_WORD.at(
            span,
            f"hours are not written `{place.said(first, times[1])}`",
            label="from when to when?",
            help=f"write `{better}`",
            fixes=(Fix(f"write `{better}`", (Edit(span, better),)),),
        ),
        tuple(tokens[place.at - first :]),
        times[1] - place.at + 1,
    )
