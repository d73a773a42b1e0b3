"""Mistakes in the shape of a sentence, and words that begin none."""

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Edit, Fix
from policydsl.source import Span
from policydsl.syntax import words
from policydsl.syntax.mistakes.place import Finding, Place

_OPENERS = frozenset({"FORBID", "LIMIT", "REQUIRE", "RULE_WORD", "ARTICLE"})


def open_quotation(place: Place) -> Finding | None:
    """Find a quotation mark that is not closed on its line."""
    if place.token.kind != "MARK" or place.token.text not in ('"', "“", "”"):
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


def nothing_permits(place: Place) -> Finding | None:
    """Find ``allow``, ``may``, ``must``."""
    word = place.said()
    # By its spelling, since `may` is a month as well.
    spelled = {kind: place.language.keywords[kind] for kind in place.language.refused}
    kinds = [kind for kind, spellings in spelled.items() if word in spellings]
    if not kinds:
        return None
    limit, only = place.spelled("LIMIT"), place.spelled("ONLY")
    if kinds != ["ALLOW"]:
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
    only = _only(place)
    if only is None:
        return None
    limit, forbid = place.spelled("LIMIT"), place.spelled("FORBID")
    act = place.said(place.at + 1, only - 1)
    rest = place.said(only + 1, len(place.tokens) - 2)
    if place.tokens[only + 1].kind == "IF":
        rest = place.said(only + 2, len(place.tokens) - 2)
        return f"write `{forbid} {act} {place.spelled('UNLESS')} {rest}`"
    return f"write `{limit} {act}: {rest}`"


def _narrowing(place: Place) -> tuple[Fix, ...]:
    only = _only(place)
    if only is None or place.tokens[only + 1].kind == "IF":
        return ()
    limit = place.spelled("LIMIT")
    before = Span(place.source, place.tokens[only - 1].end, place.tokens[only].end)
    edits = (Edit(place.span(), limit), Edit(before, ":"))
    return (Fix(f"write `{limit}`", edits),)


def _only(place: Place) -> int | None:
    """Return where ``only`` stands between an act and what narrows it."""
    for at in range(place.at + 2, len(place.tokens) - 2):
        if place.tokens[at].kind == "ONLY":
            return at
    return None


def unknown_language(place: Place) -> Finding | None:
    """Find ``in fr "..."``."""
    if place.token.kind == "STRING" and place.kind(-1) == "NAME":
        return _language_in_name(place)
    if place.kind(-1) != "IN" and place.token.kind != "IN":
        return None
    at = place.at if place.kind(-1) == "IN" else place.at + 1
    if place.tokens[at].kind != "WORD" or place.tokens[at + 1].kind != "STRING":
        return None
    return _unknown_language(place.span(at))


def _language_in_name(place: Place) -> Finding | None:
    """Find it where a name was introduced, which took it for a part of itself."""
    name = place.said(place.at - 1).split()
    if len(name) < 3 or name[-2] != place.spelled("IN"):
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
    if "COLON" not in place.expected:
        return None
    colon = place.token._replace(kind="COLON")
    if place.token.kind in ("COMMA", "MARK") and place.kind(1) in ("ACT", "HOLD"):
        return Finding(
            codes.UNEXPECTED_WORD.at(
                place.span(),
                f"a colon is needed here, not `{place.said()}`",
                label="the act begins after this",
                help="write a colon after the trigger",
                fixes=(Fix("write a colon", (Edit(place.span(), ":"),)),),
            ),
            (colon,),
        )
    if place.token.kind not in ("ACT", "HOLD"):
        return None
    end = place.tokens[place.at - 1].end
    return Finding(
        codes.UNEXPECTED_WORD.at(
            place.span(),
            f"a colon is missing before `{place.said()}`",
            label="the act begins here",
            help="write a colon after the trigger",
            fixes=(Fix("write a colon", (Edit(Span(place.source, end, end), ":"),)),),
        ),
        (colon, place.token),
    )


def full_stop(place: Place) -> Finding | None:
    """Find a full stop or a semicolon after a clause."""
    if place.token.kind != "MARK" or place.token.text not in (".", ";", "!"):
        return None
    mark = place.said()
    return Finding(
        codes.UNEXPECTED_WORD.at(
            place.span(),
            f"`{mark}` ends nothing here",
            label="not expected",
            help=f"leave out `{mark}`; a sentence ends where the next begins",
            fixes=(Fix(f"leave out `{mark}`", (Edit(place.span(), ""),)),),
        ),
        (),
    )


def name_of_words(place: Place) -> Finding | None:
    """Find ``rule first reminder``: the name of a rule is one word."""
    if place.kind(-1) != "NAME" or place.kind(-2) != "RULE_WORD":
        return None
    first, last = place.at - 1, place.at - 1
    while place.kind(last + 1 - place.at) not in ("$END", "STRING", "COLON", ""):
        between = Span(
            place.source, place.tokens[last].end, place.tokens[last + 1].start
        )
        if "\n" in between.text:
            break
        last += 1
    if last == first:
        return None
    span = place.span(first, last)
    name = "_".join(span.text.split())
    return Finding(
        codes.UNEXPECTED_WORD.at(
            span,
            "the name of a rule is one word",
            label="several words",
            help=f"write `{name}`, or the words in quotation marks after the name",
            fixes=(Fix(f"write `{name}`", (Edit(span, name),)),),
        ),
        (),
        last - first,
    )


def single_quotation(place: Place) -> Finding | None:
    """Find words in other marks than double quotation marks."""
    if "STRING" not in place.expected or place.token.kind != "MARK":
        return None
    if place.token.text not in "'‘’`«»「『":
        return None
    return Finding(
        codes.UNEXPECTED_WORD.at(
            place.span(),
            f"`{place.said()}` is no quotation mark of the language",
            label="not expected",
            help='put the words between `"` and `"`',
        )
    )


def not_indented(place: Place) -> Finding | None:
    """Find a clause that begins at the left margin."""
    is_word = place.token.kind in place.language.keywords
    if place.at or not is_word or place.token.kind in place.expected:
        return None
    start = Span(place.source, place.token.start, place.token.start)
    return Finding(
        codes.UNEXPECTED_WORD.at(
            place.span(),
            f"`{place.said()}` cannot begin a sentence",
            label="at the left margin, a sentence begins",
            help="indent the line, so that it continues the sentence above",
            fixes=(Fix("indent the line", (Edit(start, "    "),)),),
        )
    )


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
