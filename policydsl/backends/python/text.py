"""Python text: calls that fit the line, and words of documents as data."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from unicodedata import normalize

# Calls are measured without what stands to their left.
WIDTH = 72
_INDENT = 4
_NOT_IN_A_NAME = re.compile(r"\W+")
_LONGEST_NAME = 48


def literal(value: object) -> str:
    """Return a string, number, date or set of strings as Python text.

    Text of a document enters a module here and in comments, and nowhere else.
    """
    if isinstance(value, frozenset):
        return filled("frozenset({", sorted(map(repr, value)), "})")
    return repr(value)


def filled(begin: str, items: Sequence[str], end: str) -> str:
    """Return a collection, with as many items on each line as fit."""
    lines = [begin + ", ".join(items) + end]
    if len(lines[0]) <= WIDTH:
        return lines[0]
    lines = [begin, ""]
    for item in items:
        if len(lines[-1]) + len(item) > WIDTH:
            lines.append("")
        lines[-1] += f" {item}," if lines[-1] else f"{' ' * _INDENT}{item},"
    return "\n".join([*lines, end])


def call(name: str, arguments: Iterable[str]) -> str:
    """Return a call; if it does not fit the line, one argument stands on each.

    Arguments that have several lines are moved to the right.
    """
    parts = list(arguments)
    short = f"{name}({', '.join(parts)})"
    if len(short) <= WIDTH and "\n" not in short:
        return short
    shift = "\n" + " " * _INDENT
    inner = "".join(shift + part.replace("\n", shift) + "," for part in parts)
    return f"{name}({inner}\n)"


def day(value: date) -> str:
    """Return a day as Python text."""
    return f"date({value.year}, {value.month}, {value.day})"


def comment(text: str) -> list[str]:
    """Return the lines of a text as comments; nothing in it can end a line early."""
    return [f"# {printable(line)}".rstrip() for line in text.split("\n")]


def printable(text: str) -> str:
    """Return text with everything that is not plainly visible escaped."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in text
    )


def docstring(lines: Iterable[str]) -> str:
    """Return lines as a docstring."""
    text = "\n".join(printable(line) for line in lines)
    escaped = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    if "\n" in text:
        return f'"""{escaped}\n"""'
    return f'"""{escaped} """' if escaped.endswith('"') else f'"""{escaped}"""'


class Identifiers:
    """Hands out names that differ, also to a reader who sees letters alike as one."""

    def __init__(self) -> None:
        """Begin without a name."""
        self._taken: set[str] = set()

    def take(self, prefix: str, words: str) -> str:
        """Return a name that says what it is for."""
        slug = _NOT_IN_A_NAME.sub("_", normalize("NFKC", words)).strip("_").lower()
        name = f"{prefix}_{slug[:_LONGEST_NAME].rstrip('_')}".rstrip("_")
        if not name.isidentifier():
            name = prefix
        if name in self._taken:
            number = 2
            while f"{name}_{number}" in self._taken:
                number += 1
            name = f"{name}_{number}"
        self._taken.add(name)
        return name
