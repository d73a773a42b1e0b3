"""Characters that no document may contain, and lines that are too long.

Invisible characters and those that turn the direction of writing around can make
a text look different from what it says; they are refused everywhere.
"""

import re
from collections.abc import Iterator

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Edit, Fix
from policydsl.source import Source, Span

LONGEST_LINE = 10_000
# What stands for a line that is too long to be cut into words.
MASK = "\ufdd4"
_MOST_REPORTED = 20

_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufff9-\ufffb\U000e0000-\U000e007f]"
    "|(?<!^)\ufeff|\r(?!\n)"
)
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_IS_TURNING = re.compile(f"[{_TURNING}]")


def refused(source: Source) -> Iterator[Diagnostic]:
    """Report each character that is refused, the first twenty."""
    for number, match in enumerate(_REFUSED.finditer(source.text)):
        if number == _MOST_REPORTED:
            return
        span = Span(source, match.start(), match.end())
        name = f"U+{ord(match.group()):04X}"
        if _IS_TURNING.fullmatch(match.group()):
            message = f"the character `{name}` turns the direction of writing around"
            label = "what is read is not what is written"
        else:
            message, label = f"the character `{name}` cannot be seen", "hidden here"
        yield codes.HIDDEN_CHARACTER.at(
            span,
            message,
            label=label,
            help="take it out",
            fixes=(Fix(f"take out `{name}`", (Edit(span, ""),)),),
        )


def places(source: Source) -> list[int]:
    """Return where refused characters are."""
    return [match.start() for match in _REFUSED.finditer(source.text)]


def long_lines(source: Source) -> Iterator[Diagnostic]:
    """Report each line that is too long."""
    for span in _too_long(source):
        length = span.end - span.start
        yield codes.LINE_TOO_LONG.at(
            Span(source, span.start, span.start + 20),
            f"a line has {length:,} characters; the most is {LONGEST_LINE:,}",
            label="this line",
            help="break the line; an indented line continues the one above",
        )


def masked(source: Source) -> str:
    """Return the text with each line that is too long blanked out."""
    text = source.text
    if len(text) <= LONGEST_LINE:
        return text
    pieces: list[str] = []
    at = 0
    for span in _too_long(source):
        pieces += [text[at : span.start], MASK, " " * (span.end - span.start - 1)]
        at = span.end
    return "".join((*pieces, text[at:])) if pieces else text


def _too_long(source: Source) -> Iterator[Span]:
    if len(source.text) > LONGEST_LINE:
        start = 0
        for line in source.text.split("\n"):
            if len(line) > LONGEST_LINE:
                yield Span(source, start, start + len(line))
            start += len(line) + 1
