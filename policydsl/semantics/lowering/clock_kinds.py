"""Declared clocks -> clocks of the core, as far as a document reads them."""

from collections.abc import Mapping

from policydsl.semantics import core
from policydsl.semantics.lowering.conditions import condition
from policydsl.semantics.lowering.events import events
from policydsl.semantics.lowering.facts import date_fact
from policydsl.semantics.lowering.setting import Position, Setting
from policydsl.semantics.lowering.spelling import words_of
from policydsl.syntax import ast
from policydsl.syntax.formatter import phrase
from policydsl.vocabulary.model import ClockKind


def lower_clocks(setting: Setting) -> Mapping[str, core.Clock]:
    """Return every clock that the document reads, each once, by its name.

    A clock may read other clocks, which then are wanted, too.
    """
    clocks: dict[str, core.Clock] = {}
    seen: set[str] = set()
    while waiting := [name for name in setting.wanted_clocks if name not in seen]:
        for name in waiting:
            seen.add(name)
            kind = setting.vocabulary.clocks[name]
            clock = setting.attempt(lambda: _clock(kind, setting))  # noqa: B023
            if clock is not None:
                clocks[name] = clock
    return clocks


def check_clocks(setting: Setting) -> None:
    """Report what is wrong with the clocks of the document that nobody reads."""
    for sentence in setting.document.sentences:
        if isinstance(sentence, ast.ClockDeclaration):
            name = sentence.name.text
            kind = setting.vocabulary.clocks.get(name)
            is_read = name in setting.wanted_clocks
            if kind is not None and kind.node is sentence and not is_read:
                setting.attempt(lambda: _clock(kind, setting))  # noqa: B023


def _clock(kind: ClockKind, setting: Setting) -> core.Clock:
    node = kind.node
    position = Position(owner=kind.of)
    start: core.Events | core.FactRef | None
    match node.start:
        case None:
            start = None
        case ast.Term() as fact:
            start = date_fact(fact, setting, position)
        case event:
            start = events((event,), setting, position)
    runs, evidence = node.running_while, node.evidence
    return core.Clock(
        name=kind.name,
        owner=kind.of,
        start=start,
        running_while=None if runs is None else condition(runs, setting, position),
        until=events(node.until, setting, position),
        evidence=None if evidence is None else condition(evidence, setting, position),
        words=_words(node, setting),
    )


def _words(node: ast.ClockDeclaration, setting: Setting) -> str:
    """Return what a reader is told when the clock cannot be used: its evidence.

    A vocabulary may be written in another language than the document.
    """
    shown = node if node.evidence is None else node.evidence
    language = setting.document.language
    if shown.span.source is setting.document.span.source:
        return words_of(shown, setting.lexicon, language)
    return " ".join(phrase(shown, setting.lexicon, language).split())
