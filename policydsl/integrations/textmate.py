"""The language as a TextMate grammar, made from the tables of ``grammar/``.

Editors colour a document with it line by line, before the compiler has seen it: no
terms are known then, and a keyword that is broken over two lines is none.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from policydsl.integrations import oniguruma
from policydsl.syntax import words
from policydsl.syntax.colouring import Colour, colour_of, colours
from policydsl.syntax.cutting import units_of
from policydsl.syntax.words import Language

SCOPE = "source.policydsl"
# By convention of themes.
SCOPES: dict[Colour, str] = {
    Colour.SENTENCE: "storage.type",
    Colour.CLAUSE: "keyword.control",
    Colour.CONDITION: "keyword.operator.word",
    Colour.JOINING: "keyword.other.joining",
    Colour.CONSTANT: "constant.language",
    Colour.UNIT: "keyword.other.unit",
    Colour.OUTCOME: "support.constant.outcome",
    Colour.TYPE: "support.type",
    Colour.NUMBER: "constant.numeric",
    Colour.DATE: "constant.numeric.date",
    Colour.TEXT: "string.quoted.double",
    Colour.NAME: "entity.name.type",
    Colour.MARK: "punctuation.separator",
    Colour.COMMENT: "comment.line.number-sign",
}
_ANY = "any"

# A rule of a grammar, as JSON.
Rule = dict[str, Any]
_Spelled = Mapping[str, tuple[str, ...]]


def grammar() -> Rule:
    """Return the grammar of all languages, ready to be written as JSON."""
    groups = list(_groups())
    repository: dict[str, Rule] = {"shared": {"patterns": _shared()}}
    sentences: list[Rule] = []
    for group in groups:
        repository |= group.repository()
        sentences += group.sentences()
    rest = [{"include": f"#{group.name}"} for group in groups]
    sentences.append(_sentence(oniguruma.ANYTHING, [*rest, _include("shared")]))
    return {
        "name": "policydsl",
        "scopeName": SCOPE,
        "patterns": [*sentences, _include("shared")],
        "repository": repository,
    }


def scope(colour: Colour) -> str:
    """Return the scope of a colour."""
    return f"{SCOPES[colour]}.policydsl"


def _groups() -> Iterator["_Group"]:
    """Yield languages; those whose documents begin with the same words together."""
    seen: set[str] = set()
    for key in words.language_keys():
        if key not in seen:
            keys = sorted({key, *words.load_language(key).alike})
            seen.update(keys)
            yield _Group([words.load_language(one) for one in keys])


class _Group:
    """Languages that one set of rules reads."""

    def __init__(self, languages: list[Language]) -> None:
        self.name = "-".join(language.key for language in languages)
        self._language = languages[0]
        self._keywords = _merged(language.keywords for language in languages)
        self._forces = tuple(
            spelling for one in languages for spelling in one.forces.values()
        )
        self._shared = words.shared()

    def repository(self) -> dict[str, Rule]:
        """Return what all sentences of these languages have in common."""
        introducing = self._introducing([_ANY])
        return {self.name: {"patterns": [*introducing, *self._by_length(self._always)]}}

    def sentences(self) -> Iterator[Rule]:
        """Yield a rule for each kind of sentence that reads some words in its way."""
        alike: dict[str, list[str]] = {}
        for opener in self._openers():
            modes = self._shared.introduces.get(opener, {})
            is_usual = set(modes) == {opener} and not self._only(opener)
            alike.setdefault(modes[opener] if is_usual else opener, []).append(opener)
        for name, openers in alike.items():
            first = [one for kind in openers for one in self._keywords[kind]]
            patterns = [
                *self._introducing(openers, "" if openers == [name] else "^"),
                *self._by_length(self._only(openers[0])),
                _include(self.name),
                _include("shared"),
            ]
            yield _sentence(self._any_of(first), patterns)
        first = [one for kind in self._always_read for one in self._keywords[kind]]
        patterns = [_include(self.name), _include("shared")]
        yield _sentence(self._any_of(first), patterns)

    def _openers(self) -> list[str]:
        """Return the first words of sentences that read some words in their way."""
        shared = self._shared
        found = dict.fromkeys((*shared.introduces, *shared.only_in.values()))
        found |= dict.fromkeys(self._language.within)
        return [kind for kind in found if self._keywords.get(kind)]

    @property
    def _always_read(self) -> list[str]:
        return [kind for kind in self._keywords if kind not in self._shared.only_in]

    @cached_property
    def _always(self) -> dict[str, Colour]:
        """The spellings that have one colour in every kind of sentence."""
        return self._coloured(self._always_read)

    def _only(self, opener: str) -> dict[str, Colour]:
        """Return the spellings that have another colour in one kind of sentence."""
        only = {k for k, first in self._shared.only_in.items() if first == opener}
        found = self._coloured(only)
        for kind, within in self._language.within.get(opener, {}).items():
            colour = colour_of(within, self._language)
            found |= dict.fromkeys(self._keywords.get(kind, ()), colour)
        return found

    def _coloured(self, kinds: Iterable[str]) -> dict[str, Colour]:
        return {
            spelling: colour_of(kind, self._language)
            for kind in kinds
            for spelling in self._keywords.get(kind, ())
            if colour_of(kind, self._language) is not Colour.UNKNOWN
        }

    def _by_length(self, spelled: Mapping[str, Colour]) -> Iterator[Rule]:
        """Yield rules for keywords; the longest stand first, as the first is taken."""
        sorted_ = sorted(spelled, key=lambda one: (-len(units_of(one)), one))
        by_rule: dict[tuple[int, Colour], list[str]] = {}
        for spelling in sorted_:
            key = len(units_of(spelling)), spelled[spelling]
            by_rule.setdefault(key, []).append(spelling)
        for (_, colour), spellings in by_rule.items():
            yield {"match": oniguruma.any_of(spellings), "name": scope(colour)}

    def _any_of(self, spellings: Iterable[str]) -> str:
        """Return a pattern for keywords where no longer one stands."""
        wanted = sorted(spellings, key=lambda one: (-len(one), one))
        every = {one for short in wanted for one in self._longer(short)}
        longer = sorted(every.difference(wanted))
        but = f"(?!{oniguruma.any_of(longer)})" if longer else ""
        return but + oniguruma.any_of(wanted)

    def _longer(self, spelling: str) -> Iterator[str]:
        """Yield the keywords that begin with another one."""
        units = units_of(spelling)
        for other in self._spelled:
            found = units_of(other)
            if len(found) > len(units) and found[: len(units)] == units:
                yield other

    @cached_property
    def _spelled(self) -> tuple[str, ...]:
        return tuple(one for every in self._keywords.values() for one in every)

    def _introducing(self, openers: list[str], at: str = "") -> Iterator[Rule]:
        """Yield a rule for each keyword after which a name stands.

        ``at``: the place where such a keyword has to be, as a pattern.
        """
        by_mode: dict[tuple[str, Colour], list[str]] = {}
        for opener in openers:
            for kind, mode in self._shared.introduces.get(opener, {}).items():
                key = mode, colour_of(kind, self._language)
                by_mode.setdefault(key, []).extend(self._read_as(kind, opener))
        for (mode, colour), spellings in by_mode.items():
            if spellings:
                first = f"{at}({self._any_of(spellings)})"
                yield self._names(first, colour, mode)

    def _read_as(self, kind: str, opener: str) -> Iterator[str]:
        """Yield what is read as a kind of word in one kind of sentence."""
        within = self._language.within.get(opener, {})
        for one in (kind, *(own for own, read in within.items() if read == kind)):
            yield from self._keywords.get(one, ())

    def _names(self, first: str, colour: Colour, mode: str) -> Rule:
        """Return the rule of a keyword and the names after it."""
        blank, word = f"{oniguruma.BLANK}*", oniguruma.NAME
        before = {"1": {"name": scope(colour)}}
        named = {"name": scope(Colour.NAME)}
        match mode:
            case "word" | "word unless term":
                return _match(f"{first}{blank}({word})", before | {"2": named})
            case "two words":
                both = before | {"2": named, "3": named}
                return _match(f"{first}{blank}({word}){blank}({word})?", both)
            case "words":
                return _list(first, before, word)
            case "name":
                return self._name(first, before)
            case "list of names":
                return _list(first, before, self._several_words)
            case _:
                forces = oniguruma.any_of(self._forces)
                level = {"name": scope(colours()["FORCE_LEVEL"])}
                return _match(f"{first}{blank}({forces})?", before | {"2": level})

    def _name(self, first: str, before: Rule) -> Rule:
        """Return the rule of a name of several words, and its owner before it."""
        named = {"name": scope(Colour.NAME)}
        name, blank = self._several_words, f"{oniguruma.BLANK}*"
        names = self._language.names
        if not names.owner_first:
            return _match(f"{first}{blank}({name})", before | {"2": named})
        owner = self._any_of(self._keywords[names.owner])
        joining = {"name": scope(colour_of(names.owner, self._language))}
        pattern = f"{first}{blank}(?:{name}({owner}){blank})?({name})"
        return _match(pattern, before | {"2": joining, "3": named})

    @property
    def _several_words(self) -> str:
        names = self._language.names
        spelled = (one for kind in sorted(names.stop) for one in self._stop(kind))
        return oniguruma.several_words(spelled, names.ends_at_space)

    def _stop(self, kind: str) -> tuple[str, ...]:
        mark = self._shared.punctuation.get(kind)
        return (mark,) if mark else self._keywords.get(kind, ())


def _merged(tables: Iterable[_Spelled]) -> dict[str, tuple[str, ...]]:
    merged: dict[str, tuple[str, ...]] = {}
    for table in tables:
        for kind, spellings in table.items():
            both = (*merged.get(kind, ()), *spellings)
            merged[kind] = tuple(dict.fromkeys(both))
    return merged


def _shared() -> list[Rule]:
    """Return rules for what is no keyword; words that nobody knows come last."""
    number, unit = scope(Colour.NUMBER), scope(Colour.UNIT)
    return [
        _comment(),
        {"match": oniguruma.STRING, "name": scope(Colour.TEXT)},
        {"match": oniguruma.DATE, "name": scope(Colour.DATE)},
        _match(oniguruma.AMOUNT, {"1": {"name": number}, "2": {"name": unit}}),
        {"match": oniguruma.MARKS, "name": scope(Colour.MARK)},
        {"match": oniguruma.WORD},
    ]


def _comment() -> Rule:
    return {"match": r"#.*$", "name": scope(Colour.COMMENT)}


def _include(name: str) -> Rule:
    return {"include": f"#{name}"}


def _match(pattern: str, captures: Rule) -> Rule:
    return {"match": pattern, "captures": captures}


def _sentence(first: str, patterns: list[Rule]) -> Rule:
    """Return the rule of a sentence, which goes on up to the next at the margin."""
    # What is written in it has to be found before the keywords.
    literal = [_comment(), _shared()[1], _shared()[2]]
    return {
        "begin": f"^(?={first})",
        "end": r"^(?!\G)(?=[^\s#])",
        "patterns": [*literal, *patterns],
    }


def _list(first: str, before: Rule, name: str) -> Rule:
    """Return the rule of a list of names, which may have several lines."""
    named, mark = {"name": scope(Colour.NAME)}, {"name": scope(Colour.MARK)}
    return {
        "begin": f"{first}{oniguruma.BLANK}*({name})?",
        "beginCaptures": before | {"2": named},
        "end": r"(?=\S)",
        "applyEndPatternLast": 1,
        "patterns": [
            _comment(),
            {
                "begin": f"({oniguruma.COMMAS})",
                "beginCaptures": {"1": mark},
                "end": rf"^(?=[^\s#])|({name})|(?=[^\s#])",
                "endCaptures": {"1": named},
                "patterns": [_comment()],
            },
        ],
    }
