"""Text in columns of a terminal: how wide it is, and where it may break."""

import unicodedata
from collections.abc import Iterator

# A line does not begin with these, nor end with those.
_NOT_FIRST = frozenset("，。；：、！？）」』》】〉’”…,.;:!?)]}%·")
_NOT_LAST = frozenset("（「『《【〈‘“([{")


def columns(text: str) -> int:
    """Return how many columns a text takes; a Chinese character takes two."""
    return sum(map(_columns_of, text))


def padded(text: str, width: int) -> str:
    """Return a text filled up with spaces to a width in columns."""
    return text + " " * (width - columns(text))


def wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines of at most ``width`` columns; at least one line.

    It breaks at spaces, and between Chinese characters; a word that is wider than
    a line is cut.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, width):
        if columns(line) + columns(piece.rstrip()) > width and line.strip():
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    lines.append(line.rstrip())
    return lines


def _columns_of(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def _pieces(text: str, width: int) -> Iterator[str]:
    """Yield what stays together, spaces at its end."""
    piece = ""
    for char in text:
        if piece and (_may_break(piece[-1], char) or columns(piece + char) > width):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if before.isspace():
        return not after.isspace()
    if after.isspace() or after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return _columns_of(before) == 2 or _columns_of(after) == 2
