"""Items of a case: whose facts, events and clocks may be spoken of where."""

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Label
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


def check_about(
    term: ast.Term, kind: str, declared: ast.Name, setting: Setting, position: Position
) -> None:
    """Complain about a word of one of several items where none is looked at."""
    if is_about(kind, setting, position):
        return
    raise Mistake(
        codes.WRONG_OWNER.at(
            term.span,
            f"each `{setting.spelled(kind)}` has its own `{said(term)}`",
            label="of which of them?",
            related=(Label(declared.span, "declared here"),),
            help="speak of it in a clock of the same item, or in a rule before a date"
            " of each item; a clock `from the earliest` counts for the whole case",
        )
    )


def not_of_item(term: ast.Term, declared: ast.Name) -> Mistake:
    """Return the complaint that there is only one, so none is the earliest."""
    return Mistake(
        codes.WRONG_OWNER.at(
            term.span,
            f"there is only one `{said(term)}` in a case, so none is the earliest",
            label="not of an item",
            related=(Label(declared.span, "declared here"),),
            help="name a clock of an item",
        )
    )
