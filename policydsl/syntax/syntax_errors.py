"""An unexpected word -> what could have stood there."""

import unicodedata

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Edit, Fix
from policydsl.diagnostics.suggest import closest
from policydsl.diagnostics.text import Text, either, listed, quoted
from policydsl.syntax import cutting, lexer
from policydsl.syntax.ast import Sort
from policydsl.syntax.called import called, one_called
from policydsl.syntax.lexer import Token
from policydsl.syntax.machine import END, Machine
from policydsl.syntax.mistakes import MISTAKES
from policydsl.syntax.mistakes.place import TIME_UNITS, Finding, Place

_SORTS = {sort.value.upper(): sort for sort in Sort}
# A list of more kinds than this says nothing to a reader.
_MOST_LISTED = 6
_MOST_TERMS_LISTED = 12
# Kinds of word that are not spelled in a table, in words.
_CALLED = {
    "NAME": Text("a name"),
    "STRING": Text("words in quotation marks"),
    "NUMBER": Text("a number"),
    "DECIMAL": Text("a number"),
    "CURRENCY": Text("a currency such as `CNY`"),
    "DATE": Text("a date such as `2026-03-01`"),
    "TIME": Text("a time such as `09:00`"),
    "FORCE_LEVEL": Text("a level of force"),
    "COLON": Text("a colon"),
    "COMMA": Text("a comma"),
    "LESS": quoted("<"),
    "LPAR": Text("a bracket"),
    "RPAR": Text("a closing bracket"),
    END: Text("the end of the sentence"),
}


def explain(place: Place, machine: Machine, are_terms_compared: bool) -> Finding:
    """Say what is wrong at a place, and how reading can go on.

    ``machine`` stands before the unexpected word. ``are_terms_compared``: whether
    to look for terms that are close to an unknown word, which takes time.
    """
    for mistake in MISTAKES:
        found = mistake(place)
        if found is not None:
            return found
    if place.token.kind == END:
        return Finding(_too_early(place))
    if place.token.kind == "WORD" or _is_part_of_word(place):
        return _unknown(place, machine, are_terms_compared)
    if place.token.sort is not None and _wanted(place):
        return Finding(_wrong_sort(place), _stand_in(place, machine, 1))
    return Finding(_misplaced(place))


def _is_part_of_word(place: Place) -> bool:
    """Whether a keyword is more likely part of an unknown term: ``in arrears``."""
    is_keyword = place.token.kind in place.language.keywords
    return is_keyword and place.kind(1) == "WORD" and bool(_wanted(place))


def _too_early(place: Place) -> Diagnostic:
    last = place.at - 1
    return codes.INCOMPLETE_SENTENCE.at(
        place.span(last),
        Text("the sentence ends after `{word}`", word=place.said(last)),
        label="something is missing after this",
        help=_help(place),
    )


def _misplaced(place: Place) -> Diagnostic:
    message = Text("`{word}` cannot begin a sentence", word=place.said())
    if place.at:
        message = Text(
            "`{word}` cannot stand here after `{before}`",
            word=place.said(),
            before=place.said(place.at - 1),
        )
    return codes.UNEXPECTED_WORD.at(
        place.span(),
        message,
        label="not expected",
        help=_help(place),
    )


def _wrong_sort(place: Place) -> Diagnostic:
    assert place.token.sort is not None
    sort = place.token.sort
    wanted = either(map(one_called, _wanted(place)))
    return codes.WRONG_SORT.at(
        place.span(),
        Text(
            "`{word}` is {sort}, not {wanted}",
            word=place.said(),
            sort=one_called(sort),
            wanted=wanted,
        ),
        label=Text("{wanted} is needed here", wanted=wanted),
        help=_terms(place, _wanted(place)),
    )


def _unknown(place: Place, machine: Machine, are_terms_compared: bool) -> Finding:
    """Report an unknown word; words that belong together are one."""
    wanted = _wanted(place)
    best = _closest_term(place, wanted) if are_terms_compared else None
    is_word = place.token.kind == "WORD"
    keyword = None if best or not is_word else _closest_keyword(place)
    end = place.at + 1
    if best is not None:
        end = best[1]
    elif keyword is None:
        while place.tokens[end].kind == "WORD":
            end += 1
    spelled = best[0] if best else keyword[0] if keyword else None
    known = best[2] if best else keyword[1] if keyword else None
    diagnostic = _unknown_word(place, end, spelled, () if keyword else wanted)
    if known is not None:
        token = place.token
        whole = token._replace(end=place.tokens[end - 1].end)
        meant = whole._replace(kind=known[0], text=known[1], sort=known[2])
        return Finding(diagnostic, (meant,), end - place.at)
    return Finding(
        diagnostic, _stand_in(place, machine, end - place.at), end - place.at
    )


