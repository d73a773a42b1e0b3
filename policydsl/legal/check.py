"""Every rule under every article that binds it: one verdict each."""

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial

from attrs import evolve, field, frozen

from policydsl.legal import moments
from policydsl.legal.atoms import Atoms, Covers
from policydsl.legal.breach import Question, clock_names
from policydsl.legal.conditions import UNKNOWN, Reader, Reading, known
from policydsl.legal.dispatch import Planned, acts_of, is_due
from policydsl.legal.formula import FALSE, TRUE, Formula
from policydsl.legal.lives import constant_rules
from policydsl.legal.naming import ClockNames
from policydsl.legal.roles import audiences_of, roles_of, ways_of
from policydsl.legal.solver import Answer, Moment, Solver
from policydsl.legal.verdict import Ground, Judgement, Obligation, Seed, Verdict
from policydsl.semantics import core, scope
from policydsl.semantics.patterns import says
from policydsl.semantics.scope import Bound, Level, Period
from policydsl.syntax.ast import Sort

# Open words are asked twice: as if nobody knew, and as if they were no obstacle.
HARMLESS = Reading(TRUE, TRUE)


@frozen
class Checked:
    """What was found about a policy under the laws that it names."""

    policy: core.Policy
    judgements: tuple[Judgement, ...]
    obligations: tuple[Obligation, ...]
    period: Period


@frozen
class Budget:
    """The time that may be spent on one policy, in seconds."""

    seconds: float = 10.0
    _start: float = field(init=False, factory=time.monotonic)

    @property
    def is_spent(self) -> bool:
        """Whether the time is used up."""
        return time.monotonic() - self._start > self.seconds


def check(
    policy: core.Policy,
    laws: Mapping[str, core.Law],
    *,
    period: Period | None = None,
    budget: Budget | None = None,
    only: str | None = None,
) -> Checked:
    """Return the verdict on each rule under each article; nothing is played yet.

    ``laws`` by name; ``period``: the days that are asked about, the policy's if none
    are given. ``only``: the name of the one rule that is asked about. A breach that
    was not played yet has the ground ``NO_WITNESS`` and the verdict ``NOT_PROVED``.
    """
    days = period or scope.period_of(policy)
    rules = [rule.name for rule in policy.rules if only in (None, rule.name)]
    found = tuple(judgements(policy, laws, rules, days, Solver(), budget or Budget()))
    obligations = _obligations(policy, _articles(policy, laws, days))
    return Checked(policy, found, tuple(obligations), days)


def judgements(
    policy: core.Policy,
    laws: Mapping[str, core.Law],
    rules: Collection[str],
    period: Period,
    solver: Solver,
    budget: Budget,
) -> Iterator[Judgement]:
    """Yield the verdict on each of these rules under each article, rule by rule."""
    articles, settled = _articles(policy, laws, period), scope.settled_by(laws)
    for rule in policy.rules:
        if rule.act is not None and rule.name in rules:
            for bound in articles:
                yield _judged(policy, rule, bound, settled, solver, budget)


def _articles(
    policy: core.Policy, laws: Mapping[str, core.Law], period: Period
) -> list[Bound]:
    return [
        bound
        for _, law in sorted(laws.items())
        for bound in scope.binding(policy, law, period)
    ]


def _judged(
    policy: core.Policy,
    rule: core.Rule,
    bound: Bound,
    settled: Mapping[tuple[str, str], list[str]],
    solver: Solver,
    budget: Budget,
) -> Judgement:
    """Return the verdict; of several norms and ways to act the worst counts."""
    if not _may_bind(policy, rule, bound):
        return Judgement(rule, bound, Verdict.OUT_OF_SCOPE, Ground.WHO_ACTS)
    found = _Found()
    for question, planned in questions(policy, rule, bound):
        for norm in bound.article.norms:
            _ask(question, planned, norm, solver, budget, found)
        found.relied.update(question.shared)
    judgement = Judgement(
        rule,
        bound,
        Verdict.LAWFUL,
        Ground.NO_MOMENT,
        tuple(found.seeds),
        relies_on=tuple(sorted(found.relied)),
    )
    if not found.concerned:
        return evolve(judgement, verdict=Verdict.OUT_OF_SCOPE, ground=Ground.NO_ACT)
    is_open = bool(found.seeds and found.open_words)
    if is_open and _judged_harmless(policy, rule, bound, solver):
        by = settled.get((bound.law.name, bound.article.number), [])
        return evolve(
            judgement,
            verdict=Verdict.LAWFUL if by else Verdict.UNDETERMINED,
            ground=Ground.SETTLED if by else Ground.OPEN_TEXT,
            open_words=tuple(sorted(found.open_words)),
            settled_by=tuple(by),
        )
    if found.seeds and bound.not_stated:
        return evolve(judgement, verdict=Verdict.UNDETERMINED, ground=Ground.NOT_STATED)
    if found.seeds:
        return evolve(judgement, verdict=Verdict.NOT_PROVED, ground=Ground.NO_WITNESS)
    if found.timed_out:
        return evolve(judgement, verdict=Verdict.NOT_PROVED, ground=Ground.TIME)
    return judgement


