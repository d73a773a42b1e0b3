"""Places of an editor and of the compiler are the same places."""

import pytest

pytest.importorskip("pygls")

from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types
from pygls.workspace import PositionCodec

from policydsl.lsp.places import Document, Places

WIDTHS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
# Ends of lines for an editor, what only Python takes for one, and wide characters.
TEXTS = st.text(st.sampled_from("ab紧𠀀é\n\r\t \u2028\x0b\x85#"), max_size=30)
ENCODINGS = st.sampled_from(sorted(WIDTHS))


def units(text: str, encoding: str) -> int:
    name, width = WIDTHS[encoding]
    return len(text.encode(name)) // width


def lines_of(text: str) -> list[str]:
    """Return the lines as the protocol has them, without their ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


@given(TEXTS, ENCODINGS)
def test_every_place_is_found_again(text: str, encoding: str) -> None:
    places = Places(text, PositionCodec(encoding))
    lines = lines_of(text)
    for offset in range(len(text) + 1):
        at = places.position(offset)
        before = lines_of(text[:offset])
        if text[offset - 1 : offset + 1] == "\r\n":
            # Between the two halves of one end of a line there is no place.
            continue
        assert (at.line, at.character) == (len(before) - 1, units(before[-1], encoding))
        assert at.character <= units(lines[at.line], encoding)
        assert places.offset(at) == offset


@given(TEXTS, ENCODINGS, st.integers(0, 40), st.integers(0, 40))
def test_a_place_that_is_none_is_the_nearest(
    text: str, encoding: str, line: int, character: int
) -> None:
    places = Places(text, PositionCodec(encoding))
    found = places.offset(types.Position(line, character))
    assert 0 <= found <= len(text)
    assert places.position(found).line <= line


@given(TEXTS, TEXTS, ENCODINGS, st.data())
def test_what_is_typed_stands_where_it_was_typed(
    text: str, typed: str, encoding: str, data: st.DataObject
) -> None:
    offsets = st.integers(0, len(text)).filter(
        lambda at: text[at - 1 : at + 1] != "\r\n"
    )
    start, end = sorted((data.draw(offsets), data.draw(offsets)))
    codec = PositionCodec(encoding)
    where = Places(text, codec).range(start, end)
    document = Document("file:///a.policy", text, 1, position_codec=codec)
    document.apply_change(types.TextDocumentContentChangePartial(where, typed))
    assert document.source == text[:start] + typed + text[end:]
