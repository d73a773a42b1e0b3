"""Facts: whose they are, and the values that they can have."""

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Label
from policydsl.diagnostics.suggest import did_you_mean
from policydsl.runtime.case import Count, Money
from policydsl.semantics import core
from policydsl.semantics.lowering import quantities
from policydsl.semantics.lowering.items import check_about, is_item
from policydsl.semantics.lowering.parties import recipient, undeclared
from policydsl.semantics.lowering.setting import Mistake, Position, Setting
from policydsl.semantics.lowering.spelling import said
from policydsl.syntax import ast
from policydsl.vocabulary.model import Fact


def fact_named(term: ast.Term, setting: Setting) -> Fact:
    """Return the fact that a term names."""
    fact = setting.vocabulary.facts.get(term.text)
    if fact is None:
        raise undeclared(term, setting.vocabulary.facts, setting)
    return fact


def fact_ref(node: ast.FactOf, setting: Setting, position: Position) -> core.FactRef:
    """Return a fact and whose it is."""
    fact = fact_named(node.fact, setting)
    if node.of is None:
        return _unowned(node.fact, fact, setting, position)
    if fact.of is None:
        raise _wrong_owner(node.of, fact, "it belongs to the case", setting)
    if is_item(fact.of, setting) and fact.of in setting.vocabulary.above(node.of.text):
        return _unowned(node.fact, fact, setting, position)
    if node.of.text == core.RECIPIENT:
        return core.FactRef(fact.name, recipient(node.of, position))
    if fact.of not in setting.vocabulary.above(node.of.text):
        owner = f"it belongs to a `{setting.spelled(fact.of)}`"
        raise _wrong_owner(node.of, fact, owner, setting)
    return core.FactRef(fact.name, node.of.text)


def date_fact(term: ast.Term, setting: Setting, position: Position) -> core.FactRef:
    """Return the date from which a clock runs."""
    fact = fact_named(term, setting)
    if not isinstance(fact.type, ast.DateType):
        raise wrong_type(term, fact, "is no date", "nothing can run from it", setting)
    return _unowned(term, fact, setting, position)


def date_of(node: ast.FactOf, setting: Setting, position: Position) -> core.FactRef:
    """Return a fact that is a date, and whose it is."""
    fact = fact_named(node.fact, setting)
    if not isinstance(fact.type, ast.DateType):
        raise wrong_type(node, fact, "is no date", "nothing is before it", setting)
    return fact_ref(node, setting, position)


def holds(node: ast.FactHolds, setting: Setting, position: Position) -> core.FactEquals:
    """Return that a yes-or-no fact is so."""
    fact = fact_named(node.fact.fact, setting)
    if not isinstance(fact.type, ast.YesOrNo):
        raise wrong_type(
            node,
            fact,
            "is not answered by yes or no",
            "compare it, or say which value it must have",
            setting,
        )
    return core.FactEquals(fact_ref(node.fact, setting, position), True)


def compares(
    node: ast.FactCompares, setting: Setting, position: Position
) -> core.FactAt:
    """Return that an amount or a number is so large."""
    fact = fact_named(node.fact.fact, setting)
    value = _quantity(node.quantity, fact, setting)
    reference = fact_ref(node.fact, setting, position)
    return core.FactAt(reference, node.comparison, value)


def equals(
    node: ast.FactIs, setting: Setting, position: Position
) -> core.FactEquals | core.FactUnknown | core.Not:
    """Return that a fact has a value, is unknown, or the contrary."""
    fact = fact_named(node.fact.fact, setting)
    reference = fact_ref(node.fact, setting, position)
    found: core.FactEquals | core.FactUnknown
    match node.value:
        case ast.BuiltIn(value=ast.Truth.UNKNOWN):
            found = core.FactUnknown(reference)
        case ast.BuiltIn(value=truth):
            if not isinstance(fact.type, ast.YesOrNo):
                raise wrong_type(
                    node.value,
                    fact,
                    "is not answered by yes or no",
                    "another kind of value is needed",
                    setting,
                )
            found = core.FactEquals(reference, truth is ast.Truth.YES)
        case ast.Date(date=day):
            if not isinstance(fact.type, ast.DateType):
                raise wrong_type(
                    node.value,
                    fact,
                    "is no date",
                    "another kind of value is needed",
                    setting,
                )
            found = core.FactEquals(reference, day)
        case ast.Term() as value:
            found = core.FactEquals(reference, _value(value, fact, setting))
        case ast.Money() | ast.Quantity() as value:
            found = core.FactEquals(reference, _quantity(value, fact, setting))
    return core.Not(found) if node.is_negated else found


def _value(term: ast.Term, fact: Fact, setting: Setting) -> str:
    if not fact.values:
        raise wrong_type(
            term, fact, "has no values with names", "no value of it", setting
        )
    if term.text not in fact.values:
        values = setting.all_spelled(fact.values)
        choice = ", ".join(f"`{value}`" for value in values)
        raise Mistake(
            codes.UNKNOWN_VALUE.at(
                term.span,
                f"`{setting.spelled(fact.name)}` has no value `{said(term)}`",
                label="not one of its values",
                help=did_you_mean(said(term), values) or f"it is one of {choice}",
            )
        )
    return term.text


def _quantity(
    node: ast.Money | ast.Quantity, fact: Fact, setting: Setting
) -> Money | Count:
    match node:
        case ast.Money():
            if not isinstance(fact.type, ast.MoneyType):
                raise wrong_type(
                    node, fact, "is no amount of money", "this is one", setting
                )
            return quantities.money(node)
        case ast.Quantity():
            if not isinstance(fact.type, ast.NumberOf):
                raise wrong_type(
                    node, fact, "is not counted", "this is a number", setting
                )
            unit = fact.type.unit.text
            if unit not in setting.vocabulary.above(node.unit.text):
                raise wrong_type(
                    node,
                    fact,
                    f"is counted in `{setting.spelled(unit)}`",
                    "another unit",
                    setting,
                )
            return quantities.count(node)


def _unowned(
    term: ast.Term, fact: Fact, setting: Setting, position: Position
) -> core.FactRef:
    """Return a fact that is said without saying whose it is."""
    if fact.of is None:
        return core.FactRef(fact.name)
    if is_item(fact.of, setting):
        check_about(term, fact.of, fact.node.name, setting, position)
        return core.FactRef(fact.name, of_item=True)
    owner = position.owner
    if owner is not None and fact.of in setting.vocabulary.above(owner):
        return core.FactRef(fact.name, owner)
    raise Mistake(
        codes.WRONG_OWNER.at(
            term.span,
            f"`{said(term)}` does not say whose it is",
            label=f"of which `{setting.spelled(fact.of)}`?",
            related=(Label(fact.node.name.span, "each of them has its own"),),
            help="name the party whose it is",
        )
    )


def _wrong_owner(of: ast.Term, fact: Fact, reason: str, setting: Setting) -> Mistake:
    return Mistake(
        codes.WRONG_OWNER.at(
            of.span,
            f"`{setting.spelled(fact.name)}` cannot be of `{said(of)}`",
            label=reason,
            related=(Label(fact.node.name.span, "declared here"),),
        )
    )


def wrong_type(
    node: ast.Node, fact: Fact, complaint: str, label: str, setting: Setting
) -> Mistake:
    """Return that something is said of a fact that does not fit its type."""
    return Mistake(
        codes.WRONG_TYPE.at(
            node.span,
            f"`{setting.spelled(fact.name)}` {complaint}",
            label=label,
            related=(Label(fact.node.type.span, "this is what it is"),),
        )
    )
