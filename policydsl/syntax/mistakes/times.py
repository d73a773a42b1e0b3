"""Mistakes in triggers and clocks."""

from policydsl.diagnostics import codes
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
    ways = [f"`{way}`" for way in ways]
    return Finding(
        codes.CLOCK_MISSING.at(
            place.span(first, last),
            f"`{words}` does not say of what",
            label=f"a clock or `{since}` is missing",
            help=f"write {' or '.join(ways)}" if ways else None,
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
    """Find ``since RULE`` that does not say what became of the rule."""
    if place.kind(-1) != "RULE" or not place.expects("DONE", "DELIVERED"):
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
            f"`{words}` does not say what became of it",
            label="sent, or arrived?",
            help=f"write `{place.joined(rule, done)}`"
            f" or `{place.joined(rule, delivered)}`",
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
            help=f"write the rest as a condition, with `{place.spelled('IF')}`",
        )
    )
