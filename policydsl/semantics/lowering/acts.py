"""Acts of rules -> acts; acts of norms -> patterns; what they say -> roles."""

from collections.abc import Iterator

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Label
from policydsl.diagnostics.text import Text
from policydsl.semantics import core
from policydsl.semantics.lowering import quantities
from policydsl.semantics.lowering.facts import date_fact
from policydsl.semantics.lowering.how_many import compared, counted
from policydsl.semantics.lowering.items import is_about
from policydsl.semantics.lowering.lengths import check_norm, length
from policydsl.semantics.lowering.levels import level, levels
from policydsl.semantics.lowering.outcomes import not_available
from policydsl.semantics.lowering.parties import (
    check_declared,
    covered,
    covered_or_any,
    recipient,
)
from policydsl.semantics.lowering.setting import Mistake, Position, Setting
from policydsl.semantics.lowering.several import check_one, each_of
from policydsl.semantics.lowering.spelling import said, words_of
from policydsl.syntax import ast
from policydsl.syntax.called import called, one_called
from policydsl.vocabulary.model import Verb

_NOBODY = Position()


def act(node: ast.Act, clause: str, setting: Setting) -> core.Act:
    """Return what a rule does. ``clause`` is where its requirements are counted."""
    check_declared(node.verb, setting)
    verb = setting.vocabulary.verbs[node.verb.text]
    roles = node.roles
    audience = _audience(node, verb, setting)
    each = each_of(node, setting)
    own = core.RECIPIENT if each is not None else audience
    for term in _stated(roles):
        _check_role(node, term, (verb,), setting)
    channels = roles.channels
    return core.Act(
        verb=verb.name,
        audience=audience,
        channels=() if channels is None else tuple(c.text for c in channels.channels),
        joined=ast.Joined.AND if channels is None else channels.joined,
        purpose=_name(roles.purpose),
        matter=_name(roles.matter),
        actor=_name(roles.actor),
        disclosing=None
        if roles.disclosing is None
        else level(roles.disclosing, setting),
        count=None if roles.count is None else counted(node, roles.count, setting),
        requirements=tuple(
            _requirement(permission, f"{clause}/{at}", own, setting)
            for at, permission in enumerate(node.permissions)
        ),
        is_coercive=verb.coercive,
        is_irreversible=verb.irreversible,
        node=node,
        effective=_effective(node, verb, setting),
        each=each,
        item_kind=_name(roles.item),
        length=length(node, verb, setting),
    )


def _effective(node: ast.Act, verb: Verb, setting: Setting) -> tuple[core.FactRef, ...]:
    terms = node.roles.effective
    if terms and _role(verb, ast.Sort.FACT) is None:
        raise _no_role(node, terms[0])
    for at, term in enumerate(terms):
        first = next(one for one in terms if one.text == term.text)
        if first is not terms[at]:
            raise _said_again(term, first)
    return tuple(date_fact(term, setting, _NOBODY) for term in terms)


def act_of_rule(
    node: ast.Act, clause: str, setting: Setting, position: Position
) -> core.Act:
    """Return what a rule does; it says of items only what its trigger is about."""
    done, item = act(node, clause, setting), node.roles.item
    if item is not None and not is_about(item.text, setting, position):
        raise Mistake(
            codes.WRONG_OWNER.at(
                item.span,
                Text("this rule is not about one `{item}`", item=said(item)),
                label="which of them?",
                help="leave this out, or let the rule hang on a clock or a date of"
                " each item",
            )
        )
    return done


def pattern(node: ast.Act, setting: Setting) -> core.Pattern:
    """Return which acts a norm is about; an unstated role is any."""
    verbs = covered(node.verb, setting)
    kinds = tuple(setting.vocabulary.verbs[name] for name in sorted(verbs))
    for permission in node.permissions:
        raise _only_of_rules(permission)
    if node.each:
        raise _each_of_norm(node)
    check_norm(node)
    for date in node.roles.effective:
        raise not_available(date, Text("dates in a norm"), setting)
    if node.audience is not None:
        _check_audience_of_norm(node, node.audience, kinds, setting)
    for term in _stated(node.roles):
        _check_role(node, term, kinds, setting)
    return _pattern(node.roles, setting, verbs, node.audience)


