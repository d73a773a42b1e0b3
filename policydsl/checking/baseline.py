"""Old findings, written down once, so that only new ones are reported.

A finding is known again by its document, its code and the words of the line where it
begins, so it may move up and down. Errors and verdicts are never old.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import frozen

from policydsl.diagnostics.model import Diagnostic
from policydsl.diagnostics.selecting import can_be_left_out
from policydsl.documents.paths import absolute

VERSION = 1
# A document, a code, and the words of a line.
Key = tuple[str, str, str]


class BadBaseline(Exception):
    """A file is no baseline; the text says why."""


@frozen
class Split:
    """Findings that are new, those that are old, and how many old ones are gone."""

    new: tuple[Diagnostic, ...]
    old: tuple[Diagnostic, ...] = ()
    gone: int = 0


def read(path: Path) -> Counter[Key]:
    """Read a baseline: how often each finding is old.

    Raises:
        BadBaseline: If it cannot be read, or is something else.
    """
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        if table["version"] != VERSION:
            raise BadBaseline(f"`{path}` is of another version of policydsl")
        return Counter(
            {
                (str(document), str(one["code"]), str(one["line"])): int(one["number"])
                for document, every in table["findings"].items()
                for one in every
            }
        )
    except OSError as error:
        reason = (error.strerror or "it cannot be opened").lower()
        raise BadBaseline(f"`{path}` cannot be read: {reason}") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadBaseline(f"`{path}` is no baseline of policydsl") from error


def written(findings: Iterable[Diagnostic], folder: Path) -> str:
    """Return a baseline with these findings, for a file that lies in a folder."""
    counts = Counter(key(one, folder) for one in findings if can_be_left_out(one.code))
    documents: dict[str, list[Mapping[str, object]]] = {}
    for (document, code, line), number in sorted(counts.items()):
        documents.setdefault(document, []).append(
            {"code": code, "line": line, "number": number}
        )
    table = {"version": VERSION, "findings": documents}
    return json.dumps(table, ensure_ascii=False, indent=2) + "\n"


def split(
    findings: Iterable[Diagnostic], old: Mapping[Key, int], folder: Path
) -> Split:
    """Take the old findings out; of what is found more often, the first are old."""
    left = Counter(old)
    new, known = [], []
    for one in findings:
        name = key(one, folder)
        if can_be_left_out(one.code) and left[name] > 0:
            left[name] -= 1
            known.append(one)
        else:
            new.append(one)
    return Split(tuple(new), tuple(known), sum(left.values()))


def key(found: Diagnostic, folder: Path) -> Key:
    """Return by what a finding is known again; paths are seen from a folder."""
    span = found.primary.span
    path = os.path.relpath(absolute(Path(span.source.path)), absolute(folder))
    line = span.source.line_span(span.source.line_column(span.start)[0])
    words = " ".join(line.text.split())
    return Path(path).as_posix(), found.code.number, words
