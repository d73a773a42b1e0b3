"""Whom and what the articles of laws bind, as far as no row of a log says it."""

from collections.abc import Mapping

from attrs import field, frozen

from policydsl.diagnostics.text import Text, listed
from policydsl.runtime.calendars import Calendar, CalendarBegins, CalendarEnds
from policydsl.semantics import core
from policydsl.syntax import ast
from policydsl.syntax.ast import Sort
from policydsl.vocabulary.model import Vocabulary

_NAMED = {Sort.LENDER: Text("lender"), Sort.PRODUCT: Text("product")}
_NO_CALENDAR = Text("business days are counted, and no calendar was given")
_OUT_OF_REACH = Text("a day is too far away to be counted to")


@frozen
class Stated:
    """What is said of all rows beside the log.

    ``calendar``: that of the business days. ``scope``: by sort, the lenders and
    products whose log it is; of a sort that is not there, nobody said anything.
    """

    calendar: Calendar | None = None
    scope: Mapping[Sort, tuple[str, ...]] = field(factory=dict)


def bound_by(law: core.Law, article: core.Article, sort: Sort) -> tuple[str, ...]:
    """Return what an article binds of a sort; nothing: any."""
    header = law.document.header
    assert isinstance(header, ast.LawHeader)
    scope = article.node.binds or header.binds
    terms = scope.terms if scope is not None else ()
    return tuple(one.text for one in terms if one.sort is sort)


def left_out(
    law: core.Law, article: core.Article, vocabulary: Vocabulary, stated: Stated
) -> Text | None:
    """Return why an article does not bind those whose log it is; ``None`` if it may."""
    for sort, name in _NAMED.items():
        wanted, said = bound_by(law, article, sort), stated.scope.get(sort, ())
        if not wanted or not said:
            continue
        kinds = {up for one in said for up in vocabulary.above(one)}
        if kinds.isdisjoint(wanted):
            return Text(
                "it binds {sort} {names} alone", sort=name, names=listed(wanted)
            )
    return None


def not_asked(law: core.Law, article: core.Article, stated: Stated) -> tuple[Text, ...]:
    """Return what an article asks of those whose log it is, and nobody said."""
    return tuple(
        name
        for sort, name in _NAMED.items()
        if bound_by(law, article, sort) and not stated.scope.get(sort)
    )


def why_unknown(error: CalendarEnds | ValueError, calendar: Calendar | None) -> Text:
    """Return why an act could not be judged."""
    match error:
        case CalendarBegins(calendar=name, first=first):
            return Text(
                "calendar `{calendar}` begins on {day}", calendar=name, day=f"{first}"
            )
        case CalendarEnds(calendar=name, last=last):
            return Text(
                "calendar `{calendar}` ends on {day}", calendar=name, day=f"{last}"
            )
    return _NO_CALENDAR if calendar is None else _OUT_OF_REACH
