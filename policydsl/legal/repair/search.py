"""Finds for each rule what keeps every article that it broke."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import define, field

from policydsl.legal.check import Budget
from policydsl.legal.repair.model import Mended, Repair
from policydsl.legal.repair.norms import asked_of_all
from policydsl.legal.repair.options import options
from policydsl.legal.repair.trial import Breaches, Open, Trials, open_norms
from policydsl.legal.repair.writing import Notice, Writing
from policydsl.legal.verdict import Judgement, Verdict
from policydsl.semantics import core
from policydsl.semantics.scope import Period
from policydsl.syntax import ast

# What open words mean, and who acts on what, only the author can say.
_NOT_MENDED = (Verdict.LAWFUL, Verdict.OUT_OF_SCOPE, Verdict.UNDETERMINED)
# So many norms of a new rule are kept by norms of their own.
_MOST_FOR_A_NOTICE = 4
# What a new rule needs, in place of the name of an article.
_OF_A_NOTICE = ""


def mended(
    policy: core.Policy,
    laws: Mapping[str, core.Law],
    judgements: Sequence[Judgement],
    period: Period,
    budget: Budget | None = None,
) -> Mended:
    """Return what to write, rule by rule, so that no article is broken any more.

    Each of them alone is proved; so are all of one rule together. ``judgements`` are
    those that were found under ``laws`` in ``period``; when ``budget`` is used up,
    what is left is unfinished.
    """
    if not any(map(_is_to_be_mended, judgements)):
        return Mended((), frozenset())
    trials = Trials(policy, laws, period, budget or Budget())
    repairs: list[Repair] = []
    unfinished: set[tuple[str, str]] = set()
    for rule in policy.rules:
        own = [one for one in judgements if one.rule.name == rule.name]
        aims = {one.bound.name for one in own if _is_to_be_mended(one)}
        if not aims:
            continue
        search = _Search(trials, rule, open_norms(own))
        search.run(aims)
        repairs += search.repairs(aims)
        if search.is_unfinished:
            kept = {name for one in search.found for name in one.articles}
            unfinished.update((rule.name, name) for name in aims - kept)
    return Mended(tuple(repairs), frozenset(unfinished))


def _is_to_be_mended(judgement: Judgement) -> bool:
    return judgement.verdict not in _NOT_MENDED and bool(judgement.seeds)


@define
class _Search:
    """What is written for one rule. ``open``: what it is not known to keep so far."""

    trials: Trials
    rule: core.Rule
    open: Breaches
    writing: Writing = field(init=False)
    found: list[Repair] = field(factory=list)
    is_unfinished: bool = False

    @writing.default
    def _nothing(self) -> Writing:
        return Writing(self.trials.policy, self.rule, {})

    def run(self, aims: Iterable[str]) -> None:
        """Write what keeps one norm after another; leave those for which nothing does.

        Each step leaves fewer norms open, so that this ends.
        """
        wanted = set(aims)
        for aim in list(self.open):
            if aim in self.open and aim[1] in wanted:
                self._keep(aim)

    def _keep(self, aim: Open) -> None:
        seed = self.open[aim]
        if seed is None:
            return
        for alternatives in options(self.writing, seed):
            helpful: list[tuple[Writing, Breaches]] = []
            for option in alternatives:
                if self._is_late():
                    return
                tried = self._tried(option(self.writing), aim)
                if tried is not None:
                    helpful.append(tried)
            if helpful:
                self.writing, self.open = min(helpful, key=self._cost)
                return

    def _cost(self, tried: tuple[Writing, Breaches]) -> tuple[int, int]:
        """Return how much is left open; and what a new rule makes of the policy."""
        writing, left = tried
        slips = self.trials.slips(writing) if writing.notices else 0
        return len(left), slips

    def _tried(self, writing: Writing, aim: Open) -> tuple[Writing, Breaches] | None:
        if writing == self.writing:
            return None
        if len(writing.notices) > len(self.writing.notices):
            writing = self._kept_by_notice(writing, writing.notices[-1])
        now = self.trials.left_open(writing, self.open, aim)
        return None if now is None else (writing, now)

    def _kept_by_notice(self, writing: Writing, notice: Notice) -> Writing:
        """Let the policy ask of itself what a new rule would break."""
        act = notice.rule.action
        assert isinstance(act, ast.Act)
        for _ in range(_MOST_FOR_A_NOTICE):
            changed = self.trials.written(writing.changes())
            if changed is None:
                return writing
            found = self.trials.breaches(changed, notice.rule.name.text)
            seed = next((one for one in found.values() if one is not None), None)
            ways = [] if seed is None else asked_of_all(changed, seed.norm, act)
            if not ways:
                return writing
            writing = ways[0](writing)
        return writing

    def _is_late(self) -> bool:
        self.is_unfinished = self.is_unfinished or self.trials.budget.is_spent
        return self.is_unfinished

    # --- what belongs to what -------------------------------------------------------

    def repairs(self, aims: Iterable[str]) -> list[Repair]:
        """Return what was written by the articles that need it, each proved alone."""
        still = {article for _, article, _ in self.open}
        kept = [name for name in sorted(aims) if name not in still]
        needed = self._needed(kept)
        alike: dict[tuple[int, ...], list[str]] = {}
        for name in kept:
            parts = self.writing.parts
            key = tuple(n for n, one in enumerate(parts) if name in needed[id(one)])
            alike.setdefault(key, []).append(name)
        for key, names in alike.items():
            own = self.writing.only([self.writing.parts[at] for at in key])
            self.found.append(self._repair(own, names))
        return self.found

    def _repair(self, writing: Writing, names: Sequence[str]) -> Repair:
        if not self._keeps(writing, names):
            writing = self.writing
        return Repair(self.rule.name, tuple(names), writing.words(), writing.changes())

    def _needed(self, kept: Sequence[str]) -> dict[int, set[str]]:
        """Return which articles need each part; what none needs is left out."""
        needed: dict[int, set[str]] = {}
        for part in self.writing.parts:
            if self._is_late():
                needed[id(part)] = set(kept)
                continue
            lost = self._lost(self.writing.without(part), kept)
            if lost:
                needed[id(part)] = lost
            else:
                self.writing = self.writing.without(part)
        for_notice = {name for n in self.writing.notices for name in needed[id(n)]}
        for lost in needed.values():
            if _OF_A_NOTICE in lost:
                lost |= for_notice
        return needed

    def _lost(self, writing: Writing, kept: Sequence[str]) -> set[str]:
        """Return which articles are broken by a rule for which less is written."""
        changed = self.trials.written(writing.changes())
        if changed is None:
            return set(kept)
        found = self.trials.breaches(changed, self.rule.name, frozenset(kept))
        lost = {article for _, article, _ in found}
        for notice in writing.notices:
            if self.trials.breaches(changed, notice.rule.name.text):
                lost.add(_OF_A_NOTICE)
        return lost

    def _keeps(self, writing: Writing, names: Sequence[str]) -> bool:
        return not self._lost(writing, names)
