"""Mistakes in triggers and clocks."""

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Edit, Fix
from policydsl.diagnostics.text import Text, either, quoted
from policydsl.source import Span
from policydsl.syntax.ast import Outcome, Sort
from policydsl.syntax.mistakes.place import TIME_UNITS, TRIGGERS, Finding, Place

_OUTCOMES = frozenset(outcome.value.upper() for outcome in Outcome)
_ONCE = TRIGGERS - {"WHILE"}
_COUNTED = ("AFTER", "AFTER_EACH")
# What a clock may follow where it stands before its words of time.
_BEFORE_CLOCK = ("", "NAME", "STRING", "FROM", "UNTIL")
_DURATION = TIME_UNITS | {"NUMBER", "ROUNDING_DOWN", "ROUNDING_UP", "COMMA"}


def clock_missing(place: Place) -> Finding | None:
    """Find ``after 14 days`` without a clock."""
    if not place.expects("CLOCK", "SINCE"):
        return None
    if place.token.kind in ("COLON", "$END"):
        first, last = _duration_before(place), place.at - 1
    elif place.token.kind in _COUNTED and place.kind(-1) in _BEFORE_CLOCK:
        first, last = place.at, _duration_after(place)
    else:
        return None
    words = place.said(first, last)
    since = place.spelled("SINCE")
    clock = place.example(Sort.CLOCK)
    event = place.example(Sort.EVENT)
    is_clock_first = last >= place.at
    ways = [place.in_order(is_clock_first, words, clock)] if clock else []
    if event:
        ways += [place.in_order(is_clock_first, words, place.joined(since, event))]
    return Finding(
        codes.CLOCK_MISSING.at(
            place.span(first, last),
            Text("`{words}` does not say of what", words=words),
            label=Text("a clock or `{since}` is missing", since=since),
            help=Text("write {ways}", ways=either(map(quoted, ways))) if ways else None,
        )
    )


def _duration_before(place: Place) -> int:
    """Return where the words of time before the unexpected one begin."""
    first = place.at
    while first and place.tokens[first - 1].kind in _DURATION:
        first -= 1
    return first - 1 if first and place.tokens[first - 1].kind in TRIGGERS else first


def _duration_after(place: Place) -> int:
    """Return the last of the words of time after the unexpected one."""
    last = place.at
    while place.tokens[last + 1].kind in _DURATION:
        last += 1
    return last


def outcome_missing(place: Place) -> Finding | None:
    """Find ``since RULE`` or ``since ACT`` that does not say what became of it."""
    if place.kind(-1) not in ("RULE", "ACT") or place.token.kind == "WORD":
        return None
    if not place.expects("DONE", "DELIVERED"):
        return None
    is_trigger = place.kind(-2) in ("SINCE", "WHEN")
    if not is_trigger and place.token.kind != "WHEN":
        return None
    rule = place.said(place.at - 1)
    words = place.said(place.at - 2, place.at - 1) if is_trigger else rule
    done, delivered = place.spelled("DONE"), place.spelled("DELIVERED")
    return Finding(
        codes.OUTCOME_MISSING.at(
            place.span(place.at - 1),
            Text("`{words}` does not say what became of it", words=words),
            label="sent, or arrived?",
            help=Text(
                "write `{done}` or `{delivered}`",
                done=place.joined(rule, done),
                delivered=place.joined(rule, delivered),
            ),
        )
    )


def clock_since(place: Place) -> Finding | None:
    """Find ``after 5 days since overdue``: a clock is not counted from an event."""
    if place.kind(-1) != "CLOCK" or place.kind(-2) != "SINCE":
        return None
    since, clock = place.said(place.at - 2), place.said(place.at - 1)
    span = place.span(place.at - 2, place.at - 1)
    before = Span(place.source, span.start, place.tokens[place.at - 1].start)
    ended = place.joined(since, clock, place.spelled("ENDED"))
    return Finding(
        codes.UNEXPECTED_WORD.at(
            span,
            Text("`{clock}` is a clock, which counts by itself", clock=clock),
            label="its beginning, or its end?",
            help=Text(
                "leave out `{since}` to count `{clock}`;"
                " write `{ended}` to count from its end",
                since=since,
                clock=clock,
                ended=ended,
            ),
            fixes=(Fix(Text("leave out `{word}`", word=since), (Edit(before, ""),)),),
        )
    )


def two_triggers(place: Place) -> Finding | None:
    """Find ``when X and Y:``, or a second trigger before the colon."""
    trigger = place.back_to(*TRIGGERS, "COLON")
    is_behind = trigger is not None and place.tokens[trigger].kind in _ONCE
    if place.token.kind in TRIGGERS:
        is_second = is_behind
    else:
        # The trigger is whole, or would be with its last word.
        is_whole = is_behind and place.expects("COLON")
        is_second = is_whole or (not is_behind and place.expects("WHEN", "OR"))
        is_second = is_second and place.token.kind == "AND"
    if not is_second:
        return None
    return Finding(
        codes.TWO_TRIGGERS.at(
            place.span(),
            "a rule has one trigger",
            label="a second one",
            help=Text(
                "write the rest as a condition, with `{word}`", word=place.spelled("IF")
            ),
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
            Text("hours are not written `{word}`", word=place.said(first, times[1])),
            label="from when to when?",
            help=Text("write `{better}`", better=better),
            fixes=(
                Fix(Text("write `{better}`", better=better), (Edit(span, better),)),
            ),
        ),
        tuple(tokens[place.at - first :]),
        times[1] - place.at + 1,
    )
