"""Findings as people read them in a terminal."""

from collections.abc import Iterable, Iterator, Sequence

from policydsl.diagnostics.catalogue import in_language
from policydsl.diagnostics.model import Diagnostic, Edit, Fix, Severity
from policydsl.diagnostics.render.cells import columns, visible
from policydsl.diagnostics.render.excerpt import (
    Line,
    Mark,
    Piece,
    excerpt,
    last_line_shown,
    numbered,
)
from policydsl.diagnostics.text import Text, listed
from policydsl.source import Source, Span

# A fix that touches more lines is named, and not shown.
MOST_FIXED_LINES = 8
_SEVERITIES = {
    Severity.ERROR: Text("error"),
    Severity.WARNING: Text("warning"),
    Severity.NOTE: Text("note"),
}
_HELP, _FIX, _COLON = Text("help"), Text("fix"), Text(": ")


def render(diagnostics: Sequence[Diagnostic]) -> str:
    """Return findings in full, without colour; each is followed by an empty line."""
    return "".join(
        "".join(piece.text for piece in line).rstrip() + "\n"
        for line in styled(diagnostics)
    )


def concise(diagnostic: Diagnostic) -> str:
    """Return a finding in one line: where, how bad, which code, what."""
    place = _place(diagnostic.primary.span)
    code = diagnostic.code
    message = visible(diagnostic.message)
    return f"{place}: {code.severity.value}[{code.number}]: {message}"


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """Return how many findings there are of each severity, as a text."""
    counts = []
    for severity in Severity:
        number = sum(one.code.severity is severity for one in diagnostics)
        if number:
            counts.append(_counted(severity, number))
    return listed(counts) or Text("no findings")


def language_of(languages: Iterable[str]) -> str:
    """Return the language of a report on documents: theirs, if they have one."""
    found = {language for language in languages if language}
    return found.pop() if len(found) == 1 else ""


def _counted(severity: Severity, number: int) -> Text:
    match severity, number:
        case Severity.ERROR, 1:
            return Text("{number} error", number=number)
        case Severity.ERROR, _:
            return Text("{number} errors", number=number)
        case Severity.WARNING, 1:
            return Text("{number} warning", number=number)
        case Severity.WARNING, _:
            return Text("{number} warnings", number=number)
        case Severity.NOTE, 1:
            return Text("{number} note", number=number)
        case _:
            return Text("{number} notes", number=number)


def styled(diagnostics: Sequence[Diagnostic]) -> Iterator[Line]:
    """Yield the lines of findings as pieces with the names of their styles.

    The styles are: ``error``, ``warning``, ``note``, ``message``, ``gutter``,
    ``related``, ``help``, ``added``.
    """
    for diagnostic in diagnostics:
        yield from _finding(diagnostic)
        yield ()


def _finding(diagnostic: Diagnostic) -> Iterator[Line]:
    code = diagnostic.code
    style = code.severity.value
    primary = Mark(diagnostic.primary.span, "^", style, diagnostic.primary.text)
    related = [Mark(one.span, "-", "related", one.text) for one in diagnostic.related]
    groups = _by_source(primary, related)
    gutter = max(len(str(last_line_shown(mark))) for mark in (primary, *related)) + 1

    def said(text: str) -> str:
        return in_language(text, diagnostic.language)

    colon = said(_COLON)
    yield (
        Piece(f"{said(_SEVERITIES[code.severity])}[{code.number}] {code.slug}", style),
        Piece(f"{colon}{visible(diagnostic.message)}", "message"),
    )
    for arrow, marks in zip(("-->", *[":::"] * len(groups)), groups, strict=False):
        yield (
            Piece(f"{'':>{gutter}}{arrow} ", "gutter"),
            Piece(_place(marks[0].span)),
        )
        source = marks[0].span.source
        if source.text:
            yield _bar(gutter)
            yield from excerpt(source, marks, gutter)
    if not diagnostic.primary.span.source.text and diagnostic.primary.text:
        yield from _note(gutter, "", diagnostic.primary.text)
    if diagnostic.help is not None or diagnostic.fixes:
        yield _bar(gutter)
    if diagnostic.help is not None:
        yield from _note(gutter, said(_HELP) + colon, diagnostic.help)
    for fix in diagnostic.fixes:
        yield from _note(gutter, said(_FIX) + colon, fix.title)
        yield from _fixed(fix, gutter)


def _by_source(primary: Mark, related: Sequence[Mark]) -> list[list[Mark]]:
    groups = {id(primary.span.source): [primary]}
    for mark in related:
        groups.setdefault(id(mark.span.source), []).append(mark)
    return list(groups.values())


def _place(span: Span) -> str:
    if not span.source.text:
        return visible(span.source.path)
    line, column = span.source.line_column(span.start)
    return f"{visible(span.source.path)}:{line}:{column}"


def _bar(gutter: int) -> Line:
    return (Piece(f"{'':>{gutter}} |", "gutter"),)


def _note(gutter: int, kind: str, text: str) -> Iterator[Line]:
    first, *others = text.split("\n")
    yield (
        Piece(f"{'':>{gutter}} = ", "gutter"),
        Piece(kind, "help"),
        Piece(visible(first)),
    )
    for line in others:
        yield (Piece(f"{'':>{gutter + columns(kind)}}   "), Piece(visible(line)))


def _fixed(fix: Fix, gutter: int) -> Iterator[Line]:
    """Yield the changed lines, with a sign below everything that is new."""
    edits = sorted(fix.edits, key=lambda edit: edit.span.start)
    if not edits or any(e.span.source is not edits[0].span.source for e in edits):
        return
    source = edits[0].span.source
    first = source.line_column(edits[0].span.start)[0]
    last = source.line_column(edits[-1].span.end)[0]
    if last - first >= MOST_FIXED_LINES:
        return
    start = source.line_span(first).start
    text, added = _applied(source, edits, start, source.line_span(last).end)
    changed = Source(source.path, text)
    for number in range(1, changed.lines + 1):
        place = changed.line_span(number)
        marks = [
            Mark(Span(changed, max(a, place.start), min(b, place.end)), "+", "added")
            for a, b in added
            if max(a, place.start) < min(b, place.end)
        ]
        lines = list(numbered(changed, number, marks, gutter))
        # The number is that of the document, not of the piece that was changed.
        yield (Piece(f"{first + number - 1:>{gutter}} |", "gutter"), *lines[0][1:])
        yield from _on_one_line(lines[1:])


def _on_one_line(lines: list[Line]) -> Iterator[Line]:
    """Yield lines of signs without remarks as one line."""
    signs = ""
    for line in lines:
        _, space, sign = line
        signs = signs.ljust(len(space.text)) + sign.text
    if signs:
        yield (lines[0][0], Piece(signs, "added"))


def _applied(
    source: Source, edits: Sequence[Edit], start: int, end: int
) -> tuple[str, list[tuple[int, int]]]:
    """Return a range of a document after the edits, and where its new words are."""
    text = ""
    added: list[tuple[int, int]] = []
    at = start
    for edit in edits:
        text += source.text[at : edit.span.start]
        added.append((len(text), len(text) + len(edit.replacement)))
        text += edit.replacement
        at = edit.span.end
    return text + source.text[at:end], added
