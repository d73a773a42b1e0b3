"""Which clauses of a policy make a rule lawful: the fewest that are enough."""

from collections.abc import Iterator

from policydsl.legal import moments
from policydsl.legal.breach import Question
from policydsl.legal.check import HARMLESS, choices, questions
from policydsl.legal.conditions import UNKNOWN
from policydsl.legal.dispatch import Clause, Planned, clauses
from policydsl.legal.formula import FALSE, TRUE, Formula
from policydsl.legal.solver import Answer, Solver
from policydsl.legal.verdict import Ground, Judgement
from policydsl.semantics import core


def reasons(
    policy: core.Policy, judgement: Judgement, solver: Solver
) -> tuple[str, ...]:
    """Return the words of the clauses that keep a rule from breaking an article.

    Without any of them the proof would fail; none are left if what the act itself says
    is enough. Of a verdict that is not lawful there are none.
    """
    if not judgement.is_lawful:
        return ()
    is_settled = judgement.ground is Ground.SETTLED
    found: dict[str, None] = {}
    open_text = HARMLESS if is_settled else UNKNOWN
    for question, planned in questions(
        policy, judgement.rule, judgement.bound, open_text
    ):
        for norm in judgement.bound.article.norms:
            breaks = question.breaks(norm)
            if breaks != FALSE:
                for clause in _needed(question, planned, breaks, solver):
                    found[clause.words] = None
        found.update(dict.fromkeys(sorted(question.kept_by)))
    return tuple(" ".join(words.split()) for words in found)


def _needed(
    question: Question, planned: Planned, breaks: Formula, solver: Solver
) -> Iterator[Clause]:
    """Yield the clauses without any of which the act may break the norm."""
    said = clauses(question.policy, planned, question.own)
    needed = [clause for clause in said if clause.holds != TRUE]
    for clause in tuple(needed):
        rest = [one for one in needed if one is not clause]
        formulas = [breaks, *(one.holds for one in rest), *moments.lemmas()]
        formulas += question.own.atoms.lemmas()
        if solver.find(formulas, choices(question)) is Answer.NEVER:
            needed = rest
    yield from needed
