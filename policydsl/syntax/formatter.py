"""Tree and comments -> canonical text, in any language.

A tree that is written and read again is the same tree, and a text that was
written is written the same again.
"""

import re
from collections.abc import Iterator

from attrs import frozen

from policydsl.diagnostics.render.cells import columns
from policydsl.source import Source, Span
from policydsl.syntax import ast, cutting
from policydsl.syntax.cutting import Comment
from policydsl.syntax.lexicon import Lexicon
from policydsl.syntax.translating import translated
from policydsl.syntax.writer import (
    BLANK_BREAK,
    LIST_BREAK,
    PLACE,
    PLACE_END,
    SEAM,
    Writer,
)

# In columns of a terminal; a Chinese character has two.
WIDTH = 88
_INDENT = "    "
_BREAK = re.compile(f"({LIST_BREAK}|{SEAM})")
_MARK = re.compile(f"{PLACE}([0-9]+){PLACE_END}")


def phrase(node: ast.Node, lexicon: Lexicon, language: str) -> str:
    """Return a node in the words of a language.

    A phrase has one line; a sentence may have several.
    """
    return Writer(lexicon, language).text(node)


def format_document(
    document: ast.Document, lexicon: Lexicon, language: str | None = None
) -> str:
    """Return the canonical text of a document, in its own language or another.

    ``lexicon`` has the terms in use; those of the document are added. In another
    language, names and those given for the language change places. Comments
    stay beside the words beside which they stood, and one blank line stays where
    there was at least one. Sentences that could not be read stay as written.
    """
    written = language or document.language
    document, own = translated(document, written)
    layout = _Layout(document, own.merge(lexicon), written)
    return layout.text()


@frozen
class _Line:
    """A line that was written, and how far into the source its words reach."""

    text: str
    starts: tuple[int, ...] = ()


@frozen
class _Block:
    """What stands between two places where a blank line may be."""

    span: Span
    lines: tuple[_Line, ...]


class _Layout:
    """The lines of one document."""

    def __init__(self, document: ast.Document, lexicon: Lexicon, language: str) -> None:
        self._document = document
        self._source = document.span.source
        self._places: list[Span] = []
        self._writer = Writer(lexicon, language, self._places)
        self._comments = cutting.cut(self._source).comments

    def text(self) -> str:
        """Return the whole text; it ends with a line break if it has any line."""
        lines: list[str] = []
        before: _Block | None = None
        placed = 0
        for block, comments in self._with_comments(list(self._blocks())):
            above = [one for one in comments if one.start < block.span.start]
            if before is not None and self._is_apart(before, block, above):
                lines.append("")
            lines += _stacked(self._source, above, block.span.start)
            lines += _placed(block, comments[len(above) :])
            placed += len(comments)
            before = block
        rest = self._comments[placed:]
        end = before.span.end if before is not None else 0
        if rest and before and _blank_between(self._source, end, rest[0].start):
            lines.append("")
        lines += _stacked(self._source, rest, None)
        return "".join(f"{line.rstrip()}\n" for line in lines)

    def _blocks(self) -> Iterator[_Block]:
        """Yield the header, the sentences and what could not be read, in order."""
        header = self._document.header
        sentences = (header, *self._document.sentences)
        nodes = [node for node in sentences if node is not None]
        damaged = self._document.damaged
        starts = {span.start for span in damaged}
        nodes = [node for node in nodes if node.span.start not in starts]
        blocks = [_Block(node.span, self._written(node)) for node in nodes]
        blocks += [_Block(span, _as_it_is(span)) for span in damaged]
        if damaged:
            blocks.sort(key=lambda block: block.span.start)
        yield from blocks

    def _written(self, node: ast.Node) -> tuple[_Line, ...]:
        text = self._writer.text(node)
        return tuple(
            self._line(wrapped)
            for line in text.split("\n")
            for wrapped in _wrapped(line)
        )

    def _line(self, marked: str) -> _Line:
        starts = tuple(
            span.start
            for span in (self._places[int(n)] for n in _MARK.findall(marked))
            if span.source is self._source
        )
        return _Line(_plain(marked), starts)

    def _with_comments(
        self, blocks: list[_Block]
    ) -> Iterator[tuple[_Block, list[Comment]]]:
        """Yield each block with the comments before and in it."""
        at = 0
        for block in blocks:
            line_end = self._line_end(block.span.end)
            first = at
            while at < len(self._comments) and self._comments[at].start < line_end:
                at += 1
            yield block, self._comments[first:at]

    def _line_end(self, offset: int) -> int:
        found = self._source.text.find("\n", offset)
        return len(self._source.text) if found < 0 else found

    def _is_apart(self, before: _Block, block: _Block, above: list[Comment]) -> bool:
        """Whether a blank line stands before a block and the comments above it."""
        if block.span.source is not self._source or not self._source.text:
            return len(before.lines) > 1 or len(block.lines) > 1
        start = above[0].start if above else block.span.start
        return _blank_between(self._source, before.span.end, start)


