"""Calendars: free and working days, or days that have a name."""

from collections.abc import Callable

from policydsl.syntax import ast
from policydsl.syntax.builder import literals, phrases
from policydsl.syntax.parts import Part


def _calendar(part: Part) -> ast.Node:
    means = part.part("calendar_means")
    return ast.CalendarDeclaration(
        literals.name(part),
        literals.date(part.part("until_date")),
        phrases.days(part.part("free")),
        phrases.days(part.part("working")),
        part.all(ast.InLanguage),
        phrases.days(means),
        literals.date(part.part("from_date")),
        span=part.span,
    )


def _month_day(part: Part) -> ast.Node:
    month = part.token(*literals.MONTHS)
    assert month is not None
    (day,) = literals.numbers(part)
    return ast.MonthDay(literals.MONTHS.index(month.kind) + 1, day, span=part.span)


def _yearly_days(part: Part) -> ast.Node:
    ends = part.all(ast.MonthDay)
    return ast.YearlyDays(ends[0], ends[-1], span=part.span)


NODES: dict[str, Callable[[Part], ast.Node]] = {
    "calendar": _calendar,
    "month_day": _month_day,
    "yearly_days": _yearly_days,
}
