"""Hostile worlds that aim at one verdict: its rule acts, at the edges of its article.

What they begin with is what the search for witnesses would try, and what the solver
says of the moments at which the act is due. Nothing here says what is right.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice
from random import Random

from policydsl.backends.json_schema import names_of
from policydsl.legal import moments
from policydsl.legal.atoms import Atoms
from policydsl.legal.check import choices, moment_of, questions
from policydsl.legal.dispatch import clauses
from policydsl.legal.formula import FALSE
from policydsl.legal.solver import Answer, Moment, Solver
from policydsl.legal.verdict import Judgement
from policydsl.legal.witness.beside import beside
from policydsl.legal.witness.chance import Chance
from policydsl.legal.witness.filling import fillings
from policydsl.legal.witness.inventory import Inventory, inventory, kind_of_item
from policydsl.legal.witness.wishes import Wishes
from policydsl.legal.witness.worlds import World
from policydsl.runtime.calendars import CalendarEnds
from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Case,
    FactChange,
    Happening,
    OutcomeKnown,
    Party,
    PermissionChange,
)
from policydsl.runtime.decision import Decision, PlannedAct, State
from policydsl.runtime.errors import CaseError
from policydsl.runtime.names import Names, check_entry, for_case
from policydsl.runtime.zones import instant_of
from policydsl.semantics import core
from random_cases.calling import nothing
from random_cases.histories import random_case
from random_cases.hostile import blow, done, later, of_nobody
from random_cases.loading import Trial
from random_cases.moves import move_entries
from random_cases.words import ZONES

STEPS = (6, 10, 16)
_WAITING = (State.BLOCKED, State.DEFERRED)
# So many near misses are asked of the solver, of all ways to break a norm.
_MOST_NEAR = 3
_LENGTHS = (
    timedelta(minutes=45),
    timedelta(hours=5),
    timedelta(hours=24),
    timedelta(hours=30),
)
_A_DAY, _A_TICK = timedelta(days=1), timedelta(microseconds=1)
_TICKS = (-_A_TICK, timedelta(0), timedelta(0), _A_TICK)
_MOST_FILLED = 12
Begin = tuple[Atoms, Moment]


@dataclass
class Target:
    """A policy and the laws under which it was judged, for many worlds."""

    one: Trial
    laws: Mapping[str, core.Law]
    _near: dict[tuple[str, str], list[Begin]] = field(default_factory=dict)
    _solver: Solver = field(default_factory=Solver)

    @cached_property
    def said(self) -> Inventory:
        """All that policy and laws speak of."""
        return inventory(self.one.policy, self.laws.values())

    @cached_property
    def names(self) -> Names:
        """The words that entries of a case may have."""
        return names_of(self.one.policy.vocabulary)

    def begins(self, judgement: Judgement) -> list[Begin]:
        """Return moments at which the act is due, and some at which it nearly is.

        At the latter it would break the article, were it not for one clause.
        """
        key = judgement.rule.name, judgement.bound.name
        if key not in self._near:
            due = moment_of(self.one.policy, judgement.rule)
            found = [] if due is None else [due]
            found += islice(self._near_misses(judgement), _MOST_NEAR)
            self._near[key] = found
        return self._near[key]

    def _near_misses(self, judgement: Judgement) -> Iterator[Begin]:
        policy, bound = self.one.policy, judgement.bound
        for question, planned in questions(policy, judgement.rule, bound):
            own = question.own
            said = list(clauses(policy, planned, own))
            for norm in bound.article.norms:
                breaks = question.breaks(norm)
                if breaks == FALSE:
                    continue
                for left_out in said:
                    rest = [one.holds for one in said if one is not left_out]
                    asked = [breaks, *rest, *moments.lemmas(), *own.atoms.lemmas()]
                    found = self._solver.find(asked, choices(question))
                    if not isinstance(found, Answer):
                        yield own.atoms, found


def aimed(
    r: Random, target: Target, judgement: Judgement, *, is_kept: bool
) -> Iterator[tuple[Case, datetime, Decision]]:
    """Yield a case at several instants, with what is due there; most of it is done.

    ``is_kept``: nobody acts beside the policy.
    """
    norm = r.choice(judgement.bound.article.norms)
    chance = _chance(r, target, judgement, norm)
    case, at = _begun(r, target, judgement, chance)
    if is_kept:
        case = of_nobody(case)
    # Often nothing comes in between before the rule acts for the first time.
    is_wild = r.random() < 0.4
    for _ in range(r.choice(STEPS)):
        more: list[AnyEntry] = []
        if is_wild:
            more += blow(r, case, at, is_kept=is_kept)
        if is_wild and not is_kept:
            more += _at_an_edge(r, chance, at, len(case.history))
            more += _by_hand(r, judgement, norm, case, at)
        case = replace(case, history=(*case.history, *_real(r, target, case, more)))
        try:
            decision = target.one.compiled(case, at)
        except CalendarEnds:
            return
        yield case, at, decision
        for act in decision.in_state(State.DUE):
            is_wild |= act.rule == judgement.rule.name
            if r.random() < 0.7:
                case = replace(case, history=(*case.history, *done(r, act, at)))
        given = _given(r, judgement.rule, decision, at, len(case.history))
        case = replace(case, history=(*case.history, *_real(r, target, case, given)))
        at = _next(r, judgement.rule, case, at, decision)


def fitting(
    r: Random, one: Trial, norm: core.Norm, planned: PlannedAct, at: datetime
) -> list[AnyEntry] | None:
    """Return that an act was done so that a norm may bind it, and that it counted."""
    ways = list(islice(fillings(planned, norm, one.policy, ()), _MOST_FILLED))
    if not ways:
        return None
    act = r.choice(ways)
    actor = act.actor or r.choice(one.actors)
    act = replace(act, at=at, recorded=at, actor=actor)
    counting = sorted(_counting(norm))
    if not counting:
        return [act]
    became = OutcomeKnown(
        id=f"what became of {act.id}",
        at=at,
        recorded=at,
        act=act.id,
        outcome=r.choice(counting),
        by=r.choice((None, act.audience)),
    )
    return [act, became]


def _counting(norm: core.Norm) -> frozenset[str]:
    limits = (bound.limit for bound in getattr(norm, "bounds", ()))
    counted = (one.counting for one in limits if isinstance(one, core.Times))
    return frozenset().union(*counted)


# --- how it begins ---------------------------------------------------------------


def _chance(r: Random, target: Target, judgement: Judgement, norm: core.Norm) -> Chance:
    policy, bound = target.one.policy, judgement.bound
    wishes = Wishes(policy, bound.law.clocks, target.said).of(judgement.rule, norm)
    return Chance(r, policy, target.said, bound.period, wishes)


def _begun(
    r: Random, target: Target, judgement: Judgement, chance: Chance
) -> tuple[Case, datetime]:
    """Return what happens whatever the policy does, and when it is asked first."""
    entries: list[AnyEntry] = []
    at, begins = chance.begin(), target.begins(judgement)
    if begins and r.random() < 0.7:
        atoms, moment = r.choice((begins[0], *begins))
        minute = moment.numbers.get(moments.MINUTE, 0)
        entries += _from_a_moment(r, target, atoms, moment, chance.day, minute)
        if r.random() < 0.6:
            at = instant_of(chance.day, minute, target.one.policy.zone)
    entries += chance.entries(sparse=bool(entries))
    parties = {
        name: replace(party, zones=r.choice(((), (), (r.choice(ZONES),), ZONES[:2])))
        for name, party in chance.parties.items()
    }
    for name in ("borrower", "emergency"):
        if r.random() < 0.2:
            parties[name] = Party((r.choice(ZONES),))
    if r.random() < 0.3:
        entries += move_entries(r, chance.begin() - 10 * _A_DAY)
    if r.random() < 0.2:
        other = random_case(r, nothing, target.one.rules)
        if "Dora" not in other.parties:  # there the borrower has a name
            entries += (_renamed(entry, "other ") for entry in other.history)
            parties = {**other.parties, **parties}
    zone = r.choice((None, None, None, *ZONES))
    case = Case("case-1", (), parties, zone)
    return replace(case, history=tuple(_real(r, target, case, entries))), at


def _from_a_moment(
    r: Random, target: Target, atoms: Atoms, moment: Moment, day: date, minute: int
) -> Iterator[AnyEntry]:
    """Yield what leads up to a moment; what rules did before, often by hand."""
    world = World(target.one.policy, atoms, moment, day, minute, r.randrange(6))
    is_told = r.random() < 0.8
    own: set[str] = set()
    for entry in world.built():
        if isinstance(entry, ActDone) and entry.rule is not None and not is_told:
            own.add(entry.id)
        elif not isinstance(entry, OutcomeKnown) or entry.act not in own:
            yield _renamed(entry, "moment ")


def _renamed(entry: AnyEntry, begin: str) -> AnyEntry:
    entry = replace(entry, id=begin + entry.id)
    if isinstance(entry, OutcomeKnown):
        return replace(entry, act=begin + entry.act)
    return entry


def _real(
    r: Random, target: Target, case: Case, entries: Iterable[AnyEntry]
) -> Iterator[AnyEntry]:
    """Yield entries that a case may have: of people by name, and of items.

    Nobody is one of several without a name, as the solver has it.
    """
    names = for_case(target.names, case.parties)
    for entry in entries:
        real = _of_one(r, target, case, entry)
        try:
            check_entry(names, "entry", real)
        except CaseError:
            continue
        yield real


def _of_one(r: Random, target: Target, case: Case, entry: AnyEntry) -> AnyEntry:
    """Return an entry that is about one of several, and about an item."""
    vocabulary = target.one.policy.vocabulary

    def by_name(who: str | None) -> str | None:
        if who is None or who not in vocabulary.nouns:
            return who
        if not vocabulary.is_several(who):
            return who
        kinds = vocabulary.below(who)
        there = [name for name, one in case.parties.items() if one.party in kinds]
        return r.choice(there) if there else who

    match entry:
        case ActDone():
            entry = replace(entry, audience=by_name(entry.audience))
        case Happening() | OutcomeKnown():
            entry = replace(entry, by=by_name(entry.by))
        case FactChange():
            entry = replace(entry, of=by_name(entry.of))
        case PermissionChange():
            entry = replace(entry, of=by_name(entry.of) or entry.of)
    if isinstance(entry, Happening | FactChange) and entry.item is None:
        named = entry.name if isinstance(entry, Happening) else entry.fact
        if kind_of_item(named, vocabulary) is not None:
            return replace(entry, item="A")
    return entry


# --- just before an instant ---------------------------------------------------------


def _at_an_edge(
    r: Random, chance: Chance, at: datetime, number: int
) -> Iterator[AnyEntry]:
    """Yield something that happened just so long ago that it may matter, or not."""
    if not chance.said.events or r.random() > 0.25:
        return
    length = (
        r.choice(_LENGTHS) if r.random() < 0.4 else r.choice(chance.said.days) * _A_DAY
    )
    then = at - length + r.choice(_TICKS)
    for entry in chance.happens(r.choice(chance.said.events), min(then, at)):
        yield _renamed(entry, f"edge{number} ")


def _by_hand(
    r: Random, judgement: Judgement, norm: core.Norm, case: Case, at: datetime
) -> Sequence[AnyEntry]:
    """Return what is done by hand so that a number of times is used up, or nearly."""
    act = judgement.rule.act
    if act is None or r.random() > 0.3:
        return ()
    if isinstance(norm, core.RequireBefore):
        return ()
    who = r.choice((act.audience, act.audience, *case.parties))
    like = ActDone(id="", at=at, recorded=at, verb=act.verb, audience=who)
    ways = list(beside(norm, like, at, r.choice((None, who))))
    more = r.choice(ways)
    fewer = more[: r.choice((len(more), len(more), max(len(more) - 1, 0)))]
    begin = f"beside{len(case.history)}"
    return [_named(entry, begin, at) for entry in fewer]


def _named(entry: AnyEntry, begin: str, at: datetime) -> AnyEntry:
    # What became of an act may be known a little later than now.
    then = min(entry.at, at)
    return _renamed(replace(entry, at=then, recorded=then), f"{begin} ")


def _next(
    r: Random, rule: core.Rule, case: Case, at: datetime, decision: Decision
) -> datetime:
    """Return the next instant: often the first at which something is another way."""
    coming = [one.at for one in case.history if one.at > at]
    if coming and r.random() < 0.3:
        return min(coming)
    waiting = [
        then
        for one in decision.acts
        for then in (one.until, one.due_from)
        if one.rule == rule.name and then is not None and then > at
    ]
    if waiting and r.random() < 0.5:
        return min(waiting)
    return later(r, case, at, decision)


def _given(
    r: Random, rule: core.Rule, decision: Decision, at: datetime, number: int
) -> Iterator[AnyEntry]:
    """Yield what an act that is held back needs: permissions, now or for later."""
    for place, planned in enumerate(decision.acts):
        if planned.rule != rule.name or planned.state not in _WAITING:
            continue
        acts = (one for one in (rule.act, rule.otherwise) if one is not None)
        act = next((one for one in acts if one.verb == planned.verb), None)
        for need in act.requirements if act is not None else ():
            asked = need.permission
            of = planned.audience if asked.of == core.RECIPIENT else asked.of
            if of is not None and r.random() < 0.6:
                yield PermissionChange(
                    id=f"given{number} {place} {min(asked.permissions)}",
                    at=at,
                    recorded=at,
                    permission=r.choice(sorted(asked.permissions)),
                    of=of,
                    granted=True,
                    occurrence=planned.id if asked.is_for_one_act else None,
                )
        return
