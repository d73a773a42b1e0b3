"""Text in columns of a terminal."""

import pytest

from policydsl.backends.table.width import columns, padded, wrapped


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("call", 4, id="one column a letter"),
        pytest.param("失联", 4, id="two columns a character"),
        pytest.param("满14天", 6, id="mixed"),
        pytest.param("e\u0301", 1, id="a combining mark takes none"),
        pytest.param("“a”", 3, id="curly quotes take one"),
        pytest.param("：，", 4, id="wide punctuation"),
    ],
)
def test_columns(text: str, expected: int) -> None:
    assert columns(text) == expected


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        pytest.param("", 10, [""], id="nothing is one line"),
        pytest.param("one two three", 7, ["one two", "three"], id="at spaces"),
        pytest.param("逾期满十四天", 8, ["逾期满十", "四天"], id="between characters"),
        pytest.param("一二三四。五", 8, ["一二三", "四。五"], id="not before a stop"),
        pytest.param("联系人（本）", 8, ["联系人", "（本）"], id="not after a bracket"),
        pytest.param("abcdefgh", 3, ["abc", "def", "gh"], id="a long word is cut"),
        pytest.param("第14天call", 6, ["第14天", "call"], id="mixed"),
    ],
)
def test_wrapped(text: str, width: int, expected: list[str]) -> None:
    assert wrapped(text, width) == expected


def test_padding_counts_columns() -> None:
    assert padded("失联", 6) == "失联  "
