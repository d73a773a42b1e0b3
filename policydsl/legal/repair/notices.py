"""A rule that does first what has to be done before an act."""

from attrs import evolve

from policydsl.legal.repair.acts import Option
from policydsl.legal.repair.norms import in_words
from policydsl.legal.repair.writing import Notice, Writing
from policydsl.semantics import core
from policydsl.semantics.lowering.notices import may_do
from policydsl.source import Span
from policydsl.syntax import ast


def is_given(policy: core.Policy, norm: core.RequireBefore, rule: core.Rule) -> bool:
    """Return whether another rule does what has to be done first."""
    others = (one for one in policy.rules if one.name != rule.name)
    return any(may_do(one, norm.earlier) for one in others)


def giving(
    policy: core.Policy, norm: core.RequireBefore, rule: core.Rule
) -> list[Option]:
    """Return how a rule of its own does what has to be done before an act.

    First so early that the act is done no later than before.
    """
    required = in_words(policy, norm.node)
    if not isinstance(required, ast.RequireBefore):
        return []
    own = rule.node
    nowhere = Span(own.span.source, own.span.start, own.span.start)
    first = ast.Rule(
        ast.Name(_name(policy, required.earlier, rule), span=nowhere),
        None,
        own.trigger,
        required.earlier,
        (ast.Late(None, span=nowhere),),
        span=nowhere,
    )
    early = evolve(first, trigger=_earlier(own.trigger, required.at_least))
    found = {one.trigger: one for one in (early, first)}
    return [_with_notice(Notice(one, required)) for one in found.values()]


def _name(policy: core.Policy, act: ast.Act, rule: core.Rule) -> str:
    """Return a name that nothing else has: what is done, and for which rule."""
    spelled = policy.lexicon.spelling(act.verb.text, policy.document.language)
    name = "_".join((*spelled.split(), rule.name))
    taken, number = set(policy.lexicon.entries), 2
    free = name
    while free in taken:
        free, number = f"{name}_{number}", number + 1
    return free


def _earlier(trigger: ast.Trigger, lead: ast.Duration | None) -> ast.Trigger:
    """Return a trigger that comes so much earlier, where it can."""
    match trigger:
        case ast.After(delay=delay, rolled=None):
            return evolve(trigger, delay=_less(delay, lead))
        case ast.Every(first=first, clock=clock):
            return ast.After(_less(first, lead), clock, span=trigger.span)
        case ast.AfterEach(points=points, clock=clock):
            return ast.After(_less(points[0], lead), clock, span=trigger.span)
        case ast.Before(lead=before) if lead is not None and before.unit == lead.unit:
            longer = evolve(before, amount=before.amount + lead.amount)
            return evolve(trigger, lead=longer)
        case _:
            return trigger


def _less(delay: ast.Duration, lead: ast.Duration | None) -> ast.Duration:
    # Coercive acts are never done on the day of the notice.
    unit, amount = (delay.unit, 1) if lead is None else (lead.unit, lead.amount)
    if unit != delay.unit or delay.amount <= amount:
        return delay
    return evolve(delay, amount=delay.amount - amount)


def _with_notice(notice: Notice) -> Option:
    def write(writing: Writing) -> Writing:
        return evolve(writing, notices=(*writing.notices, notice))

    return write
