"""Whether two rules on one clock are asked about in the same run of it."""

from policydsl.runtime.case import ActDone
from policydsl.semantics import core
from policydsl.semantics.episodes import rule_episodes
from policydsl.semantics.history import acts, fates_of
from policydsl.semantics.view import Context, Episode, Fate, View


def is_since_of_run(
    seen: View, episode: Episode, clock: core.Since, context: Context
) -> bool:
    """Whether what a `since` counts from is of the same run of the clock, too.

    That is asked of the acts of a rule that it names, and not of any other act.
    """
    if isinstance(clock.start, core.FactRef):
        return True
    act = acts(seen).get(episode.key)
    if act is not None:
        named = [e.rule for e in clock.start if isinstance(e, core.RuleEvent)]
        return act.rule not in named or in_episode(seen, act, context)
    return all(
        is_same_run(seen, event.rule, fate.occurrence, context)
        for event in clock.start
        if isinstance(event, core.FateEvent)
        for fate in fates_of(seen, event)
        if fate.id == episode.key
    )


def is_latest(seen: View, fate: Fate, events: core.Events, context: Context) -> bool:
    """Whether it is what became of the latest act of the rule, in the episode."""
    for event in events:
        if not isinstance(event, core.FateEvent):
            continue
        those = [
            one
            for one in fates_of(seen, event)
            if is_same_run(seen, event.rule, one.occurrence, context)
        ]
        if fate in those:
            return fate.since == those[-1].since
    return False


def in_episode(seen: View, act: ActDone, context: Context) -> bool:
    """Whether a rule on the same clock acted in the same episode; else any will do."""
    return is_same_run(seen, act.rule, act.occurrence, context)


def is_same_run(
    seen: View, name: str | None, occurrence: str | None, context: Context
) -> bool:
    """Whether an act of a rule is of the same run of the clock, if both hang on it."""
    rule = seen.rules.get(name or "")
    if rule is None or context.clock is None or context.rule == name:
        return True
    # The clock first: to look for episodes may ask for the rule that is judged here.
    match rule.trigger:
        case (
            core.After(clock=clock)
            | core.AfterEach(clock=clock)
            | core.Every(clock=clock)
        ):
            is_on_it = clock == context.clock and rule_episodes(seen, rule) is not None
        case _:
            is_on_it = False
    if not is_on_it:
        return True
    prefix = f"{seen.case.id}/{rule.name}/{context.key}/"
    return (occurrence or "").startswith(prefix)
