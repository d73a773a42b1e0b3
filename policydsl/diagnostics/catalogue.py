"""The translations of what is said: one table a language, in ``words/``.

A table maps each template of the code, in English, to the same sentence in its
language. A language without a table is answered in English.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import evolve

from policydsl.diagnostics.model import Diagnostic, Fix, Label
from policydsl.diagnostics.text import say

_SUFFIX = ".toml"


def languages() -> tuple[str, ...]:
    """Return the languages that have a table, in alphabetical order."""
    names = (entry.name for entry in _folder().iterdir())
    return tuple(sorted(n.removesuffix(_SUFFIX) for n in names if n.endswith(_SUFFIX)))


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Return the translation of each template; empty for a language without any."""
    if language not in languages():
        return {}
    text = (_folder() / f"{language}{_SUFFIX}").read_text(encoding="utf-8")
    return tomllib.loads(text)


def in_language(text: str, language: str) -> str:
    """Return a text in a language."""
    return say(text, catalogue(language))


def translated(diagnostic: Diagnostic, language: str) -> Diagnostic:
    """Return a finding with all that it says in a language."""
    words = catalogue(language)

    def label(one: Label) -> Label:
        return evolve(one, text=say(one.text, words))

    def fix(one: Fix) -> Fix:
        return evolve(one, title=say(one.title, words))

    return evolve(
        diagnostic,
        message=say(diagnostic.message, words),
        primary=label(diagnostic.primary),
        related=tuple(label(one) for one in diagnostic.related),
        help=None if diagnostic.help is None else say(diagnostic.help, words),
        fixes=tuple(fix(one) for one in diagnostic.fixes),
        language=language,
    )


def _folder() -> Any:
    return files("policydsl.diagnostics") / "words"
