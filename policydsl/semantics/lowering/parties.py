"""Terms of an act or event -> every term that they cover."""

from collections.abc import Iterable

from policydsl.diagnostics import codes
from policydsl.diagnostics.suggest import did_you_mean
from policydsl.diagnostics.text import Text
from policydsl.semantics import core
from policydsl.semantics.lowering.setting import Mistake, Position, Setting
from policydsl.semantics.lowering.spelling import said
from policydsl.syntax import ast
from policydsl.syntax.called import called


def covered(term: ast.Term, setting: Setting) -> frozenset[str]:
    """Return a term of the vocabulary and everything that is a kind of it."""
    check_declared(term, setting)
    return setting.vocabulary.below(term.text)


def covered_or_any(term: ast.Term | None, setting: Setting) -> frozenset[str] | None:
    """Return what a term covers; no term covers everything (``None``)."""
    return None if term is None else covered(term, setting)


def parties(
    term: ast.Term | None, setting: Setting, position: Position
) -> frozenset[str] | None:
    """Return the parties that a term covers; the recipient stands for itself."""
    if term is None:
        return None
    if term.text == core.RECIPIENT:
        return frozenset((recipient(term, position),))
    return covered(term, setting)


def recipient(node: ast.Node, position: Position) -> str:
    """Return the recipient, where there is one."""
    if not position.has_recipient:
        raise Mistake(
            codes.NO_RECIPIENT.at(
                node.span,
                "there is no act here, so there is no recipient",
                label="whose?",
                help="name the party",
            )
        )
    return core.RECIPIENT


def check_declared(term: ast.Term, setting: Setting) -> None:
    """Complain about a noun or an act that the vocabularies in use do not have."""
    vocabulary = setting.vocabulary
    if isinstance(term, ast.Person):
        _check_person(term, setting)
    if term.sort is ast.Sort.ACT:
        known: Iterable[str] = vocabulary.verbs
        is_known = term.text in vocabulary.verbs
    else:
        noun = vocabulary.nouns.get(term.text)
        is_known = noun is not None and noun.sort is term.sort
        known = ()
    if not is_known:
        known = known or [
            n.name for n in vocabulary.nouns.values() if n.sort is term.sort
        ]
        raise undeclared(term, known, setting)


def _check_person(person: ast.Person, setting: Setting) -> None:
    """Complain about a name in a policy, and about one that a story does not give."""
    people, name = setting.people, person.id.text
    if people is None:
        raise Mistake(
            codes.CLAUSE_DOES_NOT_FIT.at(
                person.span,
                "a policy is for every case, and names nobody",
                label="only a scenario names people",
                help="name the party alone",
            )
        )
    if people.get(name) != person.text:
        raise Mistake(
            codes.GIVEN_DOES_NOT_FIT.at(
                person.span,
                Text("nobody in this scenario is `{person}`", person=said(person)),
                label="not given",
                help=did_you_mean(name, people)
                or Text("write `given {person}` first", person=said(person)),
            )
        )


def undeclared(term: ast.Term, known: Iterable[str], setting: Setting) -> Mistake:
    """Return the complaint that a term is not in the vocabularies in use."""
    return Mistake(
        codes.UNKNOWN_WORD.at(
            term.span,
            Text("unknown {sort} `{word}`", sort=called(term.sort), word=said(term)),
            label="not in the vocabularies in use",
            help=did_you_mean(said(term), setting.all_spelled(known)),
        )
    )
