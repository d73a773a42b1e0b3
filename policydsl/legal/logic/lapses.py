"""What must have been done for another rule, and may be dropped for being late."""

from collections.abc import Iterator

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Label
from policydsl.diagnostics.text import Text
from policydsl.legal.logic.times import Wanted, is_more, minutes, points_of, wanted_by
from policydsl.semantics import core
from policydsl.semantics.patterns import matches

_A_DAY = 24 * 60


def findings(policy: core.Policy) -> Iterator[Diagnostic]:
    """Yield a finding for each act that another rule needs and that may lapse."""
    rules = {rule.name: rule for rule in policy.rules}
    for rule in policy.rules:
        for wanted in wanted_by(rule):
            earlier = rules.get(wanted.earlier)
            if earlier is None or not _is_needed(rule, earlier, wanted):
                continue
            why = _why(policy, earlier)
            if why is not None:
                yield _finding(rule, earlier, wanted, why)


def _is_needed(rule: core.Rule, earlier: core.Rule, wanted: Wanted) -> bool:
    """Whether a rule hopes in vain as soon as one act of the other is dropped."""
    own, theirs = list(points_of(rule)), list(points_of(earlier))
    if earlier.late is None or not own or not theirs:
        return False
    if isinstance(earlier.trigger, core.Every | core.While):
        return False
    is_one_run = own[0].clock == theirs[0].clock
    follows = is_one_run and is_more(own[0].at, theirs[0].at)
    return (wanted.spaced is not None or follows) and len(theirs) <= wanted.times


def _why(policy: core.Policy, rule: core.Rule) -> Text | None:
    """Say what makes it late: hours that are closed for longer, or else an outage."""
    late = None if rule.late is None else minutes(rule.late)
    last = [minutes(point.at) for point in points_of(rule)][-1]
    for hours in _hours(policy, rule):
        closed = (hours.start - hours.end) % _A_DAY
        if late is None or late >= closed:
            continue
        if last is None:
            return Text("it is dropped if it comes due at {end}", end=_time(hours.end))
        return Text(
            "it is dropped for what begins at {begin}: then it is due at {end}",
            begin=_time(hours.end - last),
            end=_time(hours.end),
        )
    if isinstance(rule.trigger, core.After):
        return Text("it is dropped when it is late, as after an outage")
    return None


def _hours(policy: core.Policy, rule: core.Rule) -> Iterator[core.Between]:
    act = rule.act
    bounds = list(rule.bounds)
    for limit in policy.limits:
        if act is not None and matches(limit.pattern, act, rule.name, act.audience):
            bounds += limit.bounds
    for bound in bounds:
        if isinstance(bound.limit, core.Between):
            yield bound.limit


def _time(minute: int) -> str:
    hour, rest = divmod(minute % _A_DAY, 60)
    return f"{hour:02}:{rest:02}"


def _finding(
    rule: core.Rule, earlier: core.Rule, wanted: Wanted, why: Text
) -> Diagnostic:
    guard = wanted.words
    place = rule.node.trigger.span if guard is None else guard.node.span
    return codes.NEEDED_ACT_LAPSES.at(
        place,
        Text(
            "`{rule}` needs `{earlier}`, which may be dropped",
            rule=rule.name,
            earlier=earlier.name,
        ),
        label=Text("then `{rule}` is never done in this run", rule=rule.name),
        related=(Label(earlier.node.name.span, why),),
        help="let it be late without limit, or say what is done instead",
    )
