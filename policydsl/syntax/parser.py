"""Text -> tree and diagnostics; never fails.

Each sentence is read on its own, so that a mistake stays in its sentence and
the time grows with the length of the document.
"""

from attrs import frozen

from policydsl.diagnostics.model import Diagnostic
from policydsl.source import Source, Span
from policydsl.syntax import ast, cutting, lexer, words
from policydsl.syntax.keeping import Sentences
from policydsl.syntax.lexer import Lexer
from policydsl.syntax.lexicon import Lexicon
from policydsl.syntax.reading import Reading, language_of

_LISTS = {"USES": "uses", "UNDER": "under", "TESTS": "tests", "DECLARES": "under"}


@frozen
class Glance:
    """What a document says of itself before its words are known.

    ``kind`` is ``vocabulary``, ``law``, ``policy`` or ``scenario``; ``None`` if its
    first word begins none; if that word begins a sentence of another kind, so that
    the header is missing, ``headless`` is its place. ``under`` has the laws that it
    declares, too.
    """

    kind: str | None
    language: str
    name: ast.Name | None
    uses: tuple[ast.Name, ...] = ()
    under: tuple[ast.Name, ...] = ()
    tests: tuple[ast.Name, ...] = ()
    headless: Span | None = None


def glance(source: Source) -> Glance:
    """Return what a document is and which documents it names."""
    cut = cutting.cut(source)
    language = language_of(cut)
    keywords = lexer.keywords(language)
    reader = Lexer(language, cut.text)
    documents = words.shared().documents
    kind: str | None = None
    own: ast.Name | None = None
    named: dict[str, list[ast.Name]] = {"uses": [], "under": [], "tests": []}
    headless: Span | None = None
    for at, written in enumerate(cut.sentences):
        units = lexer.in_small_letters(keywords, written)
        first = lexer.match_longest(keywords, units, 0)
        if at == 0 and first is not None and first[0].kind not in documents:
            headless = Span(source, units[0].start, units[first[1] - 1].end)
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
    lists = {key: tuple(names) for key, names in named.items()}
    return Glance(kind, language.key, own, **lists, headless=headless)


def parse(
    source: Source, lexicon: Lexicon, kept: Sentences | None = None
) -> tuple[ast.Document, tuple[Diagnostic, ...]]:
    """Return the tree of a document, perhaps with sentences missing.

    ``lexicon`` has the terms of the vocabularies in use; those that the document
    introduces are added here. ``kept`` are its sentences as they were read before
    something was changed; it remembers them as they are now.
    """
    reading = Reading(source, lexicon, kept)
    document = reading.document()
    diagnostics = sorted(reading.diagnostics, key=lambda one: one.primary.span.start)
    return document, tuple(diagnostics)
