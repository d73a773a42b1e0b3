"""Output of commands and of Python sessions, made when the docs are built.

``output`` runs a command of policydsl and shows what it prints. ``session`` runs
Python code with its expected output, in the form of doctest. ``file`` is any other
file of a page. ``:with:`` names the blocks of the page that lie beside as files.
"""

import contextlib
import doctest
import io
import shlex
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from policydsl import cli
from policydsl.sphinxext.blocks import Block, named
from policydsl.sphinxext.directives import words

_logger = logging.getLogger(__name__)


class _InFolder(SphinxDirective):
    option_spec: ClassVar[dict[str, Any]] = {"with": words, "hidden": directives.flag}

    @contextlib.contextmanager
    def folder(self) -> Iterator[None]:
        """Work beside the named blocks, or at the root if none is named."""
        blocks = named(self.env)
        with tempfile.TemporaryDirectory() as place:
            for name in self.options.get("with", ()):
                if name not in blocks:
                    self.complain(f"there is no block `{name}` above on this page")
                    continue
                block = blocks[name]
                (Path(place) / block.name).write_text(block.text, encoding="utf-8")
            root = Path(self.env.srcdir, self.config.policydsl_root).resolve()
            with contextlib.chdir(place if "with" in self.options else root):
                yield

    def complain(self, message: str) -> None:
        _logger.warning("%s", message, location=self.get_location(), type="policydsl")

    def literal(self, text: str, language: str) -> nodes.literal_block:
        block = nodes.literal_block(text, text, language=language)
        self.set_source_info(block)
        return block


class Output(_InFolder):
    """A command and what it prints.

    ``:status:`` is its exit status, else 0. ``:start:`` is a text in the first line
    that is shown, ``:lines:`` how many lines are.
    """

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {
        **_InFolder.option_spec,
        "status": directives.nonnegative_int,
        "start": directives.unchanged_required,
        "lines": directives.positive_int,
    }

    def run(self) -> list[nodes.Node]:
        command = " ".join(self.arguments[0].split())
        printed = io.StringIO()
        with (
            self.folder(),
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(printed),
        ):
            status = cli.main(shlex.split(command))
        output = printed.getvalue().rstrip("\n")
        if status != self.options.get("status", 0):
            self.complain(f"`policydsl {command}` ends with {status}\n{output}")
        if "hidden" in self.options:
            return []
        text = "\n".join([f"$ policydsl {command}", *self._shown(output.splitlines())])
        return [self.literal(text, "none")]

    def _shown(self, lines: list[str]) -> list[str]:
        """Return the lines that are wanted, with dots for those that are not."""
        start = 0
        wanted = self.options.get("start", "")
        if wanted:
            found = [at for at, line in enumerate(lines) if wanted in line]
            if not found:
                self.complain(f"no line of the output has `{wanted}`")
                return lines
            start = found[0]
        end = start + self.options.get("lines", len(lines))
        before = ["..."] if start > 0 else []
        after = ["..."] if end < len(lines) else []
        return [*before, *lines[start:end], *after]


class Session(_InFolder):
    """Python code whose output is compared with what stands here."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        text = "\n".join(self.content)
        test = doctest.DocTestParser().get_doctest(
            text, {}, self.env.docname, self.env.docname, self.lineno
        )
        told: list[str] = []
        runner = doctest.DocTestRunner(
            verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
        )
        with self.folder():
            runner.run(test, out=told.append)
        if told:
            self.complain("a session does not go as written\n" + "".join(told))
        return [] if "hidden" in self.options else [self.literal(text, "pycon")]


class File(SphinxDirective):
    """A file of the page that is no document of the language."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {"language": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        text = "\n".join(self.content)
        name = self.arguments[0]
        named(self.env)[name] = Block(name, f"{text}\n")
        language = self.options.get("language", "none")
        block = nodes.literal_block(text, text, language=language)
        self.set_source_info(block)
        return [block]


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("output", Output)
    app.add_directive("session", Session)
    app.add_directive("file", File)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
