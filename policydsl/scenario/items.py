"""Whether a given says of which item it is, where it has to, and only there."""

from collections.abc import Iterator

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic
from policydsl.diagnostics.text import Text
from policydsl.semantics import core
from policydsl.semantics.lowering.setting import Position
from policydsl.syntax import ast


def where(given: ast.GivenFact | ast.GivenEvent) -> Position:
    """Return what the phrase of a given may speak of."""
    return Position(item=None if given.item is None else given.item.item.text)


def check_item(
    given: ast.GivenFact | ast.GivenEvent, policy: core.Policy
) -> Iterator[Diagnostic]:
    """Report a fact or event of an item without one, or an item without need."""
    vocabulary = policy.vocabulary
    term = _named(given)
    kind = None if term is None else _kind(term, policy)
    if given.item is None:
        if term is not None and kind is not None:
            spelled = policy.lexicon.spelling(kind, policy.document.language)
            yield codes.GIVEN_DOES_NOT_FIT.at(
                term.span,
                Text(
                    "`{term}` does not say of which {item}",
                    term=term.text,
                    item=spelled,
                ),
                label="each of them has its own",
                help=Text(
                    'write `of {item} "…"` after it, with a name for the item',
                    item=spelled,
                ),
            )
    elif kind is None or kind not in vocabulary.above(given.item.item.text):
        yield codes.GIVEN_DOES_NOT_FIT.at(
            given.item.item.span,
            "this is not told of such an item",
            label="no item is needed here" if kind is None else "another kind of item",
            help="leave the item out" if kind is None else "name the item that has it",
        )


def _named(given: ast.GivenFact | ast.GivenEvent) -> ast.Term | None:
    match given:
        case ast.GivenFact(fact):
            return fact.fact
        case ast.GivenEvent(ast.Happens(event)):
            return event
        case _:
            return None


def _kind(term: ast.Term, policy: core.Policy) -> str | None:
    """Return the kind of item that a fact or an event belongs to."""
    vocabulary = policy.vocabulary
    of: str | None = None
    if term.text in vocabulary.facts:
        of = vocabulary.facts[term.text].of
    elif term.text in vocabulary.events:
        owner = vocabulary.events[term.text].node.of
        of = None if owner is None else owner.text
    noun = vocabulary.nouns.get(of) if of is not None else None
    return of if noun is not None and noun.sort is ast.Sort.ITEM else None
