"""What conditions speak of, written once: events, facts, permissions, lengths."""

from collections.abc import Callable, Hashable
from datetime import date
from typing import TypeVar, assert_never

from policydsl.backends.python.text import Identifiers, call, day, filled, literal
from policydsl.runtime.calendars import Calendar
from policydsl.runtime.case import Count, Hours, Money
from policydsl.runtime.durations import Duration
from policydsl.semantics import core

_T = TypeVar("_T", bound=Hashable)

# The fields of a pattern, and what they are called in ``runtime.forms``.
_ROLES = (
    ("verbs", "verbs"),
    ("audiences", "to"),
    ("channels", "channels"),
    ("purposes", "purposes"),
    ("matters", "matters"),
    ("actors", "actors"),
    ("disclosing", "disclosing"),
    ("rules", "rules"),
    ("items", "items"),
)


class Constants:
    """The constants of a module, in the order of their first use.

    ``lines`` are their definitions; equal things are written once.
    """

    def __init__(self) -> None:
        """Begin with an empty module."""
        self.lines: list[str] = []
        self._names: dict[Hashable, str] = {}
        self._identifiers = Identifiers()

    def duration(self, length: Duration) -> str:
        """Return the name of a length of time."""
        return self._once(length, "length", _length_words(length), _duration)

    def value(self, value: core.FactEquals | Money | Count) -> str:
        """Return an amount by its name, or any other value as it is."""
        if isinstance(value, Money):
            words = f"{value.minor_units} {value.currency}"
            return self._once(value, "amount", words, _value)
        if isinstance(value, Count):
            return self._once(value, "amount", f"{value.number} {value.unit}", _value)
        inner = value.value
        if isinstance(inner, Money | Count):
            return self.value(inner)
        if isinstance(inner, date | Hours):
            return self._once(inner, "value", str(inner), _value)
        return literal(inner)

    def fact(self, fact: core.FactRef) -> str:
        """Return the name of a fact."""
        words = fact.fact if fact.of is None else f"{fact.fact} of {fact.of}"
        if fact.of_item:
            words = f"{fact.fact} of item"
        return self._once(fact, "fact", words, _fact)

    def events(self, events: core.Events) -> str:
        """Return the name of some events."""
        if not events:
            return "()"
        return self._once(events, "event", _event_words(events), _events)

    def since(self, since: core.Since) -> str:
        """Return the name of a clock without a name."""
        if isinstance(since.start, core.FactRef):
            start, words = self.fact(since.start), since.start.fact
        else:
            start, words = self.events(since.start), _event_words(since.start)
        parts = [start, *_named("items", since.items)]
        return self._once(since, "since", words, lambda _: call("Since", parts))

    def clock(self, clock: core.ClockRef) -> str:
        """Return a clock, as the text that stands for it."""
        return literal(clock) if isinstance(clock, str) else self.since(clock)

    def permission(self, wanted: core.InHand) -> str:
        """Return the name of a permission that is asked for."""
        valid = self.duration(wanted.valid) if wanted.valid is not None else None
        words = f"{min(wanted.permissions, default='')} of {wanted.of}"

        def write(_: core.InHand) -> str:
            parts = [literal(wanted.permissions), literal(wanted.of)]
            parts += _named("given_to", wanted.given_to)
            parts += _named("purpose", wanted.purpose)
            if wanted.is_for_one_act:
                parts.append("is_for_one_act=True")
            if valid is not None:
                parts.append(f"valid={valid}")
            parts += _named("withdrawn_by", wanted.withdrawn_by or None)
            return call("InHand", parts)

        return self._once(wanted, "permission", words, write)

    def pattern(self, pattern: core.Pattern) -> str:
        """Return the name of a pattern of acts."""
        many = None if pattern.count is None else self._how_many(pattern.count)

        def write(_: core.Pattern) -> str:
            return call("Pattern", _pattern(pattern) + ([many] if many else []))

        return self._once(pattern, "acts", _pattern_words(pattern), write)

    def _how_many(self, many: core.HowMany) -> str:
        parts = (literal(many.comparison.value), self.value(many.value))
        return f"count={call('HowMany', parts)}"

    def calendar(self, calendar: Calendar) -> str:
        """Return the name of a calendar."""
        return self._once(calendar, "calendar", calendar.name, _calendar)

    def _once(
        self, key: _T, prefix: str, words: str, write: Callable[[_T], str]
    ) -> str:
        name = self._names.get((prefix, key))
        if name is None:
            text = write(key)
            name = self._identifiers.take(prefix, words)
            self._names[prefix, key] = name
            self.lines.append(f"{name} = {text}")
        return name


