"""A document whose declared names stand in another language.

Where a vocabulary is written in another language, the name that is introduced and
the one that is given for that language change places: ``party emergency in zh "…"``
becomes a declaration of the Chinese name that gives the English one. What is
introduced by its name in one language is the same term in the other.
"""

from attrs import evolve

from policydsl.source import Source
from policydsl.syntax import ast, cutting, words
from policydsl.syntax.declared import names_of, renamed
from policydsl.syntax.lexer import Lexer
from policydsl.syntax.lexicon import Entry, Lexicon


def translated(document: ast.Document, language: str) -> tuple[ast.Document, Lexicon]:
    """Return a document with the names it declares in a language, and its terms.

    A declaration keeps its names if it gives none for the language, or some that could
    not be read there where they are introduced. The terms are those of the document as
    it is, spelled as they are introduced in the result.
    """
    known = Lexicon.from_documents([document])
    if language == document.language:
        return document, known
    sentences: list[ast.Sentence] = []
    entries: dict[str, Entry] = {}
    for sentence in document.sentences:
        if isinstance(sentence, ast.Declaration):
            other = _translated(sentence, document.language, language)
            pairs = zip(names_of(sentence), names_of(other), strict=True)
            for (old, sort), (new, _) in pairs:
                spellings = {language: new.text}
                entry = Entry(old.text, sort, document.language, spellings)
                entries.setdefault(old.text, entry)
            sentences.append(other)
        else:
            sentences.append(sentence)
    return evolve(document, sentences=tuple(sentences)), Lexicon(entries).merge(known)


def _translated(sentence: ast.Declaration, own: str, language: str) -> ast.Declaration:
    """Let the names of a declaration and those in a language change places."""
    names = [name for name, _ in names_of(sentence)]
    others = sentence.translations
    fitting = (
        at
        for at, given in enumerate(others)
        if words.key_of(given.language.text) == language
        and _are_names(given.names, len(names), language)
    )
    at = next(fitting, None)
    if at is None:
        return sentence
    given = others[at]
    back = evolve(
        given,
        language=ast.Name(own, span=given.language.span),
        names=tuple(
            ast.Text(name.text, span=text.span)
            for name, text in zip(names, given.names, strict=True)
        ),
    )
    new = tuple(
        ast.Name(text.text, span=name.span)
        for name, text in zip(names, given.names, strict=True)
    )
    return renamed(
        evolve(sentence, translations=(*others[:at], back, *others[at + 1 :])), new
    )


def _are_names(texts: tuple[ast.Text, ...], count: int, language: str) -> bool:
    """Whether texts are as many names as wanted, which a language can introduce."""
    return len(texts) == count and all(can_be_name(t.text, language) for t in texts)


def can_be_name(text: str, language: str) -> bool:
    """Whether a text can be read as a name where a language introduces it."""
    cut = cutting.cut(Source("", text))
    reader = Lexer(words.load_language(language), cut.text)
    return len(cut.sentences) == 1 and reader.name(cut.sentences[0]) == text
