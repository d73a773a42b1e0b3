"""One document being read: its words, then sentence by sentence."""

from attrs import evolve

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic
from policydsl.diagnostics.text import Text, either, quoted
from policydsl.source import Source, Span
from policydsl.syntax import ast, characters, checks, cutting, lexer, words
from policydsl.syntax.ast import Sort
from policydsl.syntax.builder import build
from policydsl.syntax.cutting import Cut, Unit
from policydsl.syntax.keeping import Sentences, Written
from policydsl.syntax.lexer import Known, Lexer, Token
from policydsl.syntax.lexicon import Entry, Lexicon
from policydsl.syntax.machine import END, Machine
from policydsl.syntax.mistakes.place import Place
from policydsl.syntax.syntax_errors import explain
from policydsl.syntax.tables import load_table
from policydsl.syntax.words import Language

_HEADERS = (ast.VocabularyHeader, ast.PolicyHeader, ast.LawHeader)
_MOST_MISTAKES = 2
# Looking for terms that are close takes time; after so many mistakes it stops.
_MOST_COMPARED = 50


def language_of(cut: Cut) -> Language:
    """Return the language whose keyword begins the document, else the first.

    Among languages that begin with the same words, the one in whose keywords most of
    the document's beginning is written.
    """
    for key in words.language_keys():
        language = words.load_language(key)
        trie = lexer.keywords(language)
        if cut.sentences and lexer.match_longest(trie, cut.sentences[0], 0):
            every = (language, *map(words.load_language, language.alike))
            return max(every, key=lambda one: _in_keywords(one, cut))
    return words.load_language(words.language_keys()[0])


def _in_keywords(language: Language, cut: Cut) -> int:
    """Return how many units of the first sentences belong to keywords."""
    if not language.alike:
        return 0
    tries = lexer.keywords(language), lexer.force_trie(language)
    count = 0
    for units in cut.sentences[:_MOST_COMPARED]:
        at = 0
        while at < len(units):
            found = [lexer.match_longest(trie, units, at) for trie in tries]
            end = max((after for _, after in filter(None, found)), default=at)
            count += end - at
            at = max(end, at + 1)
    return count


