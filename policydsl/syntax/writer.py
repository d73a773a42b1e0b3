"""A node -> its words in a language, by the templates of the language."""

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache
from typing import Any

from attrs import frozen

from policydsl.source import Span
from policydsl.syntax import ast, words
from policydsl.syntax.ast import Sort
from policydsl.syntax.builder.literals import MONTHS, WEEKDAYS
from policydsl.syntax.cutting import HAN
from policydsl.syntax.lexicon import Lexicon
from policydsl.syntax.saying import said_in, written_in
from policydsl.syntax.templates import (
    Break,
    Choice,
    Gap,
    Literal,
    Optional,
    Piece,
    Template,
    Test,
    template_of,
)
from policydsl.syntax.wrapping import MARKS, OUTER, PLACE, PLACE_END, nested

# Letters and digits of a script with blanks; the first may stand behind places that
# are marked. A date or a time is not a number.
_LAST_LETTER = re.compile(rf"[^\W{HAN}]")
_LAST_NUMBER = re.compile(rf"(?:(?<![\w:-])|(?<=[{HAN}]))[0-9.]+\Z")
_FIRST_LETTER = re.compile(rf"(?:{PLACE}[0-9]+{PLACE_END})*([^\W{HAN}])")
# What an act says beside its verb and audience.
_ROLES = (
    "channels",
    "purpose",
    "matter",
    "actor",
    "effective",
    "disclosing",
    "count",
    "item",
    "length",
    "ending",
)
_COMPOUND = (ast.AllOf, ast.AnyOf)
_NAMED_AS_WRITTEN = (Sort.RULE, Sort.LAW, Sort.DOCUMENT)


@frozen
class Scoped(ast.Node):
    """A member of a scope, with the word for its sort: ``lender bank``."""

    sort: Sort
    term: ast.Term


@cache
def _broken(text: str, is_whole: bool) -> str:
    """Return a piece of a template with the marks of its breaks."""
    for written, marks in MARKS.items():
        text = text.replace(written, marks[is_whole])
    return text


@cache
def templates(key: str) -> Mapping[str, Template]:
    """Return the templates of a language, by the class of a node."""
    printing = words.load_language(key).printing
    return {name: template_of(entry) for name, entry in printing.items()}


