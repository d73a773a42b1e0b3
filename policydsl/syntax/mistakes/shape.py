"""Mistakes in the shape of a sentence, and words that begin none."""

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Edit, Fix
from policydsl.diagnostics.text import Text, listed, quoted
from policydsl.source import Span
from policydsl.syntax import cutting, words
from policydsl.syntax.checks import several_words
from policydsl.syntax.mistakes.place import TRIGGERS, VERBS, Finding, Place

_PER = {"PER_DAY", "PER_MONTH", "PER_CASE", "PER_WEEK_FROM"}
_BOUNDS = frozenset({"BETWEEN", "TIME", "ON", "OUTSIDE", "IN", *_PER})
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
            Text("sentences with `{word}` are not available yet", word=place.said()),
            label="cannot be compiled yet",
        )
    )


def nothing_permits(place: Place) -> Finding | None:
    """Find ``allow``, ``may``, ``must``."""
    # A sentence that begins with words for the person has it a little later.
    ahead = range(place.at, min(place.at + (1 if place.at else 5), len(place.tokens)))
    at = next((at for at in ahead if _refused(place, at)), None)
    if at is None:
        return None
    word = place.said(at)
    limit, only = place.spelled("LIMIT"), place.spelled("ONLY")
    if _refused(place, at) != "ALLOW" or at > place.at:
        forbid, require = place.spelled("FORBID"), place.spelled("REQUIRE")
        return Finding(
            codes.NOTHING_PERMITS.at(
                place.span(at),
                Text("`{word}` is no word of the language", word=word),
                label="neither permits nor obliges",
                help=Text(
                    "begin with `{forbid}`, `{limit}` or `{require}`",
                    forbid=forbid,
                    limit=limit,
                    require=require,
                ),
            )
        )
    return Finding(
        codes.NOTHING_PERMITS.at(
            place.span(),
            Text("`{word}` begins no sentence", word=word),
            label="a policy only narrows",
            help=_narrowed(place)
            or Text("write `{limit}` with hours, or `{only}`", limit=limit, only=only),
            fixes=_narrowing(place),
        )
    )


def _refused(place: Place, at: int) -> str | None:
    """Return which of the kinds that no sentence has a word is.

    By its spelling too, since `may` is a month as well.
    """
    language = place.language
    kind, word = place.tokens[at].kind, place.said(at).lower()
    spelled = (one for one in language.refused if word in language.keywords[one])
    return kind if kind in language.refused else next(spelled, None)


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
        return Text("write `{better}`", better=f"{forbidden} {unless}")
    limited = place.joined(place.spelled("LIMIT"), act)
    colon = place.language.printing_marks["colon"]
    better = f"{limited}{colon}{place.said(start, last)}"
    return Text("write `{better}`", better=better)


def _narrowing(place: Place) -> tuple[Fix, ...]:
    narrowed = _narrowed_at(place)
    if narrowed is None or place.tokens[narrowed[1]].kind == "IF":
        return ()
    limit = place.spelled("LIMIT")
    act_end, start = narrowed
    between = Span(place.source, place.tokens[act_end].end, place.tokens[start - 1].end)
    colon = place.language.printing_marks["colon"].strip()
    edits = (Edit(place.span(), limit), Edit(between, colon))
    return (Fix(Text("write `{better}`", better=limit), edits),)


def _narrowed_at(place: Place) -> tuple[int, int] | None:
    """Return the last word of an act, and the first of what narrows it.

    Between them stands ``only``, or what an author takes for it.
    """
    for start in range(place.at + 2, len(place.tokens) - 2):
        kind = place.tokens[start].kind
        is_count = kind == "NUMBER" and place.tokens[start + 1].kind == "TIMES"
        if kind in _BOUNDS or kind == "IF" or is_count:
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
    known = listed(map(quoted, words.language_keys()))
    return Finding(
        codes.UNKNOWN_LANGUAGE.at(
            span,
            Text("unknown language `{word}`", word=span.text),
            label="has no table of words",
            help=Text("the languages are {known}", known=known),
        )
    )


