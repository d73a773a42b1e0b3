"""Templates: how a table of words says that a node is written.

``after {delay} {clock}`` puts phrases in the gaps. What is in square brackets
vanishes when a gap directly in it is empty. ``{clauses|\\n}`` joins a list by
what follows the bar; ``{unit#amount}`` is written as beside that amount;
``{each?}`` and ``{each!}`` are written as nothing, and are there only if the
field is set, or is not. ``{/}`` is a blank at which a long line is broken,
``{~}`` one at which it is if it still has to be, and ``{-}`` nothing, but a place
where it is then, too; ``{//}``, ``{~~}`` and ``{--}`` are the same where what stands
between two of the others is still too long. All may be in what joins a list.
``{TIMES#times}`` is a keyword.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from attrs import frozen

from policydsl.syntax.wrapping import MARKS

_PIECE = re.compile(r"\[|\]|\{((?:[^{}]|\{[/~-]{1,2}\})*)\}|[^\[\]{}]+")


@frozen
class Literal:
    """Words that stand for themselves."""

    text: str


@frozen
class Break:
    """A place where a long line may be broken, such as ``{/}``."""

    mark: str


@frozen
class Gap:
    """The phrase of a field; ``joiner`` is for lists, ``beside`` for plurals."""

    field: str
    joiner: str | None = None
    beside: str | None = None


@frozen
class Test:
    """Nothing, if the field is set or is not, as ``is_set`` says; else empty."""

    field: str
    is_set: bool


@frozen
class Optional:
    """Pieces that vanish when one of them is empty."""

    pieces: tuple["Piece", ...]


Piece = Literal | Break | Gap | Test | Optional


@frozen
class Choice:
    """Templates by the value of a field."""

    field: str
    templates: Mapping[str, tuple[Piece, ...]]


Template = Choice | tuple[Piece, ...]


def template_of(entry: str | Mapping[str, str]) -> Template:
    """Return an entry of a table of words, ready to be filled.

    Raises:
        ValueError: If brackets do not match.
    """
    if isinstance(entry, str):
        return compiled(entry)
    return Choice(
        entry["select"],
        {value: compiled(text) for value, text in entry.items() if value != "select"},
    )


@lru_cache(maxsize=1024)
def compiled(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a template.

    Raises:
        ValueError: If brackets do not match.
    """
    stack: list[list[Piece]] = [[]]
    for match in _PIECE.finditer(text):
        if match.group() == "[":
            stack.append([])
        elif match.group() == "]":
            if len(stack) == 1:
                raise ValueError(f"a bracket is closed twice: {text!r}")
            inner = tuple(stack.pop())
            stack[-1].append(Optional(inner))
        elif match.group(1) is not None:
            stack[-1].append(_gap(match.group(1)))
        else:
            stack[-1].append(Literal(match.group()))
    if len(stack) != 1:
        raise ValueError(f"a bracket is not closed: {text!r}")
    return tuple(stack[0])


def _gap(text: str) -> Piece:
    if f"{{{text}}}" in MARKS:
        return Break(f"{{{text}}}")
    if text.endswith(("?", "!")):
        return Test(text[:-1], text.endswith("?"))
    field, bar, joiner = text.partition("|")
    if bar:
        return Gap(field, joiner)
    field, _, beside = text.partition("#")
    return Gap(field, None, beside or None)
