"""What an editor colours alike: pieces of a text, each with its colour.

Words are found as the compiler finds them, so a keyword in a name or in a text is
none. Which kinds of word are alike, ``[colours]`` in ``grammar/common.toml`` says.
"""

from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import NamedTuple

from policydsl.source import Source
from policydsl.syntax import cutting, lexer, words
from policydsl.syntax.ast import Sort
from policydsl.syntax.lexer import Known, Lexer, Token, Trie
from policydsl.syntax.lexicon import Lexicon
from policydsl.syntax.reading import language_of
from policydsl.syntax.words import Language


class Colour(Enum):
    """What a piece is; ``JOINING`` are keywords that are none of the others."""

    SENTENCE = "sentence"
    CLAUSE = "clause"
    CONDITION = "condition"
    JOINING = "joining"
    CONSTANT = "constant"
    UNIT = "unit"
    OUTCOME = "outcome"
    TYPE = "type"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    NAME = "name"
    TERM = "term"
    MARK = "mark"
    COMMENT = "comment"
    UNKNOWN = "unknown"

    @property
    def is_keyword(self) -> bool:
        """Whether pieces of this colour are words of the language itself."""
        return self in _KEYWORDS


_KEYWORDS = frozenset(
    {
        Colour.SENTENCE,
        Colour.CLAUSE,
        Colour.CONDITION,
        Colour.JOINING,
        Colour.CONSTANT,
        Colour.UNIT,
        Colour.OUTCOME,
        Colour.TYPE,
    }
)
# Words that are none of the language: unknown, or refused wherever they stand.
_NONE = frozenset({"WORD", "MARK"})


class Piece(NamedTuple):
    """A piece of a text: ``[start, end)`` in code points, and the sort of a term."""

    start: int
    end: int
    colour: Colour
    sort: Sort | None = None


@cache
def colours() -> dict[str, Colour]:
    """Return the colour of each kind of word that has one of its own."""
    shared = words.shared()
    first = dict.fromkeys((*shared.documents, *shared.sorts), Colour.SENTENCE)
    own = {
        kind: Colour(name) for name, kinds in shared.colours.items() for kind in kinds
    }
    return {**first, **own}


def colour_of(kind: str, language: Language) -> Colour:
    """Return the colour of a kind of word that is no term."""
    if kind in _NONE or kind in language.refused:
        return Colour.UNKNOWN
    return colours().get(kind, Colour.JOINING)


def coloured(
    text: str, lexicon: Lexicon | None = None, language: str | None = None
) -> Iterator[Piece]:
    """Yield the pieces of a text in order, comments among them.

    Terms are those of ``lexicon``, if there is one, and those that the text introduces
    itself. The language is that of the text, if none is said.
    """
    source = Source("", text)
    cut = cutting.cut(source)
    spoken = words.load_language(language) if language else language_of(cut)
    trie = _trie(spoken, lexicon or Lexicon())
    _add_introduced(trie, spoken, cut)
    keywords = lexer.keywords(spoken)
    reader = Lexer(spoken, cut.text, trie)
    pieces = [Piece(c.start, c.end, Colour.COMMENT) for c in cut.comments]
    for written in cut.sentences:
        units = lexer.in_small_letters(keywords, written)
        pieces += (_piece(token, spoken) for token in reader.tokens(units))
    yield from sorted(pieces)


def _piece(token: Token, language: Language) -> Piece:
    if token.sort is not None:
        return Piece(token.start, token.end, Colour.TERM, token.sort)
    return Piece(token.start, token.end, colour_of(token.kind, language))


def _trie(language: Language, lexicon: Lexicon) -> Trie:
    trie = lexer.keyword_trie(language)
    for term in language.terms:
        sort = Sort(term.sort)
        lexer.add(trie, term.spelling, Known(sort.value.upper(), term.text, sort))
    for spelling, entry in lexicon.spelled(language.key):
        _add(trie, language, spelling, entry.text, entry.sort)
    return trie


def _add_introduced(trie: Trie, language: Language, cut: cutting.Cut) -> None:
    names = Lexer(language, cut.text)
    for name in lexer.introduced(names, cut.sentences):
        _add(trie, language, name.text, name.text, name.sort)


def _add(trie: Trie, language: Language, spelling: str, text: str, sort: Sort) -> None:
    known = Known(sort.value.upper(), text, sort)
    lexer.add(trie, spelling, known)
    if sort in (Sort.UNIT, Sort.ITEM):
        lexer.add(trie, language.unit(spelling, 2), known)
