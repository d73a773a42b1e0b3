"""Tables as one page of HTML: no scripts, nothing fetched, good on paper."""

import html
import re
from collections.abc import Iterator

from policydsl.backends.table.model import Cell, Group, Item, Report, Row, Table, Tone
from policydsl.backends.table.page_style import STYLE

_DATE = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b", re.ASCII)


def render(report: Report) -> str:
    """Return the page."""
    tag = _text(report.source_language)
    body = [f'<h1 lang="{tag}">{_text(report.title)}</h1>', *_facts(report)]
    if len(report.tables) > 1:
        body += _contents(report)
    for table in report.tables:
        body += _table(table, report)
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{_text(report.language)}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{_text(report.title)}</title>",
            f"<style>\n{STYLE}</style>",
            "</head>",
            "<body>",
            *body,
            "</body>",
            "</html>",
            "",
        ]
    )


def _facts(report: Report) -> Iterator[str]:
    yield '<dl class="facts">'
    for name, item in report.facts:
        said = _item(item, report.source_language)
        yield f"<dt>{_text(name)}</dt><dd>{said}</dd>"
    yield "</dl>"


def _contents(report: Report) -> Iterator[str]:
    yield f'<nav aria-label="{_text(report.contents)}"><ul>'
    for table in report.tables:
        yield f'<li><a href="#{_text(table.key)}">{_text(table.title)}</a></li>'
    yield "</ul></nav>"


def _table(table: Table, report: Report) -> Iterator[str]:
    yield f'<section id="{_text(table.key)}">'
    yield f"<h2>{_text(table.title)}</h2>"
    yield from _notes(table.notes, report)
    if not table.rows:
        yield f"<p>{_text(table.empty)}</p>"
    for group in table.groups:
        if group.rows:
            yield from _group(table, group, report)
    yield "</section>"


def _group(table: Table, group: Group, report: Report) -> Iterator[str]:
    """One table element a group, so that its head is repeated on each sheet."""
    if group.heading is not None:
        yield f"<h3>{_text(group.heading)}</h3>"
    if group.notes:
        said = (_item(note, report.source_language) for note in group.notes)
        notes = "".join(f"<li>{text}</li>" for text in said)
        yield f'<ul class="notes">{notes}</ul>'
    yield f'<div class="scroll"><table class="{_text(table.key)}">'
    yield "<colgroup>"
    yield from (f'<col class="{_text(block)}">' for block in table.blocks)
    yield "</colgroup>"
    heads = (f'<th scope="col">{_text(text)}</th>' for text in table.blocks.values())
    yield f"<thead><tr>{''.join(heads)}</tr></thead>"
    yield "<tbody>"
    for row in group.rows:
        cells = (_block(table, block, row, report) for block in table.blocks)
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table></div>"


def _block(table: Table, block: str, row: Row, report: Report) -> str:
    first = next(iter(table.blocks)) == block
    lines = []
    for column in table.in_block(block):
        for item in row.cell(column.key):
            label = f"<b>{_text(column.label)}</b> " if column.label else ""
            said = label + _item(item, report.source_language)
            lines.append(f'<div class="{_text(column.key)}">{said}</div>')
    content = "".join(lines)
    return f'<th scope="row">{content}</th>' if first else f"<td>{content}</td>"


def _notes(notes: Cell, report: Report) -> Iterator[str]:
    for note in notes:
        yield f'<p class="note">{_item(note, report.source_language)}</p>'


def _item(item: Item, source_language: str) -> str:
    text = _DATE.sub(r"<time>\g<0></time>", _text(item.text))
    match item.tone:
        case Tone.PLAIN:
            return text
        case Tone.MISSING:
            return f'<mark class="missing">{text}</mark>'
        case Tone.NAME:
            return f"<code>{text}</code>"
        case Tone.QUOTED:
            return f'<q lang="{_text(source_language)}">{text}</q>'
        case Tone.ASIDE:
            return f"<small>{text}</small>"


def _text(text: str) -> str:
    """Return a text as data, also inside an attribute."""
    return html.escape(text, quote=True)
