"""What happened: acts, their outcomes, and each time that an event came about."""

from collections.abc import Iterator
from datetime import datetime
from typing import assert_never

from attrs import frozen

from policydsl.runtime.case import (
    ActDone,
    Happening,
    OutcomeKnown,
    PermissionChange,
)
from policydsl.semantics import core
from policydsl.semantics.together import OTHERWISE, completing
from policydsl.semantics.view import Fate, View


@frozen
class Instance:
    """One time that an event happened; ``act`` is the act that it is about.

    ``over``: from then on it is no longer so; what it sets off is too late. ``fate``:
    what became of the planned act that it is about.
    """

    at: datetime
    id: str
    act: ActDone | None = None
    over: datetime | None = None
    fate: Fate | None = None


def acts(seen: View) -> dict[str, ActDone]:
    """Return the acts that were done, by id."""
    return {e.id: e for e in seen.entries if isinstance(e, ActDone)}


def outcomes(seen: View, act: ActDone) -> list[OutcomeKnown]:
    """Return what is known to have become of an act, in order."""
    return [e for e in seen.entries if isinstance(e, OutcomeKnown) and e.act == act.id]


def instances(seen: View, events: core.Events, recipient: str | None) -> list[Instance]:
    """Return every time that one of the events happened, in order."""
    found: dict[str, Instance] = {}
    for event in events:
        for instance in _instances(seen, event, recipient):
            found.setdefault(instance.id, instance)
    order = {entry.id: place for place, entry in enumerate(seen.entries)}
    return sorted(
        found.values(), key=lambda one: (one.at, order.get(one.id, -1), one.id)
    )


def _instances(
    seen: View, event: core.Event, recipient: str | None
) -> Iterator[Instance]:
    match event:
        case core.WorldEvent():
            yield from _happenings(seen, event, recipient)
        case core.ActEvent(verbs, outcome, by, audiences):
            for instance, act, who in _what_became(seen, outcome):
                is_to = _one_of(seen, act.audience, audiences, recipient)
                if act.verb in verbs and is_to and _one_of(seen, who, by, recipient):
                    yield instance
        case core.RuleEvent():
            yield from _became_of_rule(seen, event)
        case core.FateEvent():
            for fate in fates_of(seen, event):
                if fate.at is not None:
                    yield Instance(fate.at, fate.id, fate=fate)
        case core.ClockEvent(clock, is_end):
            for episode in seen.readers.episodes(seen, clock):
                instant = episode.ended if is_end else episode.started
                if instant is not None and instant <= seen.now:
                    which = "/ended" if is_end else ""
                    yield Instance(instant, f"{clock}@{episode.key}{which}")
        case core.HeldEvent():
            yield from _of_measures(seen, event)
        case core.PermissionEvent():
            yield from _permission_changes(seen, event, recipient)
        case _:
            assert_never(event)


def _became_of_rule(seen: View, event: core.RuleEvent) -> list[Instance]:
    rule = seen.rules.get(event.rule)
    each = None if rule is None or rule.act is None else rule.act.each
    of_acts = [
        (instance, act)
        for instance, act, _ in _what_became(seen, event.outcome.value)
        if is_meant(act, event) and is_looked_at(seen, act)
    ]
    return completing(rule, event.outcome, seen.people(each or frozenset()), of_acts)


def _of_measures(seen: View, event: core.HeldEvent) -> Iterator[Instance]:
    """Yield when measures came to be held, or ceased; each once a day.

    What begins and ends again on one day is over when it ends for the last time.
    """
    held = seen.readers.held(seen, event.rules)
    changes = [(one.started, one.ended) for one in held]
    which = ""
    if event.is_end:
        begins = [one.started for one in held[1:]]
        ends = [one.ended for one in held if one.ended is not None]
        changes = list(zip(ends, (*begins, None), strict=False))
        which = "/ended"
    last = {seen.day_of(at): over for at, over in changes}
    for at, _ in changes:
        day = seen.day_of(at)
        yield Instance(at, f"{event.name}@{day.isoformat()}{which}", over=last[day])


def is_main_act(act: ActDone, rule: str) -> bool:
    """Whether an act is the rule's own one in this case, and not the one instead."""
    is_instead = (act.occurrence or "").endswith(f"/{OTHERWISE}")
    return act.rule == rule and not is_instead and not act.of_person


def is_meant(act: ActDone, event: core.RuleEvent) -> bool:
    """Whether an event of a rule may be about this act."""
    if event.or_instead:
        return act.rule == event.rule and not act.of_person
    return is_main_act(act, event.rule)


def fates_of(seen: View, event: core.FateEvent) -> list[Fate]:
    """Return the fates of the acts about the item that is looked at, or about none."""
    found = seen.readers.fates(seen, event)
    return [one for one in found if seen.item is None or one.item in (None, seen.item)]


def is_looked_at(seen: View, act: ActDone) -> bool:
    """Whether an act is about the item that is looked at, or does not say."""
    return seen.item is None or act.item in (None, seen.item)


def _happenings(
    seen: View, event: core.WorldEvent, recipient: str | None
) -> Iterator[Instance]:
    """What is nobody's belongs to the case in which it happened."""
    for e in seen.entries:
        if (
            isinstance(e, Happening)
            and e.name == event.name
            and (not e.of_person or e.by is not None)
            and (not event.of_item or seen.item in (None, e.item))
            and _one_of(seen, e.by, event.by, recipient)
        ):
            yield Instance(e.at, e.id)


def _permission_changes(
    seen: View, event: core.PermissionEvent, recipient: str | None
) -> Iterator[Instance]:
    for e in seen.entries:
        if (
            isinstance(e, PermissionChange)
            and e.permission in event.permissions
            and e.granted is event.granted
            and _one_of(seen, e.of, event.of, recipient)
        ):
            yield Instance(e.at, e.id)


def _what_became(
    seen: View, outcome: str
) -> Iterator[tuple[Instance, ActDone, str | None]]:
    """Yield the acts of an outcome, each with the one who caused the outcome."""
    done = acts(seen)
    if outcome == core.Outcome.DONE.value:
        for act in done.values():
            yield Instance(act.at, act.id, act), act, None
        return
    for e in seen.entries:
        if isinstance(e, OutcomeKnown) and e.outcome == outcome and e.act in done:
            act = done[e.act]
            yield Instance(e.at, e.id, act), act, e.by or act.audience


def _one_of(
    seen: View,
    person: str | None,
    wanted: frozenset[str] | None,
    recipient: str | None,
) -> bool:
    if wanted is None:
        return True
    if person is None:
        return False
    is_recipient = core.RECIPIENT in wanted and person == recipient
    return is_recipient or seen.kind(person) in wanted
