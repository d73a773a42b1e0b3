"""Lines of a document with some of their words underlined."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from policydsl.diagnostics.render.cells import cells, visible
from policydsl.source import Source, Span

ELLIPSIS = "…"
# A line is cut so that at most so many columns of it are shown.
LONGEST_LINE = 96
# Of a span over more lines, only the first ones and the last are shown.
MOST_LINES = 4


@frozen
class Piece:
    """Some characters and the name of their style; an empty name is plain."""

    text: str
    style: str = ""


Line = tuple[Piece, ...]


@frozen
class Mark:
    """Words to underline with ``sign``, and the remark that stands beside them."""

    span: Span
    sign: str
    style: str
    text: str = ""


def excerpt(source: Source, marks: Sequence[Mark], gutter: int) -> Iterator[Line]:
    """Yield the lines that the marks touch, each with a line of signs below.

    ``gutter`` is the columns of the widest line number. Lines that are left out
    in between are shown as one line of dots.
    """
    by_line: dict[int, list[Mark]] = {}
    for mark in marks:
        for line, part in _by_line(mark):
            by_line.setdefault(line, []).append(part)
    earlier = 0
    for line in sorted(by_line):
        if earlier and line == earlier + 2:
            yield from numbered(source, earlier + 1, (), gutter)
        elif earlier and line > earlier + 1:
            yield (Piece("." * max(gutter, 3), "gutter"),)
        yield from numbered(source, line, by_line[line], gutter)
        earlier = line


def last_line_shown(mark: Mark) -> int:
    """Return the number of the last line that an excerpt of the mark shows."""
    return _lines(mark.span)[1]


def numbered(
    source: Source, line: int, marks: Sequence[Mark], gutter: int
) -> Iterator[Line]:
    """Yield one line of the document and, for each mark on it, a line of signs."""
    place = source.line_span(line)
    ordered = sorted(marks, key=lambda mark: (mark.span.start, mark.span.end))
    window = _window(place, ordered)
    drawn = cells(source.text[window.start : window.end].removesuffix("\r"))
    head = ELLIPSIS if window.start > place.start else ""
    tail = ELLIPSIS if window.end < place.end else ""
    text = head + "".join(shown for shown, _ in drawn) + tail
    yield (Piece(f"{line:>{gutter}} |", "gutter"), Piece(f" {text}".rstrip()))
    widths = [width for _, width in drawn]
    for mark in ordered:
        start = max(mark.span.start, window.start) - window.start
        end = min(mark.span.end, window.end) - window.start
        left = len(head) + sum(widths[:start])
        signs = mark.sign * max(sum(widths[start:end]), 1)
        remark = f" {visible(mark.text)}" if mark.text else ""
        yield (
            Piece(f"{'':>{gutter}} |", "gutter"),
            Piece(f" {'':<{left}}"),
            Piece(f"{signs}{remark}", mark.style),
        )


def _lines(span: Span) -> tuple[int, int]:
    first = span.source.line_column(span.start)[0]
    # The line break at the end of a line belongs to that line.
    last = span.source.line_column(max(span.start, span.end - 1))[0]
    return first, last


def _by_line(mark: Mark) -> Iterator[tuple[int, Mark]]:
    """Yield a mark for each line of a span; the remark goes to the last one."""
    source = mark.span.source
    first, last = _lines(mark.span)
    for line in range(first, last + 1):
        if first + MOST_LINES - 2 < line < last:
            continue
        place = source.line_span(line)
        text = place.text
        indent = place.start + len(text) - len(text.lstrip())
        start = mark.span.start if line == first else indent
        end = mark.span.end if line == last else place.start + len(text.rstrip())
        remark = mark.text if line == last else ""
        if start <= end and (text.strip() or first == last):
            span = Span(source, start, end)
            yield line, Mark(span, mark.sign, mark.style, remark)


def _window(place: Span, marks: Sequence[Mark]) -> Span:
    """Return the part of a line to show, so that the first mark is inside."""
    if place.end - place.start <= LONGEST_LINE // 2 or not marks:
        end = min(place.end, place.start + LONGEST_LINE)
        return Span(place.source, place.start, end)
    text = place.source.text
    # Characters are at most two columns wide, or are escaped and then rare.
    start = place.start
    widths = [width for _, width in cells(text[start : start + 2 * LONGEST_LINE])]
    if place.end - start <= len(widths) and sum(widths) <= LONGEST_LINE:
        return place
    first = marks[0].span
    if first.start - place.start > LONGEST_LINE // 2:
        start = max(place.start, first.start - LONGEST_LINE // 4)
    end = start
    left = LONGEST_LINE
    for _, width in cells(text[start : min(place.end, start + LONGEST_LINE)]):
        left -= width
        if left < 0:
            break
        end += 1
    # Keep at least the mark's first character.
    return Span(place.source, start, max(end, min(first.start + 1, place.end)))
