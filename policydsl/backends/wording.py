"""The words of a language in which back ends write: headings and sentences.

They are data, one table a language, in ``words/``; the words of the policy
language itself, and the terms of a policy, come from the formatter.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import frozen

_SUFFIX = ".toml"


@frozen
class Words:
    """The words of one language, by dotted keys: ``ladder.late``."""

    language: str
    entries: Mapping[str, str]

    def say(self, key: str, /, **values: object) -> str:
        """Return the sentence of a key, with its gaps filled.

        What fills a gap is data: braces in it mean nothing.

        Raises:
            KeyError: If the language has no such key, or a gap is not filled.
        """
        return self.entries[key].format(**values)


def languages() -> tuple[str, ...]:
    """Return the languages that have a table of words, in alphabetical order."""
    names = (entry.name for entry in _folder().iterdir())
    return tuple(sorted(n.removesuffix(_SUFFIX) for n in names if n.endswith(_SUFFIX)))


@cache
def words(language: str, part: str = "") -> Words:
    """Return the words of a language; ``part`` is a folder of further tables.

    Raises:
        ValueError: If there is no table of words for it.
    """
    if language not in languages():
        known = ", ".join(languages())
        raise ValueError(f"no words for language {language!r}; there are {known}")
    folder = _folder() / part if part else _folder()
    text = (folder / f"{language}{_SUFFIX}").read_text(encoding="utf-8")
    return Words(language, dict(_flat(tomllib.loads(text), "")))


def _folder() -> Any:
    return files("policydsl.backends") / "words"


def _flat(table: Mapping[str, Any], prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            found += _flat(value, f"{prefix}{key}.")
        else:
            found.append((prefix + key, value))
    return found