def _unknown_word(
    place: Place, end: int, spelled: str | None, wanted: tuple[Sort, ...]
) -> Diagnostic:
    word, span = place.said(place.at, end - 1), place.span(place.at, end - 1)
    sort = called(wanted[0]) if len(wanted) == 1 else Text("word")
    label = Text("not known" if wanted else "not a word of the language")
    if place.uses and wanted:
        # Names of documents are the same in every language, and so are their marks.
        label = Text("not in {names}", names=either(f"`{name}`" for name in place.uses))
    alike = _alike(word, spelled)
    fixes: tuple[Fix, ...] = ()
    if spelled is not None:
        fixes = (Fix(Text("write `{better}`", better=spelled), (Edit(span, spelled),)),)
    return codes.UNKNOWN_WORD.at(
        span,
        Text("unknown {sort} `{word}`", sort=sort, word=word),
        label=alike or label,
        help=Text("did you mean `{word}`?", word=spelled)
        if spelled
        else _known(place, wanted),
        fixes=fixes,
    )


def _known(place: Place, wanted: tuple[Sort, ...]) -> str | None:
    """List the terms of the sort, if there are few, or what else could stand here."""
    found = _terms(place, wanted) or _help(place)
    if found is None and wanted and len(wanted) <= _MOST_LISTED:
        found = Text("expected {kinds}", kinds=either(map(one_called, wanted)))
    return found


def _terms(place: Place, wanted: tuple[Sort, ...]) -> str | None:
    """List the terms of the only sort that could stand here, if there are few."""
    if len(wanted) != 1:
        return None
    spelled = place.lexicon.spelled(place.language.key)
    known = sorted(text for text, entry in spelled if entry.sort in wanted)
    if not known or len(known) > _MOST_TERMS_LISTED:
        return None
    return Text("known are {terms}", terms=listed(map(quoted, known)))


def _alike(word: str, spelled: str | None) -> str | None:
    """Name a letter of another script, which only looks like the right one."""
    if spelled is None or not spelled.isascii():
        return None
    for char in word:
        if not char.isascii():
            name = unicodedata.name(char, "unnamed").lower()
            return Text(
                "`{char}` is U+{number:04X}, {name}",
                char=char,
                number=ord(char),
                name=name,
            )
    return None


def _closest_term(
    place: Place, wanted: tuple[Sort, ...]
) -> tuple[str, int, lexer.Known] | None:
    """Return the closest term, the word after what it stands for, and itself."""
    by_length: dict[int, list[tuple[str, lexer.Known]]] = {}
    for spelling, entry in place.lexicon.spelled(place.language.key):
        if entry.sort in wanted:
            length = len(cutting.units_of(spelling))
            known = lexer.Known(entry.sort.value.upper(), entry.text, entry.sort)
            by_length.setdefault(length, []).append((spelling, known))
    for length in sorted(by_length, reverse=True):
        last = place.at + length - 1
        if last >= len(place.tokens) - 1:
            continue
        meant = dict(by_length[length])
        found = closest(place.said(place.at, last), meant)
        if found is not None:
            return found, last + 1, meant[found]
    every = {
        spelling: known for group in by_length.values() for spelling, known in group
    }
    found = closest(place.said(), every)
    return None if found is None else (found, place.at + 1, every[found])


def _closest_keyword(place: Place) -> tuple[str, tuple[str, str, None]] | None:
    kinds = {
        spelling: kind
        for kind in sorted(place.expected)
        for spelling in place.language.keywords.get(kind, ())
    }
    found = closest(place.said(), kinds)
    return None if found is None else (found, (kinds[found], found, None))


def _stand_in(place: Place, machine: Machine, count: int) -> tuple[Token, ...] | None:
    """Return a term of the sort with which most of what follows can be read."""
    end = place.at + count
    rest = place.tokens[end : end + 12]
    best: tuple[int, Token] | None = None
    for sort in _wanted(place):
        token = place.token._replace(
            kind=sort.value.upper(),
            sort=sort,
            text=place.said(place.at, end - 1),
            end=place.tokens[end - 1].end,
        )
        trial = machine.trial()
        if trial.feed(token):
            read = trial.feed_all(rest)
            if best is None or read > best[0]:
                best = read, token
    return (best[1],) if best and best[0] else None


def _wanted(place: Place) -> tuple[Sort, ...]:
    return tuple(_SORTS[kind] for kind in sorted(place.expected) if kind in _SORTS)


def _help(place: Place) -> str | None:
    """List what could stand here, if it is not too much."""
    expected = place.expected
    if {"NUMBER", "AT_LEAST", "NOT"} <= expected | {"NUMBER"}:
        return Text("a condition is expected")
    if {"MONEY_WORD", "DATE_WORD", "YES_OR_NO"} <= expected:
        kinds = ("MONEY_WORD", "DATE_WORD", "YES_OR_NO")
        types = either(quoted(place.language.spelling(kind)) for kind in kinds)
        return Text("expected a type such as {types}", types=types)
    if expected >= TIME_UNITS:
        # One of them stands for all.
        expected = expected - TIME_UNITS | {"DAY"}
    named = dict.fromkeys(_named(place, kind) for kind in sorted(expected))
    if len(named) > _MOST_LISTED:
        return None
    return Text("expected {kinds}", kinds=either(named))


def _named(place: Place, kind: str) -> Text:
    if kind in _SORTS:
        return one_called(_SORTS[kind])
    if kind in _CALLED:
        return _CALLED[kind]
    if kind == "DAY":
        unit = place.language.spelling(kind, 0)
        return Text("a unit of time such as `{unit}`", unit=unit)
    return quoted(place.language.spelling(kind, 2 if kind == "TIMES" else 1))