def this_act(node: ast.ThisAct, setting: Setting) -> core.Says:
    """Return that the act itself says so."""
    return core.Says(_pattern(node.roles, setting, None, None))


def in_hand(
    node: ast.PermissionHeld | ast.WithPermission,
    of: str,
    setting: Setting,
) -> core.InHand:
    """Return what must be in hand, and whose it must be."""
    vocabulary = setting.vocabulary
    names = covered(node.permission, setting)
    line = vocabulary.above(node.permission.text)
    purpose = node.purpose if isinstance(node, ast.PermissionHeld) else None
    valid = node.valid if isinstance(node, ast.WithPermission) else None
    if purpose is not None:
        check_declared(purpose, setting)
    return core.InHand(
        permissions=names,
        of=of,
        given_to=covered_or_any(node.given_to, setting),
        purpose=_name(purpose),
        is_for_one_act=any(vocabulary.nouns[name].for_one_act for name in line),
        valid=None if valid is None else quantities.positive(valid, setting),
        withdrawn_by=frozenset(line[1:]),
    )


def _pattern(
    roles: ast.Roles,
    setting: Setting,
    verbs: frozenset[str] | None,
    audience: ast.Term | None,
) -> core.Pattern:
    channels: frozenset[str] | None = None
    if roles.channels is not None:
        each = [covered(channel, setting) for channel in roles.channels.channels]
        channels = frozenset().union(*each)
    return core.Pattern(
        verbs=verbs,
        audiences=covered_or_any(audience, setting),
        channels=channels,
        purposes=covered_or_any(roles.purpose, setting),
        matters=covered_or_any(roles.matter, setting),
        actors=covered_or_any(roles.actor, setting),
        disclosing=None
        if roles.disclosing is None
        else levels(roles.disclosing, setting),
        items=covered_or_any(roles.item, setting),
        count=None if roles.count is None else compared(roles.count, setting),
    )


def _audience(node: ast.Act, verb: Verb, setting: Setting) -> str | None:
    role = _role(verb, ast.Sort.PARTY)
    if node.audience is None:
        if role is None:
            return None
        raise Mistake(
            codes.AUDIENCE_NOT_STATED.at(
                node.verb.span,
                Text(
                    "`{verb}` does not say whom it is addressed to",
                    verb=said(node.verb),
                ),
                label="to whom?",
                help="name the party after the act",
            )
        )
    if node.audience.text == core.RECIPIENT:
        recipient(node.audience, _NOBODY)
    check_declared(node.audience, setting)
    if role is None:
        raise _no_role(node, node.audience)
    if role.term is not None and not _is_below(node.audience, role.term, setting):
        raise _wrong_audience(node.audience, role.term, verb, setting)
    return node.audience.text


def _check_audience_of_norm(
    node: ast.Act, audience: ast.Term, kinds: tuple[Verb, ...], setting: Setting
) -> None:
    if audience.text == core.RECIPIENT:
        recipient(audience, _NOBODY)
    check_declared(audience, setting)
    roles = [role for verb in kinds if (role := _role(verb, ast.Sort.PARTY))]
    if not roles:
        raise _no_role(node, audience)
    wanted = setting.vocabulary.below(audience.text)
    for role in roles:
        if role.term is None or wanted & setting.vocabulary.below(role.term.text):
            return
    first = roles[0].term
    assert first is not None
    raise _wrong_audience(audience, first, kinds[0], setting)


def _stated(roles: ast.Roles) -> Iterator[ast.Term]:
    """Yield the terms of the roles that an act states, the audience apart."""
    if roles.channels is not None:
        yield from roles.channels.channels
    for term in (roles.purpose, roles.matter, roles.item, roles.actor):
        if term is not None:
            yield term
    if roles.disclosing is not None:
        yield roles.disclosing.level
    if roles.count is not None:
        yield roles.count.quantity.unit


