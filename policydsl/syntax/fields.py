"""What a node says under the names that templates have for it.

Most names are those of its fields; the others are in a table here.
"""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import fields, frozen

from policydsl.syntax import ast, words
from policydsl.syntax.ast import Sort
from policydsl.syntax.builder.literals import MONTHS, WEEKDAYS
from policydsl.syntax.lexicon import Lexicon
from policydsl.syntax.words import Language

Said = Callable[[Any, Language, Lexicon], Any]

# What an act says beside its verb and audience.
ROLES = tuple(one.name for one in fields(ast.Roles) if one.name != "span")


@frozen
class Scoped(ast.Node):
    """A member of a scope, with the word for its sort: ``lender bank``."""

    sort: Sort
    term: ast.Term


def said(node: ast.Node, name: str, language: Language, lexicon: Lexicon) -> Any:
    """Return what a node says under a name: a node, a value, or several."""
    named = _SAID.get(type(node))
    if named is not None and name in named:
        return named[name](node, language, lexicon)
    return getattr(node, name)


def is_empty(value: Any) -> bool:
    """Whether a node says nothing there."""
    if value is None or value is False:
        return True
    kind = type(value)
    if kind is ast.Roles:
        return all(is_empty(getattr(value, name)) for name in ROLES)
    return not value if kind is tuple or kind is str else False


def _is_crowded(act: ast.Act, language: Language, lexicon: Lexicon) -> bool:
    """Whether an act says so much that it is written in parts."""
    several = len(act.permissions) > 1
    number = sum(not is_empty(getattr(act.roles, name)) for name in ROLES)
    return several or number + len(act.permissions) > 2


def _takes_to(act: ast.Act, language: Language, lexicon: Lexicon) -> bool:
    return act.audience is not None and lexicon.takes_to(act.verb.text)


def _is_named(rule: ast.Rule, language: Language, lexicon: Lexicon) -> bool:
    """Whether the name of a rule was written; a made tree has no text."""
    name = rule.name.span
    return name.start != name.end or not rule.span.text


def _force(node: Any, language: Language, lexicon: Lexicon) -> str:
    return language.forces.get(node.force.text, "") if node.force else ""


def _role(name: str) -> Said:
    return lambda act, language, lexicon: getattr(act.roles, name)


def _weekday(name: str) -> Said:
    return lambda days, language, lexicon: language.spelling(
        WEEKDAYS[getattr(days, name)]
    )


def _of_days(name: str) -> Said:
    return lambda rolled, language, lexicon: getattr(rolled.days, name)


def _of_point(name: str) -> Said:
    return lambda each, language, lexicon: getattr(each.points[0], name)


def _of_step(name: str) -> Said:
    return lambda every, language, lexicon: (
        getattr(every.step, name) if isinstance(every.step, ast.OnDays) else ()
    )


_RANGE: Mapping[str, Said] = {"range": lambda days, *_: days.first != days.last}
_SAID: Mapping[type, Mapping[str, Said]] = {
    ast.Act: {
        "to": _takes_to,
        "crowded": _is_crowded,
        **{name: _role(name) for name in ROLES},
    },
    ast.LawHeader: {"force": _force},
    ast.Article: {"force": _force},
    ast.Rule: {"named": _is_named},
    ast.Weekdays: {**_RANGE, "first": _weekday("first"), "last": _weekday("last")},
    ast.Dates: _RANGE,
    ast.YearlyDays: _RANGE,
    ast.PerWeek: {"first_weekday": _weekday("first_weekday")},
    ast.MonthDay: {
        "month": lambda day, language, _: language.spelling(MONTHS[day.month - 1])
    },
    ast.InLanguage: {
        "language": lambda said_in, *_: words.shortest_name(said_in.language.text)
    },
    ast.Scope: {
        "terms": lambda scope, *_: tuple(
            Scoped(term.sort, term, span=term.span) for term in scope.terms
        )
    },
    ast.AfterEach: {
        "amounts": lambda each, *_: tuple(str(one.amount) for one in each.points),
        # Beside several numbers even a last 1 is written for several.
        "amount": lambda *_: 2,
        "unit": _of_point("unit"),
        "rounding": _of_point("rounding"),
    },
    ast.Person: {"party": lambda one, *_: ast.Term(one.text, one.sort, span=one.span)},
    ast.Rolled: {"days": _of_days("days"), "excluding": _of_days("excluding")},
    ast.Every: {
        "interval": lambda every, *_: (
            every.step if isinstance(every.step, ast.Duration) else None
        ),
        "days": _of_step("days"),
        "excluding": _of_step("excluding"),
    },
}
