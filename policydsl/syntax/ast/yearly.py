"""Days of every year, such as those at its end."""

from attrs import frozen

from policydsl.syntax.ast.basic import Node


@frozen
class MonthDay(Node):
    """``15 december``; ``month`` is 12."""

    month: int
    day: int


@frozen
class YearlyDays(Node):
    """``15 december to 31 december``; both are in it."""

    first: MonthDay
    last: MonthDay
