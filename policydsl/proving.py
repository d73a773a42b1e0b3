"""The last step of the pipeline: does a policy keep the laws that it names."""

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from policydsl.diagnostics.catalogue import translated
from policydsl.diagnostics.model import Diagnostic
from policydsl.loaded import Loaded

if TYPE_CHECKING:
    from policydsl.legal.changes import Change
    from policydsl.legal.judging import Judged
    from policydsl.legal.verdict import Judgement
    from policydsl.legal.witness.told import Line

# So much of the time may be used for proofs and cases; the rest is left for fixes.
_FOR_PROOF = 0.7


@frozen
class Proof:
    """What was found out about a policy under the laws that it names.

    ``diagnostics`` say every verdict that is not lawful; ``changes`` are the articles
    that begin or end within the days that were asked about. ``laws`` are the names of
    the laws that the policy is under; of none there is nothing to prove.
    """

    judged: "Judged"
    diagnostics: tuple[Diagnostic, ...]
    changes: "tuple[Change, ...]" = ()
    laws: tuple[str, ...] = ()

    def timeline(self, judgement: "Judgement") -> "tuple[Line, ...]":
        """Return the case in which a rule breaks an article; empty if none was."""
        witness = self.judged.witness(judgement)
        if witness is None:
            return ()
        # Loaded late, as all of this unit.
        from policydsl.legal.witness.told import Told

        return Told(witness, self.judged.checked.policy).timeline()

    def scenario(self, judgement: "Judgement", name: str) -> str | None:
        """Return a scenario in which a rule breaks an article.

        ``None`` if no such case was found, or if no scenario can say all of it.
        """
        witness = self.judged.witness(judgement)
        if witness is None:
            return None
        # Loaded late, as all of this unit.
        from policydsl.legal.witness.told import Told

        told = Told(witness, self.judged.checked.policy)
        return told.text(name) if told.is_tellable else None


def prove(
    loaded: Loaded,
    *,
    as_of: date | None = None,
    seconds: float = 10.0,
    longest_gap: int | None = None,
    superfluous: bool = False,
) -> Proof:
    """Judge each rule of a policy under each article that binds it.

    ``as_of``: the day whose law is asked about; else each article is asked about on
    all days on which both it and the policy are in force. ``seconds``: so long it may
    take to prove, to play cases and to find fixes; for fixes there is always some time.
    ``longest_gap``: for more days of a clock than that something has to be due.
    ``superfluous``: the clauses that no article needs are said as well, after as much
    time at most.

    Raises:
        PolicyError: If there are errors, or the document is not a policy.
    """
    decide = loaded.compile()
    assert loaded.policy is not None
    # Loaded late: the solver takes its time, and most commands prove nothing.
    from policydsl.legal.changes import changes
    from policydsl.legal.check import Budget
    from policydsl.legal.findings import findings
    from policydsl.legal.judging import judge
    from policydsl.legal.kinds import with_kinds
    from policydsl.legal.logic import findings as logic
    from policydsl.legal.repair import mended
    from policydsl.legal.superfluous.findings import findings as dispensable
    from policydsl.semantics.scope import Period

    policy = loaded.policy
    laws = with_kinds(loaded.laws, policy.vocabulary)
    period = None if as_of is None else Period(as_of, as_of)
    whole, part = Budget(seconds), Budget(seconds * _FOR_PROOF)
    judged = judge(policy, laws, decide, period=period, budget=part)
    days = judged.checked.period
    fixes = mended(policy, laws, judged.judgements, days, whole)
    reasoned = logic.findings(policy, loaded.diagnostics, longest_gap)
    needless = dispensable(judged.checked, laws, Budget(seconds)) if superfluous else ()
    found = (
        translated(one, loaded.language)
        for one in (*findings(judged, fixes), *reasoned, *needless)
    )
    return Proof(
        judged, tuple(found), tuple(changes(policy, laws, days)), tuple(sorted(laws))
    )