@frozen
class _Found:
    """What the questions about one rule and one article have brought to light.

    ``concerned``: the norms that are about an act of the rule; ``timed_out``: those of
    which nothing is known.
    """

    seeds: list[Seed] = field(factory=list)
    open_words: set[str] = field(factory=set)
    relied: set[str] = field(factory=set)
    concerned: list[core.Norm] = field(factory=list)
    timed_out: list[core.Norm] = field(factory=list)


def _ask(
    question: Question,
    planned: Planned,
    norm: core.Norm,
    solver: Solver,
    budget: Budget,
    found: _Found,
) -> None:
    """Ask whether an act may break a norm."""
    breaks = question.breaks(norm)
    if breaks != FALSE or _concerns(question, norm):
        found.concerned.append(norm)
    if breaks == FALSE:
        return
    if budget.is_spent:
        found.timed_out.append(norm)
        return
    formulas = list(_at_dispatch(question, planned, breaks))
    answer = solver.find(formulas, choices(question))
    if answer is Answer.TIMED_OUT:
        found.timed_out.append(norm)
    elif not isinstance(answer, Answer):
        audience, atoms = question.roles.audience, question.own.atoms
        found.seeds.append(
            Seed(norm, planned.act, audience, planned.is_instead, answer, atoms)
        )
        found.open_words.update(question.law.open_words)


def can_be_done(policy: core.Policy, rule: core.Rule) -> bool:
    """Return whether there is a moment at which the act of a rule is due."""
    return any(found is not Answer.NEVER for _, found in _due(policy, rule))


def moment_of(policy: core.Policy, rule: core.Rule) -> tuple[Atoms, Moment] | None:
    """Return a moment at which the act of a rule is due, if there is one."""
    for atoms, found in _due(policy, rule):
        if not isinstance(found, Answer):
            return atoms, found
    return None


def _due(
    policy: core.Policy, rule: core.Rule
) -> Iterator[tuple[Atoms, Moment | Answer]]:
    """Yield a moment at which the act is due in each way in which it may be done."""
    planned = next(acts_of(rule), None)
    if planned is None:
        return
    for channels in ways_of(planned.act):
        one = planned.through(channels)
        atoms = Atoms({r.name: r for r in policy.rules})
        clocks = ClockNames(policy.clocks, [])
        own = own_reader(one, atoms, clocks, one.act.audience)
        formulas = [is_due(policy, one, own), *moments.lemmas(), *atoms.lemmas()]
        yield atoms, Solver().find(formulas, atoms.choices)


def breach_of(bound: Bound) -> Verdict:
    """Return the verdict on a breach of an article."""
    if bound.is_presumed:
        return Verdict.PRESUMED_BREACH
    if bound.level is Level.STANDARD:
        return Verdict.BREACHES_STANDARD
    return Verdict.BREACHES_LAW


def _judged_harmless(
    policy: core.Policy, rule: core.Rule, bound: Bound, solver: Solver
) -> bool:
    """Whether nothing is broken if the open words of a text are no obstacle."""
    for question, planned in questions(policy, rule, bound, HARMLESS):
        for norm in bound.article.norms:
            breaks = question.breaks(norm)
            if breaks == FALSE:
                continue
            formulas = list(_at_dispatch(question, planned, breaks))
            if solver.find(formulas, choices(question)) is not Answer.NEVER:
                return False
    return True


