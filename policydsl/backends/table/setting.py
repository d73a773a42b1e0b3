"""What every table of a policy is told with: words, phrases, an example."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from attrs import frozen

from policydsl.backends.table.model import Column
from policydsl.backends.wording import Words
from policydsl.semantics import core
from policydsl.syntax import ast

# How a node of the policy reads in the language of the table.
Phrase = Callable[[ast.Node], str]


@frozen
class Setting:
    """A policy, and the language in which it is told.

    ``start`` is the day on which the clocks of the examples begin.
    """

    policy: core.Policy
    phrase: Phrase
    words: Words
    start: date

    def say(self, key: str, /, **values: object) -> str:
        """Return a sentence of the table of words."""
        return self.words.say(key, **values)

    def spell(self, name: str, sort: ast.Sort) -> str:
        """Return the name of a term in the language of the table."""
        return self.phrase(ast.Term(name, sort, span=self.policy.document.span))

    def names(self, names: Iterable[str], sort: ast.Sort) -> str:
        """Return the names of terms as a list, in the order given."""
        return self.listed([self.spell(name, sort) for name in names])

    def phrases(self, nodes: Iterable[ast.Node]) -> str:
        """Return phrases as a list of which any may be meant."""
        return self.listed([self.phrase(node) for node in nodes], "or")

    def listed(self, texts: Sequence[str], last: str = "comma") -> str:
        """Join texts; ``last`` is the key of what stands before the last one."""
        comma = self.say("list.comma")
        if len(texts) < 2 or last == "comma":
            return comma.join(texts)
        return comma.join(texts[:-1]) + self.say(f"list.{last}") + texts[-1]

    def columns(
        self, table: str, blocks: Sequence[tuple[str, str | None]]
    ) -> tuple[Column, ...]:
        """Return the columns of a table: keys, and the blocks that they stand in."""
        labels = self.words.entries
        return tuple(
            Column(
                key,
                self.say(f"{table}.columns.{key}"),
                block,
                labels.get(f"{table}.labels.{key}"),
            )
            for key, block in blocks
        )
