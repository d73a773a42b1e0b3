"""Why something is done or not, since when, until when, and what would change it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import PurePath

from attrs import evolve, field, frozen

from policydsl.backends.python import Compiled, compile_policy
from policydsl.runtime.calendars import CalendarEnds
from policydsl.runtime.case import ActDone, AnyEntry, Case, OutcomeKnown
from policydsl.runtime.decision import Cause, Decision, PlannedAct, State
from policydsl.runtime.errors import CaseError
from policydsl.runtime.zones import local_date
from policydsl.semantics import core
from policydsl.semantics.clauses import nodes
from policydsl.semantics.together import OTHERWISE
from policydsl.simulate.candidates import candidates
from policydsl.simulate.days import view
from policydsl.simulate.explanation import (
    Change,
    Explained,
    Explanation,
    Link,
    Place,
)
from policydsl.simulate.nearest import nearest
from policydsl.simulate.why import Why, why
from policydsl.syntax import ast

Decide = Callable[[Case, datetime], Decision]

# How far ahead a first day is looked for, and how often on the way.
DAYS_AHEAD = 366
_LOOKS_AHEAD = 120
_LOOKS_IN_ALL = 600
_LOOKS_BACK = 400
_OPEN = (State.BLOCKED, State.DEFERRED)
_NOT_IN_FORCE = "not_in_force"


def explain(
    policy: core.Policy,
    case: Case,
    at: datetime,
    rule: str,
    *,
    compiled: Compiled | None = None,
) -> Explanation:
    """Explain where a rule of a policy stands in a case at an instant.

    ``compiled``: the policy as a callable, if it is at hand.

    Raises:
        KeyError: If the policy has no such rule.
        CaseError: If the case does not fit the policy.
        CalendarEnds: If no calendar reaches to the instant.
    """
    decide = compiled.decide if compiled is not None else compile_policy(policy).decide
    return _Question(policy, case, at, rule, decide).answer()


@frozen
class Trial:
    """What a question is about: the case, the instant, and which acts count.

    ``act``: only acts for the same person and item. ``is_otherwise``: not the act of
    the rule, but the one that takes its place.
    """

    case: Case
    at: datetime
    names: frozenset[str]
    act: PlannedAct | None = None
    is_otherwise: bool = False

    def is_due(self, decision: Decision) -> bool:
        """Whether what is asked about is due, or held."""
        return any(one.rule in self.names for one in decision.held) or any(
            act.rule in self.names and act.state is State.DUE and self._is_it(act)
            for act in decision.acts
        )

    def _is_it(self, act: PlannedAct) -> bool:
        if act.index.endswith(OTHERWISE) is not self.is_otherwise:
            return False
        one = self.act
        return one is None or (one.audience, one.item) == (act.audience, act.item)


@frozen
class _Question:
    policy: core.Policy
    case: Case
    at: datetime
    name: str
    decide: Decide

    def answer(self) -> Explanation:
        decision = self.decide(self.case, self.at)
        seen = view(self.policy, self.case, decision)
        version = seen.policy or self.policy
        told = why(self.policy, self.case, decision, self.name)
        rule = told.rule
        names = frozenset((self.name, rule.name))
        is_other = told.act is not None and told.act.index.endswith(OTHERWISE)
        trial = Trial(self.case, self.at, names, is_otherwise=is_other)
        is_due = trial.is_due(decision)
        earliest, days = None, 0
        if not is_due:
            far = self.at + timedelta(days=DAYS_AHEAD)
            earliest, end = self._first_due(trial, decision, far)
            days = max((end - self.at).days, 0)
        done = _last_done(decision, names)
        if told.state == "done" and done is not None and earliest is None:
            about, changes = self._of_done(version, rule, done)
        elif is_due:
            about, changes = self.at, self._stops(version, rule, trial, decision)
        else:
            about = self.at
            far = earliest or self.at + timedelta(days=days)
            changes = self._cures(version, rule, trial, decision, far)
        return Explanation(
            self.name,
            self.at,
            self._chains(version, told, decision, names),
            earliest,
            days,
            about,
            nearest(changes, self.case, about),
            told,
        )

    # --- when -------------------------------------------------------------

    def _first_due(
        self,
        trial: Trial,
        decision: Decision,
        far: datetime,
        looks: int = _LOOKS_AHEAD,
    ) -> tuple[datetime | None, datetime]:
        """Return when it is due first, and how far that was looked for."""
        for _ in range(looks):
            after = decision.next_review
            if after is None or after > far:
                return None, far
            try:
                decision = self.decide(trial.case, after)
            except CalendarEnds:
                return None, after
            if trial.is_due(decision):
                return after, after
        return None, decision.at

    # --- what would change it ---------------------------------------------

    def _tried(self, trial: Trial, history: Sequence[AnyEntry]) -> Decision | None:
        """Return a decision about another history; ``None`` if it makes no sense."""
        case = _with(trial.case, history)
        try:
            return self.decide(case, trial.at)
        except (CaseError, CalendarEnds):
            return None

    def _cures(
        self,
        policy: core.Policy,
        rule: core.Rule,
        trial: Trial,
        decision: Decision,
        far: datetime,
    ) -> list[Change]:
        """Return what would make it due, now or earlier than without."""
        now: list[Change] = []
        later: list[Change] = []
        entries = candidates(policy, rule, trial.case, decision)
        looks = min(_LOOKS_AHEAD, _LOOKS_IN_ALL // max(len(entries), 1))
        for entry in entries:
            history = (*trial.case.history, entry)
            found = self._tried(trial, history)
            if found is None:
                continue
            if trial.is_due(found):
                now.append(Change("due", entry, trial.at))
                continue
            changed = evolve(trial, case=_with(trial.case, history))
            before = far - timedelta(microseconds=1)
            due, _ = self._first_due(changed, found, before, looks)
            if due is not None:
                later.append(Change("earlier", entry, due))
        later.sort(key=lambda one: one.due_at or far)
        return now + later

    def _stops(
        self, policy: core.Policy, rule: core.Rule, trial: Trial, decision: Decision
    ) -> list[Change]:
        """Return what would stop an act that is due: one entry more, or one less."""
        found = []
        history = trial.case.history
        for entry in candidates(policy, rule, trial.case, decision):
            after = self._tried(trial, (*history, entry))
            # That it is done is no reason not to do it.
            is_own = isinstance(entry, ActDone) and entry.rule in trial.names
            if after is not None and not trial.is_due(after) and not is_own:
                found.append(Change("stops", entry))
        for entry in history:
            if entry.recorded > trial.at:
                continue
            after = self._tried(trial, [one for one in history if one is not entry])
            if after is not None and not trial.is_due(after):
                found.append(Change("needed", entry))
        return found

    def _of_done(
        self, policy: core.Policy, rule: core.Rule, act: PlannedAct
    ) -> tuple[datetime, list[Change]]:
        """Return what would have stopped an act when it was done."""
        at = act.done_at or self.at
        before = [one for one in self.case.history if not _is_of(one, act, self.case)]
        names = frozenset((self.name, rule.name))
        is_other = act.index.endswith(OTHERWISE)
        trial = Trial(_with(self.case, before), at, names, act, is_other)
        decision = self._tried(trial, before)
        if decision is None or not trial.is_due(decision):
            return at, []
        return at, self._stops(policy, rule, trial, decision)

    # --- why --------------------------------------------------------------

    def _chains(
        self,
        policy: core.Policy,
        told: Why,
        decision: Decision,
        names: frozenset[str],
    ) -> tuple[Explained, ...]:
        where = _Places(policy)
        past = tuple(self._past(decision))
        found = []
        for act in decision.acts:
            if act.rule not in names:
                continue
            links = _links(where, past, act)
            if act.state is State.LAPSED:
                # What held it back until it was too late.
                links += _until_then(where, past, act.id)
            state = "waiting" if act.is_silent else act.state.value
            found.append(Explained(act, state, links))
        if found:
            return tuple(found)
        return (Explained(None, *self._silence(policy, told, where, past)),)

    def _silence(
        self, policy: core.Policy, told: Why, where: "_Places", past: Sequence[Decision]
    ) -> tuple[str, tuple[Link, ...]]:
        """Return why nothing has ever come of a rule."""
        state = told.state
        today = local_date(self.at, self.case.zone or policy.zone)
        if not _is_in_force(policy, today):
            state = _NOT_IN_FORCE
        clause = f"{told.rule.name}/trigger/0"
        trigger = told.rule.node.trigger
        since = past[0].at if len(past) == 1 else None
        links = [Link(state, clause, trigger.span.text, where.of(clause), since)]
        for need in told.needs:
            if need.node is None or need.is_bound or need.is_met:
                continue
            clause, place = where.named(need.node)
            links.append(Link(need.kind, clause, need.node.span.text, place, None))
        return state, tuple(links)

    def _past(self, decision: Decision) -> Iterator[Decision]:
        """Yield the decisions up to now, each time that something could change."""
        told = sorted({one.recorded for one in self.case.history})
        times = [one for one in told if one < self.at]
        now = times[0] if times else self.at
        for _ in range(_LOOKS_BACK):
            if now >= self.at:
                break
            try:
                one = self.decide(self.case, now)
            except CalendarEnds:
                return
            yield one
            later = [time for time in times if time > now]
            review = one.next_review
            now = min([*later[:1], *([review] if review else []), self.at])
        else:
            # Too far back: what stood before is not known.
            return
        yield decision


@frozen
class _Places:
    policy: core.Policy
    _nodes: dict[str, tuple[ast.Node, ...]] = field(init=False)

    @_nodes.default
    def _find(self) -> dict[str, tuple[ast.Node, ...]]:
        found = dict(nodes(self.policy))
        norms: list[core.Norm] = [*self.policy.forbids, *self.policy.limits]
        found.update((norm.clause, (norm.node,)) for norm in norms)
        return found

    def of(self, clause: str) -> Place | None:
        """Return line and column of a clause; a synthetic one has none."""
        for node in self._nodes.get(clause, ()):
            return _place(node)
        return None

    def named(self, node: ast.Node) -> tuple[str, Place]:
        """Return the clause that says this, or no name, and where it stands."""
        for clause, written in self._nodes.items():
            if any(one.span == node.span for one in written):
                return clause, _place(node)
        return "", _place(node)


def _place(node: ast.Node) -> Place:
    source = node.span.source
    line, column = source.line_column(node.span.start)
    return Place(PurePath(source.path).name, line, column)


def _links(
    where: "_Places", past: Sequence[Decision], act: PlannedAct
) -> tuple[Link, ...]:
    """Return the reasons of an act, up to the last of some decisions."""
    return tuple(
        Link(
            reason.cause.value,
            reason.clause,
            reason.words,
            where.of(reason.clause),
            _since(past, act, reason.cause, reason.clause),
            reason.until,
        )
        for reason in act.reasons
    )


def _until_then(
    where: "_Places", past: Sequence[Decision], name: str
) -> tuple[Link, ...]:
    """Return the reasons that an act had when it could be done for the last time."""
    for at in range(len(past), 0, -1):
        for act in past[at - 1].acts:
            if act.id == name and act.state in _OPEN:
                return _links(where, past[:at], act)
    return ()


def _since(
    past: Sequence[Decision], act: PlannedAct, cause: Cause, clause: str
) -> datetime | None:
    """Return when a reason began to hold an act without a break."""
    since = None
    for decision in past:
        is_so = any(
            one.id == act.id
            and any((r.cause, r.clause) == (cause, clause) for r in one.reasons)
            for one in decision.acts
        )
        since = (since or decision.at) if is_so else None
    return since


def _is_in_force(policy: core.Policy, day: date) -> bool:
    last = policy.in_force_until
    return policy.in_force_from <= day and (last is None or day <= last)


def _last_done(decision: Decision, names: frozenset[str]) -> PlannedAct | None:
    done = [one for one in decision.acts if one.rule in names and one.done_at]
    return max(done, key=lambda one: one.done_at or decision.at, default=None)


def _is_of(entry: AnyEntry, act: PlannedAct, case: Case) -> bool:
    """Whether an entry tells that an act was done, or what became of it."""
    if isinstance(entry, OutcomeKnown):
        told = (one for one in case.history if one.id == entry.act)
        return any(_is_of(one, act, case) for one in told)
    return isinstance(entry, ActDone) and act.id in (entry.occurrence, entry.id)


def _with(case: Case, history: Sequence[AnyEntry]) -> Case:
    return Case(case.id, tuple(history), case.parties, case.zone)
