"""Words that are close to what was written."""

from collections.abc import Iterable

from policydsl.diagnostics.text import Text


def did_you_mean(written: str, candidates: Iterable[str]) -> str | None:
    """Return a question that names the closest candidate, or ``None``."""
    found = closest(written, candidates)
    return None if found is None else Text("did you mean `{word}`?", word=found)


def closest(written: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that is closest, if it is close.

    Close is up to one changed letter in three, at most three; in words of two
    characters one may differ, as in Chinese. The first wins among equals.
    """
    limit = min(3, max(1, len(written) // 3)) if len(written) > 1 else 0
    best: str | None = None
    for candidate in candidates:
        if candidate == written or len(candidate) < 2:
            continue
        distance = _distance(written.casefold(), candidate.casefold(), limit)
        if distance <= limit:
            # The next one has to be closer than this one.
            best, limit = candidate, distance - 1
        if limit < 0:
            break
    return best


def _distance(one: str, other: str, limit: int) -> int:
    """Count changes: a letter more, less or another, or two neighbours swapped.

    Restricted Damerau-Levenshtein; gives up above ``limit``.
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        row = [at]
        for to, wanted in enumerate(other, start=1):
            cost = min(last[to] + 1, row[to - 1] + 1, last[to - 1] + (letter != wanted))
            swapped = at > 1 and to > 1 and letter == other[to - 2]
            if swapped and one[at - 2] == wanted:
                cost = min(cost, before_last[to - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before_last, last = last, row
    return last[-1]
