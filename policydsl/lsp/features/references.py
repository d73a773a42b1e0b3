"""Where a word is used: in all open documents, and where it was declared."""

from collections.abc import Iterator

from attrs import fields
from lsprotocol import types

from policydsl.loaded import Loaded
from policydsl.lsp.feature import Feature
from policydsl.lsp.pointing import Target, target
from policydsl.lsp.session import Session
from policydsl.source import Span
from policydsl.syntax import ast


async def answer(
    session: Session, params: types.ReferenceParams
) -> list[types.Location]:
    """Return the places; documents that are not open are not looked through."""
    loaded = await session.loaded(params.text_document.uri)
    offset = session.places(loaded.source).offset(params.position)
    wanted = target(loaded, offset)
    if wanted is None:
        return []
    paths = [one.path for one in session.documents]
    every = await session.ask(lambda known: [known.loaded(path) for path in paths])
    found = [span for one in every for span in uses(one, wanted)]
    if params.context.include_declaration and wanted.name not in found:
        found.append(wanted.name)
    elif not params.context.include_declaration:
        found = [span for span in found if span != wanted.name]
    return [session.location(span) for span in found]


def uses(loaded: Loaded, wanted: Target) -> Iterator[Span]:
    """Yield the words of a document that stand for the same as another word."""
    if loaded.document is None:
        return
    header = loaded.document.header
    for sentence in (header, *loaded.document.sentences):
        for node in _words(sentence):
            if node.span.start == node.span.end or not _may_be(node, wanted):
                continue
            found = target(loaded, node.span.start)
            if found is not None and found.name == wanted.name:
                yield node.span


def _may_be(node: ast.Term | ast.Name, wanted: Target) -> bool:
    """Whether a word is called like what is looked for."""
    name = wanted.name.text
    return node.text == name or node.span.text == name or node.text == wanted.word.text


def _words(form: object) -> Iterator[ast.Term | ast.Name]:
    """Yield all words of a tree or of several."""
    if isinstance(form, tuple):
        for one in form:
            yield from _words(one)
    elif isinstance(form, ast.Term | ast.Name):
        yield form
    elif isinstance(form, ast.Node):
        for field in fields(type(form)):
            if field.name != "span":
                yield from _words(getattr(form, field.name))


FEATURE = Feature(types.TEXT_DOCUMENT_REFERENCES, answer)
