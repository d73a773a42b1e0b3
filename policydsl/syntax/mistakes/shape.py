"""Mistakes in the shape of a sentence, and words that begin none."""

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Edit, Fix
from policydsl.source import Span
from policydsl.syntax import cutting, words
from policydsl.syntax.mistakes.place import TIME_UNITS, VERBS, Finding, Place

_BEFORE_A_DATE = TIME_UNITS | {"NUMBER", "FACT", "EACH", "PARTY", "ITEM", "OF"}
# What narrows an act where an author tried to permit it.
_NARROWING = ("BETWEEN", "TIME", "ON", "OUTSIDE", "IF", "PER_DAY", "PER_CASE", "IN")
_OPENERS = frozenset({"FORBID", "LIMIT", "REQUIRE", "RULE_WORD", "ARTICLE"})


def open_quotation(place: Place) -> Finding | None:
    """Find a quotation mark that is not closed on its line."""
    quotation = words.shared().quotation
    marks = (*quotation.keys(), *quotation.values())
    if place.token.kind != "MARK" or place.token.text not in marks:
        return None
    return Finding(
        codes.OPEN_QUOTATION.at(
            place.span(),
            "the quotation mark is not closed",
            label="opened here",
            help="close it on the same line",
        )
    )


def not_available(place: Place) -> Finding | None:
    """Find a sentence of the language that cannot be compiled yet."""
    if place.token.kind not in place.language.later:
        return None
    return Finding(
        codes.NOT_AVAILABLE.at(
            place.span(),
            f"sentences with `{place.said()}` are not available yet",
            label="cannot be compiled yet",
        )
    )


def date_before(place: Place) -> Finding | None:
    """Find ``3 days before due date``, which cannot be compiled yet."""
    if not place.expects("WHILE"):
        return None
    at = place.at
    while place.tokens[at].kind in _BEFORE_A_DATE:
        at += 1
    if at == place.at or place.tokens[at].kind != "BEFORE":
        return None
    before = place.said(at)
    return Finding(
        codes.NOT_AVAILABLE.at(
            place.span(place.at, at),
            f"triggers with `{before}` are not available yet",
            label="cannot be compiled yet",
        )
    )


def nothing_permits(place: Place) -> Finding | None:
    """Find ``allow``, ``may``, ``must``."""
    if place.token.kind not in place.language.refused:
        return None
    word = place.said()
    limit, only = place.spelled("LIMIT"), place.spelled("ONLY")
    if place.token.kind != "ALLOW":
        forbid, require = place.spelled("FORBID"), place.spelled("REQUIRE")
        return Finding(
            codes.NOTHING_PERMITS.at(
                place.span(),
                f"`{word}` is no word of the language",
                label="neither permits nor obliges",
                help=f"begin with `{forbid}`, `{limit}` or `{require}`",
            )
        )
    return Finding(
        codes.NOTHING_PERMITS.at(
            place.span(),
            f"`{word}` begins no sentence",
            label="a policy only narrows",
            help=_narrowed(place) or f"write `{limit}` with hours, or `{only}`",
            fixes=_narrowing(place),
        )
    )


def _narrowed(place: Place) -> str | None:
    """Return the sentence as it can be said."""
    narrowed = _narrowed_at(place)
    if narrowed is None:
        return None
    act_end, start = narrowed
    act = place.said(place.at + 1, act_end)
    last = len(place.tokens) - 2
    if place.tokens[start].kind == "IF":
        forbidden = place.joined(place.spelled("FORBID"), act)
        unless = place.joined(place.spelled("UNLESS"), place.said(start + 1, last))
        return f"write `{forbidden} {unless}`"
    limited = place.joined(place.spelled("LIMIT"), act)
    colon = place.language.printing_marks["colon"]
    return f"write `{limited}{colon}{place.said(start, last)}`"


