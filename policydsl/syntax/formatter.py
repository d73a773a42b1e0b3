"""Tree and comments -> canonical text, in any language.

A tree that is written and read again is the same tree, and a text that was
written is written the same again.
"""

from collections.abc import Iterator, Sequence

from attrs import frozen

from policydsl.source import Source, Span
from policydsl.syntax import ast, cutting
from policydsl.syntax.cutting import Comment
from policydsl.syntax.lexicon import Lexicon
from policydsl.syntax.translating import translated
from policydsl.syntax.wrapping import INDENT, PLACES, plain, wrapped
from policydsl.syntax.writer import Writer


@frozen
class Change:
    """A text to be put in the place of whole lines, ``[start, end)`` of a source."""

    start: int
    end: int
    text: str


def phrase(
    node: ast.Node, lexicon: Lexicon, language: str, own: str | None = None
) -> str:
    """Return a node in the words of a language.

    A phrase has one line; a sentence may have several. ``own``: the language of the
    document of the node, if it is another one.
    """
    return Writer(lexicon, language, own=own).text(node)


def format_document(
    document: ast.Document, lexicon: Lexicon, language: str | None = None
) -> str:
    """Return the canonical text of a document, in its own language or another.

    ``lexicon`` has the terms in use; those of the document are added. In another
    language, names and those given for the language change places. Comments
    stay beside the words beside which they stood, and one blank line stays where
    there was at least one. Sentences that could not be read stay as written. Lines
    end with line feeds.
    """
    written = language or document.language
    document, own = translated(document, written)
    layout = _Layout(document, own.merge(lexicon), written)
    return "".join(_joined(part.lines) for part in layout.parts())


def changes(
    document: ast.Document, lexicon: Lexicon, lines: tuple[int, int] | None = None
) -> list[Change]:
    """Return what makes the text of a document canonical, in order.

    ``lines`` are the first and the last line, counted from 1, that a change has to
    meet; a sentence changes as a whole, and so does what stands between two.
    """
    source = document.span.source
    own = Lexicon.from_documents([document])
    layout = _Layout(document, own.merge(lexicon), document.language)
    found = []
    for part in layout.parts():
        text = _joined(part.lines)
        before = source.text[part.start : part.end]
        if text != before and (lines is None or _meets(source, part, lines)):
            found.append(Change(part.start, part.end, text))
    return found


@frozen
class _Line:
    """A line that was written, and how far into the source its words reach."""

    text: str
    starts: tuple[int, ...] = ()


@frozen
class _Block:
    """A sentence, or one that stays as it is; ``span`` is where it was read."""

    span: Span
    lines: tuple[_Line, ...]
    is_damaged: bool = False


@frozen
class _Part:
    """Whole lines of the source, ``[start, end)``, and what they should be."""

    start: int
    end: int
    lines: Sequence[str]


