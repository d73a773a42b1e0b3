"""Characters that no document may contain, and lines that are too long.

Invisible characters and those that turn the direction of writing around can make
a text look different from what it says; they are refused everywhere.
"""

import re
import unicodedata
from collections.abc import Iterator

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Edit, Fix
from policydsl.diagnostics.text import Text
from policydsl.source import Source, Span

LONGEST_LINE = 10_000
# What stands for a line that is too long to be cut into words.
MASK = "\ufdd4"

_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufff9-\ufffb\U000e0000-\U000e007f]"
    "|(?<!^)\ufeff|\r(?!\n)"
)
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_IS_TURNING = re.compile(f"[{_TURNING}]")

# Alphabets with letters that look like those of another.
_ALPHABETS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})


def refused(source: Source) -> Iterator[Diagnostic]:
    """Report each kind of character that is refused, with all places where it is."""
    spans: dict[str, list[Span]] = {}
    for match in _REFUSED.finditer(source.text):
        span = Span(source, match.start(), match.end())
        spans.setdefault(match.group(), []).append(span)
    for char, found in spans.items():
        yield _refused(char, found)


def _refused(char: str, spans: list[Span]) -> Diagnostic:
    name = f"U+{ord(char):04X}"
    if char == "\r":
        message = Text("lines end with `{name}` alone", name=name)
        label = Text("a line ends here")
        help_text = Text("save the document with line feeds")
        title = Text("write line feeds")
    else:
        message = Text("the character `{name}` cannot be seen", name=name)
        label, help_text = Text("hidden here"), Text("take it out")
        title = Text("take out `{name}`", name=name)
    if _IS_TURNING.fullmatch(char):
        message = Text(
            "the character `{name}` turns the direction of writing around", name=name
        )
        label = Text("what is read is not what is written")
    others = len(spans) - 1
    if others == 1:
        label = Text("{label}, and in one other place", label=label)
    elif others:
        label = Text(
            "{label}, and in {others:,} other places", label=label, others=others
        )
    written = "\n" if char == "\r" else ""
    return codes.HIDDEN_CHARACTER.at(
        spans[0],
        message,
        label=label,
        help=help_text,
        fixes=(Fix(title, tuple(Edit(span, written) for span in spans)),),
    )


def mixed(name: Span) -> Diagnostic | None:
    """Report a name with letters of two alphabets that look alike."""
    if name.text.isascii():
        return None
    first: tuple[str, str] | None = None
    for at, char in enumerate(name.text):
        words = unicodedata.name(char, "").split()
        if not words or words[0] not in _ALPHABETS:
            continue
        if first is None:
            first = char, words[0]
        elif words[0] != first[1]:
            start = name.start + at
            return codes.MIXED_LETTERS.at(
                Span(name.source, start, start + 1),
                Text(
                    "the name `{name}` mixes letters of two alphabets", name=name.text
                ),
                label=Text(
                    "`{char}` is U+{number:04X}, {name}; `{first}` is {alphabet}",
                    char=char,
                    number=ord(char),
                    name=" ".join(words).lower(),
                    first=first[0],
                    alphabet=first[1].lower(),
                ),
                help="write the name with letters of one alphabet",
            )
    return None


def places(source: Source) -> list[int]:
    """Return where refused characters are."""
    return [match.start() for match in _REFUSED.finditer(source.text)]


def long_lines(source: Source) -> Iterator[Diagnostic]:
    """Report each line that is too long."""
    for span in _too_long(source):
        length = span.end - span.start
        yield codes.LINE_TOO_LONG.at(
            Span(source, span.start, span.start + 20),
            Text(
                "a line has {length:,} characters; the most is {most:,}",
                length=length,
                most=LONGEST_LINE,
            ),
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
        # A line that continues a sentence still does.
        length = span.end - span.start
        blank = " " if text[span.start].isspace() else ""
        pieces += [text[at : span.start], blank, MASK, " " * (length - 1 - len(blank))]
        at = span.end
    return "".join((*pieces, text[at:])) if pieces else text


def _too_long(source: Source) -> Iterator[Span]:
    if len(source.text) > LONGEST_LINE:
        start = 0
        for line in source.text.split("\n"):
            if len(line) > LONGEST_LINE:
                yield Span(source, start, start + len(line))
            start += len(line) + 1
