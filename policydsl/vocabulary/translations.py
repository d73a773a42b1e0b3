"""The names of terms in other languages."""

from collections.abc import Sequence

from policydsl.diagnostics import codes
from policydsl.diagnostics.findings import Findings
from policydsl.diagnostics.model import Diagnostic, Label
from policydsl.diagnostics.text import Text
from policydsl.source import Span
from policydsl.syntax import ast, words
from policydsl.syntax.declared import names_of
from policydsl.syntax.lexer import is_keyword
from policydsl.vocabulary.declarations import declarations

# The language and the spelling, and the name and the place of the first such term.
_Spellings = dict[tuple[str, str], tuple[str, Span]]


def check_translations(documents: Sequence[ast.Document], findings: Findings) -> None:
    """Report names that cannot be told apart, or that belong to no term.

    Where a document is read in a language, each spelling must mean one term.
    """
    first: _Spellings = {}
    for document in documents:
        for sentence in declarations((document,)):
            names = [name for name, _ in names_of(sentence)]
            for name in names:
                _note(document.language, name.text, name, first, findings)
            for translation in sentence.translations:
                _check(translation, names, first, findings)


def _check(
    translation: ast.InLanguage,
    names: list[ast.Name],
    first: _Spellings,
    findings: Findings,
) -> None:
    language = words.key_of(translation.language.text)
    if language is None:
        return  # reported when it was read
    if len(translation.names) != len(names):
        findings.report(
            codes.NAMES_DO_NOT_MATCH.at(
                translation.span,
                Text(
                    "{introduced} introduced, and {given} given in `{language}`",
                    introduced=_number(len(names)),
                    given=_number(len(translation.names)),
                    language=translation.language.span.text,
                ),
                label="give one for each, in the same order",
                related=(Label(names[0].span, "these are introduced"),),
            )
        )
        return
    for name, spelling in zip(names, translation.names, strict=True):
        if is_keyword(spelling.text, words.load_language(language)):
            findings.report(_keyword(spelling, words.load_language(language).title))
        own = ast.Name(name.text, span=spelling.span)
        _note(language, spelling.text, own, first, findings)


def _keyword(spelling: ast.Text, title: str) -> Diagnostic:
    return codes.NAME_IS_KEYWORD.at(
        spelling.span,
        Text("`{word}` is a word of the language", word=spelling.text),
        label=Text("cannot be a name in {title}", title=title),
        help="choose another name",
    )


def _note(
    language: str, spelling: str, name: ast.Name, first: _Spellings, findings: Findings
) -> None:
    term, place = first.setdefault((language, spelling), (name.text, name.span))
    if term != name.text:
        findings.report(
            codes.SPELLED_TWICE.at(
                name.span,
                Text(
                    "`{term}` and `{name}` are both spelled `{spelling}`",
                    term=term,
                    name=name.text,
                    spelling=spelling,
                ),
                label="the same spelling again",
                related=(Label(place, Text("first taken by `{term}`", term=term)),),
                help="spell one of them in another way",
            )
        )


def _number(count: int) -> Text:
    if count == 1:
        return Text("1 name is")
    return Text("{count} names are", count=count)
