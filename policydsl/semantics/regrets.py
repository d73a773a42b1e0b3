"""Acts that, by what is known now, were not to be done."""

from dataclasses import replace

from attrs import evolve

from policydsl.runtime.case import ActDone, OutcomeKnown
from policydsl.runtime.decision import Cause, Reason, Regret
from policydsl.semantics import core
from policydsl.semantics.history import acts, instances
from policydsl.semantics.needs import done_by, missing, unmet, with_alternative
from policydsl.semantics.obstacles import forbidden
from policydsl.semantics.occurrence import Occurrence
from policydsl.semantics.past import latest
from policydsl.semantics.plan import planned
from policydsl.semantics.together import AGAIN
from policydsl.semantics.view import View


def regrets(seen: View, policy: core.Policy) -> tuple[Regret, ...]:
    """Return the acts that, by what is known now, were not to be done.

    Each is judged by the version that was in force when it was done.
    """
    found = []
    for act in acts(seen).values():
        regret = regret_of(seen, policy, act)
        if regret is not None:
            found.append(regret)
    return tuple(found)


def attempts(seen: View, policy: core.Policy, main: Occurrence) -> list[Occurrence]:
    """Return an act, the act instead of it, and the same again after each regret."""
    found = with_alternative(seen, main)
    done = done_by(seen, main) if main.rule.again_after_regret else None
    if done is None or regret_of(seen, policy, done) is None:
        return found
    again = evolve(main, id=f"{main.id}/{AGAIN}", index=f"{main.index}/{AGAIN}")
    return [*found, *attempts(seen, policy, again)]


def regret_of(seen: View, policy: core.Policy, act: ActDone) -> Regret | None:
    """Return why an act was not to be done, if by what is known now it was not."""
    then = latest(seen, act.at)
    if then is None or act.occurrence is None:
        return None
    if then is not seen and then.policy is not None:
        told = regret_of(then, then.policy, acts(then)[act.id])
        # It is called what it is called now.
        name = act.rule or ""
        return told and replace(told, occurrence=act.occurrence, rule=name)
    if act.rule not in seen.rules:
        return None
    # What was done at the same instant may have been decided together with this act
    # or before it: the act is founded if it was so in either view.
    without = _founded(_before(seen, act, ()), policy, act)
    others = tuple(a.id for a in acts(seen).values() if a.at == act.at)
    with_others = _founded(_before(seen, act, others), policy, act)
    if not without or not with_others:
        return None
    return Regret(act.occurrence, act.rule or "", act.at, without)


def _before(seen: View, act: ActDone, others: tuple[str, ...]) -> View:
    """Return what is known now of the time before an act, and of no consequence.

    ``others``: ids of acts at the same instant that are seen, with their outcomes.
    What became at that instant of an earlier act is seen: events come first.
    """
    hidden = {a.id for a in acts(seen).values() if a.at == act.at} - {*others}
    hidden.add(act.id)
    entries = tuple(
        e
        for e in seen.entries
        if e.at < act.at
        or (
            e.at == act.at
            and not (isinstance(e, ActDone) and e.id in hidden)
            and not (isinstance(e, OutcomeKnown) and e.act in hidden)
        )
    )
    return evolve(seen.at(act.at), entries=entries)


def _founded(seen: View, policy: core.Policy, act: ActDone) -> tuple[Reason, ...]:
    """Return why an act was not to be done at that time; nothing if it was."""
    rule = seen.rules[act.rule or ""]
    closed_by = instances(seen, policy.closes_at, None)
    trigger = Reason(Cause.UNFOUNDED, f"{rule.name}/trigger/0", rule.words)
    for main in planned(seen, policy, rule, closed_by):
        if not f"{act.occurrence}/".startswith(f"{main.id}/"):
            continue
        for one in attempts(seen, policy, main):
            if one.id == act.occurrence:
                ends = (one.cancelled_at, one.moot_at)
                if any(end is not None and end <= act.at for end in ends):
                    return (trigger,)
                one = one.by(act.channels)
                failing = () if one.is_instead else unmet(seen, one)
                if one.is_repeated:
                    failing = unmet(seen.at(one.due_from), one) or failing
                norms = tuple(o.reason for o in forbidden(seen, policy, one))
                return (*failing, *missing(seen, one), *norms)
    return (trigger,)
