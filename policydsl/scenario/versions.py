"""Decisions of earlier versions, with the names that rules have in the last one."""

from dataclasses import replace
from datetime import datetime

from policydsl.runtime.case import Case
from policydsl.runtime.decision import Decision
from policydsl.runtime.renamed import renamed_id
from policydsl.scenario.play import Decide
from policydsl.semantics import core


def named_now(policy: core.Policy, decide: Decide) -> Decide:
    """Return decisions in which each rule is called what it is called at last.

    A story goes on from one version to the next, and so do those who act in it.
    """
    names = policy.former_names
    if not policy.earlier:
        return decide

    def decided(case: Case, at: datetime) -> Decision:
        found = decide(case, at)
        acts = (
            replace(
                act,
                id=renamed_id(act.id, case.id, names),
                rule=names.get(act.rule, act.rule),
            )
            for act in found.acts
        )
        held = (replace(h, rule=names.get(h.rule, h.rule)) for h in found.held)
        regrets = (
            replace(
                one,
                occurrence=renamed_id(one.occurrence, case.id, names),
                rule=names.get(one.rule, one.rule),
            )
            for one in found.regrets
        )
        return replace(
            found, acts=tuple(acts), held=tuple(held), regrets=tuple(regrets)
        )

    return decided
