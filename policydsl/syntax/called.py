"""What things of the language are called in a message."""

from policydsl.diagnostics.text import Text
from policydsl.syntax.ast import Sort


def called(sort: Sort) -> Text:
    """Return what a term of a sort is called: ``party``."""
    return Text(sort.value)


def one_called(sort: Sort) -> Text:
    """Return it with its article: ``an act``."""
    return Text(_with_article(sort.value))


def a_document(kind: str) -> Text:
    """Return what a kind of document is called, with its article: ``a policy``."""
    return Text(_with_article(kind))


def every_name(documents: tuple[str, ...]) -> tuple[str, ...]:
    """Return all that is said by this module, to be found in each catalogue."""
    nouns = (*(sort.value for sort in Sort), *documents)
    return (*nouns, *map(_with_article, nouns))


def _with_article(noun: str) -> str:
    begins_open = noun[0] in "aeiou" and not noun.startswith("uni")
    return f"{'an' if begins_open else 'a'} {noun}"
