"""The parts of a rule of the grammar, found by kind or label, never by place."""

from collections.abc import Iterator
from typing import TypeVar

from policydsl.source import Span
from policydsl.syntax import ast
from policydsl.syntax.ast import Sort
from policydsl.syntax.lexer import Token

N = TypeVar("N", bound=ast.Node)


class Part:
    """What a rule of the grammar was read from; its label is the rule's name."""

    __slots__ = ("children", "label", "span")

    def __init__(self, label: str, children: "list[Child]", span: Span) -> None:
        self.label = label
        self.children = children
        self.span = span

    def has(self, *kinds: str) -> bool:
        """Whether a word of one of these kinds is a direct part."""
        return self.token(*kinds) is not None

    def tokens(self, *kinds: str) -> Iterator[Token]:
        """Yield the words of some kinds."""
        for child in self.children:
            if type(child) is Token and child.kind in kinds:
                yield child

    def token(self, *kinds: str) -> Token | None:
        """Return the first word of one of these kinds."""
        # Loops, here and below: most parts are asked several times.
        for child in self.children:
            if type(child) is Token and child.kind in kinds:
                return child
        return None

    def all(self, kind: type[N]) -> tuple[N, ...]:
        """Return the nodes of a class, in order."""
        return tuple(child for child in self.children if isinstance(child, kind))

    def first(self, kind: type[N]) -> N | None:
        """Return the first node of a class."""
        for child in self.children:
            if isinstance(child, kind):
                return child
        return None

    def the(self, kind: type[N]) -> N:
        """Return the node of a class that the grammar says is there."""
        found = self.first(kind)
        assert found is not None, f"{self.label} has no {kind.__name__}"
        return found

    def nodes(self) -> tuple[ast.Node, ...]:
        """Return all nodes, in order."""
        return self.all(ast.Node)

    def term(self, *sorts: Sort) -> ast.Term | None:
        """Return the first term of one of these sorts, or of any."""
        for child in self.children:
            if isinstance(child, ast.Term) and (not sorts or child.sort in sorts):
                return child
        return None

    def terms(self, *sorts: Sort) -> tuple[ast.Term, ...]:
        """Return the terms of these sorts, or all."""
        found = self.all(ast.Term)
        return tuple(t for t in found if not sorts or t.sort in sorts)

    def the_term(self, *sorts: Sort) -> ast.Term:
        """Return the term that the grammar says is there."""
        found = self.term(*sorts)
        assert found is not None, f"{self.label} has no term"
        return found

    def parts(self, label: str) -> "Iterator[Part]":
        """Yield the parts that a rule of the grammar made."""
        for child in self.children:
            if isinstance(child, Part) and child.label == label:
                yield child

    def part(self, label: str) -> "Part | None":
        """Return the first part of a rule of the grammar."""
        return next(self.parts(label), None)


Child = Token | ast.Node | Part
