"""What a clock means, in sentences."""

from collections.abc import Iterable
from typing import assert_never

from policydsl.backends.table.model import Cell, Item, Tone, items
from policydsl.backends.table.setting import Setting
from policydsl.backends.table.used_terms import terms_in
from policydsl.semantics import core
from policydsl.syntax import ast


def clock_phrase(rule: core.Rule) -> ast.ClockPhrase:
    """Return the clock of a rule as its author wrote it.

    Raises:
        ValueError: If its trigger has no clock.
    """
    trigger = rule.node.trigger
    if isinstance(trigger, ast.After | ast.AfterEach | ast.Every):
        return trigger.clock
    raise ValueError(f"rule {rule.name!r} has no clock")


def notes_of_clock(setting: Setting, name: str) -> Cell:
    """Return the definition of a named clock, one statement after the other."""
    declared = setting.policy.vocabulary.clocks[name].node
    texts = _beginning(setting, declared) + _end(setting, declared)
    if declared.evidence is not None:
        said = setting.phrase(declared.evidence)
        texts.append(setting.say("clock.evidence", condition=said))
    for freeze in _freezes(setting, name):
        said = setting.phrase(freeze.condition)
        key = "clock.frozen_before" if freeze.from_day_before else "clock.frozen"
        texts.append(setting.say(key, condition=said))
    if declared.of is None:
        texts.append(setting.say("clock.of_case"))
    elif declared.of.sort is ast.Sort.ITEM:
        texts.append(setting.say("clock.of_item", item=setting.phrase(declared.of)))
    else:
        texts.append(setting.say("clock.owner", party=setting.phrase(declared.of)))
    asides = [setting.say("clock.day_zero")]
    if not isinstance(declared.start, ast.Term | ast.TheEarliest | None):
        asides.append(setting.say("clock.not_restarted"))
    return items(*texts) + items(*asides, tone=Tone.ASIDE)


def _freezes(setting: Setting, name: str) -> Iterable[ast.Freeze]:
    """Return what freezes a clock, or those of which it takes the earliest."""
    words = setting.policy.vocabulary
    start = words.clocks[name].node.start
    inner = start.clock.text if isinstance(start, ast.TheEarliest) else name
    found = (*words.freezes_of(name), *words.freezes_of(inner))
    return {id(freeze): freeze for freeze in found}.values()


def notes_of_since(setting: Setting, node: ast.ClockPhrase) -> Cell:
    """Return what begins the time since something."""
    match node:
        case ast.Since(ast.Term() as fact):
            said = setting.say("clock.since_date", date=setting.phrase(fact))
        case ast.Since(event):
            said = setting.say("clock.since_event", events=setting.phrase(event))
        case ast.NamedClock(clock):
            return notes_of_clock(setting, clock.text)
        case _:
            assert_never(node)
    day_zero = setting.say("clock.day_zero")
    return (Item(said), Item(day_zero, Tone.ASIDE))


def meant_events(setting: Setting, name: str) -> Cell:
    """Return what the events in the definition of a clock stand for, if for others."""
    words = setting.policy.vocabulary
    declared = words.clocks[name].node
    freezes = tuple(freeze.condition for freeze in words.freezes_of(name))
    parts = (declared.start, *declared.until, declared.evidence, *freezes)
    terms = dict.fromkeys(term for part in parts for term in terms_in(part))
    return tuple(
        Item(setting.say("clock.meant", event=setting.phrase(term), events=said))
        for term in terms
        if term.text in words.events
        and (said := setting.phrases(words.events[term.text].means))
    )


def _beginning(setting: Setting, declared: ast.ClockDeclaration) -> list[str]:
    texts = []
    match declared.start:
        case None:
            pass
        case ast.TheEarliest(clock):
            said = setting.phrase(clock)
            texts.append(setting.say("clock.begins_earliest", clock=said))
        case ast.Term():
            said = setting.phrase(declared.start)
            texts.append(setting.say("clock.begins_date", date=said))
        case _:
            said = setting.phrase(declared.start)
            texts.append(setting.say("clock.begins_event", events=said))
    if declared.running_while is not None:
        said = setting.phrase(declared.running_while)
        texts.append(setting.say("clock.runs_while", condition=said))
    return texts


def _end(setting: Setting, declared: ast.ClockDeclaration) -> list[str]:
    if declared.until:
        said = setting.phrases(declared.until)
        return [setting.say("clock.ends", events=said)]
    if declared.running_while is not None:
        return [setting.say("clock.ends_condition")]
    if isinstance(declared.start, ast.TheEarliest):
        return [setting.say("clock.ends_none")]
    return [setting.say("clock.ends_never")]
