"""Event phrases -> events of the core; names that mean several are replaced."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from policydsl.diagnostics import codes
from policydsl.diagnostics.suggest import did_you_mean
from policydsl.diagnostics.text import Text
from policydsl.semantics import core
from policydsl.semantics.lowering.items import check_about, is_about, is_item
from policydsl.semantics.lowering.outcomes import (
    OF_ACTS,
    OF_MEASURES,
    check_outcome,
    not_available,
    rule_became,
)
from policydsl.semantics.lowering.parties import covered, parties, undeclared
from policydsl.semantics.lowering.setting import Mistake, Position, Setting
from policydsl.semantics.lowering.spelling import said
from policydsl.syntax import ast

_OF_PERMISSIONS = (ast.Outcome.GRANTED, ast.Outcome.WITHDRAWN)


def events(
    phrases: Sequence[ast.EventPhrase], setting: Setting, position: Position
) -> core.Events:
    """Return the events that any of the phrases names, each once."""
    found: dict[core.Event, None] = {}
    for phrase in phrases:
        found.update(dict.fromkeys(_events(phrase, setting, position)))
    return tuple(found)


def _events(
    phrase: ast.EventPhrase, setting: Setting, position: Position
) -> Iterator[core.Event]:
    match phrase:
        case ast.Happens():
            yield from _happens(phrase, setting, position)
        case ast.ActBecame():
            yield _act_became(phrase, setting, position)
        case ast.RuleBecame():
            yield rule_became(phrase, setting)
        case ast.ClockBecame(clock, outcome):
            if clock.text not in setting.vocabulary.clocks:
                raise undeclared(clock, setting.vocabulary.clocks, setting)
            check_outcome(phrase, clock, outcome, OF_MEASURES)
            kind = setting.vocabulary.clocks[clock.text]
            if kind.of is not None and is_item(kind.of, setting):
                check_about(clock, kind.of, kind.node.name, setting, position)
            name = setting.want_clock(clock.text)
            yield core.ClockEvent(name, outcome is ast.Outcome.ENDED)
        case ast.PermissionBecame(permission, of, outcome):
            check_outcome(phrase, permission, outcome, _OF_PERMISSIONS)
            yield core.PermissionEvent(
                covered(permission, setting),
                parties(of, setting, position),
                outcome is ast.Outcome.GRANTED,
            )
        case _:
            assert_never(phrase)


def _happens(
    phrase: ast.Happens, setting: Setting, position: Position
) -> Iterator[core.Event]:
    kind = setting.vocabulary.events.get(phrase.event.text)
    if kind is None:
        raise undeclared(phrase.event, setting.vocabulary.events, setting)
    of = None if kind.node.of is None else kind.node.of.text
    if of is not None and not is_item(of, setting):
        raise not_available(phrase, Text("events of a party"), setting)
    by = parties(phrase.by, setting, position)
    if kind.means:
        for event in events(kind.means, setting, position):
            yield from _done_by(event, by)
        return
    if phrase.by is not None:
        _check_author(phrase, phrase.by, setting)
    of_one = of is not None and is_about(of, setting, position)
    yield core.WorldEvent(kind.name, by, of_one)


def _done_by(event: core.Event, by: frozenset[str] | None) -> Iterator[core.Event]:
    """Yield the event if one of these can have done it."""
    if by is None or not isinstance(event, core.WorldEvent | core.ActEvent):
        yield event
        return
    both = by if event.by is None else by & event.by
    if not both:
        return
    if isinstance(event, core.WorldEvent):
        yield core.WorldEvent(event.name, both, event.of_item)
    else:
        yield core.ActEvent(event.verbs, event.outcome, both, event.audiences)


def _check_author(phrase: ast.Happens, by: ast.Term, setting: Setting) -> None:
    kind = setting.vocabulary.events[phrase.event.text]
    if not kind.by_party:
        raise Mistake(
            codes.WRONG_OWNER.at(
                by.span,
                Text("`{event}` is not done by anybody", event=said(phrase.event)),
                label="nobody does it",
                help="leave this out, or declare the event as somebody's",
            )
        )
    if kind.by is None or by.text == core.RECIPIENT:
        return
    if not setting.vocabulary.below(by.text) & setting.vocabulary.below(kind.by):
        raise Mistake(
            codes.WRONG_OWNER.at(
                by.span,
                Text(
                    "`{event}` is done by `{by}`",
                    event=said(phrase.event),
                    by=setting.spelled(kind.by),
                ),
                label="is no kind of it",
            )
        )


def _act_became(
    phrase: ast.ActBecame, setting: Setting, position: Position
) -> core.ActEvent:
    verbs = covered(phrase.act, setting)
    by = parties(phrase.by, setting, position)
    if isinstance(phrase.outcome, ast.Outcome):
        check_outcome(phrase, phrase.act, phrase.outcome, OF_ACTS)
        outcome = phrase.outcome.value
    else:
        outcome = phrase.outcome.text
        _check_act_outcome(phrase, phrase.outcome, verbs, setting)
    audiences = None
    if position.owner is not None and by is None:
        # The clock is about one party: an act towards somebody else starts nothing.
        audiences = setting.vocabulary.below(position.owner)
    return core.ActEvent(verbs, outcome, by, audiences)


def _check_act_outcome(
    phrase: ast.ActBecame,
    outcome: ast.Term,
    verbs: frozenset[str],
    setting: Setting,
) -> None:
    known = setting.vocabulary.verbs
    if not any(outcome.text in known[verb].outcomes for verb in verbs):
        outcomes = {name for verb in verbs for name in known[verb].outcomes}
        raise Mistake(
            codes.WRONG_OUTCOME.at(
                phrase.span,
                Text(
                    "`{outcome}` is no outcome of `{act}`",
                    outcome=said(outcome),
                    act=said(phrase.act),
                ),
                label="cannot become of it",
                help=did_you_mean(said(outcome), setting.all_spelled(sorted(outcomes)))
                or "add it to the outcomes of the act in the vocabulary",
            )
        )
