"""Sets of days -> sets of days of the core."""

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from policydsl.diagnostics import codes
from policydsl.diagnostics.text import Text
from policydsl.semantics import core
from policydsl.semantics.lowering import quantities
from policydsl.semantics.lowering.outcomes import not_available
from policydsl.semantics.lowering.parties import undeclared
from policydsl.semantics.lowering.setting import Mistake, Setting
from policydsl.semantics.lowering.spelling import said, words_of
from policydsl.syntax import ast
from policydsl.syntax.words import load_language


def each_day(nodes: Iterable[ast.Days], setting: Setting) -> Iterator[core.Days]:
    """Yield sets of days; the name of several stands for each of them."""
    for node in nodes:
        match node:
            case ast.CalendarDays(calendar) if calendar.text in _named(setting):
                yield from each_day(_named(setting)[calendar.text], setting)
            case ast.DayBefore(days):
                for inner in each_day((days,), setting):
                    yield core.DayBefore(inner)
            case _:
                yield _days(node, setting)


def _named(setting: Setting) -> Mapping[str, tuple[ast.Days, ...]]:
    return setting.vocabulary.day_sets


def _no_days(calendar: ast.Term, setting: Setting) -> Mistake:
    """Return the complaint that a calendar names free and working days."""
    vocabulary = setting.vocabulary
    if calendar.text not in vocabulary.calendars:
        return undeclared(calendar, vocabulary.day_sets, setting)
    return Mistake(
        codes.WRONG_TYPE.at(
            calendar.span,
            Text(
                "`{calendar}` has free days and working days", calendar=said(calendar)
            ),
            label="which of them?",
            help=_kinds_of_day(setting),
        )
    )


def _kinds_of_day(setting: Setting) -> Text:
    language = load_language(setting.document.language)
    return Text(
        "say it with `{working}` or `{free}`",
        working=language.spelling("BUSINESS_DAYS", 2),
        free=language.spelling("FREE_DAYS", 2),
    )


def _days(node: ast.Days, setting: Setting) -> core.Days:
    match node:
        case ast.Weekdays(first, last):
            if first > last:
                raise empty(node, Text("the days of a week begin on monday"), setting)
            return core.Weekdays(first, last)
        case ast.Dates(first, last):
            if last.date < first.date:
                raise empty(node, Text("its last day is before its first"), setting)
            return core.Dates(first.date, last.date)
        case ast.KindOfDay(kind):
            return _kind_of_day(node, kind, setting)
        case ast.YearlyDays(first, last):
            ends = ((end.month, end.day) for end in (first, last))
            return core.Yearly(*ends)
        case ast.CalendarDays(calendar):
            raise _no_days(calendar, setting)
        case ast.DayBefore(days):
            return core.DayBefore(_days(days, setting))
        case _:
            assert_never(node)


def _kind_of_day(node: ast.KindOfDay, kind: ast.DayKind, setting: Setting) -> core.Days:
    if kind is ast.DayKind.LAST_DAY_OF_MONTH:
        return core.LastDayOfMonth()
    if setting.is_law:
        raise not_available(node, Text("free days in a law"), setting)
    if setting.calendar is None:
        raise quantities.no_business_days(node, setting)
    if kind is ast.DayKind.BUSINESS_DAYS:
        return core.WorkingDays(setting.calendar)
    return core.FreeDays(setting.calendar)


def empty(node: ast.Node, reason: Text, setting: Setting) -> Mistake:
    """Return the complaint that a span of time has no time in it."""
    words = words_of(node, setting.lexicon, setting.document.language)
    return Mistake(
        codes.ENDS_BEFORE_IT_BEGINS.at(
            node.span, Text("`{words}` is no span of time", words=words), label=reason
        )
    )
