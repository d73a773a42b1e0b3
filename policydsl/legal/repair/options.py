"""What may be written so that a norm is kept, in the order in which it is tried."""

from collections.abc import Iterator

from policydsl.legal.repair.acts import (
    Option,
    asked_fields,
    asking,
    patterns_said,
    stating,
)
from policydsl.legal.repair.norms import asked_of_all, asked_of_rule, has_words
from policydsl.legal.repair.notices import giving, is_given
from policydsl.legal.repair.writing import Writing
from policydsl.legal.verdict import Seed
from policydsl.semantics import core
from policydsl.syntax import ast


def options(writing: Writing, seed: Seed) -> Iterator[list[Option]]:
    """Yield what may be written, alternatives together; each alone may be enough.

    The best of the first alternatives of which one is enough is taken.
    """
    act = writing.act(instead=seed.is_instead)
    if act is None:
        return
    match seed.norm:
        case core.Forbid() as norm:
            yield from _forbidden(writing, norm, act, seed)
        case core.Limit() as norm:
            yield from _limited(writing, norm, act, seed)
        case core.RequireBefore() as norm:
            yield from _required(writing, norm, act, seed)
        case core.RequireWithin():
            return


def _forbidden(
    writing: Writing, norm: core.Forbid, act: ast.Act, seed: Seed
) -> Iterator[list[Option]]:
    policy, instead = writing.policy, seed.is_instead
    said = stating(policy, norm, act, instead=instead, anew=False)
    other = stating(policy, norm, act, instead=instead, anew=True)
    asked = [[one] for one in asking(policy, norm, instead=instead)]
    own = [[one] for one in asked_of_all(policy, norm, act)]
    if not instead:
        own += [[one] for one in asked_of_rule(norm)]
    if _is_about_the_act(policy, norm, act):
        yield from (said, other, *asked, *own)
    else:
        yield from (*asked, *own)
        # Where a policy has no words for a condition, its author should have them, and
        # not do something else to the one whom the case is about.
        if has_words(policy, norm) or not _is_principal(policy, act):
            yield from (said, other)


def _is_about_the_act(policy: core.Policy, norm: core.Forbid, act: ast.Act) -> bool:
    """Whether a norm is about how an act is done, more than about when.

    What is forbidden only if something is so, is allowed as a rule. And what is said
    to the one whom the case is about, nobody else should learn.
    """
    if any(patterns_said(norm)):
        return not any(guard.wanted for guard in norm.guards)
    if any(guard.wanted for guard in norm.guards):
        return False
    asked = asked_fields(norm)
    if not norm.guards or (act.roles.channels is None and "channels" in asked):
        return True
    is_told = bool(asked & {"purpose", "disclosing"})
    return is_told and not _is_principal(policy, act)


def _is_principal(policy: core.Policy, act: ast.Act) -> bool:
    """Whether an act is addressed to whoever a case is about: clocks are kept of them.

    Of nobody else it is counted how long something has been so.
    """
    owners = {one.of for one in policy.vocabulary.clocks.values()} - {None}
    return act.audience is not None and act.audience.text in owners


def _limited(
    writing: Writing, norm: core.Limit, act: ast.Act, seed: Seed
) -> Iterator[list[Option]]:
    policy, instead = writing.policy, seed.is_instead
    # Another channel, so that nobody counts: that is no way to keep a number.
    is_counted = any(isinstance(one.limit, core.Times) for one in norm.bounds)
    said = []
    if not is_counted:
        said = stating(policy, norm, act, instead=instead, anew=False)
    if act.roles.length is not None:
        # It is begun as late as before, and only over in time.
        yield said
    for one in asked_of_all(policy, norm, act):
        yield [one]
    yield said
    if not instead:
        yield asked_of_rule(norm)
    for one in asking(policy, norm, instead=instead):
        yield [one]


def _required(
    writing: Writing, norm: core.RequireBefore, act: ast.Act, seed: Seed
) -> Iterator[list[Option]]:
    policy, instead = writing.policy, seed.is_instead
    own = [[one] for one in asked_of_all(policy, norm, act)]
    if not is_given(policy, norm, writing.rule):
        yield giving(policy, norm, writing.rule)
    yield from own
    yield stating(policy, norm, act, instead=instead, anew=False)
