"""The terms of the vocabularies in use, and how each language spells them."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from attrs import field, frozen

from policydsl.syntax import ast, words
from policydsl.syntax.ast import Sort
from policydsl.syntax.declared import names_of


@frozen
class Entry:
    """One term: the name under which it was introduced, and its spellings.

    ``language`` is the key of the language of the document that introduced it;
    ``spellings`` has one by language key, that one included.
    """

    text: str
    sort: Sort
    language: str
    spellings: Mapping[str, str] = field(factory=dict)


@frozen
class _Verb:
    """What is known of an act: its parent, and how its audience is written."""

    parent: str | None
    is_to: bool | None


@frozen(eq=False)
class Lexicon:
    """Terms by the name under which they were introduced.

    Where two documents introduce one name, the first is kept. ``_of_somebody`` are
    events that mean little alone: outcomes of acts, and what a party does.
    """

    entries: Mapping[str, Entry] = field(factory=dict)
    _verbs: Mapping[str, _Verb] = field(factory=dict)
    _of_somebody: frozenset[str] = frozenset()

    @classmethod
    def from_documents(cls, documents: Iterable[ast.Document]) -> "Lexicon":
        """Return the terms that documents introduce, rule names included."""
        return cls().extended(documents)

    def extended(self, documents: Iterable[ast.Document]) -> "Lexicon":
        """Return these terms and those that documents introduce after them."""
        entries = {**self.entries}
        verbs = {**self._verbs}
        of_somebody = {*self._of_somebody}
        for document in documents:
            for sentence in document.sentences:
                for entry in _introduced(sentence, document.language):
                    entries.setdefault(entry.text, entry)
                if isinstance(sentence, ast.ActDeclaration):
                    verbs.setdefault(sentence.name.text, _verb(sentence))
                    of_somebody.update(one.text for one in sentence.outcomes)
                elif isinstance(sentence, ast.EventDeclaration) and sentence.by_party:
                    of_somebody.add(sentence.name.text)
        found = MappingProxyType(entries), MappingProxyType(verbs)
        return Lexicon(*found, frozenset(of_somebody))

    def merge(self, other: "Lexicon") -> "Lexicon":
        """Return the terms of both; where they clash, those of ``self``."""
        return Lexicon(
            MappingProxyType({**other.entries, **self.entries}),
            MappingProxyType({**other._verbs, **self._verbs}),
            self._of_somebody | other._of_somebody,
        )

    def stands_alone(self, event: str) -> bool:
        """Whether an event can be understood without an act or a party beside it."""
        return event not in self._of_somebody

    def spelling(self, text: str, language: str) -> str:
        """Return how a term is spelled in a language, or as it was introduced."""
        entry = self.entries.get(text)
        if entry is None:
            return _built_in(text, language)
        for key in (language, *words.load_language(language).fallback):
            if key in entry.spellings:
                return entry.spellings[key]
        return entry.text

    def spelled(self, language: str) -> Iterator[tuple[str, Entry]]:
        """Yield the spelling of each term in a language, and the term."""
        for entry in self.entries.values():
            yield self.spelling(entry.text, language), entry

    def takes_to(self, verb: str) -> bool:
        """Whether the audience of an act is written with `to`.

        What the nearest act along `is` says that names an audience.
        """
        seen: set[str] = set()
        at: str | None = verb
        while at is not None and at not in seen:
            seen.add(at)
            known = self._verbs.get(at)
            if known is None:
                return False
            if known.is_to is not None:
                return known.is_to
            at = known.parent
        return False


def _built_in(text: str, language: str) -> str:
    for term in words.load_language(language).terms:
        if term.text == text:
            return term.spelling
    return text


def _verb(act: ast.ActDeclaration) -> _Verb:
    audience = [role.is_to for role in act.roles if role.sort is Sort.PARTY]
    parent = act.parent.text if act.parent else None
    return _Verb(parent, audience[0] if audience else None)


def _introduced(sentence: ast.Sentence, language: str) -> Iterator[Entry]:
    """Yield the terms that a sentence introduces, values and levels included."""
    if isinstance(sentence, ast.Declaration):
        names = names_of(sentence)
        yield from _entries(names, language, sentence.translations)
    elif isinstance(sentence, ast.Rule | ast.Stages | ast.Ladder):
        name = sentence.name.text
        yield Entry(name, Sort.RULE, language, {language: name})


def _entries(
    names: tuple[tuple[ast.Name, Sort], ...],
    language: str,
    translations: tuple[ast.InLanguage, ...],
) -> Iterator[Entry]:
    """Yield one entry for each name; translations are in the order of the names."""
    for at, (name, sort) in enumerate(names):
        spellings = {language: name.text}
        for translation in translations:
            key = words.key_of(translation.language.text)
            if key is not None and at < len(translation.names):
                spellings[key] = translation.names[at].text
        yield Entry(name.text, sort, language, MappingProxyType(spellings))
