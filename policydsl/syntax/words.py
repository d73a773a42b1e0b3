"""The words of a language: its table in ``grammar/``.

A table says how each kind of word is spelled, how names are read where they
are introduced, and how each node of the tree is written back. No other module
knows where ``grammar/`` is.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

_PLACES = (
    Path(__file__).parents[1] / "_grammar",  # in a wheel
    Path(__file__).parents[2] / "grammar",  # in a checkout
)


@frozen
class Shared:
    """What all languages share when their words are read.

    ``characters`` are read as another one of the same length; ``quotation`` has the
    mark that ends a text by the one that begins it; ``documents`` are
    the kinds of first words that begin a kind of document; ``introduces`` says,
    by the kind of the first word of a sentence, after which kinds of word a name
    stands and how it is read; ``sorts`` are the sorts of these names; ``only_in``
    has the kinds that are read in one kind of sentence only; ``kinds`` are the kinds
    of word of built-in values, where they are not called the same. ``colours`` are
    kinds of word that an editor shows alike.
    """

    characters: Mapping[int, str]
    quotation: Mapping[str, str]
    punctuation: Mapping[str, str]
    documents: Mapping[str, str]
    introduces: Mapping[str, Mapping[str, str]]
    sorts: Mapping[str, str]
    only_in: Mapping[str, str]
    aliases: Mapping[str, str]
    kinds: Mapping[str, Mapping[str, str]]
    colours: Mapping[str, tuple[str, ...]]


@frozen
class Names:
    """Where a name of several words stops, and whether its owner stands first.

    ``ends_at_space``: at a blank beside a character of a script without blanks.
    """

    stop: frozenset[str]
    ends_at_space: bool
    owner_first: bool
    owner: str


@frozen
class BuiltInTerm:
    """A term that every vocabulary has: ``recipient``."""

    text: str
    sort: str
    spelling: str


@frozen(eq=False)
class Language:
    """One language: its key, its words and its templates.

    ``keywords`` are the spellings by kind: all are read, the first is written
    for one, the last for several; there are none where the language needs no word.
    ``same`` has the kinds that are spelled, and read, like another one. ``later``
    are the kinds that no sentence can hold yet and ``refused`` those that none ever
    will; both are in ``keywords``. ``alike`` are the keys of languages whose
    documents begin with the same words.
    ``forces`` are the levels of force by key. ``within`` gives a kind another
    kind in sentences that begin with a certain one. ``instead`` says what to write
    for words that authors try, in small letters, and ``advice`` what to do where no
    other word stands for it; ``months`` are names of months. ``tried`` says the same of
    kinds of word that stand one after the other, by the kind of the first word of their
    sentence, or ``ANY``.
    """

    key: str
    title: str
    grammar: tuple[str, ...]
    fallback: tuple[str, ...]
    alike: tuple[str, ...]
    keywords: Mapping[str, tuple[str, ...]] = field(repr=False)
    same: Mapping[str, str] = field(repr=False)
    later: frozenset[str] = field(repr=False)
    refused: frozenset[str] = field(repr=False)
    names: Names = field(repr=False)
    within: Mapping[str, Mapping[str, str]] = field(repr=False)
    forces: Mapping[str, str] = field(repr=False)
    terms: tuple[BuiltInTerm, ...] = field(repr=False)
    unit_plural: str = field(repr=False)
    instead: Mapping[str, str] = field(repr=False)
    advice: Mapping[str, str] = field(repr=False)
    tried: Mapping[str, Mapping[str, str]] = field(repr=False)
    months: frozenset[str] = field(repr=False)
    printing: Mapping[str, Any] = field(repr=False)
    printing_marks: Mapping[str, str] = field(repr=False)

    def spelling(self, kind: str, amount: int = 1) -> str:
        """Return how a kind of word is written beside an amount, if it is at all."""
        spellings = self.keywords[self.kind(kind)] or ("",)
        return spellings[0] if amount == 1 else spellings[-1]

    def kind(self, kind: str) -> str:
        """Return the kind as which a kind of word is read in this language."""
        return self.same.get(kind, kind)

    def joined(self, *pieces: str) -> str:
        """Return words one after the other; those that are empty are left out."""
        return self.printing_marks["word"].join(filter(None, pieces))

    def unit(self, spelling: str, amount: int) -> str:
        """Return how a unit of the vocabulary is written beside an amount."""
        return spelling if amount == 1 else self.unit_plural.format(unit=spelling)


@cache
def grammar_folder() -> Path:
    """Return the folder of the grammars and tables.

    Raises:
        FileNotFoundError: If the installation is broken.
    """
    for place in _PLACES:
        if (place / "common.toml").is_file():
            return place
    raise FileNotFoundError("the folder of the grammars is missing")


@cache
def shared() -> Shared:
    """Return what all languages share."""
    table = _read("common")
    return Shared(
        characters=MappingProxyType(
            {ord(char): other for char, other in table["characters"].items()}
        ),
        quotation=table["quotation"],
        punctuation=table["punctuation"],
        documents=table["documents"],
        introduces=table["introduces"],
        sorts=table["sorts"],
        only_in=table["only_in"],
        aliases=table["aliases"],
        kinds=table["kinds"],
        colours={name: tuple(kinds) for name, kinds in table["colours"].items()},
    )


@cache
def language_keys() -> tuple[str, ...]:
    """Return the keys of all languages that have a table, sorted."""
    tables = grammar_folder().glob("*.toml")
    return tuple(sorted(path.stem for path in tables if path.stem != "common"))


def key_of(name: str) -> str | None:
    """Return the key of a language from its key or alias; ``None`` if unknown."""
    key = shared().aliases.get(name, name)
    return key if key in language_keys() else None


def shortest_name(key: str) -> str:
    """Return the shortest name of a language: its key, or an alias."""
    aliases = (name for name, known in shared().aliases.items() if known == key)
    return min((key, *aliases), key=len)


@cache
def load_language(key: str) -> Language:
    """Return a language by its key.

    Raises:
        KeyError: If there is no such language.
    """
    if key not in language_keys():
        raise KeyError(key)
    table = _read(key)
    keywords = {
        kind: _spellings(spelled)
        for part in ("keywords", "later", "refused")
        for kind, spelled in table.get(part, {}).items()
    }
    if "LANGUAGE" in keywords:
        keywords["LANGUAGE"] = _languages(keywords["LANGUAGE"][0])
    names = table["names"]
    return Language(
        key=key,
        title=table["language"],
        grammar=tuple(table["grammar"]),
        fallback=tuple(table["fallback"]),
        alike=tuple(table["alike"]),
        keywords=MappingProxyType(keywords),
        same=table.get("same", {}),
        later=frozenset(table.get("later", {})),
        refused=frozenset(table.get("refused", {})),
        names=Names(
            frozenset(names["stop"]),
            names["ends_at_space"],
            names["owner_first"],
            names["owner"],
        ),
        within=table.get("within", {}),
        forces=table["forces"],
        terms=tuple(
            BuiltInTerm(text, term["sort"], term["spelling"])
            for text, term in table["terms"].items()
        ),
        unit_plural=table["unit_plural"],
        instead=table.get("instead", {}),
        advice=table.get("advice", {}),
        tried=table.get("tried", {}),
        months=frozenset(table.get("months", ())),
        printing=table["sentences"],
        printing_marks=table["marks"],
    )


def _read(stem: str) -> dict[str, Any]:
    path = grammar_folder() / f"{stem}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _spellings(spelled: str | list[str]) -> tuple[str, ...]:
    return (spelled,) if isinstance(spelled, str) else tuple(spelled)


def _languages(template: str) -> tuple[str, ...]:
    """Return one spelling for each key and alias of a language."""
    names = (*language_keys(), *shared().aliases)
    return tuple(template.format(language=name) for name in names)
