"""The documents of the design: one of each kind, and what they use."""

from pathlib import Path

from policydsl.source import Source
from policydsl.syntax import ast
from policydsl.syntax.lexicon import Lexicon
from policydsl.syntax.parser import glance, parse

DOCUMENTS = Path(__file__).parent / "documents"
EACH = sorted(path for path in DOCUMENTS.iterdir() if path.is_file())


def load(path: Path) -> tuple[ast.Document, Lexicon]:
    """Read a document that has no mistakes, and those that it uses."""
    source = Source(path.name, path.read_text(encoding="utf-8"))
    glimpse = glance(source)
    used: list[ast.Document] = []
    lexicon = Lexicon()
    for name in (*glimpse.uses, *glimpse.tests):
        other = next(p for p in EACH if p.stem == name.text)
        document, known = load(other)
        used.append(document)
        lexicon = lexicon.merge(known)
    lexicon = Lexicon.from_documents(used).merge(lexicon)
    document, diagnostics = parse(source, lexicon)
    assert diagnostics == ()
    return document, lexicon
