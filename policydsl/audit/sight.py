"""Which entries of a history can change the answer to a question."""

from collections.abc import Iterator, Mapping

import attrs
from attrs import frozen

from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    FactChange,
    Happening,
    OutcomeKnown,
    PermissionChange,
)
from policydsl.semantics import core


@frozen(eq=False)
class Sight:
    """The names of what is looked at.

    ``sees_all``: any entry may matter. ``verbs`` and ``outcomes``: acts of these verbs
    with one of these outcomes. ``asks_time``: the answer may change while nothing
    happens. ``asks_act``: it may differ from one kind of act to another.
    """

    facts: frozenset[str]
    events: frozenset[str]
    permissions: frozenset[str]
    verbs: frozenset[str]
    outcomes: frozenset[str]
    sees_all: bool
    asks_time: bool
    asks_act: bool

    def of(self, entries: tuple[AnyEntry, ...]) -> tuple[AnyEntry, ...]:
        """Return the entries that matter, in their order."""
        if self.sees_all:
            return entries
        became = self._became(entries) if self.verbs else frozenset()
        return tuple(one for one in entries if self._sees(one, became))

    def _sees(self, entry: AnyEntry, became: frozenset[str]) -> bool:
        match entry:
            case FactChange():
                return entry.fact in self.facts
            case Happening():
                return entry.name in self.events
            case PermissionChange():
                return entry.permission in self.permissions
            case ActDone() | OutcomeKnown():
                return entry.id in became

    def _became(self, entries: tuple[AnyEntry, ...]) -> frozenset[str]:
        """Return the ids of acts with such an outcome, and of these outcomes."""
        meant = {
            one.id
            for one in entries
            if isinstance(one, ActDone) and one.verb in self.verbs
        }
        told = [
            one
            for one in entries
            if isinstance(one, OutcomeKnown)
            and one.outcome in self.outcomes
            and one.act in meant
        ]
        acts = {one.act for one in told}
        if core.Outcome.DONE.value in self.outcomes:
            acts = meant
        return frozenset(acts | {one.id for one in told})


def sight_of(form: object, clocks: Mapping[str, core.Clock]) -> Sight:
    """Return what a condition, or events, look at."""
    forms = list(_forms(form, clocks, set()))
    acts = [one for one in forms if isinstance(one, core.ActEvent)]
    hands = [one for one in forms if isinstance(one, core.InHand)]
    given = [one for one in forms if isinstance(one, core.PermissionEvent)]
    permissions = [one.permissions for one in hands]
    permissions += [one.permissions for one in given]
    return Sight(
        facts=frozenset(one.fact for one in forms if isinstance(one, core.FactRef)),
        events=frozenset(one.name for one in forms if isinstance(one, core.WorldEvent)),
        permissions=_union(*permissions, *(one.withdrawn_by for one in hands)),
        verbs=_union(*(one.verbs for one in acts)),
        outcomes=frozenset(one.outcome for one in acts),
        sees_all=any(_needs_all(one) for one in forms),
        asks_time=any(_hangs_on_time(one) for one in forms),
        asks_act=any(isinstance(one, core.InHand | core.Says) for one in forms),
    )


def _union(*sets: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*sets)


def _forms(
    form: object, clocks: Mapping[str, core.Clock], known: set[str]
) -> Iterator[object]:
    """Yield a form, what stands in it, and the clocks that it names."""
    if isinstance(form, tuple):
        for part in form:
            yield from _forms(part, clocks, known)
        return
    if not attrs.has(type(form)) or type(form).__module__ != _PHRASES:
        return
    yield form
    for name in _clocks_in(form):
        if name not in known:
            known.add(name)
            yield from _forms(clocks[name], clocks, known)
    for one in type(form).__attrs_attrs__:  # type: ignore[attr-defined]
        yield from _forms(getattr(form, one.name), clocks, known)


_PHRASES = core.Runs.__module__


def _clocks_in(form: object) -> Iterator[str]:
    match form:
        case core.Runs(name) | core.Earliest(name) | core.ClockEvent(name, _):
            yield name
        case core.ClockAt(str(name), _, _):
            yield name
        case core.Occurred(during=str(name)):
            yield name
        case _:
            return


def _needs_all(form: object) -> bool:
    """Whether a form looks at more than the names that stand in it."""
    match form:
        case core.Clock():
            return form.running_while is not None or bool(form.items or form.freezes)
        case core.Since():
            return form.items is not None
        case core.WorldEvent() | core.FactRef():
            return form.of_item
        case core.InHand():
            return form.is_for_one_act
        case (
            core.RuleEvent()
            | core.FateEvent()
            | core.HeldEvent()
            | core.Holds()
            | core.ItemsRun()
            | core.TotalAt()
            | core.Earliest()
        ):
            return True
        case _:
            return False


def _hangs_on_time(form: object) -> bool:
    match form:
        case core.ClockAt() | core.ClockEvent():
            return True
        case core.Clock():
            return form.running_while is not None or not isinstance(form.start, tuple)
        case core.InHand():
            return form.valid is not None
        case core.Occurred():
            return form.within is not None or form.during is not None
        case _:
            return _needs_all(form)
