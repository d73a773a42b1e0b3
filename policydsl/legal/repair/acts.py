"""What an act may say more, or in place of what it says, so that a norm lets it be."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice, product
from typing import Any

from attrs import evolve

from policydsl.legal.repair.writing import Writing
from policydsl.semantics import core
from policydsl.source import Span
from policydsl.syntax import ast
from policydsl.syntax.ast import Sort

# What makes one writing of another.
Option = Callable[[Writing], Writing]
# What states one more role of an act.
_State = Callable[[ast.Roles], ast.Roles]
# So many ways to state roles are tried for one norm.
_MOST = 60
# What a pattern says of each role, and which kind of word fills it.
_FIELDS = {
    "disclosing": "disclosing",
    "purpose": "purposes",
    "channels": "channels",
    "actor": "actors",
    "matter": "matters",
    "count": "count",
}
_SORTS = {
    "disclosing": Sort.LEVEL,
    "purpose": Sort.PURPOSE,
    "channels": Sort.CHANNEL,
    "actor": Sort.ACTOR,
    "matter": Sort.MATTER,
    "count": Sort.UNIT,
}


def asked_fields(norm: core.Norm) -> frozenset[str]:
    """Return the roles that a norm looks at, in its pattern or its conditions."""
    return frozenset(
        role
        for role, field in _FIELDS.items()
        if any(getattr(one, field) is not None for one in _patterns(norm))
    )


def stating(
    policy: core.Policy, norm: core.Norm, act: ast.Act, *, instead: bool, anew: bool
) -> list[Option]:
    """Return what states roles of an act that a norm looks at.

    Those that it leaves open, or, ``anew``, others than it states; one alone before
    several, the widest level of disclosure first.
    """
    asked = asked_fields(norm)
    found: list[list[_State]] = []
    for role in _FIELDS:
        said = getattr(act.roles, role)
        if role in asked and (said is not None) is anew and _has(policy, act, role):
            found.append(list(_states(policy, norm, act, role)))
    if isinstance(norm, core.Limit) and not anew:
        found.append([_set("ending", end) for end in _ends(norm, act.roles)])
    found = [states for states in found if states]
    several = product(*found) if len(found) > 1 else ()
    every = chain(((one,) for states in found for one in states), several)
    return [_stated(act, one, instead) for one in islice(every, _MOST)]


def asking(policy: core.Policy, norm: core.Norm, *, instead: bool) -> list[Option]:
    """Return what lets an act ask for a permission that a norm asks for."""
    if not isinstance(norm, core.Forbid | core.Limit):
        return []
    found = []
    for guard in norm.guards:
        held = guard.node
        if guard.wanted:
            if not isinstance(held, ast.Not):
                continue
            held = held.condition
        if isinstance(held, ast.PermissionHeld) and held.purpose is None:
            found.append(_permitted(_asked_for(held), instead))
    return found


def _asked_for(held: ast.PermissionHeld) -> ast.WithPermission:
    # Without a word about whose it is, it is that of whoever the act is addressed to.
    of = held.of
    if of is not None and of.text == core.RECIPIENT:
        of = None
    return ast.WithPermission(held.permission, of, held.given_to, span=held.span)


def _permitted(asked: ast.WithPermission, instead: bool) -> Option:
    def write(writing: Writing) -> Writing:
        act = writing.act(instead=instead)
        if act is None or asked in act.permissions:
            return writing
        more = evolve(act, permissions=(*act.permissions, asked))
        return evolve(writing, acts={**writing.acts, instead: more})

    return write


def _stated(act: ast.Act, states: Iterable[_State], instead: bool) -> Option:
    def write(writing: Writing) -> Writing:
        now = writing.act(instead=instead)
        if now is None:
            return writing
        roles = now.roles
        for state in states:
            roles = state(roles)
        more = evolve(now, roles=roles)
        return evolve(writing, acts={**writing.acts, instead: more})

    return write


# --- what a role may be -------------------------------------------------------------


def _set(role: str, value: ast.Node) -> _State:
    # The type of a role is that of the value that is found for it.
    changed: dict[str, Any] = {role: value}
    return lambda roles: evolve(roles, **changed)


def _states(
    policy: core.Policy, norm: core.Norm, act: ast.Act, role: str
) -> Iterator[_State]:
    place = _nowhere(act)
    said = getattr(act.roles, role)
    match role:
        case "disclosing":
            for name in reversed(policy.vocabulary.levels):
                level = ast.Disclosing(_term(name, Sort.LEVEL, place), span=place)
                if said is None or said.level.text != name:
                    yield _set(role, level)
        case "channels":
            yield from _channels(policy, act)
        case "count":
            yield from _counts(norm, act)
        case _:
            for name in _names(policy, _SORTS[role]):
                if said is None or said.text != name:
                    yield _set(role, _term(name, _SORTS[role], place))


def _channels(policy: core.Policy, act: ast.Act) -> Iterator[_State]:
    """Yield fewer channels than are said, or others; first those that are in use."""
    place, said = _nowhere(act), act.roles.channels
    if said is not None and len(said.channels) > 1:
        for one in said.channels:
            rest = tuple(other for other in said.channels if other is not one)
            joined = said.joined if len(rest) > 1 else ast.Joined.AND
            yield _set("channels", evolve(said, channels=rest, joined=joined))
    acts = [a for rule in policy.rules for a in (rule.act, rule.otherwise) if a]
    alike = [c for a in acts if a.verb == act.verb.text for c in a.channels]
    used = [c for a in acts for c in a.channels]
    for name in dict.fromkeys((*alike, *used, *_names(policy, Sort.CHANNEL))):
        if said is None or [one.text for one in said.channels] != [name]:
            term = _term(name, Sort.CHANNEL, place)
            yield _set("channels", ast.Channels((term,), span=place))


def _counts(norm: core.Norm, act: ast.Act) -> Iterator[_State]:
    """Yield numbers of people or things beside those that a norm names."""
    for node in (one for one in _acts_of(norm.node) if one.roles.count is not None):
        wanted = node.roles.count
        assert wanted is not None
        number = wanted.quantity.amount
        for near in (number, number - 1, number + 1):
            if near > 0:
                quantity = evolve(wanted.quantity, amount=near, span=_nowhere(act))
                yield _set("count", ast.HowMany(quantity, span=_nowhere(act)))


def _acts_of(node: ast.Node) -> Iterator[ast.Act]:
    match node:
        case ast.Forbid(target=ast.Act() as act) | ast.Limit(target=ast.Act() as act):
            yield act
        case ast.RequireBefore(later=act):
            yield act
        case _:
            return


def _ends(norm: core.Limit, roles: ast.Roles) -> Iterator[ast.Time]:
    """Yield when hours end in which an act of some length has to be over."""
    if roles.length is None or roles.ending is not None:
        return
    for bound in norm.bounds:
        if isinstance(bound.node, ast.Between) and bound.node.throughout:
            yield bound.node.end


def _names(policy: core.Policy, sort: Sort) -> list[str]:
    return [n for n, one in policy.vocabulary.nouns.items() if one.sort is sort]


def _has(policy: core.Policy, act: ast.Act, role: str) -> bool:
    """Whether the verb of an act was given a role."""
    verb = policy.vocabulary.verbs[act.verb.text]
    return _SORTS[role] in {one.sort for one in verb.roles}


def _nowhere(act: ast.Act) -> Span:
    # An empty place: the words of the author are no spelling of a new term.
    return Span(act.span.source, act.span.end, act.span.end)


def _term(name: str, sort: Sort, span: Span) -> ast.Term:
    return ast.Term(name, sort, span=span)


# --- what a norm speaks of ----------------------------------------------------------


def _patterns(norm: core.Norm) -> Iterator[core.Pattern]:
    """Yield the patterns of a norm, those in its conditions included."""
    match norm:
        case core.Forbid() | core.Limit():
            yield norm.pattern
            yield from patterns_said(norm)
        case core.RequireBefore():
            yield norm.later
        case core.RequireWithin():
            return


def patterns_said(norm: core.Forbid | core.Limit) -> Iterator[core.Pattern]:
    """Yield what the conditions of a norm ask of the act itself."""
    for guard in norm.guards:
        yield from _says(guard.condition)


def _says(condition: core.Condition) -> Iterator[core.Pattern]:
    match condition:
        case core.Says(pattern):
            yield pattern
        case core.Not(inner):
            yield from _says(inner)
        case core.AllOf(parts) | core.AnyOf(parts):
            for part in parts:
                yield from _says(part)
        case _:
            return
