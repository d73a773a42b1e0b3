"""Mistakes in amounts of money."""

import re
import unicodedata

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Edit, Fix
from policydsl.diagnostics.text import Text
from policydsl.syntax.mistakes.place import Finding, Place

_CURRENCY = re.compile(r"([A-Z]{3})(\d+)?")
_NUMBERS = ("NUMBER", "DECIMAL")
_THOUSANDS = 3


def currency_first(place: Place) -> Finding | None:
    """Find ``CNY 5000``, ``CNY5000`` and ``¥5000``."""
    if not {"NUMBER", "DECIMAL"} & place.expected:
        return None
    if unicodedata.category(place.token.text[:1] or " ") == "Sc":
        return _sign(place)
    found = _CURRENCY.fullmatch(place.token.text)
    if found is None or place.token.kind != "WORD":
        return None
    currency, amount = found[1], found[2]
    last = place.at
    if amount is None:
        last += 1
        if place.tokens[last].kind not in _NUMBERS:
            return None
        amount = place.said(last)
    span = place.span(place.at, last)
    number = place.token._replace(
        kind="DECIMAL" if "." in amount else "NUMBER", text=amount
    )
    return Finding(
        codes.UNEXPECTED_WORD.at(
            span,
            Text("`{word}` has its currency first", word=place.said(place.at, last)),
            label="the amount comes first",
            help=Text("write `{amount} {currency}`", amount=amount, currency=currency),
            fixes=(
                Fix(
                    Text(
                        "write `{amount} {currency}`", amount=amount, currency=currency
                    ),
                    (Edit(span, f"{amount} {currency}"),),
                ),
            ),
        ),
        (number, place.token._replace(kind="CURRENCY", text=currency)),
        last - place.at + 1,
    )


def _sign(place: Place) -> Finding:
    is_amount = place.kind(1) in _NUMBERS
    amount = place.said(place.at + 1) if is_amount else "5000"
    last = place.at + is_amount
    return Finding(
        codes.UNEXPECTED_WORD.at(
            place.span(place.at, last),
            Text("`{word}` is no name of a currency", word=place.said()),
            label="which currency?",
            help=Text(
                "write its three letters after the amount, as in `{amount} CNY`",
                amount=amount,
            ),
        )
    )


def comma_in_number(place: Place) -> Finding | None:
    """Find ``5,000 CNY``."""
    if place.token.kind != "COMMA" or "CURRENCY" not in place.expected:
        return None
    text, comma = place.source.text, place.token
    after = place.tokens[place.at + 1]
    is_one = (
        place.kind(-1) == "NUMBER"
        and after.kind in _NUMBERS
        and place.tokens[place.at - 1].end == comma.start
        and after.start == comma.end
        and len(after.text.split(".")[0]) == _THOUSANDS
    )
    if not is_one:
        return None
    span = place.span(place.at - 1, place.at + 1)
    plain = text[span.start : span.end].replace(",", "")
    return Finding(
        codes.UNEXPECTED_WORD.at(
            span,
            Text("`{word}` has a comma in a number", word=span.text),
            label="a comma separates members of a list",
            help=Text("write `{better}`", better=plain),
            fixes=(Fix(Text("write `{better}`", better=plain), (Edit(span, plain),)),),
        ),
        (),
        2,
    )
