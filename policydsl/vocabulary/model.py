"""What a vocabulary knows: parties, channels, verbs, facts, events, clocks."""

from collections.abc import Mapping

from attrs import field, frozen

from policydsl.runtime.calendars import Calendar
from policydsl.syntax import ast


@frozen
class Noun:
    """A name of one of the eleven sorts, and what it is a kind of."""

    name: str
    sort: ast.Sort
    parent: str | None
    several: bool
    for_one_act: bool
    node: ast.NounDeclaration


@frozen
class Verb:
    """An act, with all that it inherits: roles, outcomes, coercion, finality.

    ``takes_time``: it does not end when it begins, as a call, and a letter does not.
    """

    name: str
    parent: str | None
    roles: tuple[ast.RoleOfAct, ...]
    outcomes: tuple[str, ...]
    irreversible: bool
    coercive: bool
    takes_time: bool
    node: ast.ActDeclaration


@frozen
class Fact:
    """A typed value; ``of``: whose it is, else the case's. ``values`` of `one of`."""

    name: str
    of: str | None
    type: ast.FactType
    values: tuple[str, ...]
    node: ast.FactDeclaration


@frozen
class EventKind:
    """Something that happens; ``means`` is not empty if it stands for others."""

    name: str
    by_party: bool
    by: str | None
    means: tuple[ast.EventPhrase, ...]
    node: ast.EventDeclaration


@frozen
class ClockKind:
    """A clock as it was declared; its meaning is in the core."""

    name: str
    of: str | None
    node: ast.ClockDeclaration


@frozen
class Vocabulary:
    """All words that a document may use, by their declared names.

    ``levels`` of disclosure are ordered from least to most. ``parents`` maps every
    term that is a kind of another to that other; it has no circle. ``day_sets`` are
    days that have a name. ``zone_facts``: by the party, the fact that says its zone.
    """

    name: str
    nouns: Mapping[str, Noun]
    verbs: Mapping[str, Verb]
    facts: Mapping[str, Fact]
    events: Mapping[str, EventKind]
    clocks: Mapping[str, ClockKind]
    calendars: Mapping[str, Calendar]
    levels: tuple[str, ...]
    parents: Mapping[str, str]
    freezes: tuple[ast.Freeze, ...] = ()
    day_sets: Mapping[str, tuple[ast.Days, ...]] = field(factory=dict)
    zone_facts: Mapping[str, str] = field(factory=dict)
    _children: Mapping[str, tuple[str, ...]] = field(init=False, eq=False, repr=False)
    # What was asked before: a policy asks for the same few terms in every rule.
    _below: dict[str, frozenset[str]] = field(
        init=False, eq=False, repr=False, factory=dict
    )

    @_children.default
    def _find_children(self) -> Mapping[str, tuple[str, ...]]:
        children: dict[str, list[str]] = {}
        for child, parent in self.parents.items():
            children.setdefault(parent, []).append(child)
        return {parent: tuple(names) for parent, names in children.items()}

    def below(self, name: str) -> frozenset[str]:
        """Return a term and every term that is a kind of it."""
        known = self._below.get(name)
        if known is not None:
            return known
        found = {name}
        open_names = [name]
        while open_names:
            for child in self._children.get(open_names.pop(), ()):
                if child not in found:
                    found.add(child)
                    open_names.append(child)
        self._below[name] = frozenset(found)
        return self._below[name]

    def is_several(self, party: str) -> bool:
        """Whether a case may have several of a party, or of what it is a kind of."""
        line = (self.nouns.get(name) for name in self.above(party))
        return any(noun is not None and noun.several for noun in line)

    def freezes_of(self, clock: str) -> tuple[ast.Freeze, ...]:
        """Return the sentences that freeze a clock, in their order."""
        return tuple(
            freeze
            for freeze in self.freezes
            if any(term.text == clock for term in freeze.clocks)
        )

    def above(self, name: str) -> tuple[str, ...]:
        """Return a term and every term that it is a kind of, nearest first."""
        found = [name]
        while (parent := self.parents.get(found[-1])) is not None:
            found.append(parent)
        return tuple(found)