def _check_role(
    node: ast.Act, term: ast.Term, verbs: tuple[Verb, ...], setting: Setting
) -> None:
    """Complain if none of the verbs has a role that the term can fill."""
    if term.sort is not ast.Sort.LEVEL:
        check_declared(term, setting)
    limits = [role.term for verb in verbs if (role := _role(verb, term.sort))]
    if not limits:
        raise _no_role(node, term)
    if any(limit is None or _is_below(term, limit, setting) for limit in limits):
        return
    limit = limits[0]
    assert limit is not None
    wanted = setting.spelled(limit.text)
    raise Mistake(
        codes.ROLE_NOT_OF_ACT.at(
            term.span,
            Text(
                "`{verb}` takes `{wanted}` here, not `{term}`",
                verb=said(node.verb),
                wanted=wanted,
                term=said(term),
            ),
            label=Text("is no kind of `{wanted}`", wanted=wanted),
            related=(Label(limit.span, "the act is declared with this"),),
        )
    )


def _role(verb: Verb, sort: ast.Sort) -> ast.RoleOfAct | None:
    return next((role for role in verb.roles if role.sort is sort), None)


def _is_below(term: ast.Term, limit: ast.Term, setting: Setting) -> bool:
    return limit.text in setting.vocabulary.above(term.text)


def _requirement(
    node: ast.WithPermission, clause: str, audience: str | None, setting: Setting
) -> core.Requirement:
    of: str | None
    if node.of is None or node.of.text == core.RECIPIENT:
        of = audience  # of an act to each of several, that of the recipient
        if of is None:
            raise Mistake(
                codes.NO_RECIPIENT.at(
                    node.span,
                    Text(
                        "`{permission}` does not say whose it must be",
                        permission=said(node.permission),
                    ),
                    label="the act is addressed to nobody",
                    help="name the party whose it is",
                )
            )
    else:
        check_declared(node.of, setting)
        check_one(node.of, setting)
        of = node.of.text
    words = words_of(node, setting.lexicon, setting.document.language)
    return core.Requirement(clause, words, in_hand(node, of, setting), node)


def _name(term: ast.Term | None) -> str | None:
    return None if term is None else term.text


def _no_role(node: ast.Act, term: ast.Term) -> Mistake:
    return Mistake(
        codes.ROLE_NOT_OF_ACT.at(
            term.span,
            Text(
                "`{verb}` has no role for the {sort} `{term}`",
                verb=said(node.verb),
                sort=called(term.sort),
                term=said(term),
            ),
            label=Text(
                "the act is declared without {sort}", sort=one_called(term.sort)
            ),
            help="leave this out, or give the act this role in the vocabulary",
        )
    )


def _wrong_audience(
    term: ast.Term, limit: ast.Term, verb: Verb, setting: Setting
) -> Mistake:
    wanted = setting.spelled(limit.text)
    return Mistake(
        codes.WRONG_AUDIENCE.at(
            term.span,
            Text(
                "`{verb}` is addressed to `{wanted}`, not to `{term}`",
                verb=setting.spelled(verb.name),
                wanted=wanted,
                term=said(term),
            ),
            label=Text("is no kind of `{wanted}`", wanted=wanted),
            related=(Label(limit.span, "the act is declared with this"),),
        )
    )


def _each_of_norm(node: ast.Act) -> Mistake:
    return Mistake(
        codes.CLAUSE_DOES_NOT_FIT.at(
            node.span,
            "a norm is about every act of its kind, to whomever it is addressed",
            label="`each` belongs to a rule",
            help="leave it out; to count for each by themselves, write `for each`"
            " behind the number of times",
        )
    )


def _said_again(term: ast.Term, first: ast.Term) -> Mistake:
    return Mistake(
        codes.SAID_TWICE.at(
            term.span,
            Text("`{term}` is named twice", term=said(term)),
            label="again here",
            related=(Label(first.span, "first here"),),
            help="leave one of them out",
        )
    )


def _only_of_rules(node: ast.Node) -> Mistake:
    return Mistake(
        codes.CLAUSE_DOES_NOT_FIT.at(
            node.span,
            "a norm does not say what must be in hand",
            label="belongs to a rule",
            help="forbid the act unless the permission is there",
        )
    )
