"""Pieces of the language as patterns of Oniguruma, the engine of TextMate grammars.

They say what ``policydsl/syntax/cutting.py`` and ``lexer.py`` say, about one line and
about characters as they are written: a full-width colon is one of the colons here.
"""

import re
from collections.abc import Iterable

from policydsl.syntax import cutting, words
from policydsl.syntax.cutting import units_of

_SHARED = words.shared()
_HAN_CHAR = re.compile(f"[{cutting.HAN}]")


def _code(char: str) -> str:
    """Return a character in a way that is none of a pattern's own."""
    if char.isascii():
        return char if char.isalnum() or char == "_" else f"\\x{{{ord(char):02x}}}"
    return char


def _written(char: str) -> tuple[str, ...]:
    """Return the characters that are read as one."""
    others = [chr(c) for c, read in _SHARED.characters.items() if read == char]
    return (char, *others)


def _set(chars: Iterable[str]) -> str:
    return "".join(_code(one) for char in chars for one in _written(char))


def _one_of(chars: str) -> str:
    found = _set(chars)
    return f"[{found}]" if len(found) != 1 else found


# The engine's name for these characters.
_HAN = r"\p{Han}"
_OPENING = "".join(_SHARED.quotation)
_WORD_CHAR = rf"[\w&&[^{_HAN}]]"
_LETTER = rf"[\w&&[^\d{_HAN}]]"
_INNER = "[\\-.'’]"
_DIGIT = _one_of("0123456789")
# The word goes on.
_MORE = rf"(?:{_WORD_CHAR}|{_INNER}{_WORD_CHAR})"

ANYTHING = r"[^\s#]"
BLANK = rf"[\s{_set(' ')}]"
# Never given back in part.
WORD = rf"(?>{_LETTER}(?:{_WORD_CHAR}|{_INNER}(?={_WORD_CHAR}))*)"
NAME = rf"[^\s{_set(' ,:<')}#{_OPENING}]+"
STRING = "|".join(
    rf"{_code(first)}[^{_code(last)}]*{_code(last)}"
    for first, last in _SHARED.quotation.items()
)
_DASH = _one_of("-")
DATE = (
    rf"{_DIGIT}{{4}}{_DASH}{_DIGIT}{{1,2}}{_DASH}{_DIGIT}{{1,2}}(?!{_DIGIT}|[A-Za-z_]|{_DASH})"
    rf"|{_DIGIT}{{1,2}}{_one_of(':')}{_DIGIT}{{2}}(?!{_DIGIT}|{_one_of(':')})"
)
# A number, and the currency that may stand beside it.
AMOUNT = (
    rf"({_DIGIT}+(?:{_one_of('.')}{_DIGIT}+)?)"
    rf"(?:{BLANK}*([A-Z]{{3}})(?!{_MORE}))?"
)
COMMAS = _one_of(_SHARED.punctuation["COMMA"] + _SHARED.punctuation["LESS"])
MARKS = _one_of("".join(_SHARED.punctuation.values()))


def any_of(spellings: Iterable[str]) -> str:
    """Return the pattern of keywords, of which each word is whole."""
    words_: list[str] = []
    others: list[str] = []
    for spelling in spellings:
        ends_as_word = spelling[-1].isalpha() and not _is_han(spelling[-1])
        (words_ if ends_as_word else others).append(_units(spelling))
    found = [f"(?:{'|'.join(words_)})(?!{_MORE})"] if words_ else []
    return f"(?:{'|'.join([*found, *others])})"


def _units(spelling: str) -> str:
    pattern = ""
    before = ""
    for unit in units_of(spelling):
        is_word = unit[0].isalpha() and not _is_han(unit)
        if before:
            pattern += f"{BLANK}+" if is_word and not _is_han(before) else f"{BLANK}*"
        pattern += "".join(_one_of(char) for char in unit)
        before = unit
    return pattern


def several_words(stops: Iterable[str], ends_at_space: bool) -> str:
    """Return the pattern of a name of several words, up to one that stops it.

    ``ends_at_space``: at a blank beside a character of a script without blanks.
    """
    unit = rf"(?!{any_of(stops)})(?:{WORD}|[^\s{_set(' ')}#{_OPENING}])"
    gap = rf"{BLANK}*"
    if ends_at_space:
        gap = rf"(?:(?<![{_HAN}]){BLANK}+(?![{_HAN}]))?"
    return rf"{unit}(?:{gap}{unit})*"


def _is_han(unit: str) -> bool:
    return _HAN_CHAR.match(unit) is not None
