"""Source text, and positions in it.

Offsets are counted in code points, the unit of Python strings. Lines and
columns are worked out only to be shown.
"""

import re
from bisect import bisect_right

from attrs import field, frozen

_LINE_END = re.compile("\n")


@frozen(eq=False)
class Source:
    """The text of one document.

    Compared by identity: two documents with the same text are still two.
    ``path`` is what is shown to people; nothing is read from it.
    """

    path: str
    text: str = field(repr=False)
    _line_starts: tuple[int, ...] = field(init=False, repr=False)

    @_line_starts.default
    def _find_line_starts(self) -> tuple[int, ...]:
        return (0, *(match.end() for match in _LINE_END.finditer(self.text)))

    def line_column(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of ``offset``, both counted from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line_span(self, line: int) -> "Span":
        """Return the place of a line, counted from 1, without its line break."""
        start = self._line_starts[line - 1]
        end = (
            self._line_starts[line] - 1
            if line < len(self._line_starts)
            else len(self.text)
        )
        return Span(self, start, end)

    @property
    def lines(self) -> int:
        """How many lines the text has; a text without a line break has one."""
        return len(self._line_starts)


@frozen
class Span:
    """The half-open range ``[start, end)`` of a source, in code points."""

    source: Source = field(repr=False)
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words that the span covers."""
        return self.source.text[self.start : self.end]
