"""Where a long line is broken.

A text to be broken has marks where it may be: ``OUTER`` where all of a long line
breaks, ``INNER`` where all of what is between two of those does if it is still too
long, and the marks of ``FILLED`` where it is broken only as often as it must be. In
every pair the second is looked at last.
"""

import re
from collections.abc import Iterator, Mapping

from policydsl.diagnostics.render.cells import columns

# In columns of a terminal; a Chinese character has two.
WIDTH = 88
INDENT = "    "

# Characters that no text may contain. A blank is where a line may be broken; a seam
# is a place without a blank where it may be, too.
OUTER, INNER = "\ufdd0", "\ufdd6"
BLANK, INNER_BLANK = "\ufdd1", "\ufdd7"
SEAM, INNER_SEAM = "\ufdd5", "\ufdd8"
FILLED = ((BLANK, SEAM), (INNER_BLANK, INNER_SEAM))
# Where a node begins: its number between these two.
PLACE, PLACE_END = "\ufdd2", "\ufdd3"

# How templates write the marks, and what they are if no line is broken.
MARKS: Mapping[str, tuple[str, str]] = {
    "{/}": (OUTER, " "),
    "{//}": (INNER, " "),
    "{~}": (BLANK, " "),
    "{~~}": (INNER_BLANK, " "),
    "{-}": (SEAM, ""),
    "{--}": (INNER_SEAM, ""),
}
PLACES = re.compile(f"{PLACE}([0-9]+){PLACE_END}")
_WHOLE = str.maketrans(dict(MARKS.values()))
_NESTED = str.maketrans({BLANK: INNER_BLANK, SEAM: INNER_SEAM})
_BREAKS = [re.compile(f"([{''.join(marks)}])") for marks in FILLED]


def plain(marked: str) -> str:
    """Return a text without its marks."""
    return PLACES.sub("", marked).translate(_WHOLE)


def nested(marked: str) -> str:
    """Return a text that is broken only after what it stands in."""
    return marked.translate(_NESTED)


def wrapped(marked: str) -> Iterator[str]:
    """Yield a line, broken where it may be if it is too long; places stay marked."""
    if _fits(marked):
        yield marked
        return
    bare = PLACES.sub("", marked)
    deeper = " " * (len(bare) - len(bare.lstrip(" "))) + INDENT
    for mark in (OUTER, INNER):
        first, *others = marked.split(mark)
        if others:
            yield from wrapped(first)
            for piece in others:
                yield from wrapped(deeper + piece)
            return
    yield from _filled(marked, deeper, 0)


def _fits(marked: str) -> bool:
    # Marks are not shorter than what is left of them.
    return len(marked) * 2 <= WIDTH or columns(plain(marked)) <= WIDTH


def _filled(marked: str, deeper: str, level: int) -> Iterator[str]:
    """Yield lines that are each as long as they may be; a level is one of FILLED."""
    parts = _BREAKS[level].split(marked)
    is_last = level + 1 == len(FILLED)
    if len(parts) == 1:
        yield from [marked] if is_last else _filled(marked, deeper, level + 1)
        return
    line = ""
    for mark, piece in zip(["", *parts[1::2]], parts[::2], strict=True):
        joined = f"{line}{mark}{piece}"
        if line and not _fits(joined):
            yield line
            joined = deeper + piece
        if not _fits(joined) and not is_last:
            *whole, joined = _filled(joined, deeper + INDENT, level + 1)
            yield from whole
        line = joined
    yield line
