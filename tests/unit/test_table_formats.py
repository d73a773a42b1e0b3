"""Words of documents stay data in every format of a table."""

import csv as reader
import io
from html.parser import HTMLParser

import pytest

from policydsl.backends.table import csv, html, markdown, text
from policydsl.backends.table.model import (
    Column,
    Group,
    Item,
    Report,
    Row,
    Table,
    Tone,
    items,
)

HOSTILE = [
    pytest.param("=cmd|' /C calc'!A0", id="formula"),
    pytest.param("+1+1", id="formula with a plus"),
    pytest.param("-2+3", id="formula with a minus"),
    pytest.param("@SUM(A1)", id="formula with an at sign"),
    pytest.param("＝1+1", id="formula with a wide sign"),
    pytest.param("<script>alert(1)</script>", id="script"),
    pytest.param('" onmouseover="alert(1)', id="attribute"),
    pytest.param("</style><img src=x onerror=alert(1)>", id="end of the style"),
    pytest.param("a | b", id="pipe"),
    pytest.param("`rm -rf`", id="backticks"),
    pytest.param("[click](javascript:alert(1))", id="link"),
    pytest.param("*bold* _and_ ~gone~ # head", id="marks"),
    pytest.param("1. item", id="list"),
    pytest.param("&lt;b&gt;", id="references"),
    pytest.param("one\ntwo\r\nthree\ttabs", id="line breaks"),
    pytest.param("\x1b[31mred\x07", id="terminal"),
    pytest.param("safe\u202egnol\u200b", id="direction of writing"),
    pytest.param("{braces} {0} %s", id="gaps"),
]


def _report(words: str) -> Report:
    """Return a report in which the words stand in every place that holds data."""
    item = Item(words, Tone.QUOTED)
    table = Table(
        "ladder",
        words,
        items(words),
        (Column("day", "When", "when"), Column("what", "What", "what", "Label:")),
        {"when": "When", "what": "What"},
        (Group(words, (item,), (Row({"day": (item,), "what": items(words)}),)),),
        "empty",
    )
    return Report(words, "en", "en", (("Name", item),), (table,), "Contents", ":")


class _Tags(HTMLParser):
    """Collects the tags, the attributes and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.mark.parametrize("words", HOSTILE)
def test_html_holds_them_as_text(words: str) -> None:
    page, plain = _Tags(), _Tags()
    page.feed(html.render(_report(words)))
    plain.feed(html.render(_report("plain")))

    assert page.tags == plain.tags
    assert page.attributes == plain.attributes
    assert Item(words).text in page.text


@pytest.mark.parametrize("words", HOSTILE)
def test_csv_has_no_formula_and_keeps_its_shape(words: str) -> None:
    rendered = csv.render(_report(words)).removeprefix("\ufeff")
    records = list(reader.reader(io.StringIO(rendered, newline="")))

    assert {len(record) for record in records} == {2}
    assert len(records) == 2
    assert not any(field.startswith(tuple("=+-@\t\r＝＋－＠")) for field in records[1])
    assert records[1][0].removeprefix("'") == Item(words).text


@pytest.mark.parametrize("words", HOSTILE)
def test_markdown_keeps_the_lines_and_cells_of_its_table(words: str) -> None:
    lines, plain = (
        markdown.render(_report(given)).splitlines() for given in (words, "plain")
    )

    assert len(lines) == len(plain)
    for line, like in zip(lines, plain, strict=True):
        assert line.replace("\\|", "").count("|") == like.count("|")
        assert "<" not in line.replace("<br>", "")
        assert line.replace("\\`", "").count("`") == 0


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("width", [40, 100])
def test_a_terminal_is_not_steered_and_lines_fit(words: str, width: int) -> None:
    shown = text.render(_report(words), width)

    assert all(char.isprintable() or char == "\n" for char in shown)
    assert all(len(line) <= width for line in shown.splitlines())


def test_crlf_ends_each_record() -> None:
    rendered = csv.render(_report("plain"))

    assert rendered.endswith("\r\n")
    assert rendered.count("\n") == rendered.count("\r\n")
