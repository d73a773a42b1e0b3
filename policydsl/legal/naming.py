"""Names of what a condition asks: equal questions have equal names.

Policy and law may use different vocabularies. A clock that both call by one name has
one name here only if both define it in the same way, down to the clocks it hangs on.
"""

from collections.abc import Iterator, Mapping

from attrs import evolve, frozen

from policydsl.semantics import core
from policydsl.semantics.core.parts import clocks_named, parts_of


@frozen
class ClockNames:
    """Names the clocks of one document. ``known``: the definitions of all so far.

    Share ``known`` between all documents of one question. Evidence is no part of what
    a clock counts, so it is no part of its name.
    """

    clocks: Mapping[str, core.Clock]
    known: list[object]

    def of_run(self, name: str) -> str:
        """Return the name of whether a clock runs; freezing does not change that."""
        bare = evolve(self.clocks[name], freezes=())
        return self._named("runs", name, bare)

    def of_value(self, name: str) -> str:
        """Return the name of how long a clock has run."""
        return self._named("value", name, self.clocks[name])

    def of_events(self, events: core.Events) -> core.Events:
        """Return events in which clocks that begin or end have the names of runs."""
        return tuple(
            evolve(one, clock=self.of_run(one.clock))
            if isinstance(one, core.ClockEvent)
            else one
            for one in events
        )

    def _named(self, what: str, name: str, clock: core.Clock) -> str:
        definition = (what, _bare(clock), self._needed(name))
        if definition not in self.known:
            self.known.append(definition)
        return f"{what} {self.known.index(definition)}"

    def _needed(self, name: str) -> tuple[core.Clock, ...]:
        """Return the clocks that a definition hangs on, directly or not."""
        found: dict[str, core.Clock] = {}
        waiting = [name]
        while waiting:
            for other in sorted(set(mentioned(self.clocks[waiting.pop()]))):
                if other in self.clocks and other not in found and other != name:
                    found[other] = evolve(self.clocks[other], words="")
                    waiting.append(other)
        return tuple(found[key] for key in sorted(found))


def _bare(clock: core.Clock) -> core.Clock:
    """Return what a clock counts, whatever it is called and whoever may use it."""
    return evolve(clock, name="", words="", evidence=None)


def mentioned(form: object) -> Iterator[str]:
    """Yield the names of the clocks that a form of the core mentions."""
    yield from clocks_named(form)
    for part in form if isinstance(form, tuple) else parts_of(form):
        yield from mentioned(part)


_ONE_OF = f"{core.RECIPIENT}: "


def event_name(event: core.Event) -> str:
    """Return a name of an event."""
    match event:
        case core.WorldEvent(name, by, of_item):
            return f"{name}|by {_set(by)}|{of_item}"
        case core.ActEvent(verbs, outcome, by, audiences):
            return f"act {_set(verbs)}|{outcome}|by {_set(by)}|to {_set(audiences)}"
        case core.PermissionEvent(permissions, of, granted):
            return f"permission {_set(permissions)}|of {_set(of)}|{granted}"
        case _:
            return repr(event)


def events_name(events: core.Events) -> str:
    """Return a name of several events, in whatever order they are given."""
    return " or ".join(sorted({event_name(one) for one in events}))


def _set(names: frozenset[str] | None) -> str:
    return "anybody" if names is None else ",".join(sorted(names))


def asked_of(
    events: core.Events, recipient: str | None, *, is_one_of_several: bool = False
) -> core.Events:
    """Return events in which whoever the act is addressed to is named.

    One of several is not just any of them: another one may have answered.
    """
    if recipient is not None and is_one_of_several:
        recipient = f"{_ONE_OF}{recipient}"
    return tuple(_with_recipient(one, recipient) for one in events)


def kind_of(name: str) -> str:
    """Return which party it is that is named in an event."""
    return name.removeprefix(_ONE_OF)


def _with_recipient(event: core.Event, recipient: str | None) -> core.Event:
    match event:
        case core.WorldEvent(_, by, _) | core.ActEvent(_, _, by, _) if by:
            return evolve(event, by=_named_set(by, recipient))
        case core.PermissionEvent(_, of, _) if of:
            return evolve(event, of=_named_set(of, recipient))
        case _:
            return event


def _named_set(names: frozenset[str], recipient: str | None) -> frozenset[str]:
    if core.RECIPIENT not in names or recipient is None:
        return names
    return names - {core.RECIPIENT} | {recipient}


def is_part(
    some: core.Events, whole: core.Events, rules: Mapping[str, core.Rule]
) -> bool:
    """Return whether each event of ``some`` is one of ``whole``."""
    return all(any(_is_one(one, other, rules) for other in whole) for one in some)


def _is_one(
    event: core.Event, wider: core.Event, rules: Mapping[str, core.Rule]
) -> bool:
    match event, wider:
        case core.WorldEvent(), core.WorldEvent():
            is_same = (event.name, event.of_item) == (wider.name, wider.of_item)
            return is_same and _within(event.by, wider.by)
        case core.ActEvent(), core.ActEvent():
            return (
                event.verbs <= wider.verbs
                and event.outcome == wider.outcome
                and _within(event.by, wider.by)
                and _within(event.audiences, wider.audiences)
            )
        case core.RuleEvent(), core.ActEvent():
            return _is_act_of_rule(event, wider, rules)
        case core.PermissionEvent(), core.PermissionEvent():
            return (
                event.permissions <= wider.permissions
                and event.granted is wider.granted
                and _within(event.of, wider.of)
            )
        case _:
            return event == wider


def _is_act_of_rule(
    event: core.RuleEvent, wider: core.ActEvent, rules: Mapping[str, core.Rule]
) -> bool:
    rule = rules.get(event.rule)
    if rule is None or wider.by is not None or event.outcome.value != wider.outcome:
        return False
    acts = [rule.act, rule.otherwise] if event.or_instead else [rule.act]
    return all(
        act is None
        or (
            act.verb in wider.verbs
            and (wider.audiences is None or act.audience in wider.audiences)
        )
        for act in acts
    )


def _within(some: frozenset[str] | None, whole: frozenset[str] | None) -> bool:
    if whole is None:
        return True
    return some is not None and all(
        one in whole or kind_of(one) in whole for one in some
    )
