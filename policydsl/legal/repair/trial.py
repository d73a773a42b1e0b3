"""A policy with a change in its text, read again and proved."""

from collections.abc import Iterable, Mapping

from attrs import evolve, field, frozen

from policydsl.legal.check import Budget, can_be_done, judgements
from policydsl.legal.logic import findings as logic
from policydsl.legal.repair.model import Change
from policydsl.legal.repair.writing import Writing
from policydsl.legal.solver import Solver
from policydsl.legal.verdict import Judgement, Seed, Verdict
from policydsl.semantics import core
from policydsl.semantics.lower import lower_policy
from policydsl.semantics.patterns import matches
from policydsl.semantics.scope import Period
from policydsl.source import Source
from policydsl.syntax.lexicon import Lexicon
from policydsl.syntax.parser import parse

_FINE = (Verdict.LAWFUL, Verdict.OUT_OF_SCOPE)
# A rule, an article, and which of its norms is not known to be kept by which act.
Open = tuple[str, str, str]
# Where each of these is broken, if that is known.
Breaches = Mapping[Open, Seed | None]


@frozen
class Trials:
    """Tries changes of one policy.

    ``live``: the rules that can act; they have to after every change, too.
    """

    policy: core.Policy
    laws: Mapping[str, core.Law]
    period: Period
    budget: Budget
    live: frozenset[str] = field(init=False)
    _solver: Solver = field(init=False, factory=Solver)
    _read: dict[str, core.Policy | None] = field(init=False, factory=dict)
    _alive: dict[int, bool] = field(init=False, factory=dict)

    @live.default
    def _find_live(self) -> frozenset[str]:
        rules = self.policy.rules
        return frozenset(one.name for one in rules if can_be_done(self.policy, one))

    def left_open(
        self, writing: Writing, before: Breaches, aim: Open
    ) -> Breaches | None:
        """Return what is still broken after a change; ``None`` if it does not help.

        It helps if the aim is no longer broken, nothing else is broken that was not,
        and every rule can still act.
        """
        changed = self.written(writing.changes())
        if changed is None:
            return None
        known = frozenset(article for _, article, _ in before)
        now = self.breaches(changed, writing.rule.name, known)
        if aim in now or not now.keys() <= before.keys():
            return None
        if writing.acts or writing.notices:
            rules = [writing.rule.name, *(n.rule.name.text for n in writing.notices)]
            now = {
                k: v for one in rules for k, v in self.breaches(changed, one).items()
            }
            if not now.keys() <= before.keys():
                return None
        return now if self._are_live(changed, writing.rule.name) else None

    def written(self, changes: Iterable[Change]) -> core.Policy | None:
        """Return the policy with changes in its text; ``None`` if it has mistakes."""
        text = self.policy.document.span.source.text
        for one in sorted(changes, key=lambda one: one.span.start, reverse=True):
            text = f"{text[: one.span.start]}{one.words}{text[one.span.end :]}"
        if text not in self._read:
            self._read[text] = self._lowered(text)
        return self._read[text]

    def slips(self, writing: Writing) -> int:
        """Return how much is odd about the logic of a policy after a change."""
        changed = self.written(writing.changes())
        return 0 if changed is None else len(list(logic.findings(changed, ())))

    def breaches(
        self, policy: core.Policy, rule: str, among: frozenset[str] | None = None
    ) -> Breaches:
        """Return which norms a rule is not known to keep, of all articles or of some.

        What needs more time than there is, is not known to be kept.
        """
        laws = self.laws if among is None else _parts(self.laws, among)
        found: dict[Open, Seed | None] = {}
        for one in judgements(
            policy, laws, [rule], self.period, self._solver, self.budget
        ):
            found.update(_open_norms(one))
        return found

    def _lowered(self, text: str) -> core.Policy | None:
        policy = self.policy
        source = Source(policy.document.span.source.path, text)
        document, mistakes = parse(source, policy.lexicon)
        if any(one.is_error for one in mistakes):
            return None
        lexicon = Lexicon.from_documents([document]).merge(policy.lexicon)
        changed, found = lower_policy(document, policy.vocabulary, lexicon, self.laws)
        if changed is None or any(one.is_error for one in found):
            return None
        return evolve(
            changed,
            earlier=policy.earlier,
            since=policy.since,
            renamed=policy.renamed,
            next_from=policy.next_from,
        )

    def _are_live(self, changed: core.Policy, rule: str) -> bool:
        """Whether every rule can still act that could before.

        Of most nothing has changed: no other norm than before is about their acts.
        """
        # It is kept in `_read`, so that nothing else has its id.
        if id(changed) not in self._alive:
            old = {one.name: one for one in self.policy.rules}
            self._alive[id(changed)] = all(
                can_be_done(changed, one)
                for one in changed.rules
                if one.name in self.live
                and (
                    one.name == rule
                    or _norms_of(changed, one) != _norms_of(self.policy, old[one.name])
                )
            )
        return self._alive[id(changed)]


def _norms_of(policy: core.Policy, rule: core.Rule) -> list[str]:
    """Return the norms of a policy that are about the act of a rule."""
    act = rule.act
    if act is None:
        return []
    patterns = [(one.words, one.pattern) for one in policy.forbids]
    patterns += [(one.words, one.pattern) for one in policy.limits]
    patterns += [(one.words, one.later) for one in policy.requires]
    kinds = act.each or (act.audience,)
    return sorted(
        words
        for words, pattern in patterns
        if any(matches(pattern, act, rule.name, kind) for kind in kinds)
    )


def open_norms(judgements: Iterable[Judgement]) -> Breaches:
    """Return which norms are not known to be kept."""
    return {k: v for one in judgements for k, v in _open_norms(one).items()}


def _open_norms(one: Judgement) -> Breaches:
    if one.verdict in _FINE:
        return {}
    rule, article = one.rule.name, one.bound.name
    found: dict[Open, Seed | None] = {}
    for seed in one.seeds:
        # The act that is done instead of another is mended by itself.
        norm = f"{seed.norm.clause} {seed.is_instead}"
        found.setdefault((rule, article, norm), seed)
    return found or {(rule, article, ""): None}


def _parts(
    laws: Mapping[str, core.Law], among: frozenset[str]
) -> Mapping[str, core.Law]:
    """Return laws without articles that are not asked about."""
    found: dict[str, core.Law] = {}
    for key, law in laws.items():
        kept = tuple(
            one
            for one in law.articles
            if f"{law.name} {one.number}" in among or one.node.settles is not None
        )
        if kept:
            found[key] = evolve(law, articles=kept)
    return found
