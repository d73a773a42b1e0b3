"""Runs a parse table over the words of a sentence."""

from collections.abc import Callable, Iterable

from policydsl.diagnostics.model import Diagnostic
from policydsl.source import Source, Span
from policydsl.syntax import ast
from policydsl.syntax.builder.single import WATCHED, repeated
from policydsl.syntax.lexer import Token
from policydsl.syntax.parts import Child, Part
from policydsl.syntax.tables import Reduction, Table

END = "$END"
Build = Callable[[Part], Child]


class Machine:
    """An LALR parser over one sentence; it can be copied to try a word.

    Values are built as soon as a rule is complete. ``build`` turns the parts of
    a rule into what stands for it.
    """

    def __init__(self, table: Table, source: Source, build: Build | None) -> None:
        self._table = table
        self._source = source
        self._build = build
        self._states = [table.start]
        self._values: list[Child | list[Child]] = []
        self._ranges: list[tuple[int, int]] = []
        self.problems: list[Diagnostic] = []

    def after(self, tokens: Iterable[Token]) -> "Machine":
        """Return a machine that has taken other words from the beginning."""
        fresh = Machine(self._table, self._source, self._build)
        fresh.feed_all(tokens)
        return fresh

    def trial(self) -> "Machine":
        """Return a copy that builds nothing."""
        copy = Machine(self._table, self._source, None)
        copy._states = self._states.copy()
        copy._values = [[] for _ in self._values]
        copy._ranges = self._ranges.copy()
        return copy

    def result(self) -> Child | None:
        """Return what stands for the sentence, once its end was fed."""
        value = self._values[-1] if self._values else None
        return None if isinstance(value, list) else value

    def feed(self, token: Token) -> bool:
        """Take one word; return whether it could stand here.

        If not, rules that were complete have been reduced, nothing else.
        """
        return self.feed_all((token,)) == 1

    def feed_all(self, tokens: Iterable[Token]) -> int:
        """Take words until one cannot stand; return how many were taken."""
        # Here most of the time goes that reading takes, so nothing is looked up twice.
        actions, rules, end = self._table.actions, self._table.rules, self._table.end
        states, values, ranges = self._states, self._values, self._ranges
        row = actions[states[-1]]
        count = 0
        for token in tokens:
            kind, text, start, stop, sort = token
            while True:
                action = row.get(kind)
                if action is None:
                    return count
                if action >= 0:
                    states.append(action)
                    row = actions[action]
                    if sort is None:
                        values.append(token)
                    else:
                        span = Span(self._source, start, stop)
                        values.append(ast.Term(text, sort, span=span))
                    ranges.append((start, stop))
                    break
                rule = rules[-1 - action]
                if rule.stays:
                    # The value stays what it is; most reductions are of this kind.
                    states.pop()
                else:
                    self._reduce(rule)
                state = actions[states[-1]][rule.name]
                states.append(state)
                row = actions[state]
                if kind == END and state == end:
                    break
            count += 1
        return count

    def expected(self) -> set[str]:
        """Return the kinds of word that could stand here."""
        kinds = self._table.actions[self._states[-1]]
        return {
            kind
            for kind in kinds
            if (kind.isupper() or kind == END) and self._accepts(kind)
        }

    def _accepts(self, kind: str) -> bool:
        return self.trial().feed(Token(kind, "", 0, 0))

    def _reduce(self, rule: Reduction) -> None:
        """Replace the values of a rule by what it stands for."""
        size = rule.size
        if size == 1:
            self._states.pop()
            value = self._values.pop()
            first, last = self._ranges.pop()
            children = value if isinstance(value, list) else [value]
        elif size:
            children = _flat(self._values[-size:])
            first, last = self._ranges[-size][0], self._ranges[-1][1]
            del self._states[-size:], self._values[-size:], self._ranges[-size:]
        else:
            children = []
            first = last = self._ranges[-1][1] if self._ranges else 0
        if rule.is_spliced or self._build is None:
            self._values.append(children)
        else:
            part = Part(rule.name, children, Span(self._source, first, last))
            if rule.name in WATCHED:
                self.problems += repeated(part)
            self._values.append(self._build(part))
        self._ranges.append((first, last))


def _flat(values: list[Child | list[Child]]) -> list[Child]:
    """Join values; the first list is used again, so that lists grow in time."""
    first = values[0]
    joined = first if isinstance(first, list) else [first]
    for value in values[1:]:
        if isinstance(value, list):
            joined.extend(value)
        else:
            joined.append(value)
    return joined
