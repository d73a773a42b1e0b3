"""The last step of the pipeline: does a policy keep the laws that it names."""

from typing import TYPE_CHECKING

from attrs import frozen

from policydsl.diagnostics.catalogue import translated
from policydsl.diagnostics.model import Diagnostic
from policydsl.loaded import Loaded

if TYPE_CHECKING:
    from policydsl.legal.judging import Judged
    from policydsl.legal.scope import Period


@frozen
class Proof:
    """What was found out about a policy under the laws that it names.

    ``diagnostics`` say every verdict that is not lawful.
    """

    judged: "Judged"
    diagnostics: tuple[Diagnostic, ...]


def prove(
    loaded: Loaded, *, period: "Period | None" = None, seconds: float = 10.0
) -> Proof:
    """Judge each rule of a policy under each article that binds it.

    ``period``: the days that are asked about, else those of the policy. ``seconds``:
    what is neither proved nor refuted after so long is not proved.

    Raises:
        PolicyError: If there are errors, or the document is not a policy.
    """
    decide = loaded.compile()
    assert loaded.policy is not None
    # Loaded late: the solver takes its time, and most commands prove nothing.
    from policydsl.legal.check import Budget
    from policydsl.legal.findings import findings
    from policydsl.legal.judging import judge
    from policydsl.legal.repair import repairs

    judged = judge(
        loaded.policy, loaded.laws, decide, period=period, budget=Budget(seconds)
    )
    days = judged.checked.period
    mended = tuple(repairs(loaded.policy, loaded.laws, judged.judgements, days))
    found = (translated(one, loaded.language) for one in findings(judged, mended))
    return Proof(judged, tuple(found))
