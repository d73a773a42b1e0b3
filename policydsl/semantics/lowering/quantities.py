"""Numbers with their units: durations, money, counts."""

from datetime import timedelta
from typing import assert_never

from attrs import evolve

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Edit, Fix
from policydsl.diagnostics.text import Text, listed, quoted
from policydsl.runtime.case import Count, Money
from policydsl.runtime.durations import Duration, Rounding, Unit
from policydsl.semantics.lowering.setting import Mistake, Setting
from policydsl.semantics.lowering.spelling import words_of
from policydsl.syntax import ast
from policydsl.syntax.formatter import phrase

_UNITS = {unit: Unit(unit.value) for unit in ast.Unit}
_ROUNDINGS = {rounding: Rounding(rounding.value) for rounding in ast.Rounding}
_BY_MONTHS = (ast.Unit.MONTH, ast.Unit.YEAR)

# ISO 4217: currencies whose minor unit is not the hundredth part.
_NO_PLACES = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_PLACES = {
    **dict.fromkeys(_NO_PLACES.split(), 0),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
    **dict.fromkeys(["CLF", "UYW"], 4),
}

# With more, sums of amounts leave the whole numbers that every target can hold.
_MOST_DIGITS = 12
# Dates end with the year 9999.
_LONGEST = timedelta(days=366_000)


def duration(node: ast.Duration, setting: Setting) -> Duration:
    """Return a length of time that can be counted here."""
    if node.unit in _BY_MONTHS and node.rounding is None:
        raise _rounding_missing(node, setting)
    if node.unit is ast.Unit.BUSINESS_DAY:
        _need_calendar(node, setting)
    rounding = None
    if node.unit in _BY_MONTHS and node.rounding is not None:
        rounding = _ROUNDINGS[node.rounding]
    length = Duration(node.amount, _UNITS[node.unit], rounding)
    if longest(length) > _LONGEST:
        words = words_of(node, setting.lexicon, setting.document.language)
        raise Mistake(
            codes.SENSELESS_NUMBER.at(
                node.span,
                Text("`{words}` is longer than any case lasts", words=words),
                label="at most 1000 years",
            )
        )
    return length


def positive(node: ast.Duration, setting: Setting) -> Duration:
    """Return a length of time that is not nothing."""
    if node.amount < 1:
        words = words_of(node, setting.lexicon, setting.document.language)
        raise Mistake(
            codes.SENSELESS_NUMBER.at(
                node.span,
                Text("`{words}` is no time at all", words=words),
                label="at least 1 is needed here",
            )
        )
    return duration(node, setting)


def longest(length: Duration) -> timedelta:
    """Return the most time that a length can be, to compare two of them."""
    match length.unit:
        case Unit.MINUTE | Unit.HOUR:
            return length.elapsed
        case Unit.DAY | Unit.BUSINESS_DAY:
            return timedelta(days=length.amount)
        case Unit.WEEK:
            return timedelta(weeks=length.amount)
        case Unit.MONTH:
            return timedelta(days=31 * length.amount)
        case Unit.YEAR:
            return timedelta(days=366 * length.amount)
        case _:
            assert_never(length.unit)


def money(node: ast.Money) -> Money:
    """Return an amount in minor units, which ISO 4217 gives for each currency."""
    places = _PLACES.get(node.currency, 2)
    whole, _, fraction = node.amount.partition(".")
    if len(fraction.rstrip("0")) > places:
        raise Mistake(
            codes.WRONG_AMOUNT.at(
                node.span,
                Text(
                    "{currency} has {places} decimal places",
                    currency=node.currency,
                    places=places or Text("no"),
                ),
                label="too many decimal places",
            )
        )
    if len(whole.lstrip("0")) > _MOST_DIGITS:
        raise Mistake(
            codes.SENSELESS_NUMBER.at(
                node.span,
                "the amount is too large",
                label=Text("more than {most} digits", most=_MOST_DIGITS),
            )
        )
    minor = fraction[:places].ljust(places, "0")
    return Money(int(whole + minor), node.currency)


def count(node: ast.Quantity) -> Count:
    """Return so many of a unit of the vocabulary."""
    return Count(node.amount, node.unit.text)


def _need_calendar(node: ast.Node, setting: Setting) -> None:
    if setting.calendar is None and not setting.is_law:
        raise no_business_days(node, setting)


def no_business_days(node: ast.Node, setting: Setting) -> Mistake:
    """Return the complaint that the policy does not say which days are free."""
    words = words_of(node, setting.lexicon, setting.document.language)
    names = setting.all_spelled(setting.vocabulary.calendars)
    help_text = Text("name the calendar of the business days in the header")
    if names:
        help_text = Text(
            "{help}; there is {calendars}",
            help=help_text,
            calendars=listed(map(quoted, names)),
        )
    return Mistake(
        codes.NO_BUSINESS_DAYS.at(
            node.span,
            Text("`{words}` needs a calendar, and the policy names none", words=words),
            label="which days are free?",
            help=help_text,
        )
    )


def _rounding_missing(node: ast.Duration, setting: Setting) -> Mistake:
    language = setting.document.language
    rounded = [
        phrase(evolve(node, rounding=rounding), setting.lexicon, language)
        for rounding in ast.Rounding
    ]
    words = words_of(node, setting.lexicon, language)
    return Mistake(
        codes.MISSING_ROUNDING.at(
            node.span,
            Text(
                "`{words}` does not say what happens when the month is too short",
                words=words,
            ),
            label="a month after 31 January is which day?",
            help=Text(
                "write `{down}` for the last day of the month,"
                " or `{up}` for the first day of the next",
                down=rounded[0],
                up=rounded[1],
            ),
            fixes=tuple(
                Fix(Text("write `{better}`", better=text), (Edit(node.span, text),))
                for text in rounded
            ),
        )
    )


def decimal(money: Money) -> str:
    """Return an amount as it is written: 5000, 1.50."""
    places = _PLACES.get(money.currency, 2)
    whole, minor = divmod(money.minor_units, 10**places)
    return f"{whole}.{minor:0{places}}" if minor else str(whole)
