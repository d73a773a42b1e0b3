"""Declared clocks -> clocks of the core, as far as a document reads them."""

from collections.abc import Iterable, Mapping

from attrs import evolve

from policydsl.diagnostics.text import Text
from policydsl.semantics import core
from policydsl.semantics.lowering.clocks import earliest
from policydsl.semantics.lowering.conditions import condition
from policydsl.semantics.lowering.events import events
from policydsl.semantics.lowering.facts import date_fact
from policydsl.semantics.lowering.items import is_item, words_of_item
from policydsl.semantics.lowering.outcomes import not_available
from policydsl.semantics.lowering.setting import Mistake, Position, Setting
from policydsl.semantics.lowering.spelling import words_of
from policydsl.syntax import ast
from policydsl.syntax.formatter import phrase
from policydsl.vocabulary.model import ClockKind


def lower_clocks(setting: Setting) -> Mapping[str, core.Clock]:
    """Return every clock that the document reads, each once, by its name.

    A clock may read other clocks, which then are wanted, too.
    """
    clocks: dict[str, core.Clock] = {}
    freezes = _Freezes(setting)
    seen: set[str] = set()
    while waiting := [name for name in setting.wanted_clocks if name not in seen]:
        for name in waiting:
            seen.add(name)
            kind = setting.vocabulary.clocks[name]
            clock = setting.attempt(_clock, kind, setting)
            if clock is not None:
                found = setting.attempt(_all_freezes, clock, freezes, setting)
                clocks[name] = evolve(clock, freezes=found or ())
    return clocks


class _Freezes:
    """The sentences that freeze clocks, each lowered when it is first needed."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._known: dict[int, core.Freeze | None] = {}

    def of(self, clock: str) -> Iterable[core.Freeze]:
        """Yield what freezes a clock, in the order of the documents."""
        for at, node in enumerate(self._setting.vocabulary.freezes):
            if any(term.text == clock for term in node.clocks):
                if at not in self._known:
                    self._known[at] = freeze(node, self._setting)
                found = self._known[at]
                if found is not None:
                    yield found


def _all_freezes(
    clock: core.Clock, freezes: _Freezes, setting: Setting
) -> tuple[core.Freeze, ...]:
    """Return what freezes a clock; where all of several stand still, so does theirs."""
    found = list(freezes.of(clock.name))
    if isinstance(clock.start, core.Earliest):
        for inner in freezes.of(clock.start.clock):
            if inner.of_item:
                raise not_available(
                    inner.node,
                    Text("the earliest of clocks that stand still one by one"),
                    setting,
                )
            if inner not in found:
                found.append(inner)
    return tuple(found)


def freeze(node: ast.Freeze, setting: Setting) -> core.Freeze | None:
    """Return when clocks stand still; a pause knows of no act and of no recipient.

    If all of the clocks are those of one kind of item, it may look at the item.
    """
    position = Position(item=_item_of_all(node.clocks, setting))
    asked = setting.attempt(lambda: condition(node.condition, setting, position))
    if asked is None:
        return None
    of_item = position.item is not None and not _is_of_case(node, asked, setting)
    return core.Freeze(asked, node.from_day_before, node.condition, of_item)


def _item_of_all(clocks: Iterable[ast.Term], setting: Setting) -> str | None:
    declared = setting.vocabulary.clocks
    kinds = {declared[one.text].of for one in clocks if one.text in declared}
    kind = kinds.pop() if len(kinds) == 1 else None
    return kind if is_item(kind, setting) else None


def _is_of_case(node: ast.Freeze, asked: core.Condition, setting: Setting) -> bool:
    """Whether a condition asks the same where no item is looked at."""
    try:
        return condition(node.condition, setting, Position()) == asked
    except Mistake:
        return False


def check_clocks(setting: Setting) -> None:
    """Report what is wrong with the clocks of the document that nobody reads."""
    for sentence in setting.document.sentences:
        if isinstance(sentence, ast.ClockDeclaration):
            name = sentence.name.text
            kind = setting.vocabulary.clocks.get(name)
            is_read = name in setting.wanted_clocks
            if kind is not None and kind.node is sentence and not is_read:
                setting.attempt(_clock, kind, setting)
        elif isinstance(sentence, ast.Freeze) and not any(
            clock.text in setting.wanted_clocks for clock in sentence.clocks
        ):
            freeze(sentence, setting)


def _clock(kind: ClockKind, setting: Setting) -> core.Clock:
    node = kind.node
    of_item = kind.of if is_item(kind.of, setting) else None
    position = Position(owner=None if of_item else kind.of, item=of_item)
    start: core.Events | core.FactRef | core.Earliest | None
    match node.start:
        case None:
            start = None
        case ast.Term() as fact:
            start = date_fact(fact, setting, position)
        case ast.TheEarliest() as one:
            start = earliest(one, setting)
        case event:
            start = events((event,), setting, position)
    runs, evidence = node.running_while, node.evidence
    return core.Clock(
        name=kind.name,
        owner=position.owner,
        start=start,
        running_while=None if runs is None else condition(runs, setting, position),
        until=events(node.until, setting, position),
        evidence=None if evidence is None else condition(evidence, setting, position),
        words=_words(node, setting),
        items=None if of_item is None else words_of_item(of_item, setting),
    )


def _words(node: ast.ClockDeclaration, setting: Setting) -> str:
    """Return what a reader is told when the clock cannot be used: its evidence."""
    return told(node if node.evidence is None else node.evidence, setting)


def told(shown: ast.Node, setting: Setting) -> str:
    """Return a phrase in the language of the document; it may stand in another."""
    language = setting.document.language
    if shown.span.source is setting.document.span.source:
        return words_of(shown, setting.lexicon, language)
    return " ".join(phrase(shown, setting.lexicon, language).split())