class _Layout:
    """The lines of one document."""

    def __init__(self, document: ast.Document, lexicon: Lexicon, language: str) -> None:
        self._document = document
        self._source = document.span.source
        self._places: list[Span] = []
        self._writer = Writer(lexicon, language, self._places, document.language)
        self._comments = cutting.cut(self._source).comments

    def parts(self) -> Iterator[_Part]:
        """Yield the sentences and what is between them, in order."""
        before: _Block | None = None
        at = placed = 0
        for block, comments in self._with_comments(list(self._blocks())):
            above = [one for one in comments if one.start < block.span.start]
            lines = list(_stacked(self._source, above, block.span.start))
            if before is not None and self._is_apart(before, block, above):
                lines.insert(0, "")
            start = self._line_start(block.span.start)
            yield _Part(at, start, lines)
            at = self._after_line(block.span.end)
            yield _Part(start, at, _placed(block, comments[len(above) :]))
            placed += len(comments)
            before = block
        rest = self._comments[placed:]
        lines = list(_stacked(self._source, rest, None))
        end = before.span.end if before is not None else 0
        if before and rest and _blank_between(self._source, end, rest[0].start):
            lines.insert(0, "")
        yield _Part(at, len(self._source.text), lines)

    def _blocks(self) -> Iterator[_Block]:
        """Yield the header, the sentences and what could not be read, in order."""
        header = self._document.header
        sentences = (header, *self._document.sentences)
        nodes = [node for node in sentences if node is not None]
        damaged = self._document.damaged
        starts = {span.start for span in damaged}
        nodes = [node for node in nodes if node.span.start not in starts]
        blocks = [_Block(node.span, self._written(node)) for node in nodes]
        blocks += [self._as_it_is(span) for span in damaged]
        if damaged:
            blocks.sort(key=lambda block: block.span.start)
        yield from blocks

    def _as_it_is(self, span: Span) -> _Block:
        """Return the lines of a sentence with the comments in and beside it."""
        start = self._line_start(span.start)
        text = span.source.text[start : self._line_end(span.end)]
        lines = tuple(_Line(line.removesuffix("\r")) for line in text.split("\n"))
        return _Block(span, lines, is_damaged=True)

    def _written(self, node: ast.Node) -> tuple[_Line, ...]:
        del self._places[:]
        text = self._writer.text(node)
        return tuple(
            self._line(marked) for line in text.split("\n") for marked in wrapped(line)
        )

    def _line(self, marked: str) -> _Line:
        if not self._comments:
            return _Line(plain(marked))
        starts = tuple(
            span.start
            for span in (self._places[int(n)] for n in PLACES.findall(marked))
            if span.source is self._source
        )
        return _Line(plain(marked), starts)

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

    def _line_start(self, offset: int) -> int:
        return self._source.text.rfind("\n", 0, offset) + 1

    def _line_end(self, offset: int) -> int:
        found = self._source.text.find("\n", offset)
        return len(self._source.text) if found < 0 else found

    def _after_line(self, offset: int) -> int:
        return min(self._line_end(offset) + 1, len(self._source.text))

    def _is_apart(self, before: _Block, block: _Block, above: list[Comment]) -> bool:
        """Whether a blank line stands before a block and the comments above it."""
        if block.span.source is not self._source or not self._source.text:
            return len(before.lines) > 1 or len(block.lines) > 1
        start = above[0].start if above else block.span.start
        return _blank_between(self._source, before.span.end, start)


def _joined(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _meets(source: Source, part: _Part, lines: tuple[int, int]) -> bool:
    """Whether any line of a part is among those from the first to the last."""
    if part.start == part.end:
        return False
    first, last = lines
    begins, _ = source.line_column(part.start)
    ends, _ = source.line_column(part.end - 1)
    return begins <= last and first <= ends


def _placed(block: _Block, comments: Sequence[Comment]) -> list[str]:
    """Return the lines of a block with the comments in it.

    One comment may stand beside a line, if none follows that stands above it.
    """
    if block.is_damaged or not comments:
        return [line.text for line in block.lines]
    of_line: dict[int, list[Comment]] = {}
    for comment in comments:
        find = _line_after if comment.is_own_line else _line_before
        of_line.setdefault(find(block, comment), []).append(comment)
    placed: list[str] = []
    for number, line in enumerate(block.lines):
        above = of_line.get(number, [])
        beside = ""
        if above and not above[-1].is_own_line:
            beside = f"  {above.pop().text}"
        indent = _indent_of(block.lines, number)
        placed += (indent + one.text for one in above)
        placed.append(line.text + beside)
    return placed


def _line_after(block: _Block, comment: Comment) -> int:
    """Return the line with the first word after a comment, or the last."""
    later = [
        (start, number)
        for number, line in enumerate(block.lines)
        for start in line.starts
        if start > comment.start
    ]
    return min(later)[1] if later else len(block.lines) - 1


def _line_before(block: _Block, comment: Comment) -> int:
    """Return the line with the last word before a comment."""
    # What is written twice was read where it is written first.
    earlier = [
        (start, -number)
        for number, line in enumerate(block.lines)
        for start in line.starts
        if start < comment.start
    ]
    return -max(earlier)[1] if earlier else 0


def _indent_of(lines: Sequence[_Line], number: int) -> str:
    """Return the indent of a comment above a line."""
    if number == 0:
        return ""
    line = lines[number].text
    return " " * max(len(INDENT), len(line) - len(line.lstrip(" ")))


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
