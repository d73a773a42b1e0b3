"""The pipeline, in order: text, tree, names and types, core, callable."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar, get_args

from attrs import evolve, frozen

from policydsl.diagnostics import codes
from policydsl.diagnostics.catalogue import translated
from policydsl.diagnostics.model import Diagnostic
from policydsl.diagnostics.text import Text, all_of, quoted
from policydsl.documents import uses
from policydsl.documents.finding import POLICY, documents_in
from policydsl.documents.garbage import no_collection
from policydsl.documents.projects import Projects
from policydsl.documents.workspace import Opened, Workspace
from policydsl.loaded import Loaded, PolicyError, compile_versions, in_order, together
from policydsl.semantics.lower import check_vocabulary, lower_law, lower_policy
from policydsl.semantics.lowering.header import missing_uses
from policydsl.source import Source, Span
from policydsl.syntax import ast
from policydsl.syntax.checks import no_header
from policydsl.syntax.keeping import Sentences
from policydsl.syntax.lexicon import Lexicon
from policydsl.syntax.parser import parse
from policydsl.vocabulary.load import load as load_vocabulary
from policydsl.vocabulary.model import Vocabulary

__all__ = [
    "Loaded",
    "PolicyError",
    "Run",
    "check_text",
    "compile_versions",
    "in_order",
    "load",
    "together",
]

_Found = TypeVar("_Found")
_DECLARATIONS = (*get_args(ast.Declaration), ast.Freeze)


@frozen
class _Read:
    """A document that was read, with the words that it uses and introduces."""

    document: ast.Document
    lexicon: Lexicon
    vocabulary: Vocabulary
    diagnostics: tuple[Diagnostic, ...]


def load(path: str | Path) -> Loaded:
    """Load one document and all that it uses; mistakes are in its diagnostics.

    Of a folder, the policy in it is loaded, with all its versions.
    """
    place = Path(path)
    run = Run(Workspace())
    return run.load_versions(place) if place.is_dir() else run.load(place)


def check_text(text: str, path: str, beside: Mapping[str, str] | None = None) -> Loaded:
    """Load a document in memory; ``beside`` are others, by the paths they would have.

    Names are looked for among these, in the folder of ``path``, and in the library.
    """
    texts = {Path(name): other for name, other in (beside or {}).items()}
    return Run(Workspace({**texts, Path(path): text})).load(Path(path))


class Run:
    """Loads documents; what several of them use is loaded once.

    ``before`` is a run of another day, so to say: what it loaded from the library is
    not loaded again. Documents of the library depend on no others. ``kept`` has the
    sentences of documents by their paths, for runs that follow each other: what did
    not change is not read again.
    """

    def __init__(
        self,
        workspace: Workspace,
        before: "Run | None" = None,
        kept: dict[Path, Sentences] | None = None,
    ) -> None:
        self._workspace = workspace
        self._kept = kept
        self._loaded: dict[Path, Loaded] = {}
        self._read_before: dict[Path, _Read] = {}
        self._words: dict[tuple[int, ...], Lexicon] = {}
        self._vocabularies: dict[
            tuple[int, ...], tuple[Vocabulary, tuple[Diagnostic, ...]]
        ] = {}
        if before is not None:
            self._loaded |= workspace.take_library(before._workspace, before._loaded)
            # By their identity, so only as long as the documents are kept.
            kept_documents = {id(one.document) for one in self._loaded.values()}
            self._words |= _of(kept_documents, before._words)
            self._vocabularies |= _of(kept_documents, before._vocabularies)

    @property
    def projects(self) -> Projects:
        """Which settings hold where."""
        return self._workspace.projects

    def load(self, path: Path, shown: str | None = None) -> Loaded:
        """Load a document; ``shown`` is its path as people know it."""
        opened = self._workspace.open(path, shown)
        if opened.path not in self._loaded:
            with no_collection():
                loaded = self._load(opened)
            self._loaded[opened.path] = self._told(loaded)
        return self._loaded[opened.path]

    def read(self, path: Path, shown: str | None = None) -> Loaded | None:
        """Load a document for its tree and its words alone.

        ``None`` if it is about policies, or cannot be read in the words that it names.
        """
        opened = self._workspace.open(path, shown)
        if opened.glance is None or opened.glance.tests or opened.glance.headless:
            return None
        found = uses.vocabularies(self._workspace, opened)
        used = [self.load(one.path) for one in found.documents]
        if found.diagnostics or any(one.has_errors for one in used):
            return None
        with no_collection():
            read = self._read(opened, used)
        return Loaded(opened.source, read.document, read.lexicon)

    def load_versions(self, folder: Path) -> Loaded:
        """Load the policy of a folder: each document of it there is a version."""
        paths = [p for p in documents_in(folder) if p.suffix == POLICY]
        every = [self.load(path) for path in paths if path.parent == folder]
        names = {h.name.text for one in every if (h := _header(one)) is not None}
        if len(names) < 2 and every:
            return self._told(together(every))
        span = Span(Source(str(folder), ""), 0, 0)
        if every:
            wrong = codes.AMBIGUOUS_DOCUMENT.at(
                span,
                Text("there is more than one policy in `{folder}`", folder=folder),
                label=all_of([quoted(name) for name in sorted(names)]),
                help="name the document that is meant",
            )
        else:
            wrong = codes.DOCUMENT_NOT_FOUND.at(
                span,
                Text("there is no policy in `{folder}`", folder=folder),
                help="name a policy, or the folder in which it is",
            )
        return self._told(Loaded(span.source, diagnostics=(wrong,)))

    def load_told(self, path: Path, policy: Loaded) -> Loaded:
        """Load scenarios about a policy that is at hand, whatever it is called."""
        opened = self._workspace.open(path)
        policies = {policy.policy.name: policy} if policy.policy else {}
        return self._told(self._read_scenarios(opened, policies, opened.diagnostics))

    def _told(self, loaded: Loaded) -> Loaded:
        """Order the findings, and say each in the language of its document."""
        told = [
            one
            if one.language
            else translated(one, self._workspace.language_of(one.primary.span.source))
            for one in in_order(loaded.diagnostics)
        ]
        return evolve(loaded, diagnostics=tuple(told))

    def _load(self, opened: Opened) -> Loaded:
        """Text -> words in use -> tree -> whatever kind of document it is."""
        if opened.glance is None:
            return Loaded(opened.source, diagnostics=opened.diagnostics)
        if opened.glance.tests and opened.glance.kind in (None, "scenario"):
            return self._load_scenarios(opened)
        if opened.glance.headless is not None:
            # Nothing says what kind of document it is, nor whose words it has.
            first, suffix = opened.glance.headless, opened.path.suffix
            headless = no_header(first, opened.glance.language, suffix)
            return Loaded(opened.source, diagnostics=(*opened.diagnostics, headless))
        found = uses.vocabularies(self._workspace, opened)
        if found.diagnostics:
            # Every word of what is missing would be one more mistake.
            diagnostics = (*opened.diagnostics, *found.diagnostics)
            return Loaded(opened.source, diagnostics=diagnostics)
        used = [self.load(one.path) for one in found.documents]
        diagnostics = _gathered(opened.diagnostics, used)
        if any(one.has_errors for one in used):
            unchecked = _unchecked(opened, used)
            return Loaded(opened.source, diagnostics=(*diagnostics, *unchecked))

        read = self._read(opened, used)
        wordless = missing_uses(read.document, read.vocabulary, read.lexicon)
        if wordless:
            return Loaded(opened.source, diagnostics=(*diagnostics, *wordless))
        loaded = Loaded(
            opened.source,
            read.document,
            read.lexicon,
            read.vocabulary,
            diagnostics=(*diagnostics, *read.diagnostics),
        )
        match read.document.header:
            case ast.PolicyHeader() as header:
                return self._lower_policy(opened, loaded, read, header)
            case ast.LawHeader():
                law, wrong = lower_law(read.document, read.vocabulary, read.lexicon)
                return _with(evolve(loaded, law=law), wrong)
            case ast.VocabularyHeader():
                wrong = check_vocabulary(read.document, read.vocabulary, read.lexicon)
                return _with(loaded, wrong)
            case _:
                return loaded

    def _read(self, opened: Opened, used: Sequence[Loaded]) -> "_Read":
        if opened.path in self._read_before:
            return self._read_before[opened.path]
        documents = [one.document for one in used if one.document is not None]
        words = self._words_of(documents)
        document, mistakes = self._parse(opened, words)
        lexicon = words.extended([document])
        vocabulary, slips = self._vocabulary([*documents, document])
        read = _Read(document, lexicon, vocabulary, (*mistakes, *slips))
        self._read_before[opened.path] = read
        return read

    def _parse(
        self, opened: Opened, words: Lexicon
    ) -> tuple[ast.Document, tuple[Diagnostic, ...]]:
        if self._kept is None:
            return parse(opened.source, words)
        kept = self._kept.setdefault(opened.path, Sentences())
        return parse(opened.source, words, kept)

    def _words_of(self, documents: Sequence[ast.Document]) -> Lexicon:
        """Return the words of documents; what uses the same ones shares them."""
        key = tuple(id(one) for one in documents)
        if key not in self._words:
            self._words[key] = Lexicon.from_documents(documents)
        return self._words[key]

    def _lower_policy(
        self, opened: Opened, loaded: Loaded, read: "_Read", header: ast.PolicyHeader
    ) -> Loaded:
        """Find the laws that a policy names, and lower it in their light."""
        named = (*header.under, *header.declares)
        names: list[ast.Name | ast.Term] = [*named, *_cited(read.document)]
        found = uses.laws(self._workspace, opened, names)
        laws = [self.load(one.path) for one in found.documents]
        diagnostics = _gathered((*loaded.diagnostics, *found.diagnostics), laws)
        loaded = evolve(loaded, diagnostics=diagnostics)
        if any(one.has_errors for one in laws):
            return _with(loaded, _unchecked(opened, laws))
        policy, mistakes = lower_policy(
            read.document,
            read.vocabulary,
            read.lexicon,
            {one.law.name: one.law for one in laws if one.law is not None},
        )
        missing = {one.primary.span for one in found.diagnostics}
        loaded = _with(
            loaded, [one for one in mistakes if one.primary.span not in missing]
        )
        if loaded.has_errors:
            return loaded
        binding = {
            one.path for one in uses.laws(self._workspace, opened, named).documents
        }
        bound = {
            one.law.name: one.law
            for opened_law, one in zip(found.documents, laws, strict=True)
            if one.law is not None and opened_law.path in binding
        }
        return evolve(loaded, policy=policy, laws=bound)

    def _load_scenarios(self, opened: Opened) -> Loaded:
        """Load the policies that the scenarios are about, then their stories."""
        assert opened.glance is not None
        diagnostics = list(opened.diagnostics)
        policies: dict[str, Loaded] = {}
        for name in opened.glance.tests:
            found = uses.every(self._workspace, opened, name, POLICY)
            if isinstance(found, Diagnostic):
                diagnostics.append(found)
            elif any(uses.is_of_stories(one) for one in found):
                # Stories in a file of policies, which may even test themselves.
                diagnostics.append(uses.missing(self._workspace, opened, name, POLICY))
            elif name.text not in policies:
                policies[name.text] = together([self.load(one.path) for one in found])
        return self._read_scenarios(opened, policies, diagnostics)

    def _read_scenarios(
        self,
        opened: Opened,
        policies: Mapping[str, Loaded],
        diagnostics: Iterable[Diagnostic],
    ) -> Loaded:
        gathered = _gathered(diagnostics, list(policies.values()))
        if any(one.is_error for one in gathered):
            unchecked = _unchecked(opened, list(policies.values()))
            return Loaded(opened.source, diagnostics=(*gathered, *unchecked))
        # A story has the words of its policies and the names of their rules.
        lexicon = Lexicon()
        for loaded_policy in policies.values():
            whole = loaded_policy.policy
            for version in whole.versions if whole is not None else ():
                lexicon = lexicon.merge(version.lexicon)
        document, mistakes = self._parse(opened, lexicon)
        loaded = Loaded(
            opened.source,
            document,
            lexicon,
            scenarios=tuple(
                one for one in document.sentences if isinstance(one, ast.Scenario)
            ),
            policies={name: p.policy for name, p in policies.items() if p.policy},
            diagnostics=(*gathered, *mistakes),
        )
        return _with(loaded, _judged(loaded))

    def _vocabulary(
        self, documents: Sequence[ast.Document]
    ) -> tuple[Vocabulary, tuple[Diagnostic, ...]]:
        """Load the words of documents; laws that use the same words share them."""
        declaring = [one for one in documents if _declares(one)]
        key = tuple(id(one) for one in declaring)
        if key not in self._vocabularies:
            self._vocabularies[key] = load_vocabulary(declaring)
        return self._vocabularies[key]


def _of(
    documents: set[int], found: Mapping[tuple[int, ...], _Found]
) -> dict[tuple[int, ...], _Found]:
    """Return what was found for documents that are all among some."""
    return {key: one for key, one in found.items() if documents.issuperset(key)}


def _with(loaded: Loaded, diagnostics: Iterable[Diagnostic]) -> Loaded:
    return evolve(loaded, diagnostics=(*loaded.diagnostics, *diagnostics))


def _gathered(
    diagnostics: Iterable[Diagnostic], used: Iterable[Loaded]
) -> tuple[Diagnostic, ...]:
    """Return findings after those of the documents that are used."""
    return (*(d for one in used for d in one.diagnostics), *diagnostics)


def _unchecked(opened: Opened, used: Iterable[Loaded]) -> list[Diagnostic]:
    """Say which documents, by errors of their own, kept this one from being checked."""
    found = []
    for one in used:
        own = [d for d in one.diagnostics if d.primary.span.source is one.source]
        first = next((d for d in own if d.is_error), None)
        if first is not None and first.code is not codes.DOCUMENT_HAS_ERRORS:
            found.append(
                uses.unchecked(uses.named(opened, one.document), one.path, first)
            )
    return found


def _cited(document: ast.Document) -> Iterator[ast.Term]:
    """Yield the laws that rules cite, each once."""
    seen: set[str] = set()
    for sentence in document.sentences:
        if isinstance(sentence, ast.Rule):
            for clause in sentence.clauses:
                if isinstance(clause, ast.Cites) and clause.law.text not in seen:
                    seen.add(clause.law.text)
                    yield clause.law


def _header(loaded: Loaded) -> ast.Header | None:
    return None if loaded.document is None else loaded.document.header


def _declares(document: ast.Document) -> bool:
    return isinstance(document.header, ast.VocabularyHeader) or any(
        isinstance(one, _DECLARATIONS) for one in document.sentences
    )


def _judged(loaded: Loaded) -> tuple[Diagnostic, ...]:
    """Say what is wrong with the stories of a document."""
    if loaded.has_errors or loaded.document is None:
        return ()
    from policydsl import scenario

    language = loaded.document.language
    found = tuple(
        one
        for story in loaded.scenarios
        if story.policy.text in loaded.policies
        for one in scenario.check(story, loaded.policies[story.policy.text], language)
    )
    return (*scenario.check_names(loaded.scenarios), *found)
