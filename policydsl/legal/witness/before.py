"""What has to be so for a rule to act before the act that is asked about."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from policydsl.legal.atoms import Atoms
from policydsl.legal.check import moment_of
from policydsl.legal.solver import Moment
from policydsl.runtime.case import (
    AnyEntry,
    FactChange,
    OutcomeKnown,
    PermissionChange,
)
from policydsl.semantics import core

# Of each rule: a moment at which its act is due, or that there is none.
Moments = dict[str, tuple[Atoms, Moment] | None]


def moment_before(
    policy: core.Policy, rule: core.Rule, known: Moments
) -> tuple[Atoms, Moment] | None:
    """Return a moment at which the act of a rule is due; ``known`` is added to."""
    if rule.name not in known:
        known[rule.name] = None  # a rule that waits for itself
        known[rule.name] = moment_of(policy, rule)
    return known[rule.name]


def beside_others(
    entries: Iterable[AnyEntry], others: Iterable[AnyEntry], rule: str
) -> Iterator[AnyEntry]:
    """Yield entries that lead up to an act of a rule, without what others say.

    Their ids become those of the rule, so that nothing has an id twice.
    """
    said = {_subject(one) for one in others} - {None}
    for entry in entries:
        if _subject(entry) in said:
            continue
        named = replace(entry, id=f"{rule}/{entry.id}")
        if isinstance(named, OutcomeKnown):
            named = replace(named, act=f"{rule}/{named.act}")
        yield named


def _subject(entry: AnyEntry) -> tuple[str, str | None] | None:
    """Return the fact or permission that an entry is about, which has one value."""
    match entry:
        case FactChange():
            return entry.fact, entry.of
        case PermissionChange():
            return entry.permission, entry.of
        case _:
            return None
