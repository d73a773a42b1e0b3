"""Mistakes in what a rule begins with: its trigger, and the order of its words."""

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Edit, Fix
from policydsl.diagnostics.text import Text, either, quoted
from policydsl.syntax.ast import Sort
from policydsl.syntax.mistakes.place import TIME_UNITS, TRIGGERS, Finding, Place

_NO_TRIGGERS = ("ON", "BEFORE", "WITHIN", "IN", "FROM", "SINCE", "DURING", "WHEN")
_CONDITIONS = ("IF", "UNLESS", "ONLY")


def clock_first(place: Place) -> Finding | None:
    """Find ``after unreachable 14 days`` and ``14 days after unreachable``."""
    kinds = [place.kind(offset) for offset in range(4)]
    if place.kind(-1) == "AFTER" and kinds[:2] == ["CLOCK", "NUMBER"]:
        if kinds[2] not in TIME_UNITS:
            return None
        first, number, clock, last = place.at - 1, place.at + 1, place.at, place.at + 2
    elif kinds[:2] == ["AFTER", "CLOCK"] and "BEFORE" in place.expected:
        return _after_last(place)
    else:
        return None
    after = place.spelled("AFTER")
    better = f"{after} {place.said(number, number + 1)} {place.said(clock)}"
    tokens = [place.tokens[at] for at in (number, number + 1, clock)]
    return Finding(
        _reordered(place, first, last, better), tuple(tokens), last - place.at + 1
    )


def _after_last(place: Place) -> Finding | None:
    """Find ``14 days after unreachable``, which begins like a time before a date."""
    if place.kind(-2) != "NUMBER" or place.kind(-1) not in TIME_UNITS:
        return None
    first, last = place.at - 2, place.at + 1
    said = (place.spelled("AFTER"), place.said(first, first + 1), place.said(last))
    return Finding(_reordered(place, first, last, " ".join(said)))


def _reordered(place: Place, first: int, last: int, better: str) -> Diagnostic:
    span = place.span(first, last)
    return codes.UNEXPECTED_WORD.at(
        span,
        Text(
            "the words of `{word}` are in another order", word=place.said(first, last)
        ),
        label="the clock stands last",
        help=Text("write `{better}`", better=better),
        fixes=(Fix(Text("write `{better}`", better=better), (Edit(span, better),)),),
    )


def no_trigger(place: Place) -> Finding | None:
    """Find a rule that begins with its act, a condition, or ``on 5 days overdue``."""
    if place.kind(-1) == "WHEN" and place.token.kind == "NUMBER":
        return _point(place, place.at - 1)
    if not place.expected >= TRIGGERS:
        return None
    if place.token.kind in _NO_TRIGGERS and place.kind(1) == "NUMBER":
        return _point(place, place.at)
    if place.token.kind == "ACT" or (place.at and place.token.kind in _CONDITIONS):
        return _too_early(place)
    return None


def _point(place: Place, first: int) -> Finding | None:
    """Say how a point of a clock is written."""
    number = first + 1
    if place.tokens[number + 1].kind not in TIME_UNITS:
        return None
    clock = number + 2 if place.tokens[number + 2].kind == "CLOCK" else number + 1
    rest = place.said(number, clock)
    if clock == number + 1:
        rest = f"{rest} {place.example(Sort.CLOCK) or ''}".rstrip()
    better = f"{place.spelled('AFTER')} {rest}"
    return Finding(
        codes.UNEXPECTED_WORD.at(
            place.span(first),
            Text(
                "`{word}` does not stand before a length of time",
                word=place.said(first),
            ),
            label="not expected",
            help=Text("write `{better}`", better=better),
        )
    )


def _too_early(place: Place) -> Finding:
    """Say what comes before an act or a condition."""
    triggers = [quoted(place.spelled(kind)) for kind in ("AFTER", "EVERY", "WHEN")]
    what, after = Text("condition"), Text("the act")
    if place.token.kind == "ACT":
        what, after = Text("act"), Text("a colon")
    return Finding(
        codes.UNEXPECTED_WORD.at(
            place.span(),
            Text("a rule does not begin with its {what}", what=what),
            label="when is it to be done?",
            help=Text(
                "begin with {triggers}; the {what} stands after {after}",
                triggers=either(triggers),
                what=what,
                after=after,
            ),
        )
    )


def start_missing(place: Place) -> Finding | None:
    """Find ``every 3 days overdue`` and ``every 3 days``, which never begin."""
    every = place.back_to(*TRIGGERS)
    if "FROM" not in place.expected or place.token.kind not in ("CLOCK", "COLON"):
        return None
    if every is None or place.tokens[every].kind != "EVERY":
        return None
    step = place.said(every + 1, place.at - 1)
    is_clock = place.token.kind == "CLOCK"
    clock = place.said() if is_clock else place.example(Sort.CLOCK)
    day = f"1 {place.spelled('DAY')}"
    start = step if place.kind(-1) in TIME_UNITS else day
    words = place.said(every, place.at if is_clock else place.at - 1)
    better = f"{place.spelled('EVERY')} {step} {place.spelled('FROM')} {start}"
    return Finding(
        codes.CLOCK_MISSING.at(
            place.span(every, place.at if is_clock else place.at - 1),
            Text("`{words}` does not say from when", words=words),
            label="where does it begin?",
            help=Text(
                "write for example `{better} {clock}`", better=better, clock=clock
            )
            if clock
            else None,
        )
    )
