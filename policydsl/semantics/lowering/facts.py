"""Facts: whose they are, and the values that they can have."""

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Label
from policydsl.diagnostics.suggest import did_you_mean
from policydsl.diagnostics.text import Text, listed, quoted
from policydsl.runtime.case import Count, Money
from policydsl.semantics import core
from policydsl.semantics.lowering import quantities
from policydsl.semantics.lowering.items import check_about, is_item
from policydsl.semantics.lowering.parties import recipient, undeclared
from policydsl.semantics.lowering.setting import Mistake, Position, Setting
from policydsl.semantics.lowering.several import check_one
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
        raise _wrong_owner(node.of, fact, Text("it belongs to the case"), setting)
    if is_item(fact.of, setting) and fact.of in setting.vocabulary.above(node.of.text):
        return _unowned(node.fact, fact, setting, position)
    if node.of.text == core.RECIPIENT:
        return core.FactRef(fact.name, recipient(node.of, position))
    if fact.of not in setting.vocabulary.above(node.of.text):
        owner = Text("it belongs to a `{of}`", of=setting.spelled(fact.of))
        raise _wrong_owner(node.of, fact, owner, setting)
    check_one(node.of, setting)
    return core.FactRef(fact.name, node.of.text)


def date_fact(term: ast.Term, setting: Setting, position: Position) -> core.FactRef:
    """Return the date from which a clock runs."""
    fact = fact_named(term, setting)
    if not isinstance(fact.type, ast.DateType):
        raise wrong_type(
            term, fact, Text("is no date"), Text("nothing can run from it"), setting
        )
    return _unowned(term, fact, setting, position)


def date_of(node: ast.FactOf, setting: Setting, position: Position) -> core.FactRef:
    """Return a fact that is a date, and whose it is."""
    fact = fact_named(node.fact, setting)
    if not isinstance(fact.type, ast.DateType):
        raise wrong_type(node, fact, Text("is no date"), Text("nothing is before it"), setting)
    return fact_ref(node, setting, position)


def holds(node: ast.FactHolds, setting: Setting, position: Position) -> core.FactEquals:
    """Return that a yes-or-no fact is so."""
    fact = fact_named(node.fact.fact, setting)
    if not isinstance(fact.type, ast.YesOrNo):
        raise wrong_type(
            node,
            fact,
            Text("is not answered by yes or no"),
            Text("compare it, or say which value it must have"),
            setting,
        )
    return core.FactEquals(fact_ref(node.fact, setting, position), True)


def compares(
    node: ast.FactCompares, setting: Setting, position: Position
) -> core.FactAt:
    """Return that an amount or a number is so large."""
    fact = fact_named(node.fact.fact, setting)
    value = quantity_of(node.quantity, fact, setting)
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
                    Text("is not answered by yes or no"),
                    Text("another kind of value is needed"),
                    setting,
                )
            found = core.FactEquals(reference, truth is ast.Truth.YES)
        case ast.Date(date=day):
            if not isinstance(fact.type, ast.DateType):
                raise wrong_type(
                    node.value,
                    fact,
                    Text("is no date"),
                    Text("another kind of value is needed"),
                    setting,
                )
            found = core.FactEquals(reference, day)
        case ast.Term() as value:
            found = core.FactEquals(reference, _value(value, fact, setting))
        case ast.Money() | ast.Quantity() as value:
            found = core.FactEquals(reference, quantity_of(value, fact, setting))
    return core.Not(found) if node.is_negated else found


def _value(term: ast.Term, fact: Fact, setting: Setting) -> str:
    if not fact.values:
        raise wrong_type(
            term, fact, Text("has no values with names"), Text("no value of it"), setting
        )
    if term.text not in fact.values:
        values = setting.all_spelled(fact.values)
        choice = listed(map(quoted, values))
        raise Mistake(
            codes.UNKNOWN_VALUE.at(
                term.span,
                Text(
                    "`{fact}` has no value `{term}`",
                    fact=setting.spelled(fact.name),
                    term=said(term),
                ),
                label="not one of its values",
                help=did_you_mean(said(term), values)
                or Text("it is one of {choice}", choice=choice),
            )
        )
    return term.text


def quantity_of(
    node: ast.Money | ast.Quantity, fact: Fact, setting: Setting
) -> Money | Count:
    """Return an amount that a fact can have."""
    match node:
        case ast.Money():
            if not isinstance(fact.type, ast.MoneyType):
                raise wrong_type(
                    node, fact, Text("is no amount of money"), Text("this is one"), setting
                )
            return quantities.money(node)
        case ast.Quantity():
            if not isinstance(fact.type, ast.NumberOf):
                raise wrong_type(
                    node, fact, Text("is not counted"), Text("this is a number"), setting
                )
            unit = fact.type.unit.text
            if unit not in setting.vocabulary.above(node.unit.text):
                raise wrong_type(
                    node,
                    fact,
                    Text("is counted in `{unit}`", unit=setting.spelled(unit)),
                    Text("another unit"),
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
            Text("`{term}` does not say whose it is", term=said(term)),
            label=Text("of which `{of}`?", of=setting.spelled(fact.of)),
            related=(Label(fact.node.name.span, "each of them has its own"),),
            help="name the party whose it is",
        )
    )


def _wrong_owner(of: ast.Term, fact: Fact, reason: Text, setting: Setting) -> Mistake:
    return Mistake(
        codes.WRONG_OWNER.at(
            of.span,
            Text(
                "`{fact}` cannot be of `{of}`",
                fact=setting.spelled(fact.name),
                of=said(of),
            ),
            label=reason,
            related=(Label(fact.node.name.span, "declared here"),),
        )
    )


def wrong_type(
    node: ast.Node, fact: Fact, complaint: Text, label: Text, setting: Setting
) -> Mistake:
    """Return that something is said of a fact that does not fit its type."""
    return Mistake(
        codes.WRONG_TYPE.at(
            node.span,
            Text(
                "`{fact}` {complaint}",
                fact=setting.spelled(fact.name),
                complaint=complaint,
            ),
            label=label,
            related=(Label(fact.node.type.span, "this is what it is"),),
        )
    )
