"""Where a word was declared: a term, a rule, an article, a law."""

from lsprotocol import types

from policydsl.lsp.feature import Feature
from policydsl.lsp.pointing import target
from policydsl.lsp.session import Session


async def answer(
    session: Session, params: types.DefinitionParams
) -> types.Location | None:
    """Return the place, perhaps in another document."""
    loaded = await session.loaded(params.text_document.uri)
    offset = session.places(loaded.source).offset(params.position)
    found = target(loaded, offset)
    return None if found is None else session.location(found.name)


FEATURE = Feature(types.TEXT_DOCUMENT_DEFINITION, answer)
