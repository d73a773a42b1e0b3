"""The whole question: proof, then a case that is played, for each rule and article."""

from collections.abc import Mapping

from attrs import evolve, frozen

from policydsl.legal.check import Budget, Checked, breach_of, check
from policydsl.legal.verdict import Ground, Judgement, Verdict
from policydsl.legal.witness.exploring import explore
from policydsl.legal.witness.replay import Decide, Witness
from policydsl.legal.witness.search import Search
from policydsl.semantics import core, scope
from policydsl.semantics.scope import Period

# So many places where a breach may be are searched for one rule and article.
_MOST_SEEDS = 12


@frozen
class Judged:
    """The verdicts on a policy, and a case that was played for each breach."""

    checked: Checked
    judgements: tuple[Judgement, ...]
    witnesses: Mapping[tuple[str, str], Witness]

    def witness(self, judgement: Judgement) -> Witness | None:
        """Return the case in which a rule breaks an article."""
        return self.witnesses.get(_key(judgement))


def judge(
    policy: core.Policy,
    laws: Mapping[str, core.Law],
    decide: Decide,
    *,
    period: Period | None = None,
    budget: Budget | None = None,
) -> Judged:
    """Return exactly one verdict for each rule and article, and why.

    ``decide`` is the compiled policy. What is neither proved nor played within the
    budget is ``NOT_PROVED``.
    """
    budget = budget or Budget()
    days = period or scope.period_of(policy)
    checked = check(policy, laws, period=days, budget=budget)
    witnesses = _witnesses(policy, decide, checked, budget)
    judgements: list[Judgement] = []
    for judgement in checked.judgements:
        if judgement.ground is Ground.NO_WITNESS:
            if _key(judgement) in witnesses:
                judgement = evolve(
                    judgement,
                    verdict=breach_of(judgement.bound),
                    ground=Ground.WITNESS,
                )
            elif budget.is_spent:
                judgement = evolve(judgement, ground=Ground.TIME)
        judgements.append(judgement)
    return Judged(checked, tuple(judgements), witnesses)


def _witnesses(
    policy: core.Policy, decide: Decide, checked: Checked, budget: Budget
) -> dict[tuple[str, str], Witness]:
    """Play a case for each breach; first where the solver sees one, then at random."""
    found: dict[tuple[str, str], Witness] = {}
    left: list[Judgement] = []
    for judgement in checked.judgements:
        if judgement.ground is not Ground.NO_WITNESS:
            continue
        witness = _played(policy, decide, judgement, checked.period, budget)
        if witness is None:
            left.append(judgement)
        else:
            found[_key(judgement)] = witness
    return found | explore(policy, decide, left, lambda: budget.is_spent)


def _played(
    policy: core.Policy,
    decide: Decide,
    judgement: Judgement,
    days: Period,
    budget: Budget,
) -> Witness | None:
    for seed in judgement.seeds[:_MOST_SEEDS]:
        if budget.is_spent:
            return None
        search = Search(policy, decide, judgement.rule, judgement.bound, seed, days)
        found = search.find()
        if found is not None:
            return found
    return None


def _key(judgement: Judgement) -> tuple[str, str]:
    return judgement.rule.name, judgement.bound.name


def is_clean(judged: Judged) -> bool:
    """Return whether every rule is lawful under every article that concerns it."""
    fine = (Verdict.LAWFUL, Verdict.OUT_OF_SCOPE)
    return all(one.verdict in fine for one in judged.judgements)
