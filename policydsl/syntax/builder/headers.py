"""Headers of vocabularies, policies and laws; articles."""

from collections.abc import Callable

from policydsl.syntax import ast
from policydsl.syntax.ast import Sort
from policydsl.syntax.builder import literals, phrases
from policydsl.syntax.parts import Part

_NORMS = (ast.Forbid, ast.Limit, ast.RequireBefore, ast.RequireWithin)


def _vocabulary(part: Part) -> ast.Node:
    return ast.VocabularyHeader(
        literals.name(part),
        literals.text(part),
        _version(part),
        _names(part, "uses"),
        span=part.span,
    )


def _policy(part: Part) -> ast.Node:
    zone, closes_at = part.part("zone"), part.part("closes_at")
    in_force_from, in_force_until = _in_force(part)
    return ast.PolicyHeader(
        literals.name(part),
        literals.text(part),
        _version(part),
        in_force_from,
        in_force_until,
        _names(part, "uses"),
        _names(part, "under"),
        part.first(ast.Scope),
        _names(part, "declares"),
        zone.all(ast.FactOf) if zone else (),
        literals.name(zone) if zone else None,
        literals.time(part.part("acts_from")),
        phrases.term_of(part, "business_days"),
        phrases.events(closes_at) if closes_at else (),
        span=part.span,
    )


def _law(part: Part) -> ast.Node:
    jurisdiction, source = part.part("jurisdiction"), part.part("law_source")
    in_force_from, in_force_until = _in_force(part)
    return ast.LawHeader(
        literals.name(part),
        literals.said(part),
        literals.name(jurisdiction) if jurisdiction else None,
        _force(part),
        in_force_from,
        in_force_until,
        part.first(ast.Scope),
        literals.said(source) if source else None,
        _names(part, "uses"),
        span=part.span,
    )


def _article(part: Part) -> ast.Node:
    because, source = part.first(ast.Because), part.part("law_source")
    in_force_from, in_force_until = _in_force(part)
    return ast.Article(
        literals.name(part),
        literals.said(part),
        tuple(c for c in part.children if isinstance(c, _NORMS)),
        _force(part),
        in_force_from,
        in_force_until,
        part.first(ast.Scope),
        because.reason if because else None,
        literals.said(source) if source else None,
        part.has("PRESUMED"),
        part.first(ast.Settles),
        span=part.span,
    )


def _version(part: Part) -> int | None:
    inner = part.part("version")
    return literals.numbers(inner)[0] if inner else None


def _names(part: Part, label: str) -> tuple[ast.Name, ...]:
    return tuple(name for inner in part.parts(label) for name in literals.names(inner))


def _in_force(part: Part) -> tuple[ast.Date | None, ast.Date | None]:
    inner = part.part("in_force")
    if inner is None:
        return None, None
    first, last = inner.part("from_date"), inner.part("until_date")
    return literals.date(first), literals.date(last)


def _force(part: Part) -> ast.Name | None:
    """Return the level of force; its text is the key of the level."""
    inner = part.part("force")
    token = inner.token("FORCE_LEVEL") if inner else None
    if inner is None or token is None:
        return None
    return ast.Name(token.text, span=literals.span_of(inner, token))


def _scope(part: Part) -> ast.Node:
    terms = part.terms(Sort.LENDER, Sort.PRODUCT, Sort.ACTOR)
    return ast.Scope(terms, span=part.span)


def _settles(part: Part) -> ast.Node:
    law, article = literals.names(part)
    return ast.Settles(law, article, span=part.span)


NODES: dict[str, Callable[[Part], ast.Node]] = {
    "vocabulary_header": _vocabulary,
    "policy_header": _policy,
    "law_header": _law,
    "article": _article,
    "scope": _scope,
    "settles": _settles,
}
