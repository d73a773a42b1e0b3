"""Words and signs that authors try, and what the language writes for them."""

import re

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Edit, Fix
from policydsl.diagnostics.text import Text
from policydsl.source import Span
from policydsl.syntax import lexer
from policydsl.syntax.cutting import Unit, units_of
from policydsl.syntax.lexer import Token
from policydsl.syntax.mistakes.place import Finding, Place

_MOST_WORDS = 4
_ANY_SENTENCE = "ANY"
_MARKED_DATE = re.compile(r"\d{1,4}[./]\d{1,2}[./]\d{2,4}")


def written_otherwise(place: Place) -> Finding | None:
    """Find ``via``, ``fourteen``, ``>``: the table of the language knows better."""
    for count in range(_MOST_WORDS, 0, -1):
        last = place.at + count - 1
        if last >= len(place.tokens) - 1:
            continue
        word = place.said(place.at, last)
        better = place.language.instead.get(word.casefold())
        if better is None or not (better or place.at):
            continue
        tokens = _words(place, better, place.tokens[last].end)
        after = place.kind(count)
        if (tokens[0].kind if tokens else after) not in place.expected:
            continue
        figures = [place.kind(count + offset) for offset in range(3)]
        if better.isdigit() and figures == ["LPAR", "NUMBER", "RPAR"]:
            last, count = last + 3, count + 3  # fourteen (14)
        return Finding(_finding(place, last, better), tokens, count)
    return None


def rejected(place: Place) -> Finding | None:
    """Find ``silence``, ``rounds``, ``*``: what the language says in another way."""
    for count in range(_MOST_WORDS, 0, -1):
        last = place.at + count - 1
        if last >= len(place.tokens) - 1:
            continue
        word = place.said(place.at, last)
        advice = place.language.advice.get(word.casefold())
        if advice is None:
            continue
        is_word = place.token.kind == "WORD"
        code = codes.UNKNOWN_WORD if is_word else codes.UNEXPECTED_WORD
        return Finding(
            code.at(
                place.span(place.at, last),
                Text("`{word}` is no word of the language", word=word),
                label="said in another way",
                help=advice,
            )
        )
    return None


def tried(place: Place) -> Finding | None:
    """Find ``at most 3 times`` in a rule, ``on days 1, 9``: kinds of word in a row."""
    by_sentence = place.language.tried
    for sentence in (place.tokens[0].kind, _ANY_SENTENCE):
        for words, advice in by_sentence.get(sentence, {}).items():
            kinds = words.split()
            first = _row_around(place, kinds)
            if first is not None:
                span = place.span(first, min(first + len(kinds), _end(place)) - 1)
                return Finding(
                    codes.UNEXPECTED_WORD.at(
                        span,
                        Text("`{words}` is said in another way", words=span.text),
                        label="not read here",
                        help=advice,
                    )
                )
    return None


def _row_around(place: Place, kinds: list[str]) -> int | None:
    """Return where words of these kinds begin, the unexpected one among them."""
    for first in range(max(place.at - len(kinds) + 1, 0), place.at + 1):
        if [place.kind(first + at - place.at) for at in range(len(kinds))] == kinds:
            return first
    return None


def _end(place: Place) -> int:
    """Return the place of the end of the sentence, which is no word."""
    return len(place.tokens) - 1


def _finding(place: Place, last: int, better: str) -> Diagnostic:
    span = place.span(place.at, last)
    word = place.said(place.at, last)
    title = Text("leave out `{word}`", word=word)
    if better:
        title = Text("write `{better}`", better=better)
    end = span.end
    if not better and place.source.text[end : end + 1] == " ":
        end += 1
    edit = Edit(Span(place.source, span.start, end), better)
    if place.token.kind == "WORD":
        return codes.UNKNOWN_WORD.at(
            span,
            Text("`{word}` is no word of the language", word=word),
            label="not known",
            help=title,
            fixes=(Fix(title, (edit,)),),
        )
    return codes.UNEXPECTED_WORD.at(
        span,
        Text("`{word}` cannot stand here", word=word),
        label="not expected",
        help=title,
        fixes=(Fix(title, (edit,)),),
    )


def _words(place: Place, text: str, end: int) -> tuple[Token, ...]:
    """Return the words of what should be written, at the place of what was."""
    trie = lexer.keywords(place.language)
    start = place.token.start
    units = [
        Unit("NUMBER" if unit.isdigit() else "WORD", unit, start, end)
        for unit in units_of(text)
    ]
    tokens: list[Token] = []
    at = 0
    while at < len(units):
        found = lexer.match_longest(trie, units, at)
        if found is None:
            tokens.append(Token(units[at].kind, units[at].text, start, end))
            at += 1
        else:
            tokens.append(Token(found[0].kind, found[0].text, start, end))
            at = found[1]
    return tuple(tokens)


def date_otherwise(place: Place) -> Finding | None:
    """Find ``01.03.2026``, ``2026/03/01``, ``1 March 2026`` and ``March 1``."""
    if "DATE" not in place.expected:
        return None
    last = _marked(place) or _with_month(place)
    if last is None:
        return None
    return Finding(
        codes.NO_SUCH_DATE.at(
            place.span(place.at, last),
            Text(
                "`{word}` is no date of the language", word=place.said(place.at, last)
            ),
            label="day, month or year?",
            help="write the year, the month and the day: `2026-03-01`",
        ),
        (place.token._replace(kind="DATE", text="2026-03-01"),),
        last - place.at + 1,
    )


def _marked(place: Place) -> int | None:
    found = _MARKED_DATE.match(place.source.text, place.token.start)
    if found is None:
        return None
    last = place.at
    while place.tokens[last + 1].start < found.end() and last < len(place.tokens) - 2:
        last += 1
    return last


def _with_month(place: Place) -> int | None:
    """Return the last word of a date that names its month."""
    last, has_month = place.at, False
    for at in range(place.at, min(place.at + 4, len(place.tokens) - 1)):
        token = place.tokens[at]
        if token.text.casefold() in place.language.months:
            last, has_month = at, True
        elif token.kind == "NUMBER" and place.kind(at + 1 - place.at) != "COLON":
            last = at
        elif token.kind not in ("COMMA", "MARK"):
            break
    return last if has_month else None
