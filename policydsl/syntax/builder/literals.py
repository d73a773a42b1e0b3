"""Names, texts, numbers and dates: words of a sentence -> leaves of the tree."""

import datetime

from policydsl.source import Span
from policydsl.syntax import ast
from policydsl.syntax.ast import Rounding, Sort, Unit
from policydsl.syntax.lexer import Token
from policydsl.syntax.parts import Part

WEEKDAYS = (
    "MONDAY",
    "TUESDAY",
    "WEDNESDAY",
    "THURSDAY",
    "FRIDAY",
    "SATURDAY",
    "SUNDAY",
)
MONTHS = (
    "JANUARY",
    "FEBRUARY",
    "MARCH",
    "APRIL",
    "MAY_MONTH",
    "JUNE",
    "JULY",
    "AUGUST",
    "SEPTEMBER",
    "OCTOBER",
    "NOVEMBER",
    "DECEMBER",
)
_UNITS = tuple(unit.value.upper() for unit in Unit)


def span_of(part: Part, token: Token) -> Span:
    """Return the place of a word."""
    return Span(part.span.source, token.start, token.end)


def names(part: Part) -> tuple[ast.Name, ...]:
    """Return all names of a part."""
    return tuple(
        ast.Name(token.text, span=span_of(part, token)) for token in part.tokens("NAME")
    )


def name(part: Part) -> ast.Name:
    """Return the first name of a part."""
    return names(part)[0]


def texts(part: Part) -> tuple[ast.Text, ...]:
    """Return all words in quotation marks, without the marks."""
    return tuple(
        ast.Text(span_of(part, token).text[1:-1], span=span_of(part, token))
        for token in part.tokens("STRING")
    )


def text(part: Part) -> ast.Text | None:
    """Return the first words in quotation marks."""
    return next(iter(texts(part)), None)


def said(part: Part) -> ast.Text | None:
    """Return the first words in quotation marks, in every language that has them."""
    first = text(part)
    others = part.all(ast.InLanguage)
    return first and ast.Text(first.text, others, span=first.span)


def numbers(part: Part) -> tuple[int, ...]:
    """Return all whole numbers."""
    return tuple(int(token.text) for token in part.tokens("NUMBER"))


def dates(part: Part) -> tuple[ast.Date, ...]:
    """Return all dates; the parser has made sure that there are such days."""
    return tuple(
        ast.Date(day_of(token.text), span=span_of(part, token))
        for token in part.tokens("DATE")
    )


def date(part: Part | None) -> ast.Date | None:
    """Return the first date."""
    return next(iter(dates(part)), None) if part else None


def day_of(text: str) -> datetime.date:
    """Return the day of ``2026-03-01``.

    Raises:
        ValueError: If there is no such day.
    """
    year, month, day = text.split("-")
    return datetime.date(int(year), int(month), int(day))


def minutes_of(text: str) -> int:
    """Return the minutes from midnight to ``22:30``."""
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def time(part: Part | None) -> ast.Time | None:
    """Return the first time of day."""
    token = part.token("TIME") if part else None
    if part is None or token is None:
        return None
    return ast.Time(minutes_of(token.text), span=span_of(part, token))


def law_term(part: Part) -> ast.Term:
    """Return the first name of a part as that of a law."""
    law = name(part)
    return ast.Term(law.text, Sort.LAW, span=law.span)


def unit(part: Part) -> Unit:
    """Return the unit of time that is a direct part."""
    token = part.token(*_UNITS)
    assert token is not None
    return Unit(token.kind.lower())


def rounding(part: Part) -> Rounding | None:
    """Return how months are rounded, if it is said."""
    if part.has("ROUNDING_DOWN"):
        return Rounding.DOWN
    return Rounding.UP if part.has("ROUNDING_UP") else None


def weekdays(part: Part) -> tuple[int, ...]:
    """Return the weekdays that are direct parts; 0 is Monday."""
    return tuple(WEEKDAYS.index(token.kind) for token in part.tokens(*WEEKDAYS))
