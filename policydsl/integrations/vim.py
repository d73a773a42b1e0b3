"""The language as a syntax file of Vim and Neovim, from the tables of ``grammar/``.

Colours of words alone: what is a name or a term, the language server says.
"""

from collections.abc import Iterator

from policydsl.syntax import words
from policydsl.syntax.colouring import Colour, colour_of
from policydsl.syntax.cutting import units_of

# By convention of colour schemes.
GROUPS: dict[Colour, str] = {
    Colour.SENTENCE: "Structure",
    Colour.CLAUSE: "Statement",
    Colour.CONDITION: "Operator",
    Colour.JOINING: "Keyword",
    Colour.CONSTANT: "Constant",
    Colour.UNIT: "Type",
    Colour.OUTCOME: "Constant",
    Colour.TYPE: "Type",
    Colour.NUMBER: "Number",
    Colour.DATE: "Number",
    Colour.TEXT: "String",
    Colour.COMMENT: "Comment",
}


def group(colour: Colour) -> str:
    """Return the name of a colour in the syntax file."""
    return f"policydsl{colour.value.capitalize()}"


def syntax() -> str:
    """Return the text of the syntax file."""
    lines = [
        '" Made by editors/generate.py; do not edit.',
        "if exists('b:current_syntax') | finish | endif",
        "syntax iskeyword @,48-57,_,192-255,-,.",
        "syntax sync fromstart",
        "",
        *_keywords(),
        "",
        *_literals(),
        "",
        *(
            f"highlight default link {group(colour)} {name}"
            for colour, name in GROUPS.items()
        ),
        "",
        "let b:current_syntax = 'policydsl'",
    ]
    return "\n".join(lines) + "\n"


def _keywords() -> Iterator[str]:
    """Yield a line for the keywords of each length: the last that fits is taken."""
    found: dict[tuple[int, Colour], dict[str, None]] = {}
    only_in = words.shared().only_in
    for key in words.language_keys():
        language = words.load_language(key)
        for kind, spellings in language.keywords.items():
            colour = colour_of(kind, language)
            if colour is Colour.UNKNOWN or kind in only_in:
                continue
            for spelling in spellings:
                place = len(units_of(spelling)), colour
                found.setdefault(place, {})[_pattern(spelling)] = None
    for (_, colour), patterns in sorted(
        found.items(), key=lambda one: (one[0][0], one[0][1].value)
    ):
        every = r"\|".join(sorted(patterns))
        yield rf"syntax match {group(colour)} /\C\%({every}\)/"


def _pattern(spelling: str) -> str:
    """Return the pattern of a keyword; one of letters is no part of a longer word."""
    is_word = spelling[0].isascii()
    joined = r"\s\+".join(spelling.split(" ")) if is_word else spelling
    joined = joined.replace(" ", r"\s*")
    return rf"\<{joined}\>" if is_word and spelling[-1].isalpha() else joined


def _literals() -> Iterator[str]:
    """Yield lines for what is no word; these are defined last and go before words."""
    number, date = group(Colour.NUMBER), group(Colour.DATE)
    digit, dash = "[0-9０-９]", "[-－]"
    decimal = rf"{digit}\+\%([.．]{digit}\+\)\="
    yield rf"syntax match {number} /\%([[:alnum:]_]\)\@<!{decimal}/"
    day = dash.join((rf"{digit}\{{4}}", *[rf"{digit}\{{1,2}}"] * 2))
    yield rf"syntax match {date} /{day}/"
    yield rf"syntax match {date} /{digit}\{{1,2}}[:：]{digit}\{{2}}/"
    # A currency, beside its amount.
    unit = group(Colour.UNIT)
    yield rf"syntax match {unit} /\C\%({digit}\s*\)\@<=[A-Z]\{{3}}\>/"
    for first, last in words.shared().quotation.items():
        text = group(Colour.TEXT)
        yield rf"syntax region {text} start=/{first}/ end=/{last}/ oneline keepend"
    yield f"syntax match {group(Colour.COMMENT)} /#.*$/ contains=@Spell"