class Writer:
    """Writes nodes in one language.

    With ``places``, each node of the list's source is noted there and marked in
    the text, and places where a long line may be broken are marked too. ``own`` is
    the language of the document: words that it gives in several languages are then
    written in all, and without ``places`` in one.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        language: str,
        places: list[Span] | None = None,
        own: str | None = None,
    ) -> None:
        self._lexicon = lexicon
        self._language = words.load_language(language)
        self._templates = templates(language)
        self._places = places
        self._own = own or language

    def text(self, node: ast.Node) -> str:
        """Return the words of a node."""
        match node:
            case ast.Person():
                written = self._filled(node)
            case ast.Term():
                written = self._term(node)
            case ast.Name():
                written = node.text
            case ast.Text():
                written = self._said(node)
            case ast.Date():
                written = node.date.isoformat()
            case ast.Time():
                written = f"{node.minutes // 60:02}:{node.minutes % 60:02}"
            case ast.BuiltIn():
                written = self._value(node.value, 1)
            case _:
                written = self._filled(node)
        return self._mark(node) + written

    def _term(self, term: ast.Term, amount: int = 1) -> str:
        if term.sort in _NAMED_AS_WRITTEN:
            return term.text
        spelling = self._lexicon.spelling(term.text, self._language.key)
        if term.sort in (Sort.UNIT, Sort.ITEM):
            return self._language.unit(spelling, amount)
        return spelling

    def _said(self, text: ast.Text) -> str:
        if self._places is None:
            return _quoted(said_in(text, self._own, self._language.key))
        text = written_in(text, self._own, self._language.key)
        each = (_quoted(text.text), *map(self.text, text.others))
        return self._with_breaks("{~}").join(each)

    def _mark(self, node: ast.Node) -> str:
        if self._places is None:
            return ""
        self._places.append(node.span)
        return f"{PLACE}{len(self._places) - 1}{PLACE_END}"

    def _filled(self, node: ast.Node) -> str:
        template = self._templates[type(node).__name__]
        if isinstance(template, Choice):
            value = self._field(node, template.field)
            template = template.templates[_key(value)]
        return self._pieces(template, node).strip(" " + OUTER)

    def _pieces(self, pieces: tuple[Piece, ...], node: ast.Node) -> str:
        return _glued(self._piece(piece, node) or "" for piece in pieces)

    def _piece(self, piece: Piece, node: ast.Node) -> str | None:
        """Return the text of a piece; ``None`` if it is empty."""
        match piece:
            case Literal(text):
                return text
            case Break(mark):
                return self._with_breaks(mark)
            case Test(field, is_set):
                value = self._field(node, field)
                return "" if _is_empty(value) is not is_set else None
            case Gap(field, joiner, beside):
                amount = self._field(node, beside) if beside else 1
                if field.isupper():
                    return self._language.spelling(field, amount)
                value = self._field(node, field)
                if _is_empty(value):
                    return None
                return self._written(value, joiner, amount, node) or None
            case Optional(inner):
                written = [self._piece(one, node) for one in inner]
                is_there = all(
                    text is not None or isinstance(one, Optional)
                    for one, text in zip(inner, written, strict=True)
                )
                return _glued(text or "" for text in written) if is_there else ""

    def _written(
        self, value: Any, joiner: str | None, amount: int, node: ast.Node
    ) -> str:
        match value:
            case None | False | True:
                return ""
            case Enum():
                return self._value(value, amount)
            case ast.Person():
                return self.text(value)
            case ast.Term():
                return self._mark(value) + self._term(value, amount)
            case ast.Node():
                text = self.text(value)
                if isinstance(node, (*_COMPOUND, ast.Not)):
                    return self._bracketed(value, text)
                return text
            case tuple():
                each = [self._written(one, None, amount, node) for one in value]
                return self._joined(each, joiner)
            case _:
                return str(value)

    def _bracketed(self, condition: ast.Node, text: str) -> str:
        if not isinstance(condition, _COMPOUND):
            return text
        opening = self._language.printing_marks["open"]
        closing = self._language.printing_marks["close"]
        return f"{opening}{nested(text)}{closing}"

    def _joined(self, texts: list[str], joiner: str | None) -> str:
        if joiner is None:
            joiner = self._language.printing_marks["list"]
        return self._with_breaks(joiner).join(texts)

    def _with_breaks(self, text: str) -> str:
        return _broken(text, self._places is None)

    def _value(self, value: Enum, amount: int) -> str:
        kinds = words.shared().kinds.get(type(value).__name__, {})
        kind = kinds.get(value.value, str(value.value).upper())
        return self._language.spelling(kind, amount)

    def _field(self, node: ast.Node, field: str) -> Any:
        """Return a field of a node, or what the node says under that name."""
        if field == "force":
            return self._force(node)
        match node:
            case ast.Act():
                return self._of_act(node, field)
            case ast.Rule() if field == "named":
                return node.name.span.start != node.name.span.end or (
                    not node.span.text
                )
            case ast.Weekdays() if field in ("first", "last"):
                return self._language.spelling(WEEKDAYS[getattr(node, field)])
            case ast.PerWeek():
                return self._language.spelling(WEEKDAYS[node.first_weekday])
            case ast.MonthDay() if field == "month":
                return self._language.spelling(MONTHS[node.month - 1])
            case ast.Weekdays() | ast.Dates() | ast.YearlyDays() if field == "range":
                return node.first != node.last
            case ast.InLanguage() if field == "language":
                return words.shortest_name(node.language.text)
            case ast.Scope():
                return tuple(Scoped(t.sort, t, span=t.span) for t in node.terms)
            case ast.AfterEach() if field != "clock":
                return _of_points(node, field)
            case ast.Person() if field == "party":
                return ast.Term(node.text, node.sort, span=node.span)
            case ast.Rolled() if field != "way":
                return getattr(node.days, field)
            case ast.Every() if field in ("interval", "days", "excluding"):
                return _of_step(node.step, field)
        return getattr(node, field)

    def _of_act(self, act: ast.Act, field: str) -> Any:
        match field:
            case "to":
                return act.audience is not None and self._lexicon.takes_to(
                    act.verb.text
                )
            case "crowded":
                roles = act.roles
                said = (
                    roles.channels,
                    roles.purpose,
                    roles.matter,
                    roles.actor,
                    roles.effective or None,
                    roles.disclosing,
                    roles.count,
                    roles.item,
                    roles.length,
                    roles.ending,
                    *act.permissions,
                )
                many = sum(role is not None for role in said) > 2
                return many or len(act.permissions) > 1
            case _ if field in _ROLES:
                return getattr(act.roles, field)
        return getattr(act, field)

    def _force(self, node: Any) -> str:
        return self._language.forces.get(node.force.text, "") if node.force else ""


def _of_points(node: ast.AfterEach, field: str) -> Any:
    if field == "amounts":
        return tuple(str(point.amount) for point in node.points)
    # Beside several numbers even a last 1 is written for several.
    return 2 if field == "amount" else getattr(node.points[0], field)


def _of_step(step: ast.Duration | ast.OnDays, field: str) -> Any:
    if field == "interval":
        return step if isinstance(step, ast.Duration) else None
    return getattr(step, field) if isinstance(step, ast.OnDays) else ()


def _is_empty(value: Any) -> bool:
    if isinstance(value, ast.Roles):
        return all(_is_empty(getattr(value, field)) for field in _ROLES)
    return value is None or value is False or value in ((), "")


def _key(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value.value) if isinstance(value, Enum) else str(value)


def _quoted(text: str) -> str:
    """Put a text between the first marks that are not in it."""
    pairs = words.shared().quotation
    for first, last in pairs.items():
        if last not in text:
            return f"{first}{text}{last}"
    return text  # no document could hold it


def _glued(texts: Iterable[str]) -> str:
    """Join texts, with a blank where two words would run into one."""
    glued: list[str] = []
    for text in filter(None, texts):
        if glued and _run_into_one(glued[-1], text):
            glued.append(" ")
        glued.append(text)
    return "".join(glued)


def _run_into_one(left: str, right: str) -> bool:
    """Whether the last word of a text and the first of another would be one.

    A number and a word after it are two.
    """
    begins = _FIRST_LETTER.match(right)
    if begins is None or not _LAST_LETTER.match(left[-1:]):
        return False
    return not (_LAST_NUMBER.search(left) and begins.group(1).isalpha())
