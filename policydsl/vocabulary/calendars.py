"""The declaration of a calendar -> the calendar."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from policydsl.diagnostics import codes
from policydsl.diagnostics.findings import Findings
from policydsl.diagnostics.model import Label
from policydsl.diagnostics.text import Text
from policydsl.runtime.calendars import Calendar
from policydsl.syntax import ast


def calendar_of(sentence: ast.CalendarDeclaration, findings: Findings) -> Calendar:
    """Return the calendar; days that cannot be in it are reported and left out."""
    assert sentence.until is not None
    _check_span(sentence, findings)
    weekdays: set[int] = set()
    for days in sentence.free:
        if isinstance(days, ast.Weekdays):
            weekdays.update(_weekdays(days, findings))
    return Calendar(
        name=sentence.name.text,
        last=sentence.until.date,
        free_weekdays=frozenset(weekdays),
        free=frozenset(_dates(sentence.free, sentence, findings)),
        working=frozenset(_dates(sentence.working, sentence, findings)),
        first=None if sentence.since is None else sentence.since.date,
    )


def _check_span(sentence: ast.CalendarDeclaration, findings: Findings) -> None:
    first, last = sentence.since, sentence.until
    if first is not None and last is not None and last.date < first.date:
        findings.report(
            codes.ENDS_BEFORE_IT_BEGINS.at(
                last.span,
                Text("{first} is after {last}", first=first.date, last=last.date),
                label="its first day is after its last",
                help="exchange the two dates",
            )
        )


def named_days(
    sentence: ast.CalendarDeclaration, findings: Findings
) -> tuple[ast.Days, ...]:
    """Return the days that a calendar is a name for; what is none is reported."""
    return tuple(days for days in sentence.means if _is_sound(days, findings))


def _is_sound(days: ast.Days, findings: Findings) -> bool:
    if not isinstance(days, ast.YearlyDays):
        return True
    for end in (days.first, days.last):
        # In a leap year, February has 29 days.
        if not 1 <= end.day <= monthrange(2024, end.month)[1]:
            findings.report(
                codes.NO_SUCH_DATE.at(
                    end.span, "the month has no such day", label="not in the calendar"
                )
            )
            return False
    if (days.last.month, days.last.day) < (days.first.month, days.first.day):
        findings.report(
            codes.ENDS_BEFORE_IT_BEGINS.at(
                days.span,
                "the days of a year run from january to december",
                label="its first day is after its last",
                help="name two spans of days",
            )
        )
        return False
    return True


def _weekdays(days: ast.Weekdays, findings: Findings) -> Iterable[int]:
    if days.first <= days.last:
        return range(days.first, days.last + 1)
    findings.report(
        codes.ENDS_BEFORE_IT_BEGINS.at(
            days.span,
            "the days of a week run from monday to sunday",
            label="its first day is after its last",
            help="name two spans of days",
        )
    )
    return ()


def _dates(
    days: Iterable[ast.Days], sentence: ast.CalendarDeclaration, findings: Findings
) -> Iterator[date]:
    for span in days:
        match span:
            case ast.Dates(first=first, last=last):
                if _is_inside(span, sentence, findings):
                    length = (last.date - first.date).days + 1
                    yield from (first.date + timedelta(days=n) for n in range(length))
            case ast.Weekdays() if span in sentence.free:
                pass  # taken by its weekday
            case _:
                findings.report(
                    codes.DAYS_OF_NO_CALENDAR.at(
                        span.span,
                        "a calendar is made of dates, and of weekdays that are free",
                        label="neither of these",
                        help="name the dates",
                    )
                )


def _is_inside(
    span: ast.Dates, sentence: ast.CalendarDeclaration, findings: Findings
) -> bool:
    if span.last.date < span.first.date:
        findings.report(
            codes.ENDS_BEFORE_IT_BEGINS.at(
                span.span,
                Text(
                    "{first} is after {last}",
                    first=span.first.date,
                    last=span.last.date,
                ),
                label="its first day is after its last",
                help="exchange the two dates",
            )
        )
        return False
    assert sentence.until is not None
    if sentence.since is not None and span.first.date < sentence.since.date:
        findings.report(
            codes.DAY_AFTER_CALENDAR.at(
                span.span,
                Text(
                    "calendar `{calendar}` begins on {since}, after this day",
                    calendar=sentence.name.text,
                    since=sentence.since.date,
                ),
                label="before the first day of the calendar",
                related=(Label(sentence.since.span, "its first day"),),
                help="leave the day out, or let the calendar begin earlier",
            )
        )
        return False
    if span.last.date > sentence.until.date:
        findings.report(
            codes.DAY_AFTER_CALENDAR.at(
                span.span,
                Text(
                    "calendar `{calendar}` ends on {until}, before this day",
                    calendar=sentence.name.text,
                    until=sentence.until.date,
                ),
                label="after the last day of the calendar",
                related=(Label(sentence.until.span, "its last day"),),
                help="leave the day out, or let the calendar end later",
            )
        )
        return False
    return True
