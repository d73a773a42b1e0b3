"""Sentences of a vocabulary; they may also stand in a policy."""

from attrs import frozen

from policydsl.syntax.ast.basic import (
    Date,
    InLanguage,
    Name,
    Node,
    Sort,
    Term,
    Text,
)
from policydsl.syntax.ast.items import TheEarliest
from policydsl.syntax.ast.phrases import Condition, Days, EventPhrase


@frozen
class VocabularyHeader(Node):
    """``vocabulary NAME "TITLE" version N uses NAMES``."""

    name: Name
    title: Text | None
    version: int | None = None
    uses: tuple[Name, ...] = ()


@frozen
class NounDeclaration(Node):
    """``party emergency is third party in zh "紧急联系人"``."""

    sort: Sort
    name: Name
    parent: Term | None = None
    several: bool = False
    for_one_act: bool = False
    translations: tuple[InLanguage, ...] = ()


@frozen
class DisclosureDeclaration(Node):
    """``disclosure nothing < caller < debt``: from least to most."""

    levels: tuple[Name, ...]
    translations: tuple[InLanguage, ...] = ()


@frozen
class RoleOfAct(Node):
    """One role of a verb: ``party``, ``to court``, ``by channel``, ``disclosure``.

    ``sort`` says which kind of word fills it (``LEVEL`` for disclosure, ``UNIT``
    with ``term`` for ``with visitor``, ``FACT`` for ``effective date``). ``is_to``:
    the audience is written with ``to``. ``term``: only this and what is below it.
    """

    sort: Sort
    term: Term | None = None
    is_to: bool = False


@frozen
class ActDeclaration(Node):
    """``act call is contact outcomes answered, no answer in zh "拨打"``."""

    name: Name
    parent: Term | None = None
    roles: tuple[RoleOfAct, ...] = ()
    outcomes: tuple[Term, ...] = ()
    irreversible: bool = False
    coercive: bool = False
    takes_time: bool = False
    translations: tuple[InLanguage, ...] = ()


@frozen
class YesOrNo(Node):
    """``yes or no``."""


@frozen
class DateType(Node):
    """``date``."""


@frozen
class MoneyType(Node):
    """``money``."""


@frozen
class NumberOf(Node):
    """``number of visitor``."""

    unit: Term


@frozen
class OneOf(Node):
    """``one of low, medium, high``."""

    values: tuple[Name, ...]


@frozen
class HoursOfDay(Node):
    """``hours of the day``."""


@frozen
class SetOfDays(Node):
    """``set of days``."""


@frozen
class ZoneType(Node):
    """``zone``."""


@frozen
class FactDeclaration(Node):
    """``fact agreed hours of person is hours of the day``."""

    name: Name
    of: Term | None
    type: "FactType"
    translations: tuple[InLanguage, ...] = ()


@frozen
class EventDeclaration(Node):
    """``event two way contact means call answered by borrower, ...``.

    ``by_party``: the event is somebody's (``by party``); ``by`` narrows whose.
    """

    name: Name
    of: Term | None = None
    by_party: bool = False
    by: Term | None = None
    means: tuple[EventPhrase, ...] = ()
    translations: tuple[InLanguage, ...] = ()


@frozen
class ClockDeclaration(Node):
    """``clock disputed from dispute opened until dispute closed``.

    ``start`` is an event or a date fact. ``running_while``, ``until`` and
    ``evidence`` are the conditions on which it runs, ends and may be used.
    """

    name: Name
    of: Term | None = None
    start: EventPhrase | Term | TheEarliest | None = None
    running_while: Condition | None = None
    until: tuple[EventPhrase, ...] = ()
    evidence: Condition | None = None
    translations: tuple[InLanguage, ...] = ()


@frozen
class Freeze(Node):
    """``freeze overdue while plan active from the day before``.

    ``without_end``: why nothing has to end it, if that is meant.
    """

    clocks: tuple[Term, ...]
    condition: Condition
    from_day_before: bool = False
    without_end: Text | None = None


@frozen
class CalendarDeclaration(Node):
    """``calendar cn work 2026 from 2026-01-01 until 2026-12-31 free saturday``."""

    name: Name
    until: Date | None
    free: tuple[Days, ...] = ()
    working: tuple[Days, ...] = ()
    translations: tuple[InLanguage, ...] = ()
    means: tuple[Days, ...] = ()
    since: Date | None = None

    @property
    def is_named(self) -> bool:
        """Whether it is a name for days: ``calendar year end means ...``."""
        return bool(self.means)


FactType = (
    YesOrNo
    | DateType
    | MoneyType
    | NumberOf
    | OneOf
    | HoursOfDay
    | SetOfDays
    | ZoneType
)
Declaration = (
    NounDeclaration
    | DisclosureDeclaration
    | ActDeclaration
    | FactDeclaration
    | EventDeclaration
    | ClockDeclaration
    | CalendarDeclaration
)