def _narrowing(place: Place) -> tuple[Fix, ...]:
    narrowed = _narrowed_at(place)
    if narrowed is None or place.tokens[narrowed[1]].kind == "IF":
        return ()
    limit = place.spelled("LIMIT")
    act_end, start = narrowed
    between = Span(place.source, place.tokens[act_end].end, place.tokens[start - 1].end)
    colon = place.language.printing_marks["colon"].strip()
    edits = (Edit(place.span(), limit), Edit(between, colon))
    return (Fix(f"write `{limit}`", edits),)


def _narrowed_at(place: Place) -> tuple[int, int] | None:
    """Return the last word of an act, and the first of what narrows it.

    Between them stands ``only``, or what an author takes for it.
    """
    for start in range(place.at + 2, len(place.tokens) - 2):
        kind = place.tokens[start].kind
        is_count = kind == "NUMBER" and place.tokens[start + 1].kind == "TIMES"
        if kind in _NARROWING or is_count:
            end = start - 1
            # An act ends with a term; what follows it is taken for `only`.
            while end > place.at + 1 and place.tokens[end].sort is None:
                end -= 1
            return end, start
    return None


def unknown_language(place: Place) -> Finding | None:
    """Find ``in fr "..."``."""
    last = len(place.tokens) - 1
    if place.token.kind == "STRING" and place.kind(-1) == "NAME":
        return _language_in_name(place)
    opening = _before_language(place)
    first = max(0, place.at - len(opening))
    for start in range(first, place.at + 1):
        at = start + len(opening)
        words_there = tuple(place.said(one) for one in range(start, at) if one < last)
        if words_there != opening or at + 1 > last:
            continue
        if place.tokens[at].kind == "WORD" and place.tokens[at + 1].kind == "STRING":
            return _unknown_language(place.span(at))
    return None


def _before_language(place: Place) -> tuple[str, ...]:
    """Return the pieces of what stands before the name of a language."""
    before, _, _ = place.spelled("LANGUAGE").rpartition(" ")
    return tuple(cutting.units_of(before))


def _language_in_name(place: Place) -> Finding | None:
    """Find it where a name was introduced, which took it for a part of itself."""
    name = place.said(place.at - 1).split()
    opening = _before_language(place)
    if len(name) < 3 or (name[-2],) != opening:
        return None
    end = place.tokens[place.at - 1].end
    return _unknown_language(Span(place.source, end - len(name[-1]), end))


def _unknown_language(span: Span) -> Finding:
    known = ", ".join(f"`{key}`" for key in words.language_keys())
    return Finding(
        codes.UNKNOWN_LANGUAGE.at(
            span,
            f"unknown language `{span.text}`",
            label="has no table of words",
            help=f"the languages are {known}",
        )
    )


def colon_missing(place: Place) -> Finding | None:
    """Find a trigger that runs into its act."""
    if not place.expects("COLON") or not place.act_at(place.at):
        return None
    if place.token.kind not in VERBS and _is_colon_later(place):
        return None
    end = place.tokens[place.at - 1].end
    colon = place.language.printing_marks["colon"].strip()
    return Finding(
        codes.UNEXPECTED_WORD.at(
            place.span(),
            f"a colon is missing before `{place.said()}`",
            label="the act begins here",
            help="write a colon after the trigger",
            fixes=(Fix("write a colon", (Edit(Span(place.source, end, end), colon),)),),
        ),
        (place.token._replace(kind="COLON"), place.token),
    )


def _is_colon_later(place: Place) -> bool:
    return any(token.kind == "COLON" for token in place.tokens[place.at :])


def not_at_margin(place: Place) -> Finding | None:
    """Find a sentence that begins on an indented line."""
    if place.token.kind not in _OPENERS or not place.at:
        return None
    start = place.token.start
    line_start = place.source.text.rfind("\n", 0, start) + 1
    indent = Span(place.source, line_start, start)
    if indent.text.strip():
        return None
    return Finding(
        codes.NOT_AT_MARGIN.at(
            place.span(),
            f"`{place.said()}` begins a sentence, but its line is indented",
            label="an indented line continues the sentence above",
            help="begin the line at the left margin",
            fixes=(Fix("begin at the left margin", (Edit(indent, ""),)),),
        )
    )
