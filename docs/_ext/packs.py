"""What the law packs cover and what they do not, made when the docs are built.

``law-packs`` shows every law below a folder: its articles with how they were read, and
the comments that say what is missing from it or was not verified.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from policydsl.driver import load
from policydsl.syntax import ast
from policydsl.syntax.saying import said_in
from policydsl.syntax.words import key_of, load_language

_logger = logging.getLogger(__name__)
_REMARK = re.compile(r"(?m)^# (Missing|Not verified): (.*)$")
_COLUMNS = ("Article", "Title", "What it wants", "Read")


class LawPacks(SphinxDirective):
    """One section for each jurisdiction; the argument is a folder, from the root."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        root = Path(self.env.srcdir, self.config.policydsl_root).resolve()
        folders = sorted(one for one in (root / self.arguments[0]).iterdir())
        found = [_jurisdiction(folder, self._laws(folder)) for folder in folders]
        if not found:
            place = self.get_location()
            _logger.warning("no laws", location=place, type="policydsl")
        return list(found)

    def _laws(self, folder: Path) -> Iterator[nodes.Node]:
        for path in sorted(folder.glob("*.law")):
            self.env.note_dependency(str(path))
            yield _law(path, key_of(self.config.language) or "en")


def _jurisdiction(folder: Path, laws: Iterable[nodes.Node]) -> nodes.section:
    return _section(f"pack-{folder.name}", folder.name.upper(), laws)


def _law(path: Path, language: str) -> nodes.section:
    document = load(path).document
    assert document is not None
    header = document.header
    assert isinstance(header, ast.LawHeader)
    articles = [one for one in document.sentences if isinstance(one, ast.Article)]
    said = partial(_said, own=document.language, language=language)
    body: list[nodes.Node] = [_paragraph(_validity(header, language, said))]
    if articles:
        rows = (_row(article, header, said) for article in articles)
        body.append(_table(_COLUMNS, rows))
    remarks = _REMARK.findall(path.read_text(encoding="utf-8"))
    if remarks:
        items = (_paragraph(f"{kind}: {words}") for kind, words in remarks)
        body.append(nodes.bullet_list("", *(nodes.list_item("", i) for i in items)))
    name = header.name.text
    title = said(header.title) or name
    return _section(f"law-{name}", f"{name}: {title}", body)


def _said(text: ast.Text | None, own: str, language: str) -> str:
    return "" if text is None else said_in(text, own, language)


def _validity(
    header: ast.LawHeader, language: str, said: Callable[[ast.Text | None], str]
) -> str:
    force = header.force.text if header.force else ""
    parts = [load_language(language).forces.get(force, force)]
    if header.in_force_from is not None:
        parts.append(f"in force from {header.in_force_from.date}")
    if header.in_force_until is not None:
        parts.append(f"until {header.in_force_until.date}")
    if header.source is not None:
        parts.append(said(header.source))
    return ", ".join(parts) + "."


def _row(
    article: ast.Article,
    header: ast.LawHeader,
    said: Callable[[ast.Text | None], str],
) -> tuple[str, ...]:
    read = re.split("[:：]", said(article.source or header.source))[0]
    return article.number.text, said(article.title), said(article.because), read


def _section(name: str, title: str, body: Iterable[nodes.Node]) -> nodes.section:
    key = nodes.make_id(name)
    return nodes.section("", nodes.title(title, title), *body, ids=[key], names=[key])


def _paragraph(text: str) -> nodes.paragraph:
    return nodes.paragraph(text, text)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> nodes.table:
    group = nodes.tgroup("", cols=len(head))
    group += [nodes.colspec(colwidth=width) for width in (2, 3, 6, 2)]
    group += nodes.thead("", _cells(head))
    group += nodes.tbody("", *(_cells(row) for row in rows))
    return nodes.table("", group)


def _cells(texts: tuple[str, ...]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", _paragraph(text)) for text in texts))


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("law-packs", LawPacks)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
