"""Text as a terminal draws it: how wide, and nothing that hides or moves."""

import unicodedata

TAB_COLUMNS = 4
# Characters that a terminal does not draw, draws over their neighbour, or obeys.
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Me", "Mn", "Zl", "Zp"})


def visible(text: str) -> str:
    """Return ``text`` with each unseen character written as its code point."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_drawn(char) for char in text)


def columns(text: str) -> int:
    """Return how many columns a text without unseen characters takes."""
    if text.isascii():
        return len(text)
    # A terminal draws a Chinese character two columns wide: carets counted with
    # len() would end up to the left of what they should point at.
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def cells(line: str) -> list[tuple[str, int]]:
    """Return what is drawn for each character of a line, and its columns."""
    drawn: list[tuple[str, int]] = []
    column = 0
    for char in line:
        if char == "\t":
            shown = " " * (TAB_COLUMNS - column % TAB_COLUMNS)
        else:
            shown = _drawn(char)
        width = columns(shown)
        drawn.append((shown, width))
        column += width
    return drawn


def _drawn(char: str) -> str:
    if unicodedata.category(char) in _UNSEEN:
        return f"<U+{ord(char):04X}>"
    return char
