"""Items of a case: whose facts, events and clocks may be spoken of where."""

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Label
from policydsl.diagnostics.text import Text
from policydsl.semantics.lowering.setting import Mistake, Position, Setting
from policydsl.semantics.lowering.spelling import said
from policydsl.syntax import ast


def is_item(name: str | None, setting: Setting) -> bool:
    """Whether a name is that of an item, such as an instalment."""
    noun = setting.vocabulary.nouns.get(name) if name is not None else None
    return noun is not None and noun.sort is ast.Sort.ITEM


def words_of_item(kind: str, setting: Setting) -> frozenset[str]:
    """Return the facts and events that an item of a kind has."""
    vocabulary = setting.vocabulary
    kinds = {*vocabulary.above(kind), *vocabulary.below(kind)}
    found = {fact.name for fact in vocabulary.facts.values() if fact.of in kinds}
    for event in vocabulary.events.values():
        if event.node.of is not None and event.node.of.text in kinds:
            found.add(event.name)
    return frozenset(found)


def is_about(kind: str, setting: Setting, position: Position) -> bool:
    """Whether one item of a kind is looked at where a phrase stands."""
    item = position.item
    return item is not None and kind in setting.vocabulary.above(item)


def item_position(
    node: ast.Trigger, setting: Setting, *, of_an_act: bool = False
) -> Position:
    """Return what the clauses of a rule may speak of, by its trigger."""
    item = _item_of(node, setting)
    return Position(has_recipient=of_an_act, has_act=of_an_act, item=item)


def _item_of(node: ast.Trigger, setting: Setting) -> str | None:
    """Return the kind of item of which each one sets the rule off, if any does."""
    match node:
        case ast.Before(each=each):
            return None if each is None else each.text
        case ast.After() | ast.AfterEach() | ast.Every():
            if isinstance(node.clock, ast.NamedClock):
                kind = setting.vocabulary.clocks.get(node.clock.clock.text)
                of = None if kind is None else kind.of
                return of if is_item(of, setting) else None
            return item_of_since(node.clock, setting)
        case _:
            pass
    return None


def item_of_since(node: ast.Since, setting: Setting) -> str | None:
    """Return the kind of item for each of which a rule acts whose act begins this."""
    seen: set[str] = set()
    clock: ast.ClockPhrase = node
    while isinstance(clock, ast.Since) and isinstance(clock.start, ast.RuleBecame):
        name = clock.start.rule.text
        rule = setting.rules.get(name)
        if rule is None or name in seen:
            return None
        seen.add(name)
        trigger = rule.trigger
        if not isinstance(trigger, ast.After | ast.AfterEach | ast.Every):
            return _item_of(trigger, setting)
        clock = trigger.clock
        if isinstance(clock, ast.NamedClock):
            return _item_of(trigger, setting)
    return None


def check_about(
    term: ast.Term, kind: str, declared: ast.Name, setting: Setting, position: Position
) -> None:
    """Complain about a word of one of several items where none is looked at."""
    if is_about(kind, setting, position):
        return
    raise Mistake(
        codes.WRONG_OWNER.at(
            term.span,
            Text(
                "each `{kind}` has its own `{term}`",
                kind=setting.spelled(kind),
                term=said(term),
            ),
            label="of which of them?",
            related=(Label(declared.span, "declared here"),),
            help="speak of it in a clock of the same item, or in a rule that hangs on"
            " a clock or a date of each item;"
            " a clock `from the earliest` counts for the whole case",
        )
    )


def not_of_item(term: ast.Term, declared: ast.Name) -> Mistake:
    """Return the complaint that there is only one, so none is the earliest."""
    return Mistake(
        codes.WRONG_OWNER.at(
            term.span,
            Text(
                "there is only one `{term}` in a case, so none is the earliest",
                term=said(term),
            ),
            label="not of an item",
            related=(Label(declared.span, "declared here"),),
            help="name a clock of an item",
        )
    )
