"""Mistakes in conditions."""

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Edit, Fix
from policydsl.diagnostics.text import Text
from policydsl.source import Span
from policydsl.syntax.lexer import Token
from policydsl.syntax.mistakes.place import (
    BEFORE_CONDITION,
    CLAUSE_ENDS,
    TIME_UNITS,
    Finding,
    Place,
)

_WEEKDAYS = frozenset(
    {"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"}
)
_BOUNDS = frozenset({"BETWEEN", "TIME", "ON", "OUTSIDE", *_WEEKDAYS})
_HOURS = ("BETWEEN", "TIME")


def no_comparison(place: Place) -> Finding | None:
    """Find ``18 days overdue`` without ``at least``."""
    if place.token.kind != "NUMBER" or place.kind(1) not in TIME_UNITS:
        return None
    if not place.expects("AT_LEAST", "LESS_THAN"):
        return None
    first, last = _first_of_condition(place), place.at + 1
    if first is None:
        return None
    if first == place.at:
        last = _last_of_clock(place)
    words = place.said(first, last)
    before = place.said(first, place.at - 1) if first < place.at else ""
    at_least = place.spelled("AT_LEAST")
    compared = place.joined(before, at_least, place.said(place.at, last))
    start = place.token.start
    return Finding(
        codes.NO_COMPARISON.at(
            place.span(first, last),
            Text("`{words}` is compared with nothing", words=words),
            label="exactly, or at least?",
            help=Text("write `{better}`", better=compared),
            fixes=(
                Fix(
                    Text("write `{better}`", better=at_least),
                    (
                        Edit(
                            Span(place.source, start, start),
                            at_least + place.language.printing_marks["word"],
                        ),
                    ),
                ),
            ),
        ),
        (Token("AT_LEAST", at_least, start, start), place.token),
    )


def _first_of_condition(place: Place) -> int | None:
    """Return where the condition around the unexpected word begins, if it is in one."""
    for at in range(place.at - 1, -1, -1):
        if place.tokens[at].kind in BEFORE_CONDITION:
            return at + 1
        if place.tokens[at].kind in CLAUSE_ENDS:
            return None
    return None


def _last_of_clock(place: Place) -> int:
    """Return the last word of what is counted, after the unexpected one."""
    last = place.at + 1
    while place.tokens[last].kind not in ("CLOCK", "EVENT", "FACT", "RULE", "WORD"):
        if place.tokens[last].kind in CLAUSE_ENDS:
            return last - 1
        last += 1
    return last


def is_compared(place: Place) -> Finding | None:
    """Find ``balance is more than 5000 CNY``."""
    comparisons = ("AT_LEAST", "AT_MOST", "LESS_THAN", "MORE_THAN")
    if place.kind(-1) != "IS" or place.token.kind not in comparisons:
        return None
    word = place.said(place.at - 1)
    start, end = place.span(place.at - 1).start, place.span().start
    edit = Edit(Span(place.source, start, end), "")
    return Finding(
        codes.UNEXPECTED_WORD.at(
            place.span(place.at - 1, place.at),
            Text(
                "`{word}` does not stand before `{next}`",
                word=word,
                next=place.said(),
            ),
            label="one word too many",
            help=Text("leave out `{word}`", word=word),
            fixes=(Fix(Text("leave out `{word}`", word=word), (edit,)),),
        )
    )


def hours_as_condition(place: Place) -> Finding | None:
    """Find ``if between 09:00 and 18:00``."""
    if place.token.kind not in _BOUNDS or not place.expects("NOT"):
        return None
    if place.kind(-1) not in BEFORE_CONDITION:
        return None
    last = _clause_end(place) - 1
    words = place.said(place.at, last)
    if place.token.kind in _WEEKDAYS:
        words = place.joined(place.spelled("ON"), words)
    only, late = place.spelled("ONLY"), place.spelled("LATE_AT_MOST")
    late = place.joined(late, place.joined("0", place.language.spelling("DAY", 0)))
    what = Text("days are not a condition")
    if place.token.kind in _HOURS:
        what = Text("hours are not a condition")
    fixes: tuple[Fix, ...] = ()
    if place.kind(-1) == "IF":
        edit = Edit(place.span(place.at - 1), only)
        fixes = (Fix(Text("write `{better}`", better=only), (edit,)),)
    return Finding(
        codes.HOURS_AS_CONDITION.at(
            place.span(place.at, last),
            what,
            label="would it wait, or be left out?",
            help=Text(
                "write `{only}` to wait; add `{late}` to leave it out",
                only=place.joined(only, words),
                late=late,
            ),
            fixes=fixes,
        )
    )


def brackets_needed(place: Place) -> Finding | None:
    """Find ``a or b and c`` without brackets."""
    kind = place.token.kind
    other = {"AND": "OR", "OR": "AND"}.get(kind)
    if other is None or not place.expects(other) or place.expects(kind):
        return None
    first = _condition_start(place)
    end = _next_at_depth(place, {kind, other})
    before, after = place.said(first, place.at - 1), place.said(place.at + 1, end - 1)
    words = {k: place.spelled(k).lower() for k in (kind, other)}
    whole = place.span(first, end - 1)
    marks = place.language.printing_marks
    bracketed = place.joined(
        f"{marks['open']}{before}{marks['close']}", words[kind], after
    )
    return Finding(
        codes.BRACKETS_NEEDED.at(
            whole,
            Text(
                "`{first}` and `{second}` in one condition can be read two ways",
                first=words[other],
                second=words[kind],
            ),
            label="brackets are needed",
            help=Text(
                "write `{bracketed}`, or the other way round", bracketed=bracketed
            ),
        )
    )


def _condition_start(place: Place) -> int:
    depth = 0
    for at in range(place.at - 1, -1, -1):
        kind = place.tokens[at].kind
        depth += (kind == "RPAR") - (kind == "LPAR")
        if depth < 0 or (depth == 0 and kind in CLAUSE_ENDS):
            return at + 1
    return 0


def _next_at_depth(place: Place, joining: set[str]) -> int:
    """Return where the condition after the unexpected word ends."""
    depth = 0
    for at in range(place.at + 1, len(place.tokens)):
        kind = place.tokens[at].kind
        depth += (kind == "LPAR") - (kind == "RPAR")
        if depth < 0 or (depth == 0 and kind in CLAUSE_ENDS | joining):
            return max(at, place.at + 2)
    return len(place.tokens) - 1


def _clause_end(place: Place) -> int:
    """Return the word after the clause of the unexpected one."""
    for at in range(place.at + 1, len(place.tokens)):
        if place.tokens[at].kind in CLAUSE_ENDS | {"OR", "RPAR"}:
            return at
    return len(place.tokens) - 1
