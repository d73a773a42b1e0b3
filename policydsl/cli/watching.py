"""Doing something again whenever a document changes."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

# Editors save in several steps; nobody waits for so long either.
SECONDS = 0.3


def changes(
    watched: Callable[[], Iterable[Path]], sleep: Callable[[float], None] = time.sleep
) -> Iterator[None]:
    """Yield at once, and again whenever a file comes, goes or is written.

    ``watched`` says which files are looked at, each time anew. Files are looked at one
    by one, which needs no service of the system and works on every disk.
    """
    seen = _looks(watched())
    yield
    while True:
        sleep(SECONDS)
        now = _looks(watched())
        if now != seen:
            # What was written while the caller was busy is a change as well.
            seen = now
            yield


def _looks(paths: Iterable[Path]) -> Mapping[Path, tuple[int, int]]:
    found = {}
    for path in paths:
        try:
            about = path.stat()
        except OSError:
            continue
        found[path] = (about.st_mtime_ns, about.st_size)
    return found
