"""Which clauses can go: without one, every verdict is proved to be what it was."""

from collections.abc import Iterator, Mapping, Sequence, Set

from attrs import evolve, field, frozen

from policydsl.legal.check import Budget, Checked, judgements
from policydsl.legal.lives import in_place_of
from policydsl.legal.solver import Solver
from policydsl.legal.superfluous.clauses import Clause, Place, clauses_of, without
from policydsl.legal.verdict import Ground, Judgement, Verdict
from policydsl.semantics import core
from policydsl.semantics.lower import lower_policy


@frozen
class Superfluous:
    """A clause that can go, and no verdict is another one without it.

    ``rivals``: others that can go, but not all of them with this one; those that have
    none can go together.
    """

    clause: Clause
    rivals: tuple[Clause, ...] = ()


@frozen
class Answers:
    """What can go, in the order of the text; of ``left`` there was no time to ask."""

    found: tuple[Superfluous, ...]
    left: int = 0


def superfluous(
    checked: Checked, laws: Mapping[str, core.Law], budget: Budget
) -> Answers:
    """Return the clauses of a policy that no verdict needs.

    Each of them alone can go. Which of them can go together is asked one after the
    other: of two that hold back the same, the first can, and then not the second.
    """
    asking = _Asking(checked, laws, budget)
    alone: list[Clause] = []
    waiting = list(clauses_of(checked.policy.document))
    while waiting and not budget.is_spent:
        clause = waiting.pop(0)
        if asking.can_go([clause]):
            alone.append(clause)
        else:
            parts = [part for group in clause.groups for part in group]
            waiting = [*parts, *waiting]
    return Answers(tuple(_together(asking, alone)), len(waiting))


def _together(asking: "_Asking", alone: Sequence[Clause]) -> Iterator[Superfluous]:
    """Ask how many of them can go at once; one has to stay for each that cannot."""
    gone: list[Clause] = []
    for clause in alone:
        if asking.can_go([*gone, clause]):
            gone.append(clause)
            yield Superfluous(clause)
            continue
        rivals = list(gone)
        for one in gone:
            others = [other for other in rivals if other is not one]
            if not asking.can_go([*others, clause]):
                rivals = others
        yield Superfluous(clause, tuple(rivals))


@frozen
class _Asking:
    """Proves a policy again without some clauses, where they may matter."""

    checked: Checked
    laws: Mapping[str, core.Law]
    budget: Budget
    _solver: Solver = field(init=False, factory=Solver)
    _groups: Sequence[Set[Place]] = field(init=False)
    _verdicts: Mapping[tuple[str, str], tuple[Verdict, Ground]] = field(init=False)

    @_groups.default
    def _of_clauses(self) -> Sequence[Set[Place]]:
        return [
            {part.place for part in group}
            for clause in clauses_of(self.checked.policy.document)
            for group in clause.groups
            if group
        ]

    @_verdicts.default
    def _known(self) -> Mapping[tuple[str, str], tuple[Verdict, Ground]]:
        return {_key(one): (one.verdict, one.ground) for one in self.checked.judgements}

    def can_go(self, clauses: Sequence[Clause]) -> bool:
        """Whether no verdict is another one without these clauses.

        Without all parts of one, the whole is gone, and that was asked before.
        """
        gone = {clause.place for clause in clauses}
        if any(group <= gone for group in self._groups):
            return False
        policy = self._without(gone)
        if policy is None:
            return False
        rules = self._concerned(policy)
        asked = judgements(
            policy, self.laws, rules, self.checked.period, self._solver, self.budget
        )
        return all(
            (one.verdict, one.ground) == self._verdicts[_key(one)] for one in asked
        )

    def _without(self, gone: Set[Place]) -> core.Policy | None:
        """Return the policy without these; ``None`` if it has a mistake then."""
        policy = self.checked.policy
        document = without(policy.document, gone)
        changed, _ = lower_policy(
            document, policy.vocabulary, policy.lexicon, self.laws
        )
        return None if changed is None else in_place_of(changed, policy)

    def _concerned(self, policy: core.Policy) -> Sequence[str]:
        """Return the rules that a change may matter to.

        What one rule says touches no other.
        """
        old = self.checked.policy
        if evolve(policy, rules=old.rules) != old:
            return [rule.name for rule in policy.rules]
        return [
            rule.name
            for rule, before in zip(policy.rules, old.rules, strict=True)
            if rule != before
        ]


def _key(judgement: Judgement) -> tuple[str, str]:
    return judgement.rule.name, judgement.bound.name
