"""Bytes of a document -> text, or a finding that says why not."""

from pathlib import Path

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic
from policydsl.diagnostics.text import Text
from policydsl.source import Source, Span

# In bytes. 10,000 rules are about one million.
LARGEST_DOCUMENT = 32_000_000
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read(path: Path, shown: str) -> Source | Diagnostic:
    """Read a document; ``shown`` is how its path is shown to people."""
    try:
        size = path.stat().st_size
        # Not more than is looked at: a file may be a device without an end.
        with path.open("rb") as file:
            data = b"" if size > LARGEST_DOCUMENT else file.read(LARGEST_DOCUMENT + 1)
    except OSError as error:
        return unreadable(shown, error)
    return _too_large(shown, size) if size > LARGEST_DOCUMENT else decode(data, shown)


def decode(data: bytes, shown: str) -> Source | Diagnostic:
    """Return the text of a document; a byte order mark is left out."""
    if len(data) > LARGEST_DOCUMENT:
        return _too_large(shown, len(data))
    try:
        return Source(shown, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return _not_utf8(data, shown, error.start)


def unreadable(shown: str, error: OSError) -> Diagnostic:
    """Say that a file or folder cannot be opened, and why."""
    reason = (error.strerror or "it cannot be opened").lower()
    return codes.UNREADABLE_FILE.at(
        Span(Source(shown, ""), 0, 0),
        Text("`{shown}` cannot be opened: {reason}", shown=shown, reason=reason),
        help="check the name, and who may read it",
    )


def _too_large(shown: str, size: int) -> Diagnostic:
    return codes.DOCUMENT_TOO_LARGE.at(
        Span(Source(shown, ""), 0, 0),
        Text(
            "`{shown}` has {size:,} bytes, more than a document may have",
            shown=shown,
            size=size,
        ),
        help=Text(
            "split it; a document has at most {most:,} bytes",
            most=LARGEST_DOCUMENT,
        ),
    )


def _not_utf8(data: bytes, shown: str, start: int) -> Diagnostic:
    if data.startswith(_UTF16_MARKS):
        return codes.NOT_UTF8.at(
            Span(Source(shown, ""), 0, 0),
            Text("`{shown}` is written in UTF-16", shown=shown),
            help="save the document as UTF-8",
        )
    before = data[:start].decode("utf-8")
    # The bad byte is shown as it would be written in code: `\xe9`.
    source = Source(shown, data.decode("utf-8", "backslashreplace"))
    return codes.NOT_UTF8.at(
        Span(source, len(before), len(before) + 4),
        Text("the byte {byte:02X} is not UTF-8", byte=data[start]),
        label="no character of UTF-8",
        help="save the document as UTF-8; it may be in Latin-1 or GB 18030 now",
    )
