"""What is worked out once for a sight, together with what it hangs on.

An answer hangs on the entries that were looked up for it, and on the time: from its
review on it may be another one. Who recalls an answer hangs on the same.
"""

from collections.abc import Callable, Collection, Hashable, Set
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from policydsl.runtime.sight import Sight

_T = TypeVar("_T")
_NOTHING: frozenset[str] = frozenset()


class Kept(NamedTuple):
    """An answer, when it may be another one, and the names that were looked up."""

    found: Any
    review: datetime | None
    reads: Set[str]

    def is_without(self, news: Collection[str | None]) -> bool:
        """Whether it hangs on none of the names of entries that came."""
        return self.reads.isdisjoint(news)

    def stands(self, now: datetime, news: Collection[str | None]) -> bool:
        """Whether it is the same at a later instant, after these entries came."""
        is_over = self.review is not None and self.review <= now
        return not is_over and self.is_without(news)


def recalled(
    sight: Sight, key: Hashable, meanwhile: _T, work: Callable[[Sight], _T]
) -> _T:
    """Return what was worked out for a sight, or work it out.

    ``meanwhile`` is the answer for what hangs on itself.
    """
    memo = sight.memo
    if sight.known.reads is None:
        # Nobody asks what hangs on what, so the answers are kept alone.
        if key in memo:
            alone: _T = memo[key]
            return alone
        memo[key] = meanwhile
        found = memo[key] = work(sight)
        return found
    kept: Kept | None = memo.get(key)
    if kept is None:
        memo[key] = Kept(meanwhile, None, _NOTHING)
        kept = memo[key] = worked_out(sight, work)
    hang_on(sight, kept)
    answer: _T = kept.found
    return answer


def recall_as(sight: Sight, key: Hashable, found: object) -> None:
    """Let an answer be recalled that is found, and hangs on nothing."""
    is_alone = sight.known.reads is None
    sight.memo[key] = found if is_alone else Kept(found, None, _NOTHING)


def hang_on(sight: Sight, kept: Kept) -> None:
    """Let what is being worked out hang on what an answer hangs on."""
    if kept.review is not None:
        sight.note(kept.review)
    if kept.reads and (reads := sight.known.reads) is not None:
        reads |= kept.reads


def worked_out(sight: Sight, work: Callable[[Sight], Any]) -> Kept:
    """Work out an answer, apart from what is being worked out already."""
    known, whole = sight.known, sight.whole or sight
    outer, review = known.reads, whole.review
    reads: set[str] = set()
    known.reads = reads
    whole.review = None
    try:
        found = work(sight)
        return Kept(found, whole.review, reads)
    finally:
        known.reads, whole.review = outer, review
