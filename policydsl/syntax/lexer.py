"""Text to words: the longest match over keywords and terms.

First the text is cut into units: a run of letters, one Chinese character, a
number, a mark. Then the longest run of units that is a keyword or a term
becomes one token. So a language without spaces needs nothing of its own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from policydsl.syntax import words
from policydsl.syntax.ast import Sort
from policydsl.syntax.cutting import Unit, units_of
from policydsl.syntax.lexicon import Lexicon
from policydsl.syntax.words import Language

_NAME = re.compile(rf"[^\s,:<{''.join(words.shared().quotation)}]+")
_CURRENCY = re.compile(r"[A-Z]{3}")
_LITERALS = frozenset({"DATE", "TIME", "DECIMAL", "NUMBER", "STRING"})


class Known(NamedTuple):
    """What a spelling stands for: a kind of word, and the term if it is one."""

    kind: str
    text: str
    sort: Sort | None

    @classmethod
    def of(cls, text: str, sort: Sort) -> "Known":
        """Return what the spellings of a term stand for."""
        return cls(sort.value.upper(), text, sort)


class Token(NamedTuple):
    """A word of a sentence. ``text`` is the declared name of a term.

    A word that is neither keyword nor term has the kind ``WORD``.
    """

    kind: str
    text: str
    start: int
    end: int
    sort: Sort | None = None


class Introduced(NamedTuple):
    """A name that a sentence introduces."""

    text: str
    sort: Sort
    start: int
    end: int


# A tree of units; at the end of a spelling the empty text leads to its meaning.
Trie = dict[str, Any]


@cache
def keywords(language: Language) -> Trie:
    """Return the keywords and marks of a language; nothing is added to it."""
    return keyword_trie(language)


def keyword_trie(language: Language) -> Trie:
    """Return the keywords and marks of a language, to which terms can be added."""
    trie: Trie = {}
    for kind, mark in words.shared().punctuation.items():
        add(trie, mark, Known(kind, mark, None))
    for kind, spellings in language.keywords.items():
        for spelling in spellings:
            add(trie, spelling, Known(kind, spelling, None))
    return trie


@lru_cache(maxsize=16)
def known_words(language: Language, lexicon: Lexicon) -> Trie:
    """Return the keywords of a language and the terms in use; nothing is added.

    Documents that use the same vocabularies share it.
    """
    trie = keyword_trie(language)
    for term in language.terms:
        known = Known(term.sort.upper(), term.text, Sort(term.sort))
        add(trie, term.spelling, known)
    for spelling, entry in lexicon.spelled(language.key):
        add_term(trie, language, spelling, Known.of(entry.text, entry.sort))
    return trie


def add_term(
    trie: Trie,
    language: Language,
    spelling: str,
    known: Known,
    shared: Trie | None = None,
) -> Known | None:
    """Add a term, and its plural; return what its spelling stood for already."""
    taken = add(trie, spelling, known, shared)
    if known.sort in (Sort.UNIT, Sort.ITEM):
        add(trie, language.unit(spelling, 2), known, shared)
    return taken


def is_keyword(text: str, language: Language) -> bool:
    """Whether a text is a word of a language."""
    node = keywords(language)
    for unit in units_of(text):
        node = node.get(unit, {})
    return "" in node


def force_trie(language: Language) -> Trie:
    """Return the levels of force of a language."""
    trie: Trie = {}
    for key, spelling in language.forces.items():
        add(trie, spelling, Known("FORCE_LEVEL", key, None))
    return trie


def add(
    trie: Trie, spelling: str, known: Known, shared: Trie | None = None
) -> Known | None:
    """Add a spelling; if it is there already, return what it stands for.

    ``shared`` is a trie that others use, and of which ``trie`` began as a copy of the
    first node: what is below is copied where it has to change.
    """
    node, beneath = trie, shared or {}
    for unit in units_of(spelling):
        following, below = node.get(unit), beneath.get(unit)
        if following is None:
            following = node[unit] = {}
        elif below is not None and following is below:
            following = node[unit] = dict(following)
        node, beneath = following, below or {}
    if not node or "" not in node:
        node[""] = known
        return None
    earlier: Known = node[""]
    return earlier


class Lexer:
    """Reads sentences of one language with one set of terms.

    ``trie`` has the keywords and terms; without one, no term is known.
    """

    def __init__(self, language: Language, text: str, trie: Trie | None = None) -> None:
        self._language = language
        self._text = text
        self._keywords = keywords(language)
        self._trie = self._keywords if trie is None else trie
        self._forces = force_trie(language)
        self._skipped: set[str] = set()

    def tokens(self, units: list[Unit]) -> list[Token]:
        """Return the words of a sentence."""
        tokens: list[Token] = []
        first = match_longest(self._keywords, units, 0)
        opener = first[0].kind if first else ""
        shared = words.shared()
        modes = {**shared.introduces["any"], **shared.introduces.get(opener, {})}
        within = self._language.within.get(opener, {})
        self._skipped = {k for k, only in shared.only_in.items() if only != opener}
        at = 0
        while at < len(units):
            token, after = self._word(units, at, tokens)
            if token.kind in within:
                token = token._replace(kind=within[token.kind])
            tokens.append(token)
            at = after
            if token.sort is None and token.kind in modes:
                at = self._names(modes[token.kind], units, at, tokens)
        return tokens

    def opening(self, units: list[Unit]) -> list[Token]:
        """Return the words of a sentence as far as it may introduce names.

        A rule introduces none after its own.
        """
        first = match_longest(self._keywords, units, 0)
        if first is None or words.shared().sorts.get(first[0].kind) is None:
            return []
        if self._language.names.ends_at_space and not self._gap(units, first[1]):
            # The beginning of a term: a name would stand after a blank.
            return []
        if first[0].kind != "RULE_WORD":
            return self.tokens(units)
        tokens: list[Token] = []
        self._one_word(units, first[1], tokens)
        return [self._word(units, 0, [])[0], *tokens]

    def name(self, units: list[Unit]) -> str | None:
        """Return the name as which units are read where one is introduced.

        ``None`` if not all of them are read, or if they are a word of the language.
        """
        tokens: list[Token] = []
        keyword = match_longest(self._keywords, units, 0)
        if keyword is not None and keyword[1] == len(units):
            return None
        if self._name(units, 0, tokens) != len(units) or len(tokens) != 1:
            return None
        return tokens[0].text

    def _word(
        self, units: list[Unit], at: int, before: list[Token]
    ) -> tuple[Token, int]:
        """Return the token that begins at a unit, and the unit after it."""
        unit = units[at]
        found = match_longest(self._trie, units, at)
        if found is not None and found[0].kind in self._skipped:
            found = match_longest(self._trie, units, at, found[1] - 1)
        if unit.kind in _LITERALS and (found is None or found[1] == at + 1):
            return Token(unit.kind, unit.text, unit.start, unit.end), at + 1
        if found is not None:
            known, after = found
            end = units[after - 1].end
            return Token(known.kind, known.text, unit.start, end, known.sort), after
        kind = "WORD" if unit.kind != "MARK" else "MARK"
        is_after_number = before and before[-1].kind in ("NUMBER", "DECIMAL")
        if is_after_number and _CURRENCY.fullmatch(unit.text):
            kind = "CURRENCY"
        return Token(kind, unit.text, unit.start, unit.end), at + 1

    def _names(self, mode: str, units: list[Unit], at: int, tokens: list[Token]) -> int:
        """Read the names after a keyword; return the unit after them."""
        match mode:
            case "word":
                return self._one_word(units, at, tokens)
            case "word unless term":
                found = match_longest(self._trie, units, at)
                is_term = found is not None and found[0].sort is not None
                return at if is_term else self._one_word(units, at, tokens)
            case "two words":
                return self._one_word(units, self._one_word(units, at, tokens), tokens)
            case "words":
                return self._list(self._one_word, units, at, tokens)
            case "name":
                return self._name(units, at, tokens)
            case "list of names":
                return self._list(self._name, units, at, tokens)
            case _:
                return self._force(units, at, tokens)

    def _list(self, one: Any, units: list[Unit], at: int, tokens: list[Token]) -> int:
        at = one(units, at, tokens)
        while at < len(units):
            found = match_longest(self._keywords, units, at)
            if found is None or found[0].kind not in ("COMMA", "LESS"):
                return at
            tokens.append(self._word(units, at, tokens)[0])
            at = one(units, at + 1, tokens)
        return at

    def _one_word(self, units: list[Unit], at: int, tokens: list[Token]) -> int:
        if at >= len(units):
            return at
        match = _NAME.match(self._text, units[at].start)
        if match is None:
            return at
        tokens.append(Token("NAME", match.group(), match.start(), match.end()))
        while at < len(units) and units[at].start < match.end():
            at += 1
        return at

    def _name(self, units: list[Unit], at: int, tokens: list[Token]) -> int:
        """Read a name of several words, and its owner where that stands first."""
        end = self._name_end(units, at)
        names = self._language.names
        if names.owner_first:
            owner_end = self._owner_end(units, at, end)
            while at < owner_end:
                token, at = self._word(units, at, tokens)
                tokens.append(token)
        if at < end:
            start, stop = units[at].start, units[end - 1].end
            text = " ".join(self._text[start:stop].split())
            tokens.append(Token("NAME", text, start, stop))
        return end

    def _name_end(self, units: list[Unit], at: int) -> int:
        names = self._language.names
        end = at
        while end < len(units) and units[end].kind != "STRING":
            gap = self._gap(units, end) if end > at else ""
            is_beside = "HAN" in (units[end].kind, units[end - 1].kind)
            if "\n" in gap or (gap and is_beside and names.ends_at_space):
                break
            found = match_longest(self._keywords, units, end)
            kind = found[0].kind if found is not None else ""
            is_owner = names.owner_first and kind == names.owner
            if kind in names.stop and not is_owner:
                break
            end += 1
        return end

    def _gap(self, units: list[Unit], at: int) -> str:
        """Return what stands between a unit and the one before it."""
        if at >= len(units):
            return ""
        return self._text[units[at - 1].end : units[at].start]

    def _owner_end(self, units: list[Unit], at: int, end: int) -> int:
        """Return the unit after the last word that says whose the name is."""
        for index in range(end - 1, at, -1):
            found = match_longest(self._keywords, units, index)
            if found is not None and found[0].kind == self._language.names.owner:
                return found[1]
        return at

    def _force(self, units: list[Unit], at: int, tokens: list[Token]) -> int:
        found = match_longest(self._forces, units, at)
        if found is None:
            return at
        known, after = found
        start, end = units[at].start, units[after - 1].end
        tokens.append(Token(known.kind, known.text, start, end))
        return after


def match_longest(
    trie: Trie, units: list[Unit], at: int, end: int | None = None
) -> tuple[Known, int] | None:
    """Return what the longest run of units at a place stands for, and its end.

    The run does not go beyond ``end``.
    """
    node = trie
    best: tuple[Known, int] | None = None
    for index in range(at, len(units) if end is None else end):
        following = node.get(units[index].text)
        if following is None:
            break
        node = following
        known = node.get("")
        if known is not None:
            best = known, index + 1
    return best


def in_small_letters(trie: Trie, units: list[Unit]) -> list[Unit]:
    """Return a sentence whose first word is a keyword, if only capitals hide it."""
    first = units[0]
    if first.kind != "WORD" or first.text.islower():
        return units
    small = [first._replace(text=first.text.lower()), *units[1:]]
    if match_longest(trie, units, 0) or not match_longest(trie, small, 0):
        return units
    return small


def introduced(lexer: Lexer, sentences: Iterable[list[Unit]]) -> Iterator[Introduced]:
    """Yield the names that sentences introduce; needs no terms.

    ``lexer`` reads keywords only.
    """
    sorts: Mapping[str, str] = words.shared().sorts
    for units in sentences:
        sort: Sort | None = None
        is_named = False
        for at, token in enumerate(lexer.opening(units)):
            if token.kind in sorts and (at == 0 or is_named):
                sort = Sort(sorts[token.kind])
            elif token.kind == "NAME" and sort is not None:
                yield Introduced(token.text, sort, token.start, token.end)
                is_named = True
            elif is_named and token.kind not in ("COMMA", "LESS", "NAME"):
                # What stands before a name says whose it is.
                sort = None
