"""A compiled policy: its rules, norms and clocks, and the names it knows."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from policydsl.runtime.calendars import Calendar
from policydsl.runtime.durations import Duration
from policydsl.runtime.forms import (
    Act,
    Bound,
    Clock,
    ClockRef,
    Events,
    Fact,
    Forbid,
    Guard,
    Limit,
)
from policydsl.runtime.names import Names
from policydsl.runtime.required import RequireBefore, RequireWithin
from policydsl.runtime.triggers import After, AfterEach, Every, Trigger, While
from policydsl.runtime.whereabouts import Whereabouts


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule; it has an act, or holds measures.

    ``late``: how long the act may still be done, ``None`` without limit; ``within``:
    the last day of a duty; ``notices``: rules whose being done it waits for;
    ``above``: the worse stages.
    """

    name: str
    words: str
    trigger: Trigger
    act: Act | None = None
    measures: tuple[str, ...] = ()
    guards: tuple[Guard, ...] = ()
    bounds: tuple[Bound, ...] = ()
    within: Duration | None = None
    late: Duration | None = None
    otherwise: Act | None = None
    otherwise_late: Duration | None = None
    also_for_running_cases: bool = False
    again_after_regret: bool = False
    notices: frozenset[str] = frozenset()
    above: tuple[str, ...] = ()

    @property
    def clock(self) -> ClockRef | None:
        """The clock that the trigger hangs on, if it does."""
        trigger = self.trigger
        return trigger.clock if isinstance(trigger, After | AfterEach | Every) else None

    @property
    def is_repeated(self) -> bool:
        """Whether the next act makes up for a missed one."""
        return isinstance(self.trigger, AfterEach | Every)


# From when on it is in force, and from when on no longer.
Period = tuple[datetime, datetime | None]
# The norms that are about one act of one rule.
Norms = tuple[Sequence[Forbid], Sequence[Limit], Sequence[RequireBefore]]


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """A policy, ready to be run.

    ``acts_from``: minutes after midnight. ``names`` is what a case is checked
    against. ``norms`` and ``one_way`` are filled as acts are asked about,
    ``kept`` with the rows of rules, ``steady`` with those that hang on no calendar,
    ``periods`` with when it is in force in a zone. ``follows``: facts that say where
    the case is, else it is in ``zone``; ``zone_facts``: by parties, the facts that say
    where they are. ``earlier``: the versions before this one, in order; ``since``: from
    when on rules belong to the policy that those have; ``next_from``: the first day
    of the version after this one.
    """

    name: str
    version: int
    zone: str
    in_force_from: date
    in_force_until: date | None
    acts_from: int
    calendar: Calendar | None
    closes_at: Events
    clocks: Mapping[str, Clock]
    rules: Mapping[str, Rule]
    forbids: tuple[Forbid, ...]
    limits: tuple[Limit, ...]
    names: Names
    follows: tuple[Fact, ...] = ()
    zone_facts: Mapping[str, str] = field(default_factory=dict)
    requires: tuple[RequireBefore, ...] = ()
    duties: tuple[RequireWithin, ...] = ()
    since: Mapping[str, date] = field(default_factory=dict)
    next_from: date | None = None
    earlier: "tuple[Program, ...]" = ()
    places: Mapping[str, int] = field(init=False)
    holding: tuple[Rule, ...] = field(init=False)
    norms: dict[tuple[int, str, str | None], Norms] = field(
        init=False, default_factory=dict
    )
    one_way: dict[int, tuple[Act, ...]] = field(init=False, default_factory=dict)
    kept: dict[Hashable, object] = field(init=False, default_factory=dict)
    steady: dict[str, bool] = field(init=False, default_factory=dict)
    periods: dict[Whereabouts, Period] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Work out the order of the limits and the rules that hold measures."""
        places: dict[str, int] = {}
        for limit in self.limits:
            for place, name in enumerate(limit.order):
                places[name] = min(place, places.get(name, place))
        holding = tuple(
            rule for rule in self.rules.values() if isinstance(rule.trigger, While)
        )
        object.__setattr__(self, "places", places)
        object.__setattr__(self, "holding", holding)

    def ways(self, act: Act) -> tuple[Act, ...]:
        """Return an act through each of its channels; the same ones every time."""
        found = self.one_way.get(id(act))
        if found is None:
            each = ((channel,) for channel in act.channels)
            found = tuple(replace(act, channels=one, any_channel=False) for one in each)
            self.one_way[id(act)] = found
        return found
