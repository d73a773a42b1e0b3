"""What is known of the documents at one moment: all open texts, and those on disk.

Everything here is computed by one thread at a time and never changed afterwards, so
that answers about an older text stay right about that text.
"""

from collections.abc import Mapping
from pathlib import Path

from policydsl.checking.reporting import check
from policydsl.documents.paths import absolute, shown_path
from policydsl.documents.trees import Tree, Trees
from policydsl.documents.workspace import Workspace
from policydsl.driver import Run
from policydsl.loaded import Loaded
from policydsl.syntax.keeping import Sentences


class Analysis:
    """Loads and reads documents of one moment, each once.

    ``texts`` are the open documents. What ``before`` loaded from the library is taken
    over, and so are sentences that did not change.
    """

    def __init__(
        self, texts: Mapping[Path, str], before: "Analysis | None" = None
    ) -> None:
        workspace = Workspace({**texts})
        self._kept: dict[Path, Sentences] = {} if before is None else before._kept
        self.run: Run = Run(workspace, before.run if before else None, self._kept)
        self._trees = Trees(workspace)
        self._loaded: dict[Path, Loaded] = {}

    def loaded(self, path: Path) -> Loaded:
        """Return a document with the findings that ``policydsl check`` has for it."""
        if path not in self._loaded:
            self._loaded[path] = check(self.run, path, shown_path(absolute(path)))
        return self._loaded[path]

    def tree(self, path: Path) -> Tree:
        """Return a document with its words only, which takes less time."""
        known = self._loaded.get(path)
        if known is not None and known.document is not None and known.lexicon:
            return Tree(known.source, known.document, known.lexicon)
        read = self.run.read(path, shown_path(absolute(path)))
        if read is not None and read.document is not None and read.lexicon:
            return Tree(read.source, read.document, read.lexicon)
        return self._trees.tree(path, shown_path(absolute(path)))
