"""Words, numbers and times: the leaves of the tree."""

import datetime
from enum import Enum

from attrs import field, frozen

from policydsl.source import Span


@frozen
class Node:
    """What all nodes share."""

    span: Span = field(kw_only=True, eq=False, repr=False)


class Sort(Enum):
    """What kind of word a term is; one spelling is one term of one sort."""

    PARTY = "party"
    CHANNEL = "channel"
    PURPOSE = "purpose"
    MATTER = "matter"
    MEASURE = "measure"
    PERMISSION = "permission"
    ITEM = "item"
    UNIT = "unit"
    LENDER = "lender"
    PRODUCT = "product"
    ACTOR = "actor"
    LEVEL = "level"
    ACT = "act"
    FACT = "fact"
    VALUE = "value"
    EVENT = "event"
    CLOCK = "clock"
    CALENDAR = "calendar"
    RULE = "rule"
    LAW = "law"
    DOCUMENT = "document"


NOUNS = (
    Sort.PARTY,
    Sort.CHANNEL,
    Sort.PURPOSE,
    Sort.MATTER,
    Sort.MEASURE,
    Sort.PERMISSION,
    Sort.ITEM,
    Sort.UNIT,
    Sort.LENDER,
    Sort.PRODUCT,
    Sort.ACTOR,
)


@frozen
class Term(Node):
    """A word or words of the vocabulary: ``emergency``.

    ``text`` is the name under which the term was introduced, whatever the
    language of the document that uses it; the span has the author's spelling.
    """

    text: str
    sort: Sort


@frozen
class Person(Term):
    """One of several of a party, by name, in a scenario: ``joint debtor "Anna"``."""

    id: "Text"


@frozen
class Name(Node):
    """A name where it is introduced, or the name of a document or article."""

    text: str


@frozen
class Text(Node):
    """Words in quotation marks; a law may give them ``in`` further languages."""

    text: str
    others: tuple["InLanguage", ...] = ()


@frozen
class InLanguage(Node):
    """``in zh "风险", "低", "高"``: the name, then the names of the values.

    Of words that are no names, ``in zh "夜间不催收"``: the same in a language.
    """

    language: Name
    names: tuple[Text, ...]


class Unit(Enum):
    """Units of time. Days are civil days; hours and minutes are elapsed time."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    BUSINESS_DAY = "business_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Rounding(Enum):
    """Where a month has no such day: its last day, or the first of the next."""

    DOWN = "down"
    UP = "up"


@frozen
class Duration(Node):
    """A length of time: ``14 days``, ``1 month rounding down``."""

    amount: int
    unit: Unit
    rounding: Rounding | None = None


@frozen
class Money(Node):
    """An amount as written: ``5000 CNY``, ``1.00 CNY``."""

    amount: str
    currency: str


@frozen
class Quantity(Node):
    """So many of a unit of the vocabulary: ``2 visitors``."""

    amount: int
    unit: Term


@frozen
class Date(Node):
    """A civil date: ``2026-03-01``."""

    date: datetime.date


@frozen
class Time(Node):
    """A time of day, in minutes from midnight; 24:00 is 1440, an end only."""

    minutes: int


@frozen
class Moment(Node):
    """A day, perhaps with a time: ``2026-03-05``, ``2026-03-12 10:00``."""

    date: Date
    time: Time | None = None


class Truth(Enum):
    """The built-in values."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@frozen
class BuiltIn(Node):
    """``yes``, ``no`` or ``unknown``."""

    value: Truth


class Comparison(Enum):
    """How a quantity is compared; always written."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    MORE_THAN = "more_than"


class Outcome(Enum):
    """Built-in outcomes of rules and acts, clocks and permissions."""

    DONE = "done"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    FAILED = "failed"
    LAPSED = "lapsed"
    BLOCKED = "blocked"
    DEFERRED = "deferred"
    CANCELLED = "cancelled"
    REGRETTED = "regretted"
    BEGUN = "begun"
    ENDED = "ended"
    GRANTED = "granted"
    WITHDRAWN = "withdrawn"


class Joined(Enum):
    """``and``: all of them; ``or``: the first that works."""

    AND = "and"
    OR = "or"
