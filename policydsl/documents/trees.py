"""Documents read for their words alone: text, words in use, tree.

Nothing is asked about what a document means, and no law is opened.
"""

from collections.abc import Sequence
from pathlib import Path

from attrs import field, frozen

from policydsl.diagnostics.model import Diagnostic
from policydsl.documents import uses
from policydsl.documents.finding import POLICY
from policydsl.documents.garbage import no_collection
from policydsl.documents.workspace import Opened, Workspace
from policydsl.source import Source
from policydsl.syntax import ast
from policydsl.syntax.checks import no_header
from policydsl.syntax.lexicon import Lexicon
from policydsl.syntax.parser import parse


@frozen
class Tree:
    """A document and the words it uses and introduces.

    ``document`` is ``None`` if it could not be read: ``diagnostics`` say why. Else
    they are the mistakes in it.
    """

    source: Source
    document: ast.Document | None = None
    lexicon: Lexicon = field(factory=Lexicon)
    diagnostics: tuple[Diagnostic, ...] = ()


class Trees:
    """Reads documents; what several of them use is read once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._read: dict[Path, Tree] = {}
        self._words: dict[tuple[int, ...], Lexicon] = {}

    def tree(self, path: Path, shown: str | None = None) -> Tree:
        """Return the tree of a document; ``shown`` is its path as people know it."""
        opened = self._workspace.open(path, shown)
        if opened.path not in self._read:
            with no_collection():
                self._read[opened.path] = self._tree(opened)
        return self._read[opened.path]

    def _tree(self, opened: Opened) -> Tree:
        glance, source = opened.glance, opened.source
        if glance is None:
            return Tree(source, diagnostics=opened.diagnostics)
        if glance.tests and glance.kind in (None, "scenario"):
            found = self._policies(opened)
        elif glance.headless is not None:
            suffix = opened.path.suffix
            wrong = no_header(glance.headless, glance.language, suffix)
            return Tree(source, diagnostics=(wrong,))
        else:
            found = uses.vocabularies(self._workspace, opened)
        used = [self.tree(one.path) for one in found.documents]
        wrongs = [*found.diagnostics, *_unread(opened, used)]
        if wrongs:
            # In other words, what was written could be read as something else.
            return Tree(source, diagnostics=tuple(wrongs))
        words = self._words_of(used)
        document, mistakes = parse(source, words)
        return Tree(source, document, words.extended([document]), mistakes)

    def _words_of(self, used: Sequence[Tree]) -> Lexicon:
        """Return the words of documents; what uses the same ones shares them."""
        key = tuple(id(one) for one in used)
        if key not in self._words:
            words = Lexicon()
            for one in used:
                words = words.merge(one.lexicon)
            self._words[key] = words
        return self._words[key]

    def _policies(self, opened: Opened) -> uses.Found:
        """Return the policies that scenarios are about."""
        assert opened.glance is not None
        documents: dict[Path, Opened] = {}
        diagnostics: list[Diagnostic] = []
        for name in opened.glance.tests:
            found = uses.every(self._workspace, opened, name, POLICY)
            if isinstance(found, Diagnostic):
                diagnostics.append(found)
            elif any(uses.is_of_stories(one) for one in found):
                # Stories in a file of policies, which may even test themselves.
                diagnostics.append(uses.missing(self._workspace, opened, name, POLICY))
            else:
                documents.update((one.path, one) for one in found)
        return uses.Found(tuple(documents.values()), tuple(diagnostics))


def _unread(opened: Opened, used: Sequence[Tree]) -> list[Diagnostic]:
    """Say which documents, by mistakes of their own, hide words from this one."""
    found = []
    for one in used:
        first = next((wrong for wrong in one.diagnostics if wrong.is_error), None)
        if first is not None:
            span = uses.named(opened, one.document)
            found.append(uses.unchecked(span, one.source.path, first))
    return found