def colon_missing(place: Place) -> Finding | None:
    """Find a trigger that runs into its act."""
    if not place.expects("COLON"):
        return None
    colon = place.token._replace(kind="COLON")
    mark = place.language.printing_marks["colon"].strip()
    if place.token.kind in ("COMMA", "MARK") and place.act_at(place.at + 1):
        return Finding(
            codes.UNEXPECTED_WORD.at(
                place.span(),
                Text("a colon is needed here, not `{word}`", word=place.said()),
                label="the act begins after this",
                help="write a colon after the trigger",
                fixes=(Fix("write a colon", (Edit(place.span(), mark),)),),
            ),
            (colon,),
        )
    is_bound = place.token.kind in _BOUNDS or place.token.kind == "NUMBER"
    is_limit = place.tokens[0].kind == "LIMIT" and is_bound
    is_act = place.act_at(place.at)
    if place.token.kind not in VERBS and _is_colon_later(place):
        is_act = False
    if not is_act and not is_limit:
        return None
    end = place.tokens[place.at - 1].end
    return Finding(
        codes.UNEXPECTED_WORD.at(
            place.span(),
            Text("a colon is missing before `{word}`", word=place.said()),
            label="the limit begins here" if is_limit else "the act begins here",
            help="write a colon after the act"
            if is_limit
            else "write a colon after the trigger",
            fixes=(Fix("write a colon", (Edit(Span(place.source, end, end), mark),)),),
        ),
        (colon, place.token),
    )


def full_stop(place: Place) -> Finding | None:
    """Find a full stop or a semicolon after a clause, or a colon after a name."""
    is_mark = place.token.kind == "MARK" and place.token.text in (".", ";", "!")
    is_title = place.kind(-1) in ("NAME", "STRING") and place.expected >= TRIGGERS
    if not is_mark and not (is_title and place.token.kind == "COLON"):
        return None
    mark = place.said()
    leave = Text("leave out `{word}`", word=mark)
    ends = Text("{leave}; a sentence ends where the next begins", leave=leave)
    return Finding(
        codes.UNEXPECTED_WORD.at(
            place.span(),
            Text("`{mark}` ends nothing here", mark=mark),
            label="not expected",
            help=ends if is_mark else leave,
            fixes=(Fix(leave, (Edit(place.span(), ""),)),),
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
    return Finding(
        several_words(place.span(first, last)),
        (),
        last - first,
    )


def single_quotation(place: Place) -> Finding | None:
    """Find words in other marks than double quotation marks."""
    if "STRING" not in place.expected or place.token.kind != "MARK":
        return None
    if place.token.text not in "'‘’`«»『":
        return None
    return Finding(
        codes.UNEXPECTED_WORD.at(
            place.span(),
            Text("`{word}` is no quotation mark of the language", word=place.said()),
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
            Text("`{word}` cannot begin a sentence", word=place.said()),
            label="at the left margin, a sentence begins",
            help="indent the line, so that it continues the sentence above",
            fixes=(Fix("indent the line", (Edit(start, "    "),)),),
        )
    )


def _is_colon_later(place: Place) -> bool:
    return any(token.kind == "COLON" for token in place.tokens[place.at :])


def not_at_margin(place: Place) -> Finding | None:
    """Find a sentence that begins on an indented line."""
    if place.token.kind not in _OPENERS or not place.at:
        return None
    if place.expected == {"STRING"}:
        return None  # words in quotation marks are missing before it
    start = place.token.start
    line_start = place.source.text.rfind("\n", 0, start) + 1
    indent = Span(place.source, line_start, start)
    if indent.text.strip():
        return Finding(
            codes.NOT_AT_MARGIN.at(
                place.span(),
                Text(
                    "`{word}` begins a sentence in the middle of a line",
                    word=place.said(),
                ),
                label="a sentence begins at the left margin",
                help="begin a new line here",
                fixes=(
                    Fix(
                        "begin a new line",
                        (Edit(Span(place.source, start, start), "\n"),),
                    ),
                ),
            )
        )
    return Finding(
        codes.NOT_AT_MARGIN.at(
            place.span(),
            Text(
                "`{word}` begins a sentence, but its line is indented",
                word=place.said(),
            ),
            label="an indented line continues the sentence above",
            help="begin the line at the left margin",
            fixes=(Fix("begin at the left margin", (Edit(indent, ""),)),),
        )
    )
