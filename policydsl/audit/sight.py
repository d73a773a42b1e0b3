"""Which entries of a history can change the answer to a question."""

from collections.abc import Iterator, Mapping
from functools import cached_property

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
from policydsl.semantics.core.parts import clocks_named, parts_of

Key = tuple[type[AnyEntry], str]


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

    def of(self, known: "Index") -> tuple[AnyEntry, ...]:
        """Return the entries that matter, in their order."""
        if self.sees_all:
            return known.entries
        places = {at for key in self.keys for at in known.named.get(key, ())}
        places |= self._acts(known)
        return tuple(known.entries[at] for at in sorted(places)) if places else ()

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """The keys of what matters, but for acts."""
        return (
            *((FactChange, name) for name in self.facts),
            *((Happening, name) for name in self.events),
            *((PermissionChange, name) for name in self.permissions),
        )

    def _acts(self, known: "Index") -> set[int]:
        """Return the places of acts with such an outcome, and of these outcomes."""
        places: set[int] = set()
        if core.Outcome.DONE.value in self.outcomes:
            for verb in self.verbs:
                places.update(known.named.get((ActDone, verb), ()))
        for outcome in self.outcomes:
            for at in known.named.get((OutcomeKnown, outcome), ()):
                told = known.entries[at]
                assert isinstance(told, OutcomeKnown)
                done = known.acts.get(told.act)
                act = None if done is None else known.entries[done]
                if isinstance(act, ActDone) and act.verb in self.verbs:
                    places |= {at, known.acts[told.act]}
        return places


@frozen(eq=False)
class Index:
    """The entries of a case by what they name, each by its place in their order."""

    entries: tuple[AnyEntry, ...]
    named: dict[Key, list[int]]
    acts: dict[str, int]


def indexed(entries: tuple[AnyEntry, ...]) -> Index:
    """Return the index of the entries of a case."""
    named: dict[Key, list[int]] = {}
    acts: dict[str, int] = {}
    for place, entry in enumerate(entries):
        match entry:
            case ActDone():
                acts[entry.id] = place
                key: Key = (ActDone, entry.verb)
            case OutcomeKnown():
                key = (OutcomeKnown, entry.outcome)
            case FactChange():
                key = (FactChange, entry.fact)
            case Happening():
                key = (Happening, entry.name)
            case PermissionChange():
                key = (PermissionChange, entry.permission)
        named.setdefault(key, []).append(place)
    return Index(entries, named, acts)


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
    for name in clocks_named(form):
        if name not in known:
            known.add(name)
            yield from _forms(clocks[name], clocks, known)
    for part in parts_of(form):
        yield from _forms(part, clocks, known)


_PHRASES = core.Runs.__module__


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