# --- how each is written --------------------------------------------------------


def _named(name: str, value: object) -> list[str]:
    return [] if value is None else [f"{name}={literal(value)}"]


def _length_words(length: Duration) -> str:
    rounding = f" {length.rounding.value}" if length.rounding is not None else ""
    return f"{length.amount} {length.unit.value}{rounding}"


def _duration(length: Duration) -> str:
    parts = [str(length.amount), f"Unit.{length.unit.name}"]
    if length.rounding is not None:
        parts.append(f"Rounding.{length.rounding.name}")
    return call("Duration", parts)


def _value(value: Money | Count | Hours | date) -> str:
    match value:
        case Money(minor_units, currency):
            return call("Money", (str(minor_units), literal(currency)))
        case Count(number, unit):
            return call("Count", (str(number), literal(unit)))
        case Hours(start, end):
            return call("Hours", (str(start), str(end)))
        case date():
            return day(value)
        case _:
            assert_never(value)


def _fact(fact: core.FactRef) -> str:
    parts = [literal(fact.fact)]
    if fact.of is not None:
        parts.append(literal(fact.of))
    if fact.of_item:
        parts.append("of_item=True")
    return call("Fact", parts)


def _event_words(events: core.Events) -> str:
    match events[0]:
        case core.WorldEvent(name, _):
            return name
        case core.ActEvent(verbs, outcome):
            return f"{min(verbs)} {outcome}"
        case core.RuleEvent(rule, outcome):
            return f"{rule} {outcome.value}"
        case core.FateEvent(rule, outcome):
            return f"{rule} {outcome.value}"
        case core.ClockEvent(clock, is_end):
            return f"{clock} {'ended' if is_end else 'began'}"
        case core.HeldEvent(name, _, is_end):
            return f"{name} {'ended' if is_end else 'began'}"
        case core.PermissionEvent(permissions, _, granted):
            return f"{min(permissions)} {'granted' if granted else 'withdrawn'}"
        case _:
            assert_never(events[0])


def _events(events: core.Events) -> str:
    written = [_event(event) for event in events]
    return call("", written) if len(written) > 1 else f"({written[0]},)"


def _event(event: core.Event) -> str:
    match event:
        case core.WorldEvent(name, by, of_item):
            parts = (literal(name), *_named("by", by))
            return call("World", (*parts, "of_item=True") if of_item else parts)
        case core.ActEvent(verbs, outcome, by, audiences):
            parts = (literal(verbs), literal(outcome))
            return call("Became", (*parts, *_named("by", by), *_named("to", audiences)))
        case core.RuleEvent(rule, outcome, or_instead):
            either = ("or_instead=True",) if or_instead else ()
            parts = (literal(rule), literal(outcome.value), *either)
            return call("RuleBecame", parts)
        case core.FateEvent(rule, outcome):
            return call("Fate", (literal(rule), literal(outcome.value), "fates"))
        case core.ClockEvent(clock, is_end):
            return call("Ended" if is_end else "Began", (literal(clock),))
        case core.HeldEvent(name, rules, is_end):
            end = ("is_end=True",) if is_end else ()
            return call("MeasureBecame", (literal(name), literal(rules), *end))
        case core.PermissionEvent(permissions, of, granted):
            parts = (literal(permissions), literal(of))
            return call("Permitted", (*parts, f"granted={granted}"))
        case _:
            assert_never(event)


def _pattern_words(pattern: core.Pattern) -> str:
    stated = [getattr(pattern, role) for role, _ in _ROLES]
    return " ".join(min(names) for names in stated if names)


def _pattern(pattern: core.Pattern) -> list[str]:
    parts: list[str] = []
    for role, name in _ROLES:
        parts += _named(name, getattr(pattern, role))
    return parts


def _calendar(calendar: Calendar) -> str:
    parts = [literal(calendar.name), day(calendar.last)]
    parts.append(literal(calendar.free_weekdays))
    parts.append(f"free={_days(calendar.free)}")
    parts.append(f"working={_days(calendar.working)}")
    if calendar.first is not None:
        parts.append(f"first={day(calendar.first)}")
    return call("Calendar", parts)


def _days(days: frozenset[date]) -> str:
    if not days:
        return "frozenset()"
    return filled("frozenset({", [day(one) for one in sorted(days)], "})")
