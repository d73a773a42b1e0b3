"""Records in the order of cases and time, however many there are.

So many are sorted at once as a chunk holds; chunks wait on the disk, and are merged
while they are read.
"""

import pickle
import tempfile
from collections.abc import Iterator
from heapq import merge
from itertools import islice
from typing import IO

from policydsl.audit.records import Record

CHUNK = 50_000
# So many records of a chunk are in memory while chunks are merged.
_BATCH = 500
# More files are not open at once.
_MOST_CHUNKS = 64


class Sorted:
    """Takes records in any order, and hands them out by case, time and line.

    No two records are of one line, so that nothing behind it is ever compared.
    """

    def __init__(self, chunk: int = CHUNK) -> None:
        self._chunk = chunk
        self._waiting: list[Record] = []
        self._files: list[IO[bytes]] = []

    def add(self, record: Record) -> None:
        """Take a record."""
        self._waiting.append(record)
        if len(self._waiting) >= self._chunk:
            self._waiting.sort()
            self._keep(iter(self._waiting))
            self._waiting = []
            if len(self._files) >= _MOST_CHUNKS:
                files, self._files = self._files, []
                self._keep(merge(*map(_read, files)))
                for file in files:
                    file.close()

    def __iter__(self) -> Iterator[Record]:
        """Yield all records, in order."""
        self._waiting.sort()
        return merge(*map(_read, self._files), self._waiting)

    def close(self) -> None:
        """Leave nothing on the disk."""
        for file in self._files:
            file.close()

    def _keep(self, records: Iterator[Record]) -> None:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - it stays open until read
        while batch := [tuple(one) for one in islice(records, _BATCH)]:
            pickle.dump(batch, file, pickle.HIGHEST_PROTOCOL)
        self._files.append(file)


def _read(file: IO[bytes]) -> Iterator[Record]:
    file.seek(0)
    while True:
        try:
            batch = pickle.load(file)
        except EOFError:
            return
        for one in batch:
            yield Record._make(one)
