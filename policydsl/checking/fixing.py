"""Fixes -> texts: edits that do not meet, again and again, until nothing changes.

No fix is kept that leaves a document with more errors than it had.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from attrs import field, frozen

from policydsl.diagnostics.model import Diagnostic, Edit, Fix
from policydsl.source import Source, Span

# Fixes that still find something to do after so many rounds work against each other.
MOST_ROUNDS = 10

Texts = Mapping[Path, str]
# Texts of documents that hide those on disk -> the documents and what was found.
Check = Callable[[Texts], "State"]


@frozen
class State:
    """Documents as they are now, by their paths, and all that was found in them."""

    sources: Mapping[Path, Source]
    findings: tuple[Diagnostic, ...]

    def errors(self) -> int:
        """How many errors there are in all documents together."""
        return sum(one.is_error for one in self.findings)


@frozen
class Fixed:
    """What became of documents. ``texts`` are those that are changed.

    ``number``: how many findings were fixed. ``left``: the documents whose fixes would
    have made errors; they are as they were before those.
    """

    state: State
    texts: Texts = field(factory=dict)
    number: int = 0
    left: tuple[Path, ...] = ()


def fix(check: Check, *, unsafe: bool = False) -> Fixed:
    """Fix all that can be fixed; ``unsafe``: also where the meaning changes."""
    state = check({})
    texts: dict[Path, str] = {}
    left: dict[Path, None] = {}
    number = 0
    for _ in range(MOST_ROUNDS):
        changed, fixed = _round(state, unsafe, left)
        if not changed:
            break
        after = check({**texts, **changed})
        if after.errors() > state.errors():
            changed, after, fixed = _one_by_one(check, state, texts, unsafe, left)
            if not changed:
                break
        texts.update(changed)
        state, number = after, number + fixed
    return Fixed(state, texts, number, tuple(left))


def _round(
    state: State, unsafe: bool, left: Iterable[Path]
) -> tuple[dict[Path, str], int]:
    """Return the texts after as many fixes as do not meet, and how many these are."""
    sources = {source: path for path, source in state.sources.items()}
    skipped = {state.sources[path] for path in left}
    chosen = _chosen(
        state.findings, unsafe, [one for one in sources if one not in skipped]
    )
    edits: dict[Source, list[Edit]] = {}
    for one in chosen:
        for edit in one.edits:
            edits.setdefault(edit.span.source, []).append(edit)
    texts = {sources[one]: applied(one.text, every) for one, every in edits.items()}
    return texts, len(chosen)


def _one_by_one(
    check: Check,
    state: State,
    texts: Texts,
    unsafe: bool,
    left: dict[Path, None],
) -> tuple[dict[Path, str], State, int]:
    """Fix each document by itself, and leave those where that makes errors."""
    kept: dict[Path, str] = {}
    number = 0
    now = state
    for path in state.sources:
        others = {*left, *(one for one in state.sources if one != path)}
        changed, fixed = _round(now, unsafe, others)
        if not changed:
            continue
        after = check({**texts, **kept, **changed})
        if after.errors() > now.errors():
            left[path] = None
            continue
        kept.update(changed)
        now, number = after, number + fixed
    return kept, now, number


def _chosen(
    findings: Iterable[Diagnostic], unsafe: bool, sources: Sequence[Source]
) -> list[Fix]:
    """Return a fix for each finding that has one, none of which meets another."""
    chosen: list[Fix] = []
    taken: list[Span] = []
    for one in findings:
        for each in one.fixes:
            spans = [edit.span for edit in each.edits]
            if not (each.is_safe or unsafe) or not spans:
                continue
            if any(span.source not in sources for span in spans):
                continue
            if not any(_meet(span, other) for span in spans for other in taken):
                chosen.append(each)
                taken += spans
            break
    return chosen


def _meet(one: Span, other: Span) -> bool:
    """Whether two edits share a character, or the place where both would insert."""
    if one.source is not other.source:
        return False
    return one.start <= other.end and other.start <= one.end


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return a text after edits that do not meet, with the line ends that it has."""
    with_return = text.count("\r\n")
    end = "\r\n" if 2 * with_return > text.count("\n") else "\n"
    for edit in sorted(edits, key=lambda one: one.span.start, reverse=True):
        new = edit.replacement.replace("\r\n", "\n").replace("\n", end)
        text = text[: edit.span.start] + new + text[edit.span.end :]
    return text
