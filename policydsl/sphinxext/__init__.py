"""Sphinx extension: documents of the language, checked when the docs are built."""

from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from policydsl import __version__
from policydsl.integrations.pygments import PolicyLexer
from policydsl.sphinxext.directives import DIRECTIVES


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the directives.

    ``policydsl_root`` is the folder of example documents, ``policydsl_fragments``
    the folder of the headers under which fragments stand; both are counted from the
    folder of the docs.
    """
    app.add_config_value("policydsl_root", "..", "env", (str,))
    app.add_config_value("policydsl_fragments", "fragments", "env", (str,))
    app.add_lexer("policydsl", PolicyLexer)
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    app.connect("env-get-outdated", _every_page)
    return {
        "version": __version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _every_page(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> list[str]:
    """Read every page again: what a block says depends on the compiler, too."""
    return sorted(env.found_docs - added)
