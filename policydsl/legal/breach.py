"""When an act breaks a norm, as a formula about the moment at which it is done."""

from collections.abc import Iterator, Sequence

from attrs import evolve, field, frozen

from policydsl.legal import counting, moments
from policydsl.legal.atoms import measured
from policydsl.legal.conditions import Reader
from policydsl.legal.dispatch import Planned, acts_of, applies, limits_of
from policydsl.legal.formula import (
    FALSE,
    TRUE,
    Formula,
    any_of,
    both,
    no,
)
from policydsl.legal.lives import lives_of
from policydsl.legal.naming import ClockNames
from policydsl.legal.roles import Roles, audiences_of, roles_of
from policydsl.runtime.durations import Duration, Unit
from policydsl.semantics import core
from policydsl.semantics.bounds import night_of
from policydsl.semantics.patterns import matches

_AT_LEAST = core.Comparison.AT_LEAST
# What becomes of a notice that reached nobody: it was none.
_UNDELIVERED = (core.Outcome.BOUNCED, core.Outcome.FAILED)


@frozen
class Question:
    """One act of a policy, done to one party, and the norms that it may break.

    ``own`` reads the policy's conditions as they are asked of the planned act,
    ``law`` those of the article as they are asked of the act that is really done.
    ``shared``: caps were relied on that hold only if everybody keeps them.
    ``kept_by``: what of the policy keeps a number, or one act before another.
    """

    policy: core.Policy
    planned: Planned
    roles: Roles
    own: Reader
    law: Reader
    shared: set[str] = field(factory=set)
    kept_by: set[str] = field(factory=set)

    def breaks(self, norm: core.Norm) -> Formula:
        """Return when the act breaks a norm; a duty is broken by no act."""
        match norm:
            case core.Forbid():
                return both(self._is_of(norm.pattern), applies(norm.guards, self.law))
            case core.Limit():
                matched = self._is_of(norm.pattern)
                if matched == FALSE:
                    return FALSE
                bound = applies(norm.guards, self.law)
                return both(matched, bound, any_of(self._beyond(norm)))
            case core.RequireBefore():
                matched = self._is_of(norm.later)
                if matched == FALSE:
                    return FALSE
                return both(matched, no(any_of(self._done_before(norm))))
            case core.RequireWithin():
                return FALSE

    def _is_of(self, pattern: core.Pattern) -> Formula:
        return self.roles.matches(pattern, None)

    # --- hours, days, numbers -----------------------------------------------------

    def _beyond(self, norm: core.Limit) -> Iterator[Formula]:
        night, length = night_of(norm.bounds), self.planned.act.length
        for bound in norm.bounds:
            opened = moments.is_open(bound, night, self.law, length)
            if opened is not None:
                yield no(opened)
            elif isinstance(bound.limit, core.Times):
                yield no(any_of(self._counted(norm, bound.limit)))

    def _counted(self, norm: core.Limit, wanted: core.Times) -> Iterator[Formula]:
        """Yield when a limit of the policy keeps the act within the number.

        One that always does by itself is enough; else all that do sometimes.
        """
        found = list(self._keeping(norm, wanted))
        always = [one for one in found if one[1] == TRUE]
        for limit, formula, windows in always[:1] or found:
            self.kept_by.add(limit.words)
            if windows > 1:
                self.shared.add(limit.words)
            yield formula

    def _keeping(
        self, norm: core.Limit, wanted: core.Times
    ) -> Iterator[tuple[core.Bound, Formula, int]]:
        """Yield limits that keep the number: in one window first, then in several."""
        found: list[tuple[core.Bound, Formula, int]] = []
        for limit in limits_of(self.policy, self.planned):
            vocabulary, counted = self.policy.vocabulary, norm.pattern
            if wanted.per_recipient and self.roles.audience is not None:
                # Only acts to the same person count with this one.
                counted = evolve(counted, audiences=frozenset({self.roles.audience}))
            if not counting.counts_all(limit.pattern, counted, vocabulary):
                continue
            for bound in limit.bounds:
                if not isinstance(bound.limit, core.Times):
                    continue
                windows = self._windows(bound.limit, wanted)
                if windows is not None:
                    found.append((bound, applies(limit.guards, self.own), windows))
        yield from sorted(found, key=lambda one: one[2])

    def _windows(self, own: core.Times, wanted: core.Times) -> int | None:
        if isinstance(own.span, str) and isinstance(wanted.span, str):
            mine = self.own.clocks.of_run(own.span)
            if mine != self.law.clocks.of_run(wanted.span):
                return None
        return counting.windows_kept(own, wanted)

    # --- one act before another -----------------------------------------------------

    def _done_before(self, norm: core.RequireBefore) -> Iterator[Formula]:
        """Yield when an act of the earlier kind was done, so long before."""
        least = norm.at_least or Duration(0, Unit.DAY)
        asked = [o.words for o in self.policy.requires if self._asks_as_much(o, norm)]
        if asked:
            self.kept_by.add(asked[0])
            yield TRUE
            return
        for rule in self.policy.rules:
            if self._is_always(rule, norm.earlier):
                done = core.RuleEvent(rule.name, core.Outcome.DONE)
                lost = [core.RuleEvent(rule.name, how) for how in _UNDELIVERED]
                yield self._since(done, least, lost)
                arrived = core.RuleEvent(rule.name, core.Outcome.DELIVERED)
                yield self._since(arrived, least, lost)

    def _asks_as_much(self, own: core.RequireBefore, norm: core.RequireBefore) -> bool:
        """Whether the policy asks of the act what a law asks, or more."""
        act, rule = self.planned.act, self.planned.rule.name
        if not matches(own.later, act, rule, act.audience):
            return False
        vocabulary = self.policy.vocabulary
        if not counting.counts_all(norm.earlier, own.earlier, vocabulary):
            return False
        if norm.at_least is None:
            return True
        if own.at_least is None:
            return False
        (unit, amount), (wanted, least) = (
            measured(own.at_least),
            measured(norm.at_least),
        )
        return unit == wanted and amount >= least

    def _since(
        self, done: core.Event, least: Duration, lost: Sequence[core.Event]
    ) -> Formula:
        """It was done so long ago, and is not known to have reached nobody."""
        clock = core.Since((done,))
        return both(
            self.own.usable(clock),
            self.own.value(clock, _AT_LEAST, least),
            *(self.own.read(core.Occurred((one,))).no for one in lost),
        )

    def _is_always(self, rule: core.Rule, pattern: core.Pattern) -> bool:
        """Whether the act of a rule is of a pattern, whatever it turns out to be.

        It may have been done by a version before, which has to keep to it as well.
        """
        lives = lives_of(self.policy, rule)
        return all(self._is_surely(one, pattern) for one in lives)

    def _is_surely(self, rule: core.Rule, pattern: core.Pattern) -> bool:
        first = next(acts_of(rule), None)
        vocabulary = self.policy.vocabulary
        if first is None or first.is_instead or first.act.verb not in vocabulary.verbs:
            return False
        return all(
            roles_of(first.act, audience, (), vocabulary).matches(pattern, rule.name)
            == TRUE
            for audience in audiences_of(first.act, vocabulary)
        )


def clock_names(policy: core.Policy, law: core.Law) -> tuple[ClockNames, ClockNames]:
    """Return the names of the clocks of both, so that equal clocks have equal names."""
    known: list[object] = []
    return ClockNames(policy.clocks, known), ClockNames(law.clocks, known)
