"""Whether a zone, days or a date can be what a story says that a fact is."""

from policydsl.scenario.items import where
from policydsl.semantics.lowering import bounds, facts
from policydsl.semantics.lowering.setting import Setting
from policydsl.semantics.lowering.zones import check_given
from policydsl.syntax import ast


def check_value(given: ast.GivenFact, setting: Setting) -> None:
    """Report a zone, days or a date that are no value of the fact.

    One date alone is a date, or a set of days: the fact says which.
    """
    fact, value, position = given.fact, given.value, where(given)
    match value:
        case ast.Text():
            check_given(fact, value, setting, position)
        case ast.ListedDays():
            bounds.check_days(fact, value, setting, position)
        case ast.Date() if _is_set_of_days(fact, setting):
            facts.fact_ref(fact, setting, position)
        case ast.Date():
            same = ast.FactIs(fact, value, span=given.span)
            facts.equals(same, setting, position)
        case _:
            pass


def _is_set_of_days(node: ast.FactOf, setting: Setting) -> bool:
    fact = setting.vocabulary.facts.get(node.fact.text)
    return fact is not None and isinstance(fact.type, ast.SetOfDays)