class Reading:
    """Reads one document once; what is wrong with it is in ``diagnostics``.

    ``kept`` are its sentences as they were read before something was changed.
    """

    def __init__(
        self, source: Source, lexicon: Lexicon, kept: Sentences | None = None
    ) -> None:
        self.diagnostics: list[Diagnostic] = [
            *characters.refused(source),
            *characters.long_lines(source),
        ]
        self._source = source
        self._cut = cutting.cut(source)
        self._language = language_of(self._cut)
        # Refused characters in sentences: what else is wrong there may come of them.
        self._hidden = [
            at
            for at in characters.places(source)
            if not any(one.start <= at < one.end for one in self._cut.comments)
        ]
        self._read_capitals()
        self._lexicon = lexicon
        self._shared = lexer.known_words(self._language, lexicon)
        self._trie = dict(self._shared)
        self._reader = Lexer(self._language, self._cut.text, self._trie)
        self._uses: tuple[str, ...] = ()
        self._mistakes = 0
        self._is_silent = False
        self._has_vocabulary = bool(lexicon.entries)
        # Where a sentence begins whose name was reported; nothing else is said of it.
        self._misnamed: list[int] = []
        introduced = self._introduce()
        self._kept = kept or Sentences()
        self._kept.begin((self._language.key, lexicon.entries), introduced)

    def document(self) -> ast.Document:
        """Return the tree, with what could be read."""
        header: ast.Header | None = None
        sentences: list[ast.Sentence] = []
        damaged: list[Span] = []
        for node, span, is_whole in self._sentences():
            if not is_whole:
                damaged.append(span)
            if isinstance(node, _HEADERS):
                header = node if header is None else header
            elif node is not None:
                sentences.append(node)
        return ast.Document(
            self._language.key,
            header,
            _named(sentences),
            tuple(damaged),
            span=Span(self._source, 0, len(self._source.text)),
        )

    def _sentences(
        self,
    ) -> list[tuple["ast.Sentence | ast.Header | None", Span, bool]]:
        """Return what each sentence says, where it is, and whether it is whole."""
        if not self._cut.sentences:
            self._report_empty()
            return []
        if not self._language.grammar:
            self._report_unreadable()
            return [(None, self._span(units), False) for units in self._cut.sentences]
        found: list[tuple[ast.Sentence | ast.Header | None, Span, bool]] = []
        kind: str | None = None
        for at, units in enumerate(self._cut.sentences):
            span = self._span(units)
            written = self._written(span, kind) if at else None
            node = written and self._kept.find(written, self._source, span.start)
            if node is not None:
                found.append((node, span, True))
                continue
            tokens = [] if self._is_masked(units) else self._reader.tokens(units)
            if at == 0 and tokens:
                kind = words.shared().documents.get(tokens[0].kind)
            mistakes, said = self._mistakes, len(self.diagnostics)
            node = self._sentence(tokens, kind, at == 0) if tokens else None
            is_whole = self._mistakes == mistakes and len(self.diagnostics) == said
            is_hidden = self._is_hidden(span)
            if is_hidden:
                del self.diagnostics[said:]
            is_whole = bool(node and is_whole and not is_hidden)
            found.append((node, span, is_whole))
            if written and node and is_whole:
                self._kept.keep(written, span.start, node)
            if isinstance(node, _HEADERS):
                self._uses = tuple(name.text for name in node.uses)
        return found

    def _sentence(
        self, tokens: list[Token], kind: str | None, is_first: bool
    ) -> "ast.Sentence | ast.Header | None":
        wrong = checks.misplaced(self._source, tokens, kind, is_first)
        wrong = wrong or checks.depth(self._source, tokens)
        if wrong is not None:
            self.diagnostics.append(wrong)
            return None
        self._check_literals(tokens)
        end = Token(END, "", tokens[-1].end, tokens[-1].end)
        node = self._read([*tokens, end])
        if isinstance(node, ast.Rule) and kind not in (None, "policy"):
            # A rule without a name may begin with a term.
            self.diagnostics.append(checks.misplaced_rule(node, str(kind)))
            return None
        return node  # type: ignore[return-value]

    def _check_literals(self, tokens: list[Token]) -> None:
        for at, token in enumerate(tokens):
            if token.kind in ("DATE", "TIME", "NUMBER", "DECIMAL"):
                wrong = checks.literal(self._source, tokens, at)
                if wrong is not None:
                    self.diagnostics.append(wrong)
                    tokens[at] = checks.stand_in(token)
            elif token.kind == "SAID_IN":
                key = words.key_of(token.text.split()[-1])
                if key == self._language.key:
                    span = Span(self._source, token.start, token.end)
                    self.diagnostics.append(checks.own_language(span, self._language))

    def _read(self, tokens: list[Token]) -> object:
        """Read words up to a second mistake, or one after which nothing is clear."""
        machine = Machine(load_table(self._language.key), self._source, build)
        read: list[Token] = []
        mistakes = 0
        while tokens:
            count = machine.feed_all(tokens)
            read += tokens[:count]
            if count == len(tokens):
                self._report_repeated(machine)
                return machine.result()
            machine = machine.after(read)
            if any(token.start in self._misnamed for token in read):
                return None
            finding = explain(
                self._place([*read, *tokens[count:]], len(read), machine),
                machine,
                self._mistakes < _MOST_COMPARED,
            )
            self._mistakes += 1
            self._report(finding.diagnostic)
            mistakes += 1
            if finding.instead is None or mistakes == _MOST_MISTAKES:
                return None
            tokens = [*finding.instead, *tokens[count + finding.replaced :]]
        return None

    def _report(self, diagnostic: Diagnostic) -> None:
        """Report a mistake; without any vocabulary, one unknown word is enough."""
        if diagnostic.code is codes.UNKNOWN_WORD and not self._has_vocabulary:
            if self._is_silent:
                return
            self._is_silent = True
            uses = self._language.keywords["USES"][0]
            if not diagnostic.fixes:
                diagnostic = evolve(
                    diagnostic,
                    help=Text(
                        "name a vocabulary in the header, after `{uses}`", uses=uses
                    ),
                )
        self.diagnostics.append(diagnostic)

    def _report_repeated(self, machine: Machine) -> None:
        self.diagnostics += machine.problems

    def _place(self, tokens: list[Token], at: int, machine: Machine) -> Place:
        return Place(
            self._source,
            self._language,
            self._lexicon,
            tokens,
            at,
            frozenset(machine.expected()),
            self._uses,
        )

    def _read_capitals(self) -> None:
        """Report keywords that begin a sentence in capitals, and read them."""
        keywords = lexer.keywords(self._language)
        sentences = []
        for written in self._cut.sentences:
            units = lexer.in_small_letters(keywords, written)
            if units is not written:
                first = Span(self._source, units[0].start, units[0].end)
                self.diagnostics.append(checks.capitals(first, units[0].text))
            sentences.append(units)
        self._cut = self._cut._replace(sentences=sentences)

    def _introduce(self) -> tuple[Known, ...]:
        """Add the names that the document introduces itself, and return them."""
        names = Lexer(self._language, self._cut.text)
        entries: dict[str, Entry] = {}
        introduced: list[Known] = []
        for name in lexer.introduced(names, self._cut.sentences):
            known = Known.of(name.text, name.sort)
            introduced.append(known)
            taken = lexer.add_term(
                self._trie, self._language, name.text, known, self._shared
            )
            self._has_vocabulary |= name.sort is not Sort.RULE
            span = Span(self._source, name.start, name.end)
            if not self._is_hidden(span):
                mixed = characters.mixed(span)
                self.diagnostics += [mixed] if mixed is not None else []
                wrong = list(checks.introduced(self._source, name, taken))
                wrong += checks.sentence_as_name(self._source, name, self._language)
                self.diagnostics += wrong
                self._misnamed += [name.start for _ in wrong]
            spellings = {self._language.key: name.text}
            entry = Entry(name.text, name.sort, self._language.key, spellings)
            entries.setdefault(name.text, entry)
        self._lexicon = self._lexicon.merge(Lexicon(entries))
        return tuple(introduced)

    def _report_empty(self) -> None:
        if not self.diagnostics:
            first = words.shared().documents
            spelled = [quoted(self._language.spelling(kind)) for kind in first]
            self.diagnostics.append(
                codes.EMPTY_DOCUMENT.at(
                    Span(self._source, 0, 0),
                    "the document has no sentence",
                    label="nothing is said here",
                    help=Text("begin with {words}", words=either(spelled)),
                )
            )

    def _report_unreadable(self) -> None:
        units = self._cut.sentences[0]
        self.diagnostics.append(
            codes.NOT_AVAILABLE.at(
                Span(self._source, units[0].start, units[0].end),
                Text(
                    "documents in {title} cannot be read yet",
                    title=self._language.title,
                ),
                label="begins a document in this language",
            )
        )

    def _is_masked(self, units: list[Unit]) -> bool:
        return any(unit.text == characters.MASK for unit in units)

    def _is_hidden(self, span: Span) -> bool:
        """Whether a refused character in a sentence was reported already."""
        return any(span.start <= at < span.end for at in self._hidden)

    def _written(self, span: Span, kind: str | None) -> Written:
        """Return the lines of a sentence; a name may go on where a comment begins."""
        text, read_as = self._source.text, self._cut.text
        end = text.find("\n", span.end)
        lines = slice(span.start, end if end >= 0 else len(text))
        return Written(text[lines], read_as[lines], kind)

    def _span(self, units: list[Unit]) -> Span:
        return Span(self._source, units[0].start, units[-1].end)


def _named(sentences: list[ast.Sentence]) -> tuple[ast.Sentence, ...]:
    """Make up names for rules that have none; these keep their empty span."""
    rules = [one for one in sentences if isinstance(one, ast.Rule)]
    if all(rule.name.text for rule in rules):
        return tuple(sentences)
    taken = {rule.name.text for rule in rules}
    number = 0
    named: list[ast.Sentence] = []
    for one in sentences:
        if isinstance(one, ast.Rule):
            number += 1
            if not one.name.text:
                text = next(
                    name
                    for name in (f"rule_{number}{'_' * more}" for more in range(99))
                    if name not in taken
                )
                one = evolve(one, name=ast.Name(text, span=one.name.span))
        named.append(one)
    return tuple(named)
