"""Literal blocks of the language that are checked when the docs are built.

A block has to report nothing, or exactly the codes of ``:reports:``; anything else
is a warning of the build.
"""

from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from policydsl.documents.finding import LAW, POLICY, SCENARIO, VOCABULARY
from policydsl.driver import Loaded
from policydsl.sphinxext.blocks import (
    Block,
    codes,
    load,
    load_file,
    named,
    played,
    rendered,
)

_logger = logging.getLogger(__name__)
_UNNAMED = "example"


def words(argument: str | None) -> tuple[str, ...]:
    """Read an option that is a list, with commas or spaces between its members."""
    return tuple((argument or "").replace(",", " ").split())


class _Checked(SphinxDirective):
    """What all directives share: a block of text, and complaints about it."""

    option_spec: ClassVar[dict[str, Any]] = {
        "hidden": directives.flag,
        "output": directives.flag,
        "reports": words,
        "fails": directives.flag,
    }

    def shown(self, text: str, loaded: Loaded) -> list[nodes.Node]:
        """Return the block and what is printed about it, and complain if need be."""
        output = self.compared(loaded)
        if "hidden" in self.options:
            return []
        found: list[nodes.Node] = [self.literal(text, "policydsl")]
        if "output" in self.options:
            found.append(self.literal(output, "none", "policydsl-output"))
        return found

    def compared(self, loaded: Loaded) -> str:
        """Compare what was found with what was to be found; return the output."""
        expected = set(self.options.get("reports", ()))
        found = codes(loaded)
        output = rendered(loaded)
        if found != expected:
            self.complain(f"reports {_list(found)}, and not {_list(expected)}", output)
        if found or not loaded.scenarios:
            return output
        stories = list(played(loaded))
        output = "\n".join(text for _, text in stories)
        if all(passed for passed, _ in stories) is ("fails" in self.options):
            verb = "passes" if "fails" in self.options else "fails"
            self.complain(f"a scenario {verb}", output)
        return output

    def complain(self, message: str, output: str = "") -> None:
        """Warn at this place of the page."""
        _logger.warning(
            "%s: %s\n%s",
            self.name,
            message,
            output,
            location=self.get_location(),
            type="policydsl",
        )

    def literal(self, text: str, language: str, *classes: str) -> nodes.literal_block:
        """Return a block of text as it is, in the colours of a language."""
        block = nodes.literal_block(
            text, text, language=language, classes=list(classes)
        )
        self.set_source_info(block)
        return block


class _Document(_Checked):
    """A document that stands in the page."""

    suffix: ClassVar[str]
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {
        **_Checked.option_spec,
        "name": directives.unchanged_required,
        "with": words,
        "fragment": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """Check the block and return it."""
        written = "\n".join(self.content)
        name = self.options.get("name")
        text = f"{self._header()}{written}\n"
        block = Block((name or _UNNAMED) + self.suffix, text)
        blocks = named(self.env)
        beside = []
        for other in self.options.get("with", ()):
            if other in blocks:
                beside.append(blocks[other])
            else:
                self.complain(f"there is no block `{other}` above on this page")
        if name is not None:
            blocks[name] = block
        folder = Path(self.env.srcdir, *self.env.docname.split("/"))
        return self.shown(written, load(block, beside, folder))

    def _header(self) -> str:
        """Return the header under which a fragment is checked."""
        if "fragment" not in self.options:
            return ""
        folder = Path(self.env.srcdir, self.config.policydsl_fragments)
        path = folder / f"{_UNNAMED}{self.suffix}"
        self.env.note_dependency(path)
        return path.read_text(encoding="utf-8")


class PolicyBlock(_Document):
    """A policy, or a rule or norm of one."""

    suffix = POLICY


class VocabularyBlock(_Document):
    """A vocabulary, or a sentence of one."""

    suffix = VOCABULARY


class LawBlock(_Document):
    """A law, or an article of one."""

    suffix = LAW


class ScenarioBlock(_Document):
    """Scenarios; they are played, too, and pass unless ``:fails:`` is said."""

    suffix = SCENARIO


class DocumentFile(_Checked):
    """A document of the repository, by its path."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {
        **_Checked.option_spec,
        "name": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Check the file and return its text."""
        root = Path(self.env.srcdir, self.config.policydsl_root).resolve()
        path = root / self.arguments[0]
        if not path.is_file():
            self.complain(f"there is no file `{self.arguments[0]}`")
            return []
        self.env.note_dependency(path)
        text = path.read_text(encoding="utf-8")
        if "name" in self.options:
            named(self.env)[self.options["name"]] = Block(path.name, text)
        return self.shown(text.strip("\n"), load_file(path))


DIRECTIVES: dict[str, type[Directive]] = {
    "policy": PolicyBlock,
    "vocabulary": VocabularyBlock,
    "law": LawBlock,
    "scenario": ScenarioBlock,
    "document-file": DocumentFile,
}


def _list(numbers: set[str]) -> str:
    return ", ".join(sorted(numbers)) or "nothing"
