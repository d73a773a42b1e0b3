"""Why a rule acts or does not, and what would change it: as data."""

from datetime import date, datetime, timedelta

from attrs import frozen

from policydsl.runtime.calendars import CalendarEnds
from policydsl.runtime.case import Case
from policydsl.runtime.decision import Decision, PlannedAct, State
from policydsl.semantics import core
from policydsl.semantics.conditions import has_evidence, holds, in_hand
from policydsl.semantics.episodes import running
from policydsl.semantics.history import Instance, instances
from policydsl.semantics.lowering.notices import may_do
from policydsl.semantics.measures import is_held
from policydsl.semantics.occurrence import Occurrence
from policydsl.semantics.patterns import applies, matches
from policydsl.semantics.pauses import frozen_by, pauses_of
from policydsl.semantics.plan import planned
from policydsl.semantics.standstill import days_shown
from policydsl.semantics.view import Context, Episode, View, value_of
from policydsl.simulate.days import view
from policydsl.simulate.reasons import held_by
from policydsl.syntax import ast

# How far ahead the next day of a rule is looked for.
_LOOK_AHEAD = timedelta(days=800)
_OPEN = (State.DUE, State.DEFERRED, State.BLOCKED)


@frozen
class Need:
    """Something that a rule needs.

    ``kind``: the word under which it is told. ``node``: what the author wrote;
    ``clock`` for needs of a clock. ``is_met``: ``None`` if nobody knows; what is
    bound to hours or numbers alone has no answer and ``is_bound``.
    """

    kind: str
    node: ast.Node | None
    is_met: bool | None
    clock: str | None = None
    is_bound: bool = False


@frozen
class Why:
    """Where a rule stands.

    ``state``: the word under which it is told. ``act``: the planned act that it is
    about, if one has come due. ``earliest``: when the next one comes due, by what
    is known now. ``age``: the start of the running clock, and its days. ``frozen``:
    the conditions by which that clock stands still.
    """

    rule: core.Rule
    state: str
    act: PlannedAct | None
    last_done: datetime | None
    earliest: datetime | None
    age: tuple[str, date, int] | None
    needs: tuple[Need, ...]
    decision: Decision
    frozen: tuple[ast.Condition, ...] = ()


def why(policy: core.Policy, case: Case, decision: Decision, name: str) -> Why:
    """Explain where a rule stands in a decision about a case.

    Raises:
        KeyError: If the policy has no such rule.
    """
    seen = view(policy, case, decision)
    policy = seen.policy or policy
    rule = seen.rules[policy.former_names.get(name, name)]
    closed_by = instances(seen, policy.closes_at, None)
    acts = [act for act in decision.acts if act.rule in (name, rule.name)]
    open_acts = [act for act in acts if act.state in _OPEN]
    done = [act.done_at for act in acts if act.done_at is not None]
    coming, is_beyond = _earliest(seen, policy, rule, closed_by)
    earliest = None if coming is None else coming.due_from
    act = open_acts[-1] if open_acts else None
    about = act or coming
    item = about.item if about is not None else _last_item(acts)
    of_one = seen.of_item(item)
    state = "beyond" if is_beyond else "future" if earliest is not None else None
    if rule.measures:
        state = "held" if any(h.rule == name for h in decision.held) else "not_held"
    elif act is not None:
        state = "waiting" if act.is_silent else act.state.value
    elif closed_by:
        state = "closed"
    elif state is None and _stands_still(of_one, rule, acts):
        state = "paused"
    elif state is None:
        act, state = _past(of_one, rule, acts)
    clock = _clock(rule)
    episode = running(of_one, clock) if isinstance(clock, str) else None
    age = _age(of_one, clock, episode)
    keyed = about or episode
    key = keyed.key if keyed is not None else None
    occurrence = act.id if act is not None else None
    context = Context(rule.act, name, clock, key, occurrence, item)
    needs = _needs(seen, policy, rule, context)
    return Why(
        rule,
        state,
        act,
        max(done, default=None),
        earliest,
        age,
        needs,
        decision,
        tuple(one.node for one in frozen_by(of_one, clock)) if clock and age else (),
    )


def _age(
    seen: View, clock: core.ClockRef | None, episode: Episode | None
) -> tuple[str, date, int] | None:
    """Return the clock that runs, its start, and how many days it shows."""
    if episode is None or not isinstance(clock, str):
        return None
    days = days_shown(episode.start, seen.today, pauses_of(seen, clock))
    return clock, episode.start, days


def _last_item(acts: list[PlannedAct]) -> str | None:
    """Return the item of the last act; without it, it is the case that is asked."""
    return acts[-1].item if acts else None


