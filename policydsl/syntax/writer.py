"""A node -> its words in a language, by the templates of the language."""

import re
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any

from policydsl.source import Span
from policydsl.syntax import ast, words
from policydsl.syntax.ast import Sort
from policydsl.syntax.cutting import HAN
from policydsl.syntax.fields import is_empty, said
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
_COMPOUND = (ast.AllOf, ast.AnyOf)
_BINDING = (*_COMPOUND, ast.Not)
_NAMED_AS_WRITTEN = (Sort.RULE, Sort.LAW, Sort.DOCUMENT)


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
        kind = type(node)
        if kind is ast.Term:
            written = self._term(node)  # type: ignore[arg-type]
        elif (of_kind := _WRITTEN.get(kind)) is not None:
            written = of_kind(self, node)
        else:
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
        texts = [self._piece(piece, node) or "" for piece in template]
        return _glued(texts).strip(" " + OUTER)

    def _field(self, node: ast.Node, name: str) -> Any:
        return said(node, name, self._language, self._lexicon)

    def _piece(self, piece: Piece, node: ast.Node) -> str | None:
        """Return the text of a piece; ``None`` if it is empty."""
        # By the type itself: patterns would take most of the time.
        kind = type(piece)
        if kind is Literal:
            return piece.text  # type: ignore[union-attr]
        if kind is Gap:
            return self._gap(piece, node)  # type: ignore[arg-type]
        if kind is Optional:
            return self._optional(piece, node)  # type: ignore[arg-type]
        if kind is Break:
            return self._with_breaks(piece.mark)  # type: ignore[union-attr]
        assert isinstance(piece, Test)
        is_set = not is_empty(self._field(node, piece.field))
        return "" if is_set is piece.is_set else None

    def _gap(self, gap: Gap, node: ast.Node) -> str | None:
        amount = self._field(node, gap.beside) if gap.beside else 1
        if gap.field.isupper():
            return self._language.spelling(gap.field, amount)
        value = self._field(node, gap.field)
        if is_empty(value):
            return None
        return self._written(value, gap.joiner, amount, node) or None

    def _optional(self, optional: Optional, node: ast.Node) -> str:
        texts = []
        for piece in optional.pieces:
            text = self._piece(piece, node)
            if text is None:
                return ""
            texts.append(text)
        return _glued(texts)

    def _written(
        self, value: Any, joiner: str | None, amount: int, node: ast.Node
    ) -> str:
        kind = type(value)
        if kind is ast.Term:
            return self._mark(value) + self._term(value, amount)
        if kind is tuple:
            each = [self._written(one, None, amount, node) for one in value]
            return self._joined(each, joiner)
        if kind is bool:
            return ""
        if isinstance(value, ast.Node):
            text = self.text(value)
            return self._bracketed(value, text) if type(node) in _BINDING else text
        return self._value(value, amount) if isinstance(value, Enum) else str(value)

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


_WRITTEN: Mapping[type, Callable[[Writer, Any], str]] = {
    ast.Name: lambda writer, node: node.text,
    ast.Text: Writer._said,
    ast.Date: lambda writer, node: node.date.isoformat(),
    ast.Time: lambda writer, node: f"{node.minutes // 60:02}:{node.minutes % 60:02}",
    ast.BuiltIn: lambda writer, node: writer._value(node.value, 1),
}


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


def _glued(texts: Sequence[str]) -> str:
    """Join texts, with a blank where two words would run into one."""
    glued: list[str] = []
    for text in texts:
        if not text:
            continue
        if glued and _run_into_one(glued[-1], text):
            glued.append(" ")
        glued.append(text)
    return "".join(glued)


def _run_into_one(left: str, right: str) -> bool:
    """Whether the last word of a text and the first of another would be one.

    A number and a word after it are two.
    """
    if left[-1] == " " or right[0] == " ":
        return False
    begins = _FIRST_LETTER.match(right)
    if begins is None or not _LAST_LETTER.match(left[-1]):
        return False
    return not (_LAST_NUMBER.search(left) and begins.group(1).isalpha())
