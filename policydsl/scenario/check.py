"""What is wrong with a scenario before it is played."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from policydsl.diagnostics import codes
from policydsl.diagnostics.findings import Findings
from policydsl.diagnostics.model import Diagnostic, Label
from policydsl.diagnostics.suggest import did_you_mean
from policydsl.diagnostics.text import Text, listed, quoted
from policydsl.scenario.elsewhere import check_elsewhere
from policydsl.scenario.items import check_item, where
from policydsl.scenario.people import (
    check_expected,
    check_given_act,
    check_people,
    check_who,
)
from policydsl.scenario.sense import contradictions, expects_nothing
from policydsl.scenario.story import instant, people_of
from policydsl.scenario.values import check_value
from policydsl.semantics import core
from policydsl.semantics.lowering import acts, bounds, events, facts
from policydsl.semantics.lowering.setting import Setting
from policydsl.source import Span
from policydsl.syntax import ast, words
from policydsl.syntax.formatter import phrase

_OF_ACTS = (
    ast.Outcome.DONE,
    ast.Outcome.BLOCKED,
    ast.Outcome.DEFERRED,
    ast.Outcome.LAPSED,
    ast.Outcome.CANCELLED,
    ast.Outcome.REGRETTED,
)
_OF_MEASURES = (ast.Outcome.BEGUN, ast.Outcome.ENDED)
# What a given fact is said to be, hours apart.
_Value = ast.Term | ast.BuiltIn | ast.Money | ast.Quantity
# What has reasons, so that `over` can ask for them.
_REASONED = (ast.Outcome.BLOCKED, ast.Outcome.DEFERRED, ast.Outcome.REGRETTED)


def check(
    scenario: ast.Scenario, policy: core.Policy, language: str
) -> tuple[Diagnostic, ...]:
    """Report what keeps a scenario from being played, or from being met.

    ``language`` is that of the scenario; its policy may be written in another.
    """
    policy = evolve(policy, document=evolve(policy.document, language=language))
    if scenario.last.date < scenario.first.date:
        return (_backwards(scenario),)
    findings = Findings()
    rules = {name: rule.node for name, rule in policy.every_rule.items()}
    groups: dict[str, ast.Group] = {one.name: one.node for one in policy.stages}
    groups |= {one.name: one.node for one in policy.ladders}
    setting = Setting(
        policy.document,
        policy.vocabulary,
        policy.lexicon,
        findings,
        rules=rules,
        groups=groups,
        people={name: one.party or name for name, one in people_of(scenario).items()},
    )
    for one in check_people(scenario, setting):
        findings.report(one)
    for given in scenario.givens:
        for one in _given(given, scenario, policy, setting):
            findings.report(one)
        for one in check_elsewhere(given):
            findings.report(one)
    for expectation in scenario.expectations:
        for one in _expectation(expectation, scenario, policy, setting):
            findings.report(one)
    for one in contradictions(scenario):
        findings.report(one)
    found = findings.in_order((scenario.span.source,))
    return found if found or scenario.expectations else (expects_nothing(scenario),)


def check_names(scenarios: Iterable[ast.Scenario]) -> tuple[Diagnostic, ...]:
    """Report the scenarios of a document that have the name of an earlier one."""
    first: dict[str, ast.Name] = {}
    found = []
    for name in (one.name for one in scenarios):
        earlier = first.setdefault(name.text, name)
        if earlier is not name:
            found.append(
                codes.SCENARIO_TWICE.at(
                    name.span,
                    Text("two scenarios are called `{name}`", name=name.text),
                    label="the same name again",
                    related=(Label(earlier.span, "first used here"),),
                    help="give this one a name of its own",
                )
            )
    return tuple(found)


def _backwards(scenario: ast.Scenario) -> Diagnostic:
    return codes.SCENARIO_ENDS_BEFORE_IT_BEGINS.at(
        scenario.last.span,
        Text(
            "scenario `{scenario}` ends before it begins", scenario=scenario.name.text
        ),
        label="the last day",
        related=(Label(scenario.first.span, "the first day"),),
        help="give the earlier day first; both belong to the scenario",
    )


# --- what is given --------------------------------------------------------


def _given(
    given: ast.Given, scenario: ast.Scenario, policy: core.Policy, setting: Setting
) -> Iterator[Diagnostic]:
    match given:
        case ast.GivenFact(fact, value, since, recorded):
            if isinstance(value, ast.Between):
                hours = value
                setting.attempt(lambda: bounds.hours_of(fact, hours, setting))
            elif isinstance(value, ast.Text | ast.ListedDays | ast.Date):
                wrong = tuple(check_item(given, policy))
                if not wrong:
                    setting.attempt(lambda: check_value(given, setting))
                yield from wrong
            else:
                yield from _fact(given, value, policy, setting)
            yield from _not_after((since, recorded), scenario)
        case ast.GivenEvent(event, on, always, recorded):
            named = setting.attempt(
                lambda: events.events((event,), setting, where(given))
            )
            yield from check_item(given, policy)
            if named:
                check_who(event, setting)
            if named and not _is_earlier(given, scenario):
                yield from _event(event, policy)
            if always and not _is_answer(event):
                yield _always(given)
            yield from _not_after((*on, recorded), scenario)
        case ast.GivenAct(act, on, recorded):
            if setting.attempt(lambda: acts.act(act, "given", setting)):
                yield from _by_hand(act)
                yield from check_given_act(act)
            yield from _not_after((*on, recorded), scenario)
        case ast.GivenOutage(start, end):
            if instant(end, policy) <= instant(start, policy):
                yield codes.OUTAGE_WITHOUT_LENGTH.at(
                    end.span,
                    "the outage ends before it begins, or at once",
                    label="not after its beginning",
                    related=(Label(start.span, "it begins here"),),
                )


def _fact(
    given: ast.GivenFact, value: _Value, policy: core.Policy, setting: Setting
) -> Iterator[Diagnostic]:
    wrong = tuple(check_item(given, policy))
    same = ast.FactIs(given.fact, value, span=given.span)
    if not wrong:
        setting.attempt(lambda: facts.equals(same, setting, where(given)))
    yield from wrong


def _event(event: ast.EventPhrase, policy: core.Policy) -> Iterator[Diagnostic]:
    """Report what the policy works out by itself, and what leaves something open."""
    said = " ".join(event.span.text.split())
    match event:
        case ast.ClockBecame():
            yield codes.GIVEN_DOES_NOT_FIT.at(
                event.span,
                Text("`{said}` cannot be given", said=said),
                label="a clock is worked out from what happens",
                help="give the event, or the fact, that begins or ends it",
            )
        case ast.RuleBecame(_, ast.Outcome.BEGUN | ast.Outcome.ENDED):
            yield codes.GIVEN_DOES_NOT_FIT.at(
                event.span,
                Text("`{said}` cannot be given", said=said),
                label="a measure is worked out from what happens",
                help="give what its condition looks at",
            )
        case ast.PermissionBecame(permission, None):
            yield codes.GIVEN_DOES_NOT_FIT.at(
                event.span,
                Text("`{said}` does not say whose it is", said=said),
                label=Text(
                    "whose {permission}?",
                    permission=" ".join(permission.span.text.split()),
                ),
                help="name the party who gives it, or takes it back",
            )
        case ast.RuleBecame(_, ast.Outcome.DONE):
            yield codes.GIVEN_DOES_NOT_FIT.at(
                event.span,
                Text("`{said}` cannot be given", said=said),
                label="the policy decides what is done",
                help="expect it; of an act that was done by hand, name the verb; "
                "only what was done before the first day can be given",
            )
        case ast.ActBecame(_, ast.Outcome.DONE, ast.Term() as by):
            yield codes.GIVEN_DOES_NOT_FIT.at(
                by.span,
                Text("`{said}` does not fit an act that was done by hand", said=said),
                label="what is done has no answer yet",
                help="leave it out, and give what became of the act",
            )
        case ast.Happens():
            yield from _happening(event, said, policy)
        case _:
            pass


def _happening(
    event: ast.Happens, said: str, policy: core.Policy
) -> Iterator[Diagnostic]:
    """Report an event of which nobody can tell what happened, or by whom."""
    kind = policy.vocabulary.events[event.event.text]
    if kind.means:
        choice = listed(
            quoted(phrase(one, policy.lexicon, policy.document.language))
            for one in kind.means
        )
        yield codes.GIVEN_DOES_NOT_FIT.at(
            event.span,
            Text("`{said}` stands for several events", said=said),
            label="which of them happened?",
            help=Text("give one of {choice}", choice=choice),
        )
    elif kind.by_party and event.by is None:
        yield codes.GIVEN_DOES_NOT_FIT.at(
            event.span,
            Text("`{said}` does not say who did it", said=said),
            label="by whom?",
            help="name the party",
        )


def _by_hand(act: ast.Act) -> Iterator[Diagnostic]:
    """Report what is said of an act that could only be said of a plan."""
    channels = act.roles.channels
    if channels and channels.joined is ast.Joined.OR and len(channels.channels) > 1:
        yield codes.GIVEN_DOES_NOT_FIT.at(
            channels.span,
            "an act that was done used one of the channels",
            label="which one?",
            help="name the channel that was used",
        )
    for permission in act.permissions:
        yield codes.GIVEN_DOES_NOT_FIT.at(
            permission.span,
            "an act that was done by hand asks for no permission",
            label="not part of what was done",
            help="leave it out; give the permission on a line of its own",
        )


def _is_earlier(given: ast.GivenEvent, scenario: ast.Scenario) -> bool:
    """Whether it is what a rule did before the story begins."""
    match given.event:
        case ast.RuleBecame(_, ast.Outcome.DONE):
            days = [moment.date.date for moment in given.on]
            return not given.always and max(days) < scenario.first.date
        case _:
            return False


def _is_answer(event: ast.EventPhrase) -> bool:
    """Whether it says what becomes of an act, and not that it was done."""
    match event:
        case ast.ActBecame(_, outcome) | ast.RuleBecame(_, outcome):
            return outcome is not ast.Outcome.DONE
        case _:
            return False


def _always(given: ast.GivenEvent) -> Diagnostic:
    said = " ".join(given.event.span.text.split())
    return codes.ALWAYS_WITHOUT_ACT.at(
        given.span,
        Text("`{said}` cannot happen always", said=said),
        label="only what becomes of an act can",
        help="say on which days it happened",
    )


# --- what is expected -----------------------------------------------------


def _expectation(
    expectation: ast.Expectation,
    scenario: ast.Scenario,
    policy: core.Policy,
    setting: Setting,
) -> Iterator[Diagnostic]:
    if isinstance(expectation, ast.ExpectNothingElse):
        return
    rules = policy.every_rule
    rule = rules.get(expectation.rule.text)
    if rule is None:
        yield codes.RULE_NOT_IN_POLICY.at(
            expectation.rule.span,
            Text(
                "policy `{policy}` has no rule `{rule}`",
                policy=policy.name,
                rule=expectation.rule.text,
            ),
            label="no rule of the policy",
            help=did_you_mean(expectation.rule.text, rules),
        )
    if rule is not None:
        yield from check_expected(expectation, rule, setting)
    if isinstance(expectation, ast.ExpectNever):
        return
    for moment in expectation.on:
        if not scenario.first.date <= moment.date.date <= scenario.last.date:
            yield _outside(moment.span, moment.date.date.isoformat(), scenario)
    if rule is not None:
        yield from _outcome(expectation, rule, policy.document.language)


def _outcome(
    expectation: ast.Expect, rule: core.Rule, language: str
) -> Iterator[Diagnostic]:
    outcome = expectation.outcome
    said = _spelled(outcome, language)
    if outcome not in (_OF_MEASURES if rule.measures else _OF_ACTS):
        fitting = _OF_MEASURES if rule.measures else _OF_ACTS
        choice = listed(quoted(_spelled(one, language)) for one in fitting)
        yield codes.EXPECTATION_DOES_NOT_FIT.at(
            expectation.span,
            Text("`{rule}` cannot be {said}", rule=rule.name, said=said),
            label="it holds a measure" if rule.measures else "it does an act",
            help=Text("a rule like this is one of {choice}", choice=choice),
        )
    elif expectation.of and outcome is not ast.Outcome.REGRETTED:
        yield codes.EXPECTATION_DOES_NOT_FIT.at(
            expectation.of[0].span,
            "the days of the acts are said only of regrets",
            label="it is not about an earlier act",
            help="leave the days out",
        )
    elif expectation.over is not None and outcome not in _REASONED:
        yield codes.EXPECTATION_DOES_NOT_FIT.at(
            expectation.over.span,
            Text("what is {said} has no reason that could be expected", said=said),
            label="no reason is given",
            help="leave the reason out",
        )


def _spelled(outcome: ast.Outcome, language: str) -> str:
    return words.load_language(language).spelling(outcome.value.upper())


def _not_after(
    moments: tuple[ast.Moment | None, ...], scenario: ast.Scenario
) -> Iterator[Diagnostic]:
    """What came before the first day is history; after the last it is never seen."""
    for moment in moments:
        if moment is not None and moment.date.date > scenario.last.date:
            yield _outside(moment.span, moment.date.date.isoformat(), scenario)


def _outside(span: Span, day: str, scenario: ast.Scenario) -> Diagnostic:
    first, last = scenario.first.date.isoformat(), scenario.last.date.isoformat()
    return codes.DAY_OUTSIDE_SCENARIO.at(
        span,
        Text(
            "{day} is not a day of scenario `{scenario}`",
            day=day,
            scenario=scenario.name.text,
        ),
        label="outside the scenario",
        help=Text("it runs from {first} until {last}", first=first, last=last),
    )
