"""Clauses of a policy, each deleted from the tree and the rest written back."""

from collections.abc import Iterator
from pathlib import Path

from attrs import evolve, frozen

from policydsl.diagnostics import codes
from policydsl.documents.workspace import Workspace
from policydsl.driver import Loaded, Run
from policydsl.legal.check import check
from policydsl.legal.kinds import with_kinds
from policydsl.legal.verdict import Verdict
from policydsl.proving import prove
from policydsl.source import Span
from policydsl.syntax import ast
from policydsl.syntax.formatter import format_document

EXAMPLES = Path(__file__).parent.parent / "examples"
# Sentences, and clauses of a rule, that hold acts back.
_SENTENCES = (ast.Forbid, ast.Limit, ast.RequireBefore, ast.Ladder)
_CLAUSES = (ast.If, ast.Unless, ast.Only)


@frozen
class Deleted:
    """A policy without a clause: ``clause`` stood in the whole one."""

    clause: Span
    document: ast.Document

    def load(self, whole: Loaded, path: Path) -> Loaded:
        """Return it as written back, in the place of the whole one."""
        assert whole.lexicon is not None
        text = format_document(self.document, whole.lexicon)
        return Run(Workspace({path: text})).load(path, path.name)


def load(path: Path) -> Loaded:
    """Return a document as it is."""
    return Run(Workspace()).load(path, path.name)


def lawful_examples() -> Iterator[Path]:
    """Yield the examples, in all languages, that are under a law."""
    for path in sorted(EXAMPLES.rglob("*.policy")):
        if load(path).laws:
            yield path


def each_deleted(document: ast.Document) -> Iterator[Deleted]:
    """Yield a policy without each of its clauses in turn."""
    for sentence in document.sentences:
        rest = tuple(one for one in document.sentences if one is not sentence)
        if isinstance(sentence, _SENTENCES):
            yield Deleted(sentence.span, evolve(document, sentences=rest))
        elif isinstance(sentence, ast.Rule):
            for place, less in _of_rule(sentence):
                sentences = tuple(
                    less if one is sentence else one for one in document.sentences
                )
                yield Deleted(place, evolve(document, sentences=sentences))


def _of_rule(rule: ast.Rule) -> Iterator[tuple[Span, ast.Rule]]:
    if isinstance(rule.action, ast.Act):
        for place, act in _of_act(rule.action):
            yield place, evolve(rule, action=act)
    for clause in rule.clauses:
        if isinstance(clause, _CLAUSES):
            rest = tuple(one for one in rule.clauses if one is not clause)
            yield clause.span, evolve(rule, clauses=rest)
        elif isinstance(clause, ast.Otherwise):
            for place, act in _of_act(clause.act):
                changed = evolve(clause, act=act)
                clauses = tuple(changed if c is clause else c for c in rule.clauses)
                yield place, evolve(rule, clauses=clauses)


def _of_act(act: ast.Act) -> Iterator[tuple[Span, ast.Act]]:
    for one in act.permissions:
        rest = tuple(other for other in act.permissions if other is not one)
        yield one.span, evolve(act, permissions=rest)


def noted(whole: Loaded) -> frozenset[Span]:
    """Return the clauses of which the checker says that no article needs them."""
    found = prove(whole, seconds=200, superfluous=True).diagnostics
    return frozenset(
        one.primary.span for one in found if one.code is codes.SUPERFLUOUS_FOR_LAW
    )


def keeps_the_law(loaded: Loaded) -> bool:
    """Whether a policy compiles, and is proved to keep every article."""
    if loaded.has_errors or loaded.policy is None:
        return False
    laws = with_kinds(loaded.laws, loaded.policy.vocabulary)
    judgements = check(loaded.policy, laws).judgements
    fine = (Verdict.LAWFUL, Verdict.OUT_OF_SCOPE)
    return all(one.verdict in fine for one in judgements)
