"""Tables as data: what is said, before anybody decides how it looks."""

import unicodedata
from collections.abc import Mapping
from enum import Enum

from attrs import field, frozen
from attrs.converters import optional


class Tone(Enum):
    """How a statement is meant.

    ``MISSING``: the author left it open, which the reader must see. ``NAME``: a
    name of the document. ``QUOTED``: free words of the author, in the language of
    the document.
    """

    PLAIN = "plain"
    MISSING = "missing"
    NAME = "name"
    QUOTED = "quoted"
    ASIDE = "aside"


def visible(text: str) -> str:
    """Return a text on one line in which nothing is hidden.

    Line breaks and tabs become spaces. Other control characters and marks that
    turn the direction of writing are spelled out, so that no document can steer
    a terminal or make a line read other than it is stored.
    """
    return "".join(map(_shown, " ".join(text.split())))


def _shown(char: str) -> str:
    hidden = unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    return f"\\u{ord(char):04x}" if hidden else char


@frozen
class Item:
    """One statement of a cell, on one line."""

    text: str = field(converter=visible)
    tone: Tone = Tone.PLAIN


Cell = tuple[Item, ...]


@frozen
class Column:
    """A column. ``block``: the columns of one block may share a column on a page.

    ``label`` stands before the statement where they do, if that is needed.
    A column without a block is not shown where the rows stand in groups that
    already say it.
    """

    key: str
    heading: str
    block: str | None
    label: str | None = None


@frozen
class Row:
    """The cells of a row by the keys of their columns; an absent one is empty."""

    cells: Mapping[str, Cell]

    def cell(self, key: str) -> Cell:
        """Return a cell, which may be empty."""
        return self.cells.get(key, ())


@frozen
class Group:
    """Rows that belong together, under what is true of all of them."""

    heading: str | None = field(converter=optional(visible))
    notes: Cell
    rows: tuple[Row, ...]


@frozen
class Table:
    """A table. ``blocks`` maps each block to its heading, in order.

    ``empty`` is said when there is no row.
    """

    key: str
    title: str = field(converter=visible)
    notes: Cell
    columns: tuple[Column, ...]
    blocks: Mapping[str, str]
    groups: tuple[Group, ...]
    empty: str

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, whatever their group."""
        return tuple(row for group in self.groups for row in group.rows)

    def in_block(self, block: str) -> tuple[Column, ...]:
        """Return the columns of a block."""
        return tuple(column for column in self.columns if column.block == block)


@frozen
class Report:
    """Tables under one title. ``language`` and ``source_language`` are web tags."""

    title: str = field(converter=visible)
    language: str
    source_language: str
    facts: tuple[tuple[str, Item], ...]
    tables: tuple[Table, ...]
    contents: str
    colon: str


def items(*texts: str, tone: Tone = Tone.PLAIN) -> Cell:
    """Return a cell of statements that are meant alike."""
    return tuple(Item(text, tone) for text in texts)
