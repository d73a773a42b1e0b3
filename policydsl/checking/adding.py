"""Ignore comments for what was found, with one reason: to begin with old documents."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from pathlib import Path

from policydsl.checking.fixing import applied
from policydsl.diagnostics.model import Diagnostic, Edit
from policydsl.diagnostics.selecting import can_be_left_out
from policydsl.source import Source, Span
from policydsl.syntax.cutting import cut


def with_ignores(
    findings: Iterable[Diagnostic], sources: Mapping[Path, Source], reason: str
) -> dict[Path, str]:
    """Return the texts of documents with a comment above each sentence concerned.

    Errors and verdicts get none: a verdict deserves a reason of its own.
    """
    by_source: dict[Source, list[Diagnostic]] = {}
    for one in findings:
        if can_be_left_out(one.code):
            by_source.setdefault(one.primary.span.source, []).append(one)
    return {
        path: applied(source.text, _comments(source, by_source[source], reason))
        for path, source in sources.items()
        if source in by_source
    }


def _comments(
    source: Source, findings: Iterable[Diagnostic], reason: str
) -> Iterable[Edit]:
    begins = [sentence[0].start for sentence in cut(source).sentences]
    codes: dict[int, set[str]] = {}
    for one in findings:
        at = bisect_right(begins, one.primary.span.start)
        if begins:
            codes.setdefault(begins[max(at - 1, 0)], set()).add(one.code.number)
    for start, numbers in codes.items():
        words = f"# policydsl: ignore[{', '.join(sorted(numbers))}] {reason}\n"
        yield Edit(Span(source, start, start), words)
