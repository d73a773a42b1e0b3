"""Mistakes in conditions."""

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Edit, Fix
from policydsl.source import Span
from policydsl.syntax.lexer import Token
from policydsl.syntax.mistakes.place import CONDITIONS, TIME_UNITS, Finding, Place

_CLAUSE_ENDS = CONDITIONS | {
    "ONLY",
    "WITHIN",
    "LATE_AT_MOST",
    "LATE_WITHOUT_LIMIT",
    "OTHERWISE",
    "BECAUSE",
    "CITES",
    "COLON",
    "UNTIL",
    "FORBID",
    "LIMIT",
    "REQUIRE",
    "LANGUAGE",
    "$END",
}
_BOUNDS = frozenset({"BETWEEN", "ON", "OUTSIDE"})


def no_comparison(place: Place) -> Finding | None:
    """Find ``18 days overdue`` without ``at least``."""
    if place.token.kind != "NUMBER" or place.kind(1) not in TIME_UNITS:
        return None
    if not {"AT_LEAST", "LESS_THAN"} <= place.expected:
        return None
    last = place.at + 1
    while place.tokens[last].kind not in ("CLOCK", "EVENT", "FACT", "RULE", "WORD"):
        if place.tokens[last].kind in _CLAUSE_ENDS:
            last -= 1
            break
        last += 1
    words = place.said(place.at, last)
    at_least = place.spelled("AT_LEAST")
    start = place.token.start
    return Finding(
        codes.NO_COMPARISON.at(
            place.span(place.at, last),
            f"`{words}` is compared with nothing",
            label="exactly, or at least?",
            help=f"write `{at_least} {words}`",
            fixes=(
                Fix(
                    f"write `{at_least}`",
                    (Edit(Span(place.source, start, start), f"{at_least} "),),
                ),
            ),
        ),
        (Token("AT_LEAST", at_least, start, start), place.token),
    )


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
            f"`{word}` does not stand before `{place.said()}`",
            label="one word too many",
            help=f"leave out `{word}`",
            fixes=(Fix(f"leave out `{word}`", (edit,)),),
        )
    )


def hours_as_condition(place: Place) -> Finding | None:
    """Find ``if between 09:00 and 18:00``."""
    if place.token.kind not in _BOUNDS or "AT_LEAST" not in place.expected:
        return None
    if place.kind(-1) not in ("IF", "UNLESS", "AND", "OR", "NOT", "LPAR", "WHILE"):
        return None
    last = _clause_end(place) - 1
    words = place.said(place.at, last)
    only, late = place.spelled("ONLY"), place.spelled("LATE_AT_MOST")
    days = f"0 {place.language.spelling('DAY', 0)}"
    what = "hours" if place.token.kind == "BETWEEN" else "days"
    fixes: tuple[Fix, ...] = ()
    if place.kind(-1) == "IF":
        edit = Edit(place.span(place.at - 1), only)
        fixes = (Fix(f"write `{only}`", (edit,)),)
    return Finding(
        codes.HOURS_AS_CONDITION.at(
            place.span(place.at, last),
            f"{what} are not a condition",
            label="would it wait, or be left out?",
            help=f"write `{only} {words}` to wait; add `{late} {days}` to leave it out",
            fixes=fixes,
        )
    )


def brackets_needed(place: Place) -> Finding | None:
    """Find ``a or b and c`` without brackets."""
    kind = place.token.kind
    other = {"AND": "OR", "OR": "AND"}.get(kind)
    if other is None or other not in place.expected or kind in place.expected:
        return None
    first = _condition_start(place)
    end = _next_at_depth(place, {kind, other})
    before, after = place.said(first, place.at - 1), place.said(place.at + 1, end - 1)
    words = {k: place.spelled(k).lower() for k in (kind, other)}
    whole = place.span(first, end - 1)
    bracketed = f"({before}) {words[kind]} {after}"
    return Finding(
        codes.BRACKETS_NEEDED.at(
            whole,
            f"`{words[other]}` and `{words[kind]}` in one condition"
            " can be read two ways",
            label="brackets are needed",
            help=f"write `{bracketed}`, or the other way round",
        )
    )


def _condition_start(place: Place) -> int:
    depth = 0
    for at in range(place.at - 1, -1, -1):
        kind = place.tokens[at].kind
        depth += (kind == "RPAR") - (kind == "LPAR")
        if depth < 0 or (depth == 0 and kind in _CLAUSE_ENDS):
            return at + 1
    return 0


def _next_at_depth(place: Place, joining: set[str]) -> int:
    """Return where the condition after the unexpected word ends."""
    depth = 0
    for at in range(place.at + 1, len(place.tokens)):
        kind = place.tokens[at].kind
        depth += (kind == "LPAR") - (kind == "RPAR")
        if depth < 0 or (depth == 0 and kind in _CLAUSE_ENDS | joining):
            return max(at, place.at + 2)
    return len(place.tokens) - 1


def _clause_end(place: Place) -> int:
    """Return the word after the clause of the unexpected one."""
    for at in range(place.at + 1, len(place.tokens)):
        if place.tokens[at].kind in _CLAUSE_ENDS | {"OR", "RPAR"}:
            return at
    return len(place.tokens) - 1
