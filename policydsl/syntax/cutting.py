"""Text to units: a run of letters, one Chinese character, a number, a mark."""

import re
from functools import lru_cache
from typing import NamedTuple

from policydsl.source import Source
from policydsl.syntax import characters, words

# The characters of a script without blanks, for a set in a regular expression.
HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003fffd"
)
_LETTER = rf"[^\W\d{HAN}]"
_WORD_CHAR = rf"[^\W{HAN}]"
_QUOTATION = words.shared().quotation
_STRING = "|".join(f"{first}[^{last}\n]*{last}" for first, last in _QUOTATION.items())
_UNIT = re.compile(
    rf"""[^\S\n]*(?:(?P<BREAK>\n|\Z)
    |(?P<WORD>{_LETTER}(?:{_WORD_CHAR}|[-.'’](?={_WORD_CHAR}))*)
    |(?P<HAN>[{HAN}])
    |(?P<DATE>[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}(?![0-9A-Za-z_-]))
    |(?P<TIME>[0-9]{{1,2}}:[0-9]{{2}}(?![0-9:]))
    |(?P<DECIMAL>[0-9]+\.[0-9]+)
    |(?P<NUMBER>[0-9]+)
    |(?P<STRING>{_STRING})
    |(?P<COMMENT>\#[^\n]*)
    |(?P<MARK>\S))""",
    re.VERBOSE,
)


class Unit(NamedTuple):
    """A piece of text; a plain tuple, since there are very many."""

    kind: str
    text: str
    start: int
    end: int


class Comment(NamedTuple):
    """A comment with its ``#``; ``is_own_line``: nothing stands before it."""

    text: str
    start: int
    end: int
    is_own_line: bool


class Cut(NamedTuple):
    """A text cut into the units of its sentences, and what lies between them."""

    text: str
    sentences: list[list[Unit]]
    comments: list[Comment]


@lru_cache(maxsize=4)
def cut(source: Source) -> Cut:
    """Return the sentences of a document as units, and its comments.

    A sentence begins at the left margin. Positions are those of the source. A
    document is cut to see what it is, to be read and to be written: soon after each
    other. What is returned is shared, and nobody changes it.
    """
    text = characters.masked(source).translate(words.shared().characters)
    if text.startswith("\ufeff"):
        text = " " + text[1:]
    sentences: list[list[Unit]] = []
    comments: list[Comment] = []
    units: list[Unit] = []
    is_line_empty = True
    at_margin = text.startswith(" ") and source.text.startswith("\ufeff")
    for match in _UNIT.finditer(text):
        kind = match.lastgroup or ""
        if kind == "BREAK":
            is_line_empty = True
            continue
        start, end = match.span(kind)
        if kind == "COMMENT":
            raw = source.text[start:end].rstrip()
            comments.append(Comment(raw, start, start + len(raw), is_line_empty))
            continue
        begins = is_line_empty and (
            not start or text[start - 1] == "\n" or (at_margin and start == 1)
        )
        if begins or not sentences:
            sentences.append([])
            units = sentences[-1]
        units.append(Unit(kind, text[start:end], start, end))
        is_line_empty = False
    return Cut(text, sentences, comments)


@lru_cache(maxsize=4096)
def units_of(spelling: str) -> tuple[str, ...]:
    """Return the units of a spelling, without blanks."""
    return tuple(
        match.group(match.lastgroup)
        for match in _UNIT.finditer(spelling.translate(words.shared().characters))
        if match.lastgroup is not None and match.lastgroup != "BREAK"
    )
