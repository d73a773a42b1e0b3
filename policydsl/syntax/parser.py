"""Text -> tree and diagnostics; never fails.

Each sentence is read on its own, so that a mistake stays in its sentence and
the time grows with the length of the document.
"""

from attrs import evolve, frozen

from policydsl.diagnostics.model import Diagnostic
from policydsl.source import Source, Span
from policydsl.syntax import ast, lexer, syntax_errors, words
from policydsl.syntax.ast import Sort
from policydsl.syntax.builder import build
from policydsl.syntax.lexer import Cut, Introduced, Known, Lexer, Token, Trie, Unit
from policydsl.syntax.lexicon import Lexicon
from policydsl.syntax.machine import END, Machine
from policydsl.syntax.tables import Table, load_table
from policydsl.syntax.words import Language

_HEADERS = (ast.VocabularyHeader, ast.PolicyHeader, ast.LawHeader)
_LISTS = {"USES": "uses", "UNDER": "under", "TESTS": "tests", "DECLARES": "under"}


@frozen
class Glance:
    """What a document says of itself before its words are known.

    ``kind`` is ``vocabulary``, ``law``, ``policy`` or ``scenario``; ``None`` if its
    first word begins none. ``under`` has the laws that it declares, too.
    """

    kind: str | None
    language: str
    name: ast.Name | None
    uses: tuple[ast.Name, ...] = ()
    under: tuple[ast.Name, ...] = ()
    tests: tuple[ast.Name, ...] = ()


def language_of(cut: Cut) -> Language:
    """Return the language whose keyword begins the document, else the first."""
    for key in words.language_keys():
        language = words.load_language(key)
        trie = lexer.keyword_trie(language)
        if cut.sentences and lexer.match_longest(trie, cut.sentences[0], 0):
            return language
    return words.load_language(words.language_keys()[0])


def glance(source: Source) -> Glance:
    """Return what a document is and which documents it names."""
    cut = lexer.cut(source)
    language = language_of(cut)
    keywords = lexer.keyword_trie(language)
    reader = Lexer(language, cut.text, keywords, keywords)
    documents = words.shared().documents
    kind: str | None = None
    own: ast.Name | None = None
    named: dict[str, list[ast.Name]] = {"uses": [], "under": [], "tests": []}
    for at, units in enumerate(cut.sentences):
        first = lexer.match_longest(keywords, units, 0)
        if first is None or first[0].kind not in documents:
            continue
        if at == 0:
            kind = documents[first[0].kind]
        into: str | None = None
        for token in reader.tokens(units):
            if token.kind == "NAME":
                name = ast.Name(token.text, span=Span(source, token.start, token.end))
                if into is not None:
                    named[into].append(name)
                elif own is None:
                    own = name
            elif token.kind != "COMMA":
                into = _LISTS.get(token.kind)
    return Glance(kind, language.key, own, *(tuple(n) for n in named.values()))


def parse(
    source: Source, lexicon: Lexicon
) -> tuple[ast.Document, tuple[Diagnostic, ...]]:
    """Return the tree of a document, perhaps with sentences missing.

    ``lexicon`` has the terms of the vocabularies in use; those that the document
    introduces are added here.
    """
    reading = _Reading(source, lexicon)
    return reading.document(), tuple(reading.diagnostics)


class _Reading:
    """One document being read."""

    def __init__(self, source: Source, lexicon: Lexicon) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._source = source
        self._cut = lexer.cut(source)
        self._language = language_of(self._cut)
        self._table: Table = load_table(self._language.key)
        keywords = lexer.keyword_trie(self._language)
        self._trie = self._terms(lexicon)
        self._reader = Lexer(self._language, self._cut.text, self._trie, keywords)
        names = Lexer(self._language, self._cut.text, keywords, keywords)
        self._add(list(lexer.introduced(names, self._cut.sentences)))

    def document(self) -> ast.Document:
        """Read each sentence."""
        header: ast.Header | None = None
        sentences: list[ast.Sentence] = []
        damaged: list[Span] = []
        rules = 0
        for units in self._cut.sentences:
            node = self._sentence(units)
            if node is None:
                damaged.append(self._span(units))
            elif isinstance(node, _HEADERS):
                header = node
            else:
                if isinstance(node, ast.Rule):
                    rules += 1
                    node = _named(node, rules)
                sentences.append(node)
        return ast.Document(
            self._language.key,
            header,
            tuple(sentences),
            tuple(damaged),
            span=Span(self._source, 0, len(self._source.text)),
        )

    def _sentence(self, units: list[Unit]) -> "ast.Sentence | ast.Header | None":
        tokens = self._reader.tokens(units)
        machine = Machine(self._table, self._source, build)
        end = Token(END, "", units[-1].end, units[-1].end)
        for token in (*tokens, end):
            if not machine.feed(token):
                self.diagnostics.append(
                    syntax_errors.unexpected(machine, token, self._source)
                )
                return None
        return machine.result()  # type: ignore[return-value]

    def _span(self, units: list[Unit]) -> Span:
        return Span(self._source, units[0].start, units[-1].end)

    def _terms(self, lexicon: Lexicon) -> Trie:
        trie = lexer.keyword_trie(self._language)
        for term in self._language.terms:
            known = Known(term.sort.upper(), term.text, Sort(term.sort))
            lexer.add(trie, term.spelling, known)
        for spelling, entry in lexicon.spelled(self._language.key):
            known = Known(entry.sort.value.upper(), entry.text, entry.sort)
            lexer.add(trie, spelling, known)
            if entry.sort is Sort.UNIT:
                lexer.add(trie, self._language.unit(spelling, 2), known)
        return trie

    def _add(self, names: list[Introduced]) -> None:
        """Add the names that the document introduces itself."""
        for name in names:
            known = Known(name.sort.value.upper(), name.text, name.sort)
            lexer.add(self._trie, name.text, known)
            if name.sort is Sort.UNIT:
                lexer.add(self._trie, self._language.unit(name.text, 2), known)


def _named(rule: ast.Rule, number: int) -> ast.Rule:
    """Make up a name for a rule that has none; it keeps its empty span."""
    if rule.name.text:
        return rule
    return evolve(rule, name=ast.Name(f"rule_{number}", span=rule.name.span))