def _placed(block: _Block, comments: list[Comment]) -> list[str]:
    """Return the lines of a block with the comments in it."""
    above: dict[int, list[str]] = {}
    beside: dict[int, list[str]] = {}
    for comment in comments:
        if comment.is_own_line:
            above.setdefault(_line_after(block, comment), []).append(comment.text)
        else:
            beside.setdefault(_line_before(block, comment), []).append(comment.text)
    placed: list[str] = []
    for number, line in enumerate((*block.lines, _Line(""))):
        indent = _indent_of(block.lines, number)
        placed += (indent + text for text in above.get(number, ()))
        first, *more = beside.get(number, ("",))
        if number < len(block.lines):
            placed.append(f"{line.text}  {first}" if first else line.text)
        placed += (indent + text for text in more)
    return placed


def _line_after(block: _Block, comment: Comment) -> int:
    """Return the line with the first word after a comment, or the end."""
    later = [
        (start, number)
        for number, line in enumerate(block.lines)
        for start in line.starts
        if start > comment.start
    ]
    return min(later)[1] if later else len(block.lines)


def _line_before(block: _Block, comment: Comment) -> int:
    """Return the line with the last word before a comment."""
    earlier = [
        (start, number)
        for number, line in enumerate(block.lines)
        for start in line.starts
        if start < comment.start
    ]
    return max(earlier)[1] if earlier else 0


def _indent_of(lines: tuple[_Line, ...], number: int) -> str:
    """Return the indent of a line, of at least one step."""
    line = lines[min(number, len(lines) - 1)].text
    return " " * max(len(_INDENT), len(line) - len(line.lstrip(" ")))


def _stacked(source: Source, comments: list[Comment], end: int | None) -> Iterator[str]:
    """Yield comments on lines of their own; one blank line between stays one."""
    for at, comment in enumerate(comments):
        yield comment.text
        following = comments[at + 1].start if at + 1 < len(comments) else end
        if following is not None and _blank_between(source, comment.end, following):
            yield ""


def _blank_between(source: Source, start: int, end: int) -> bool:
    between = source.text[start:end]
    return any(not line.strip() for line in between.split("\n")[1:-1])


def _as_it_is(span: Span) -> tuple[_Line, ...]:
    text = span.source.text[span.start : span.end]
    return tuple(_Line(line.rstrip()) for line in text.split("\n"))


def _plain(marked: str) -> str:
    text = _MARK.sub("", marked).replace(BLANK_BREAK, " ")
    return text.replace(LIST_BREAK, " ").replace(SEAM, "")


def _wrapped(marked: str) -> Iterator[str]:
    """Yield a line, broken where it may be if it is too long."""
    if columns(_plain(marked)) <= WIDTH:
        yield marked
        return
    bare = _MARK.sub("", marked)
    deeper = " " * (len(bare) - len(bare.lstrip(" "))) + _INDENT
    for number, piece in enumerate(marked.split(BLANK_BREAK)):
        if number == 0:
            yield from _filled(piece, deeper)
        else:
            yield from _filled(deeper + piece, deeper + _INDENT)


def _filled(marked: str, deeper: str) -> Iterator[str]:
    """Yield the lines of a list, each as long as it may be."""
    line = ""
    pieces = iter(("", *_BREAK.split(marked)))
    for mark, piece in zip(pieces, pieces, strict=True):
        joined = f"{line}{mark}{piece}" if line else piece
        if line and columns(_plain(joined)) > WIDTH:
            yield line
            line = deeper + piece
        else:
            line = joined
    yield line