def _stands_still(seen: View, rule: core.Rule, acts: list[PlannedAct]) -> bool:
    """Whether more may come of a rule once its clock goes on."""
    clock = _clock(rule)
    episode = running(seen, clock) if isinstance(clock, str) else None
    if clock is None or episode is None or not frozen_by(seen, clock):
        return False
    return rule.is_repeated or all(act.key != episode.key for act in acts)


def _past(
    seen: View, rule: core.Rule, acts: list[PlannedAct]
) -> tuple[PlannedAct | None, str]:
    """Nothing is open and nothing is to come."""
    clock = _clock(rule)
    is_idle = isinstance(clock, str) and running(seen, clock) is None
    last = acts[-1] if acts else None
    if last is None or (is_idle and last.state is State.CANCELLED):
        return None, "idle" if clock is not None else "idle_event"
    return last, last.state.value


def _clock(rule: core.Rule) -> core.ClockRef | None:
    match rule.trigger:
        case core.After(_, clock) | core.AfterEach(_, clock):
            return clock
        case core.Every(_, _, _, clock):
            return clock
        case _:
            return None


def _earliest(
    seen: View,
    policy: core.Policy,
    rule: core.Rule,
    closed_by: list[Instance],
) -> tuple[Occurrence | None, bool]:
    """Return the next act that comes due if nothing happens.

    The second is true if a calendar ends before it.
    """
    if isinstance(rule.trigger, core.When | core.While):
        return None, False
    is_beyond = False
    far = _LOOK_AHEAD
    while far > timedelta(days=1):
        later = seen.at(seen.now + far)
        try:
            found = planned(
                later, policy, rule, instances(later, policy.closes_at, None)
            )
        except CalendarEnds:
            is_beyond = True
            far /= 2
            continue
        coming = [one for one in found if one.due_from > seen.now]
        first = min(coming, key=lambda one: one.due_from, default=None)
        return first, is_beyond and not coming
    return None, is_beyond


def _needs(
    seen: View, policy: core.Policy, rule: core.Rule, context: Context
) -> tuple[Need, ...]:
    found: list[Need] = []
    if isinstance(context.clock, str):
        clock, of_one = context.clock, seen.in_context(context)
        runs = running(of_one, clock) is not None
        found.append(Need("running", None, runs, clock))
        declared = policy.vocabulary.clocks.get(clock)
        if declared is not None and declared.node.evidence is not None:
            certain = has_evidence(of_one, clock)
            found.append(Need("evidence", declared.node.evidence, certain, clock))
    if isinstance(rule.trigger, core.While) and isinstance(
        rule.node.trigger, ast.While
    ):
        value = holds(seen, rule.trigger.condition, context)
        found.append(Need("if", rule.node.trigger.condition, value))
    for guard in rule.guards:
        value = holds(seen, guard.condition, context)
        kind = "if" if guard.wanted else "unless"
        is_met = None if value is None else value is guard.wanted
        found.append(Need(kind, guard.node, is_met))
    if rule.measures:
        found += _needs_of_measure(seen, policy, rule, context)
    if rule.act is not None:
        found += _needs_of_act(seen, policy, rule, rule.act, context)
    for bound in rule.bounds:
        found.append(Need("only", bound.node, None, is_bound=True))
    return tuple(found)


def _needs_of_measure(
    seen: View, policy: core.Policy, rule: core.Rule, context: Context
) -> list[Need]:
    """What forbids a measure, and the stages that come before it."""
    found = [
        Need("forbid", norm.node, not applies(seen, norm.guards, context))
        for norm in policy.forbids
        if norm.pattern.rules is not None and rule.name in norm.pattern.rules
    ]
    for name in rule.above:
        stage = ast.Term(name, ast.Sort.RULE, span=rule.node.span)
        found.append(Need("stage", stage, is_held(seen, seen.rules[name]) is not True))
    return found


def _needs_of_act(
    seen: View, policy: core.Policy, rule: core.Rule, act: core.Act, context: Context
) -> list[Need]:
    found = [
        Need(
            "permission",
            held_by(need.node, act),
            in_hand(seen, need.permission, context),
        )
        for need in act.requirements
    ]
    dates = zip(act.node.roles.effective, act.effective, strict=True)
    found += [
        Need("effective", date, value_of(seen, fact, None) is not None)
        for date, fact in dates
    ]
    kind = seen.kind(context.recipient) or act.audience
    for forbid in policy.forbids:
        if matches(forbid.pattern, act, rule.name, kind):
            is_met = not applies(seen, forbid.guards, context)
            found.append(Need("forbid", forbid.node, is_met))
    found += [
        Need("require", required.node, None, is_bound=True)
        for required in policy.requires
        if may_do(rule, required.later)
    ]
    return found + [
        Need("only", limit.node, None, is_bound=True)
        for limit in policy.limits
        if matches(limit.pattern, act, rule.name, kind)
    ]
