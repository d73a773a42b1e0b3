"""What a word stands for: the sentence that declares it, as it would be written."""

import re

from attrs import evolve
from lsprotocol import types

from policydsl.lsp.feature import Feature
from policydsl.lsp.pointing import Target, target
from policydsl.lsp.session import Session
from policydsl.syntax import ast
from policydsl.syntax.formatter import phrase

_TICKS = re.compile("`+")


async def answer(session: Session, params: types.HoverParams) -> types.Hover | None:
    """Return the sentence, in the language of the document in which it is asked for."""
    loaded = await session.loaded(params.text_document.uri)
    offset = session.places(loaded.source).offset(params.position)
    found = target(loaded, offset)
    if found is None:
        return None
    shown = _block(_text(found, loaded.language))
    return types.Hover(
        types.MarkupContent(types.MarkupKind.Markdown, shown),
        session.range(found.word),
    )


def _text(found: Target, language: str) -> str:
    sentence = found.sentence
    if isinstance(sentence, ast.Declaration):
        # Whoever asks knows at least one of the spellings.
        sentence = evolve(sentence, translations=())
    text = phrase(sentence, found.lexicon, language, found.own)
    return f"# {found.name.source.path}\n{text}"


def _block(text: str) -> str:
    """Return a block of code: nothing in it is read as a mark or as HTML."""
    ticks = max((len(one) for one in _TICKS.findall(text)), default=0)
    fence = "`" * max(3, ticks + 1)
    return f"{fence}policydsl\n{text}\n{fence}"


FEATURE = Feature(types.TEXT_DOCUMENT_HOVER, answer)
