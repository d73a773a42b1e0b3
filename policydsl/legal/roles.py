"""What an act may turn out to be: each role that it leaves open has any value.

A role that is stated in general (`third party`) may turn out to be any kind of it;
one that is not stated may be anything at all, also what no vocabulary names.
"""

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from policydsl.legal.conditions import Reading
from policydsl.legal.formula import FALSE, TRUE, Chosen, Formula, any_of, both, no
from policydsl.runtime.case import Count
from policydsl.semantics import core
from policydsl.semantics.patterns import is_so_many
from policydsl.syntax import ast
from policydsl.syntax.ast import Sort
from policydsl.vocabulary.model import Vocabulary

# Something that no vocabulary has a word for.
ANYTHING_ELSE = "anything else"
# Nobody writes down what it was: then nobody can say that it was not of a pattern.
NOT_RECORDED = "not recorded"


@frozen
class Role:
    """One role of an act: the variable, and what it may be."""

    name: str
    values: tuple[str, ...]


@frozen
class Roles:
    """The roles of one act that is done, with the party that it really reaches."""

    verb: str
    audience: str | None
    channels: tuple[Role, ...]
    purpose: Role
    matter: Role
    actor: Role
    disclosing: Role
    count: Count | None
    vocabulary: Vocabulary

    @property
    def choices(self) -> Mapping[str, tuple[str, ...]]:
        """The values of each variable that a role is."""
        roles = (*self.channels, self.purpose, self.matter, self.actor, self.disclosing)
        return {role.name: role.values for role in roles}

    def matches(self, pattern: core.Pattern, rule: str | None) -> Formula:
        """Return when an act of these roles is one of the pattern."""
        if pattern.verbs is not None and not self._is_below(self.verb, pattern.verbs):
            return FALSE
        if pattern.rules is not None and rule not in pattern.rules:
            return FALSE
        audiences = pattern.audiences
        if (
            audiences is not None
            and self.audience is not None
            and not self._is_below(self.audience, audiences)
        ):
            return FALSE
        if is_so_many(self.count, pattern.count) is False:
            return FALSE
        # Of what item an act is, its record says, but not of what kind that is.
        return both(
            any_of(self._is_in(one, pattern.channels) for one in self.channels),
            self._is_in(self.purpose, pattern.purposes),
            self._is_in(self.matter, pattern.matters),
            self._is_in(self.actor, pattern.actors),
            self._is_in(self.disclosing, pattern.disclosing),
        )

    def says(self, pattern: core.Pattern) -> Reading:
        """Return when such an act says that it is of the pattern, or is not.

        If only some of its channels are of the pattern, or a role is not recorded,
        nobody knows.
        """
        may_be = self.matches(pattern, None)
        surely = [
            self._is_in(role, wanted, is_sure=True)
            for role, wanted in (
                *((one, pattern.channels) for one in self.channels),
                (self.purpose, pattern.purposes),
                (self.matter, pattern.matters),
                (self.actor, pattern.actors),
                (self.disclosing, pattern.disclosing),
            )
        ]
        if pattern.audiences is not None and self.audience is None:
            surely.append(FALSE)
        is_counted = is_so_many(self.count, pattern.count) is not None
        if pattern.items is not None or not is_counted:
            surely.append(FALSE)
        return Reading(both(may_be, *surely), no(may_be))

    def _is_in(
        self, role: Role, wanted: frozenset[str] | None, *, is_sure: bool = False
    ) -> Formula:
        if wanted is None:
            return TRUE
        inside = frozenset(
            value
            for value in role.values
            if (value == NOT_RECORDED and not is_sure) or self._is_below(value, wanted)
        )
        if not inside:
            return FALSE
        return TRUE if len(inside) == len(role.values) else Chosen(role.name, inside)

    def _is_below(self, term: str, wanted: frozenset[str]) -> bool:
        """Whether a term is one of these, or a kind of one.

        A law may not know the words that the vocabulary of a policy adds to its own.
        """
        return any(name in wanted for name in self.vocabulary.above(term))


def roles_of(
    act: core.Act, audience: str | None, actors: Iterable[str], vocabulary: Vocabulary
) -> Roles:
    """Return what an act may be if it reaches this party.

    ``actors``: who acts, where the act does not say it; nobody known: anybody.
    """
    channels = act.channels or (None,)
    stated = [act.actor] if act.actor is not None else list(actors)
    return Roles(
        verb=act.verb,
        audience=audience,
        channels=tuple(
            _role(f"channel {at}", [one], Sort.CHANNEL, vocabulary)
            for at, one in enumerate(channels)
        ),
        purpose=_role("purpose", [act.purpose], Sort.PURPOSE, vocabulary),
        matter=_role("matter", [act.matter], Sort.MATTER, vocabulary),
        actor=_role("actor", stated or [None], Sort.ACTOR, vocabulary),
        disclosing=Role(
            "disclosing",
            (act.disclosing,)
            if act.disclosing is not None
            else (*reversed(vocabulary.levels), ANYTHING_ELSE, NOT_RECORDED),
        ),
        count=act.count,
        vocabulary=vocabulary,
    )


def _role(
    name: str, stated: Iterable[str | None], sort: Sort, vocabulary: Vocabulary
) -> Role:
    found: dict[str, None] = {}
    for term in stated:
        if term is None:
            of_sort = (n for n, one in vocabulary.nouns.items() if one.sort is sort)
            found.update(dict.fromkeys((*of_sort, ANYTHING_ELSE, NOT_RECORDED)))
        else:
            found.update(dict.fromkeys(sorted(vocabulary.below(term))))
    return Role(name, tuple(found))


def audiences_of(act: core.Act, vocabulary: Vocabulary) -> Iterator[str | None]:
    """Yield the parties that an act may reach; ``None`` is nobody who has a name."""
    if act.audience is not None:
        yield from sorted(vocabulary.below(act.audience))
        return
    yield None
    if any(role.sort is Sort.PARTY for role in vocabulary.verbs[act.verb].roles):
        parties = (n for n, one in vocabulary.nouns.items() if one.sort is Sort.PARTY)
        yield from sorted(parties)


def ways_of(act: core.Act) -> tuple[tuple[str, ...], ...]:
    """Return the channels of each way in which an act may be done."""
    if act.joined is ast.Joined.AND or len(act.channels) < 2:
        return (act.channels,)
    return tuple((channel,) for channel in act.channels)
