"""Places in a text, as the compiler counts them and as an editor does.

The compiler counts code points from the beginning of a text. An editor says lines and
units within them, and of which kind these are is agreed when it starts.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from attrs import field, frozen
from lsprotocol import types
from pygls.workspace import PositionCodec, TextDocument

# Where a line ends for an editor: not at the other characters that Python takes.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$")


class Document(TextDocument):
    """An open document whose lines end where those of its editor end."""

    @property
    def lines(self) -> Sequence[str]:
        """The lines of the text, each with its end."""
        return _LINE.findall(self.source)


@frozen
class Places:
    """The places of one text."""

    text: str = field(repr=False)
    codec: PositionCodec = field(repr=False)
    _lines: tuple[str, ...] = field(init=False, repr=False)
    _starts: tuple[int, ...] = field(init=False, repr=False)

    @_lines.default
    def _split(self) -> tuple[str, ...]:
        return tuple(_LINE.findall(self.text))

    @_starts.default
    def _find_starts(self) -> tuple[int, ...]:
        starts = [0]
        for line in self._lines:
            starts.append(starts[-1] + len(line))
        return tuple(starts)

    def position(self, offset: int) -> types.Position:
        """Return the place of an offset in code points, in units of the editor."""
        at = max(bisect_right(self._starts, offset) - 1, 0)
        if at >= len(self._lines):
            # After the last line: a line of its own, if that one has ended.
            at = len(self._lines)
            if at and self._lines[-1][-1] not in "\r\n":
                at -= 1
        before = self.text[self._starts[at] : offset]
        return types.Position(at, self.units(before))

    def units(self, text: str) -> int:
        """Return the length of a text in units of the editor."""
        # The codec looks at each character.
        return len(text) if text.isascii() else self.codec.client_num_units(text)

    def range(self, start: int, end: int) -> types.Range:
        """Return the half-open range of two offsets."""
        return types.Range(self.position(start), self.position(end))

    def offset(self, position: types.Position) -> int:
        """Return the offset of a place; one beyond a line is the end of that line."""
        if position.line >= len(self._lines):
            return len(self.text)
        line = self._lines[position.line].rstrip("\r\n")
        within = types.Position(0, position.character)
        found = self.codec.position_from_client_units([line], within)
        return self._starts[position.line] + min(found.character, len(line))
