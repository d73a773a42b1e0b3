"""Collects what a pass finds, and keeps quiet about damaged sentences."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic
from policydsl.source import Source, Span


class Findings:
    """The diagnostics of one pass over some documents.

    A finding in a damaged sentence is dropped: what is wrong there was reported
    when it was read, and anything else would only follow from that.
    """

    def __init__(self, damaged: Iterable[Span] = ()) -> None:
        self._found: list[Diagnostic] = []
        self._damaged: dict[Source, list[tuple[int, int]]] = {}
        for span in damaged:
            places = self._damaged.setdefault(span.source, [])
            places.append((span.start, span.end))
        for places in self._damaged.values():
            places.sort()

    def report(self, diagnostic: Diagnostic) -> None:
        """Keep a finding, unless it is about a damaged sentence."""
        if self.is_damaged(diagnostic.primary.span):
            return
        # Words are known when they are read. One that is not known any more was
        # introduced by a sentence that is damaged.
        if diagnostic.code is codes.UNKNOWN_WORD and self._damaged:
            return
        self._found.append(diagnostic)

    def is_damaged(self, span: Span) -> bool:
        """Whether the span begins in a damaged sentence."""
        places = self._damaged.get(span.source)
        if not places:
            return False
        at = bisect_right(places, (span.start, float("inf"))) - 1
        return at >= 0 and span.start <= places[at][1]

    @property
    def has_errors(self) -> bool:
        """Whether something was found that keeps a policy from being compiled."""
        return any(found.is_error for found in self._found)

    def in_order(self, sources: Sequence[Source]) -> tuple[Diagnostic, ...]:
        """Return the findings by document, in the order given, then by place."""
        rank = {source: at for at, source in enumerate(sources)}

        def place(found: Diagnostic) -> tuple[int, int, int, str]:
            span = found.primary.span
            order = rank.get(span.source, len(rank))
            return order, span.start, span.end, found.code.number

        return tuple(sorted(self._found, key=place))
