"""Words for people that a law gives in several languages: titles, reasons, sources.

A language for which nothing is given is answered as names of terms are: in the
languages that it falls back to, else in the language of the document.
"""

from collections.abc import Iterator

from attrs import evolve

from policydsl.syntax import ast, words


def said_in(text: ast.Text, own: str, language: str) -> str:
    """Return words in a language; ``own`` is the language of their document."""
    given = dict(_given(text))
    for key in (language, *words.load_language(language).fallback):
        if key == own:
            return text.text
        if key in given:
            return given[key].text
    return text.text


def written_in(text: ast.Text, own: str, language: str) -> ast.Text:
    """Return words for a document in a language: both languages change places.

    Words that are not given for the language stay as they are.
    """
    if language == own:
        return text
    for at, (key, given) in enumerate(_given(text)):
        if key == language:
            back = ast.InLanguage(
                ast.Name(own, span=given.span),
                (ast.Text(text.text, span=given.span),),
                span=text.others[at].span,
            )
            others = (*text.others[:at], back, *text.others[at + 1 :])
            return evolve(text, text=given.text, others=others)
    return text


def _given(text: ast.Text) -> Iterator[tuple[str | None, ast.Text]]:
    for other in text.others:
        yield words.key_of(other.language.text), other.names[0]
