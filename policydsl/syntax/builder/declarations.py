"""Sentences of a vocabulary."""

from collections.abc import Callable

from policydsl.source import Span
from policydsl.syntax import ast, words
from policydsl.syntax.ast import Sort
from policydsl.syntax.builder import literals, phrases
from policydsl.syntax.parts import Part

_NOUN_WORDS = {f"{sort.value.upper()}_WORD": sort for sort in ast.NOUNS}
_ROLE_WORDS = {
    **_NOUN_WORDS,
    "DISCLOSURE_WORD": Sort.LEVEL,
    "DATE_WORD": Sort.FACT,
}
_TYPES = (
    ast.YesOrNo,
    ast.DateType,
    ast.MoneyType,
    ast.NumberOf,
    ast.OneOf,
    ast.HoursOfDay,
    ast.SetOfDays,
    ast.ZoneType,
)


def _translation(part: Part) -> ast.Node:
    token = part.token("LANGUAGE", "SAID_IN")
    assert token is not None
    # The keyword is spelled with a name of the language in it.
    name = token.text.split()[-1]
    span = literals.span_of(part, token)
    span = Span(span.source, span.end - len(name), span.end)
    language = ast.Name(words.key_of(name) or name, span=span)
    return ast.InLanguage(language, literals.texts(part), span=part.span)


def _noun(part: Part) -> ast.Node:
    word = part.token(*_NOUN_WORDS)
    assert word is not None
    return ast.NounDeclaration(
        _NOUN_WORDS[word.kind],
        literals.name(part),
        phrases.term_of(part, "parent"),
        part.has("SEVERAL"),
        part.has("FOR_ONE_ACT"),
        part.all(ast.InLanguage),
        span=part.span,
    )


def _disclosure(part: Part) -> ast.Node:
    levels = literals.names(part)
    return ast.DisclosureDeclaration(levels, part.all(ast.InLanguage), span=part.span)


def _role_of_act(part: Part) -> ast.Node:
    term = part.term()
    word = part.token(*_ROLE_WORDS)
    if term is not None:
        sort = term.sort
    else:
        assert word is not None
        sort = _ROLE_WORDS[word.kind]
    return ast.RoleOfAct(sort, term, part.has("TO"), span=part.span)


def _act(part: Part) -> ast.Node:
    roles, outcomes = part.part("roles_of_act"), part.part("outcomes")
    return ast.ActDeclaration(
        literals.name(part),
        phrases.term_of(part, "parent"),
        roles.all(ast.RoleOfAct) if roles else (),
        outcomes.terms() if outcomes else (),
        part.has("IRREVERSIBLE"),
        part.has("COERCIVE"),
        part.has("TAKES_TIME"),
        part.all(ast.InLanguage),
        span=part.span,
    )


def _fact(part: Part) -> ast.Node:
    return ast.FactDeclaration(
        literals.name(part),
        phrases.term_of(part, "owner"),
        next(c for c in part.children if isinstance(c, _TYPES)),
        part.all(ast.InLanguage),
        span=part.span,
    )


def _event(part: Part) -> ast.Node:
    by, means = part.part("by_whom"), part.part("means")
    return ast.EventDeclaration(
        literals.name(part),
        phrases.term_of(part, "owner"),
        by is not None,
        by.term() if by else None,
        phrases.events(means) if means else (),
        part.all(ast.InLanguage),
        span=part.span,
    )


def _clock(part: Part) -> ast.Node:
    start, until = part.part("clock_start"), part.part("clock_until")
    runs, evidence = part.part("clock_while"), part.part("evidence")
    return ast.ClockDeclaration(
        literals.name(part),
        phrases.term_of(part, "owner"),
        (start.first(ast.TheEarliest) or phrases.start(start)) if start else None,
        phrases.condition(runs) if runs else None,
        phrases.events(until) if until else (),
        phrases.condition(evidence) if evidence else None,
        part.all(ast.InLanguage),
        span=part.span,
    )


def _freeze(part: Part) -> ast.Node:
    held, endless = part.part("clock_while"), part.part("endless")
    assert held is not None
    return ast.Freeze(
        part.terms(Sort.CLOCK),
        phrases.condition(held),
        part.has("FROM_THE_DAY_BEFORE"),
        literals.text(endless) if endless else None,
        span=part.span,
    )


NODES: dict[str, Callable[[Part], ast.Node]] = {
    "translation": _translation,
    "said_in": _translation,
    "noun": _noun,
    "disclosure": _disclosure,
    "role_of_act": _role_of_act,
    "act_declaration": _act,
    "fact": _fact,
    "yes_or_no": lambda part: ast.YesOrNo(span=part.span),
    "date_type": lambda part: ast.DateType(span=part.span),
    "money_type": lambda part: ast.MoneyType(span=part.span),
    "number_of": lambda p: ast.NumberOf(p.the_term(Sort.UNIT), span=p.span),
    "one_of": lambda part: ast.OneOf(literals.names(part), span=part.span),
    "hours_of_day": lambda part: ast.HoursOfDay(span=part.span),
    "set_of_days": lambda part: ast.SetOfDays(span=part.span),
    "zone_type": lambda part: ast.ZoneType(span=part.span),
    "event": _event,
    "clock": _clock,
    "freeze": _freeze,
}
