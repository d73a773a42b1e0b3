"""Text to units: a run of letters, one Chinese character, a number, a mark."""

import re
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
    rf"""(?P<BREAK>\n)
    |(?P<BLANK>[^\S\n]+)
    |(?P<WORD>{_LETTER}(?:{_WORD_CHAR}|[-.'’](?={_WORD_CHAR}))*)
    |(?P<HAN>[{HAN}])
    |(?P<DATE>[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}(?![0-9A-Za-z_-]))
    |(?P<TIME>[0-9]{{1,2}}:[0-9]{{2}}(?![0-9:]))
    |(?P<DECIMAL>[0-9]+\.[0-9]+)
    |(?P<NUMBER>[0-9]+)
    |(?P<STRING>{_STRING})
    |(?P<COMMENT>\#[^\n]*)
    |(?P<MARK>.)""",
    re.VERBOSE | re.DOTALL,
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


def cut(source: Source) -> Cut:
    """Return the sentences of a document as units, and its comments.

    A sentence begins at the left margin. Positions are those of the source.
    """
    text = characters.masked(source).translate(words.shared().characters)
    if text.startswith("\ufeff"):
        text = " " + text[1:]
    sentences: list[list[Unit]] = []
    comments: list[Comment] = []
    is_line_empty = True
    at_margin = text.startswith(" ") and source.text.startswith("\ufeff")
    for match in _UNIT.finditer(text):
        kind = match.lastgroup or ""
        if kind == "BLANK":
            continue
        if kind == "BREAK":
            is_line_empty = True
            continue
        start, end = match.span()
        if kind == "COMMENT":
            raw = source.text[start:end].rstrip()
            comments.append(Comment(raw, start, start + len(raw), is_line_empty))
            continue
        begins = is_line_empty and (
            not start or text[start - 1] == "\n" or (at_margin and start == 1)
        )
        if begins or not sentences:
            sentences.append([])
        sentences[-1].append(Unit(kind, match.group(), start, end))
        is_line_empty = False
    return Cut(text, sentences, comments)


def units_of(spelling: str) -> list[str]:
    """Return the units of a spelling, without blanks."""
    return [
        match.group()
        for match in _UNIT.finditer(spelling.translate(words.shared().characters))
        if match.lastgroup not in ("BLANK", "BREAK")
    ]
