"""The decided questions and their dated documents, made when the docs are built.

``dated-meaning`` shows every folder of a folder of conformance documents: its number,
its question and decision, and the documents themselves.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

_logger = logging.getLogger(__name__)
_FOLDER = re.compile(r"([AS])0*(\d+)-(.+)")
# What is shown of a folder, in this order; other files are of no use to a reader.
_KINDS = (".vocabulary", ".law", ".policy", ".scenario", ".json", ".expected")


class DatedMeaning(SphinxDirective):
    """One section for each folder; the argument is their folder, from the root."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        root = Path(self.env.srcdir, self.config.policydsl_root).resolve()
        folders = sorted(one for one in (root / self.arguments[0]).iterdir())
        found = [self._section(one) for one in folders if _FOLDER.fullmatch(one.name)]
        if not found:
            place = self.get_location()
            _logger.warning("no documents", location=place, type="policydsl")
        return list(found)

    def _section(self, folder: Path) -> nodes.section:
        match = _FOLDER.fullmatch(folder.name)
        assert match is not None
        letter, number, slug = match.groups()
        title = f"{letter}{number}: {slug.replace('-', ' ')}"
        section = nodes.section(ids=[folder.name.lower()], names=[folder.name.lower()])
        section += nodes.title(title, title)
        files = [one for one in sorted(folder.iterdir()) if one.suffix in _KINDS]
        for file in sorted(files, key=_place):
            section.extend(self._document(file))
        self.set_source_info(section)
        return section

    def _document(self, file: Path) -> Iterator[nodes.Node]:
        self.env.note_dependency(str(file))
        text = file.read_text(encoding="utf-8")
        opening, rest = _parts(text)
        if opening:
            yield nodes.paragraph("", "", nodes.strong(opening, opening))
        block = nodes.literal_block(rest, rest, language="none")
        self.set_source_info(block)
        name = nodes.caption("", "", nodes.literal(file.name, file.name))
        yield nodes.container(
            "", name, block, literal_block=True, classes=["literal-block-wrapper"]
        )


def _place(file: Path) -> tuple[str, int]:
    """A policy, then its stories, then what is decided about a case."""
    return file.name.partition(".")[0], _KINDS.index(file.suffix)


def _parts(text: str) -> tuple[str, str]:
    """Return the question and decision of a policy, and the document without them."""
    lines = text.rstrip("\n").split("\n")
    count = next((n for n, line in enumerate(lines) if line[:2] != "# "), len(lines))
    opening = [line[2:] for line in lines[:count]]
    return " ".join(opening), "\n".join(lines[count:]).strip("\n")


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("dated-meaning", DatedMeaning)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
