"""The place of a word that cannot stand where it does."""

from attrs import frozen

from policydsl.diagnostics.model import Diagnostic
from policydsl.source import Source, Span
from policydsl.syntax.ast import Sort
from policydsl.syntax.lexer import Token
from policydsl.syntax.lexicon import Lexicon
from policydsl.syntax.words import Language

TIME_UNITS = frozenset(
    {"MINUTE", "HOUR", "DAY", "BUSINESS_DAY", "WEEK", "MONTH", "YEAR"}
)
TRIGGERS = frozenset({"AFTER", "AFTER_EACH", "EVERY", "WHEN", "WHILE"})
CONDITIONS = frozenset({"IF", "UNLESS", "WHILE", "EVIDENCE"})
# What may stand before a condition in the sentence around it.
BEFORE_CONDITION = CONDITIONS | {"AND", "OR", "NOT", "LPAR", "OVER"}
CLAUSE_ENDS = CONDITIONS | {
    "ONLY",
    "WITHIN",
    "LATE_AT_MOST",
    "LATE_WITHOUT_LIMIT",
    "OTHERWISE",
    "BECAUSE",
    "CITES",
    "COLON",
    "UNTIL",
    "FORBID",
    "LIMIT",
    "REQUIRE",
    "LANGUAGE",
    "$END",
}
# What an act may begin with where its verb does not come first.
BEFORE_VERB = frozenset({"TO", "BY", "FOR", "ABOUT", "THROUGH", "WITH", "WITH_COUNT"})
VERBS = frozenset({"ACT", "HOLD"})


@frozen
class Finding:
    """What is said, and how reading goes on.

    ``instead`` are words that are read in place of the next ``replaced`` words, the
    unexpected one first; ``None``: the sentence is not read further.
    """

    diagnostic: Diagnostic
    instead: tuple[Token, ...] | None = None
    replaced: int = 1


@frozen(eq=False)
class Place:
    """A sentence, the place of the unexpected word, and what could stand there."""

    source: Source
    language: Language
    lexicon: Lexicon
    tokens: list[Token]
    at: int
    expected: frozenset[str]
    uses: tuple[str, ...]

    @property
    def token(self) -> Token:
        """The unexpected word; the last is the end of the sentence."""
        return self.tokens[self.at]

    def kind(self, offset: int) -> str:
        """Return the kind of a word before or after; empty outside."""
        at = self.at + offset
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else ""

    def span(self, first: int | None = None, last: int | None = None) -> Span:
        """Return the place of the words ``first`` to ``last``, both included."""
        first = self.at if first is None else first
        last = first if last is None else last
        return Span(self.source, self.tokens[first].start, self.tokens[last].end)

    def said(self, first: int | None = None, last: int | None = None) -> str:
        """Return these words on one line."""
        return " ".join(self.span(first, last).text.split())

    def spelled(self, kind: str) -> str:
        """Return how a kind of word is spelled."""
        return self.language.spelling(kind)

    def expects(self, *kinds: str) -> bool:
        """Whether words of all these kinds could stand here."""
        return all(self.language.kind(kind) in self.expected for kind in kinds)

    def joined(self, *pieces: str) -> str:
        """Return words one after the other, as the language writes them."""
        return self.language.joined(*pieces)

    def in_order(self, is_turned: bool, first: str, second: str) -> str:
        """Return two phrases, turned round where the language does so."""
        return self.joined(*((second, first) if is_turned else (first, second)))

    def clause_end(self, start: int | None = None) -> int:
        """Return the first word that begins another clause, or the end."""
        for at in range(self.at if start is None else start, len(self.tokens)):
            if self.tokens[at].kind in CLAUSE_ENDS:
                return at
        return len(self.tokens) - 1

    def act_at(self, at: int) -> bool:
        """Whether an act, or a measure to hold, begins at a word."""
        if self.tokens[at].kind in VERBS:
            return True
        if self.tokens[at].kind not in BEFORE_VERB:
            return False
        return any(
            token.kind in VERBS for token in self.tokens[at : self.clause_end(at)]
        )

    def back_to(self, *kinds: str) -> int | None:
        """Return the last word of these kinds before the unexpected one."""
        for at in range(self.at - 1, -1, -1):
            if self.tokens[at].kind in kinds:
                return at
        return None

    def example(self, sort: Sort) -> str | None:
        """Return a term of a sort, as the language spells it; one that is clear."""
        found = [one.text for one in self.lexicon.entries.values() if one.sort is sort]
        found.sort(key=self.lexicon.stands_alone, reverse=True)
        return self.lexicon.spelling(found[0], self.language.key) if found else None
