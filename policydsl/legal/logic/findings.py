"""All questions about the logic of a policy, one after the other."""

from collections.abc import Iterator

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic
from policydsl.legal.logic import (
    caps,
    drift,
    found,
    gaps,
    lapses,
    lead,
    never,
    opposed,
    pauses,
    twice,
)
from policydsl.semantics import core


def findings(
    policy: core.Policy,
    known: tuple[Diagnostic, ...] = (),
    longest_gap: int | None = None,
) -> Iterator[Diagnostic]:
    """Yield what does not hang together in a policy.

    ``known``: what was found already, and is not said again. ``longest_gap``: for so
    many days of a clock nothing may be due; not asked if ``None``.
    """
    shadowed = {one.primary.span for one in known if one.code == codes.SHADOWED_STAGE}
    for one in never.findings(policy):
        if one.code != codes.NEVER_HELD or one.primary.span not in shadowed:
            yield one
    yield from opposed.findings(policy)
    yield from twice.findings(policy)
    yield from gaps.findings(policy, longest_gap)
    yield from lead.findings(policy)
    yield from lapses.findings(policy)
    yield from caps.findings(policy)
    yield from pauses.findings(policy)
    yield from drift.findings(policy)
    yield from found.findings(policy)