def questions(
    policy: core.Policy, rule: core.Rule, bound: Bound, open_text: Reading = UNKNOWN
) -> Iterator[tuple[Question, Planned]]:
    """Yield each act of a rule, in each way, to each party that it may reach."""
    rules = constant_rules(policy)
    for planned in acts_of(rule):
        for channels in ways_of(planned.act):
            one = planned.through(channels)
            for audience in audiences_of(one.act, policy.vocabulary):
                atoms = Atoms(rules, grantable=_grantable(policy))
                mine, theirs = clock_names(policy, bound.law)
                actors = _actors(policy, one.act, bound)
                roles = roles_of(one.act, audience, actors, policy.vocabulary)
                own = own_reader(one, atoms, mine, audience)
                law = Reader(atoms, theirs, audience, roles.says, open_text=open_text)
                if audience is not None and policy.vocabulary.is_several(audience):
                    own = evolve(own, is_one_of_several=True)
                    law = evolve(law, is_one_of_several=True)
                yield Question(policy, one, roles, own, law), one


def _grantable(policy: core.Policy) -> frozenset[str]:
    """Return the permissions that a case of a policy can have."""
    nouns = policy.vocabulary.nouns.items()
    return frozenset(name for name, one in nouns if one.sort is Sort.PERMISSION)


def own_reader(
    planned: Planned, atoms: Atoms, clocks: ClockNames, audience: str | None
) -> Reader:
    """Return the reader of a policy's conditions as they are asked of its act.

    Of an act to each of several it is known whom it reaches; of another one only what
    the policy says. What it leaves open a permission has to cover whatever it is.
    """
    act = planned.act
    recipient = act.audience if act.each is None else audience
    is_open = act.purpose is None or not act.channels
    asked = partial(_says, act=act, rule=planned.rule.name, recipient=recipient)
    covers = Covers.ANY_ACT if is_open else Covers.THE_ACT
    return Reader(atoms, clocks, recipient, asked, covers=covers)


def _says(
    pattern: core.Pattern, act: core.Act, rule: str, recipient: str | None
) -> Reading:
    """Return what the planned act itself says, as the policy is asked when it runs."""
    value = says(pattern, act, rule, recipient)
    return UNKNOWN if value is None else known(TRUE if value else FALSE)


def _at_dispatch(
    question: Question, planned: Planned, breaks: Formula
) -> Iterator[Formula]:
    yield breaks
    yield is_due(question.policy, planned, question.own)
    yield from moments.lemmas()
    yield from question.own.atoms.lemmas()


def choices(question: Question) -> Mapping[str, tuple[str, ...]]:
    """Return what each choice of a question may be."""
    return {**question.own.atoms.choices, **question.roles.choices}


def _concerns(question: Question, norm: core.Norm) -> bool:
    """Whether the act is of a norm's pattern at all."""
    match norm:
        case core.Forbid() | core.Limit() | core.RequireWithin():
            pattern = norm.pattern
        case core.RequireBefore():
            pattern = norm.later
    return question.roles.matches(pattern, None) != FALSE


# --- who acts -----------------------------------------------------------------


def _actors(policy: core.Policy, act: core.Act, bound: Bound) -> tuple[str, ...]:
    """Return who may act where the act does not say it."""
    return scope.stated(policy, Sort.ACTOR)


def _may_bind(policy: core.Policy, rule: core.Rule, bound: Bound) -> bool:
    """Whether one of those who may act is one whom the article binds."""
    if not bound.actors:
        return True
    stated = scope.stated(policy, Sort.ACTOR)
    for planned in acts_of(rule):
        actors = [planned.act.actor] if planned.act.actor else list(stated)
        if not actors:
            return True
        for actor in actors:
            if any(_may_be(actor, one, policy) for one in bound.actors):
                return True
    return False


def _may_be(actor: str, wanted: str, policy: core.Policy) -> bool:
    vocabulary = policy.vocabulary
    return wanted in vocabulary.above(actor) or actor in vocabulary.above(wanted)


# --- duties ---------------------------------------------------------------------


def _obligations(
    policy: core.Policy, articles: Sequence[Bound]
) -> Iterator[Obligation]:
    """Yield the duties that no rule of the policy does."""
    for bound in articles:
        for norm in bound.article.norms:
            if isinstance(norm, core.RequireWithin) and not _is_done(policy, norm):
                yield Obligation(bound, norm)


def _is_done(policy: core.Policy, norm: core.RequireWithin) -> bool:
    return any(
        roles_of(planned.act, audience, (), policy.vocabulary).matches(
            norm.pattern, rule.name
        )
        == TRUE
        for rule in policy.rules
        for planned in acts_of(rule)
        if not planned.is_instead
        for audience in audiences_of(planned.act, policy.vocabulary)
    )
