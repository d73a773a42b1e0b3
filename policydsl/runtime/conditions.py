"""What an emitted condition is made of: questions with the answers yes, no, unknown.

Each takes the question that is asked, as its first argument. Unknown is ``None``.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from policydsl.runtime.case import ActDone, Count, Money, Value
from policydsl.runtime.durations import Duration
from policydsl.runtime.episodes import (
    Episode,
    Happened,
    episodes,
    fates_of,
    happened,
    is_meant,
    running,
    sights_of_items,
)
from policydsl.runtime.facts import value_of
from policydsl.runtime.forms import (
    ClockRef,
    Earliest,
    Events,
    Fact,
    Fate,
    InHand,
    Pattern,
    RuleBecame,
    Since,
)
from policydsl.runtime.measures import is_held
from policydsl.runtime.patterns import says
from policydsl.runtime.pauses import pauses_of
from policydsl.runtime.permissions import in_hand
from policydsl.runtime.rule_clocks import rule_episodes, since_episodes
from policydsl.runtime.sight import Question, Sight
from policydsl.runtime.standstill import NO_PAUSES
from policydsl.runtime.together import group_of
from policydsl.runtime.values import difference, has_passed, has_reached

Truth = bool | None
Later = Callable[[], Truth]

# --- logic --------------------------------------------------------------------


def negate(value: Truth) -> Truth:
    """Return the opposite; unknown stays unknown."""
    return None if value is None else not value


def all_of(*parts: Later) -> Truth:
    """Return whether all hold; one that fails decides, whatever the others are."""
    result: Truth = True
    for part in parts:
        value = part()
        if value is False:
            return False
        if value is None:
            result = None
    return result


def any_of(*parts: Later) -> Truth:
    """Return whether one holds; one that holds decides, whatever the others are."""
    result: Truth = False
    for part in parts:
        value = part()
        if value is True:
            return True
        if value is None:
            result = None
    return result


def nobody_knows(words: str) -> None:
    """Answer what open words of a law ask."""


# --- clocks -------------------------------------------------------------------


def runs(q: Question, clock: str) -> Truth:
    """Return whether a clock runs, whatever its evidence."""
    if running(q.sight, clock) is not None:
        return True
    start = q.sight.program.clocks[clock].start
    return None if _starts_unknown(q, start, clock) else False


def at_least(q: Question, clock: ClockRef, length: Duration) -> Truth:
    """Return whether a clock has run for so long."""
    episode = _usable(q, clock)
    if not isinstance(episode, Episode):
        return episode
    return has_reached(q.sight, episode, length)


def less_than(q: Question, clock: ClockRef, length: Duration) -> Truth:
    """Return whether a clock runs, and not yet for so long."""
    episode = _usable(q, clock)
    if not isinstance(episode, Episode):
        return episode
    return not has_reached(q.sight, episode, length)


def more_than(q: Question, clock: ClockRef, length: Duration) -> Truth:
    """Return whether a clock has run for longer."""
    episode = _usable(q, clock)
    if not isinstance(episode, Episode):
        return episode
    return has_passed(q.sight, episode, length)


def at_most(q: Question, clock: ClockRef, length: Duration) -> Truth:
    """Return whether a clock runs, and not for longer."""
    episode = _usable(q, clock)
    if not isinstance(episode, Episode):
        return episode
    return not has_passed(q.sight, episode, length)


def _usable(q: Question, clock: ClockRef) -> Episode | Truth:
    """Return the episode that runs; ``False`` if none does, ``None`` if unknown."""
    if isinstance(clock, str):
        episode = running(q.sight, clock)
        start = q.sight.program.clocks[clock].start
    else:
        episode = _running_since(q, clock)
        start = clock.start
    if episode is None:
        return None if _starts_unknown(q, start, clock) else False
    if not has_evidence(q.sight, clock):
        return None
    pauses = pauses_of(q.sight, clock)
    return replace(episode, pauses=pauses) if pauses is not NO_PAUSES else episode


def _starts_unknown(
    q: Question, start: Events | Fact | Earliest | None, clock: ClockRef
) -> bool:
    """Whether its date or condition is unknown, and nothing else keeps it from it."""
    if isinstance(clock, str):
        runs_while = q.sight.program.clocks[clock].runs_while
        is_allowed = runs_while is None or runs_while(Question(q.sight))
        if is_allowed is False:
            return False
        if is_allowed is None and _may_have_begun(q.sight, start):
            return True
    if isinstance(start, Earliest):
        items = sights_of_items(q.sight, start.clock)
        return any(runs(Question(one), start.clock) is None for one in items)
    if not isinstance(start, Fact):
        return False
    recipient = None if isinstance(clock, str) else q.recipient
    return value_of(q.sight, start, recipient) is None


def _may_have_begun(sight: Sight, start: Events | Fact | Earliest | None) -> bool:
    """Whether a clock whose condition nobody knows can have begun."""
    if start is None:
        return True
    if isinstance(start, Earliest):
        return False
    if not isinstance(start, Fact):
        return bool(happened(sight, start, None))
    day = value_of(sight, start, None)
    if isinstance(day, date):
        sight.note_day(day)
        return day <= sight.today
    return True


def _running_since(q: Question, clock: Since) -> Episode | None:
    for episode in reversed(since_episodes(q.sight, clock, q.recipient)):
        if not episode.runs_at(q.sight.now):
            continue
        if isinstance(clock.start, Fact):
            return episode
        act = q.sight.act(episode.key)
        if act is None:
            if _is_fate_of_run(q, clock.start, episode.key):
                return episode
        elif is_in_episode(q, act) or not _is_named(clock.start, act):
            return episode
    return None


def _is_named(events: Events, act: ActDone) -> bool:
    """Whether it is the act of a rule that is named, and not any act."""
    return any(isinstance(e, RuleBecame) and e.rule == act.rule for e in events)


def _is_fate_of_run(q: Question, events: Events, id: str) -> bool:
    """Whether the fate of this id, if it is one, is of the same run of the clock."""
    for event in events:
        if isinstance(event, Fate):
            for fate in fates_of(q.sight, event):
                if fate.id == id and not _is_of_run(q, event.rule, fate.occurrence):
                    return False
    return True


def has_evidence(sight: Sight, clock: ClockRef | None) -> bool:
    """Return whether a clock may be used."""
    if not isinstance(clock, str):
        return True
    declared = sight.program.clocks[clock]
    evidence = declared.evidence
    if evidence is not None and evidence(Question(sight)) is not True:
        return False
    return not isinstance(declared.start, Earliest) or _has_evidence_of_first(
        sight, clock, declared.start.clock
    )


def _has_evidence_of_first(sight: Sight, clock: str, inner: str) -> bool:
    """Whether one of the items may be used from whose clock another one counts."""
    now = running(sight, clock)
    if now is None or sight.program.clocks[inner].evidence is None:
        return True
    for one in sights_of_items(sight, inner):
        run = running(one, inner)
        if run and run.start == now.start and has_evidence(one, inner):
            return True
    return False


def is_in_episode(q: Question, act: ActDone) -> bool:
    """Whether a rule on the same clock acted in the same episode; else any will do."""
    return _is_of_run(q, act.rule, act.occurrence)


def _is_of_run(q: Question, name: str | None, occurrence: str | None) -> bool:
    rule = q.sight.program.rules.get(name) if name is not None else None
    if rule is None or q.clock is None or q.rule == name:
        return True
    # The clock first: to look for episodes may ask for the rule that is judged here.
    if rule.clock != q.clock or rule_episodes(q.sight, rule) is None:
        return True
    prefix = f"{q.sight.case.id}/{rule.name}/{q.key}/"
    return occurrence is not None and occurrence.startswith(prefix)


# --- facts --------------------------------------------------------------------


def amount_at_least(q: Question, fact: Fact, value: Money | Count) -> Truth:
    """Return whether a quantity is so much or more."""
    above = difference(value_of(q.sight, fact, q.recipient), value)
    return None if above is None else above >= 0


def amount_at_most(q: Question, fact: Fact, value: Money | Count) -> Truth:
    """Return whether a quantity is so much or less."""
    above = difference(value_of(q.sight, fact, q.recipient), value)
    return None if above is None else above <= 0


def amount_less_than(q: Question, fact: Fact, value: Money | Count) -> Truth:
    """Return whether a quantity is less."""
    above = difference(value_of(q.sight, fact, q.recipient), value)
    return None if above is None else above < 0


def amount_more_than(q: Question, fact: Fact, value: Money | Count) -> Truth:
    """Return whether a quantity is more."""
    above = difference(value_of(q.sight, fact, q.recipient), value)
    return None if above is None else above > 0


def is_value(q: Question, fact: Fact, value: Value) -> Truth:
    """Return whether a fact has this value."""
    known = value_of(q.sight, fact, q.recipient)
    return None if known is None else known == value


def is_unknown(q: Question, fact: Fact) -> bool:
    """Return whether nobody recorded a fact."""
    return value_of(q.sight, fact, q.recipient) is None


def has_permission(q: Question, wanted: InHand) -> bool:
    """Return whether a permission is in hand for the act."""
    return in_hand(q, wanted)


# --- history ------------------------------------------------------------------


def occurred(
    q: Question,
    events: Events,
    *,
    times: int = 1,
    on_days: int = 1,
    during: str | None = None,
    within: Duration | None = None,
) -> bool:
    """Return whether it happened so often, on so many days, in a span."""
    sight = q.sight
    found = happened(sight, events, q.recipient)
    if during is not None:
        of_clock = episodes(sight, during)
        if not of_clock:
            return False
        found = [one for one in found if of_clock[-1].runs_at(one.at)]
    elif found and times == 1 and on_days == 1:
        found = [one for one in found if not one.fate or _is_latest(q, one, events)]
        of_rule = next((e for e in events if isinstance(e, RuleBecame)), None)
        if of_rule is not None:
            latest = _latest_group(q, of_rule)
            found = [
                one
                for one in found
                if one.act is None or (latest and _group(q, one.act) == latest)
            ]
    if within is not None:
        found = [
            one
            for one in found
            if not has_reached(
                sight, Episode("", sight.day_of(one.at), one.at, None), within
            )
        ]
    if len(found) < times:
        return False
    return on_days <= 1 or len({sight.day_of(one.at) for one in found}) >= on_days


def _is_latest(q: Question, one: Happened, events: Events) -> bool:
    """Whether it is what became of the latest act of the rule, in the episode."""
    for event in events:
        if isinstance(event, Fate):
            those = [
                fate
                for fate in fates_of(q.sight, event)
                if _is_of_run(q, event.rule, fate.occurrence)
            ]
            if one.fate in those:
                return one.fate is not None and one.fate.since == those[-1].since
    return False


def _group(q: Question, act: ActDone) -> str | None:
    rule = q.sight.program.rules.get(act.rule or "")
    return act.id if rule is None else group_of(rule, act)


def _latest_group(q: Question, event: RuleBecame) -> str | None:
    """What became of a rule is asked of the episode, or of its latest act."""
    item = q.sight.item
    for act in reversed(q.sight.acts_of(event.rule)):
        if item is not None and act.item not in (None, item):
            continue
        if is_meant(act, event) and is_in_episode(q, act):
            group = _group(q, act)
            if group is not None:
                return group
    return None


# --- rules and acts -----------------------------------------------------------


def holds(q: Question, rule: str) -> Truth:
    """Return whether the measure of a rule is held."""
    return is_held(q.sight, q.sight.program.rules[rule])


def it_says(q: Question, pattern: Pattern) -> Truth:
    """Return whether the act itself matches."""
    if q.act is None:
        return None
    return says(pattern, q.act, q.rule, q.sight.kind(q.recipient))
