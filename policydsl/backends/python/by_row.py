"""A policy that asks for facts alone, as a function of one row.

A measure is held if its condition is known to hold, so each condition is written
twice over: that it is known to hold, or known to fail. No third value is left.
"""

from collections.abc import Iterator
from typing import assert_never

from policydsl.backends.python.text import WIDTH, Identifiers, call, filled, literal
from policydsl.runtime.case import Count, Money
from policydsl.semantics import core

_HOLDS = {
    core.Comparison.AT_LEAST: ">=",
    core.Comparison.AT_MOST: "<=",
    core.Comparison.LESS_THAN: "<",
    core.Comparison.MORE_THAN: ">",
}
_FAILS = {
    core.Comparison.AT_LEAST: "<",
    core.Comparison.AT_MOST: ">",
    core.Comparison.LESS_THAN: ">=",
    core.Comparison.MORE_THAN: "<=",
}


# Joins what a measure asks for; nothing inside a condition is joined so.
_AND = "\nand "


class _NeedsCase(Exception):
    """A row does not say what the policy asks."""


def row_block(policy: core.Policy) -> list[str]:
    """Return the lines of a function ``held(row)``; none if a row is not enough."""
    is_plain = not (policy.forbids or policy.limits or policy.closes_at)
    is_plain = is_plain and not (policy.requires or policy.duties)
    if not policy.rules or not is_plain:
        return []
    writer = _Writer()
    try:
        rules = [writer.rule(rule) for rule in policy.rules]
    except _NeedsCase:
        return []
    if not writer.asks:
        return []
    return [*writer.constants(policy.rules), "", "", *writer.function(rules)]


class _Writer:
    """Writes conditions over the local names of facts, in the order of first use."""

    def __init__(self) -> None:
        """Begin without a fact."""
        self._identifiers = Identifiers()
        self._locals: dict[str, str] = {}
        self._currencies: dict[str, str | None] = {}
        self._texts: list[str] = []

    @property
    def asks(self) -> bool:
        """Whether any fact is asked for."""
        return bool(self._locals)

    def rule(self, rule: core.Rule) -> str:
        """Return that a measure is known to be held, as an expression.

        Raises:
            _NeedsCase: If a row does not say so.
        """
        if not isinstance(rule.trigger, core.While) or rule.above:
            raise _NeedsCase
        asked = [(rule.trigger.condition, True)]
        asked += [(guard.condition, guard.wanted) for guard in rule.guards]
        parts = [part for one, wanted in asked for part in self._known(one, wanted)]
        return _AND.join(parts)

    def constants(self, rules: tuple[core.Rule, ...]) -> list[str]:
        """Return the lines that define what the function needs."""
        facts = [literal(fact) for fact in self._locals]
        # One name more, so that the answer is a tuple however few there are.
        getter = filled("_VALUES = itemgetter(", [*facts, facts[0]], ")")
        pairs = [f"{literal(f)}: {literal(c)}" for f, c in self._currencies.items()]
        held = [
            f"_HELD_{number} = "
            + call("Held", (literal(rule.name), literal(rule.measures)))
            for number, rule in enumerate(rules)
        ]
        return [getter, filled("_CURRENCIES = {", pairs, "}"), *held]

    def function(self, rules: list[str]) -> list[str]:
        """Return the lines of the function."""
        names = filled("(", [*self._locals.values(), "_"], ") = _VALUES(row)")
        lines = [
            "def held(row: Row) -> tuple[Held, ...]:",
            '    """Return the measures that are held by what a row says."""',
            "    try:",
            *(f"        {line}" for line in names.split("\n")),
        ]
        for name in self._texts:
            lines += [f"        if {name} is None:", "            raise KeyError"]
        lines.append("        found = []")
        for number, condition in enumerate(rules):
            lines += _if(condition)
            lines.append(f"            found.append(_HELD_{number})")
        return [
            *lines,
            "        return tuple(found)",
            "    except (KeyError, TypeError):",
            "        return held_by_row(POLICY, _CURRENCIES, row)",
        ]

    # --- conditions -------------------------------------------------------------

    def _known(self, one: core.Condition, wanted: bool) -> Iterator[str]:
        """Yield what has to hold, all of it, for a condition to be known as wanted."""
        match one:
            case core.Not(inner):
                yield from self._known(inner, not wanted)
            case core.AllOf(parts) if wanted:
                for part in parts:
                    yield from self._known(part, wanted)
            case core.AnyOf(parts) if not wanted:
                for part in parts:
                    yield from self._known(part, wanted)
            case core.AllOf(parts) | core.AnyOf(parts):
                each = (" and ".join(self._known(part, wanted)) for part in parts)
                yield f"({' or '.join(each)})"
            case core.FactAt(fact, comparison, value):
                sign = (_HOLDS if wanted else _FAILS)[comparison]
                yield f"{self._amount(fact, value)} {sign} {_number(value)}"
            case core.FactEquals(fact, bool(value)):
                yield f"{self._fact(fact)} is {value is wanted}"
            case core.FactEquals(fact, str(value)):
                name = self._fact(fact)
                if name not in self._texts:
                    self._texts.append(name)
                yield f"{name} {'==' if wanted else '!='} {literal(value)}"
            case core.FactUnknown(fact):
                yield f"{self._fact(fact)} is {'' if wanted else 'not '}None"
            case core.OpenWords():
                yield "False"
            case _:
                raise _NeedsCase

    def _amount(self, fact: core.FactRef, value: Money | Count) -> str:
        name = self._fact(fact)
        currency = value.currency if isinstance(value, Money) else None
        if self._currencies[fact.fact] not in (None, currency):
            raise _NeedsCase
        self._currencies[fact.fact] = currency
        return name

    def _fact(self, fact: core.FactRef) -> str:
        if fact.of is not None or fact.of_item:
            raise _NeedsCase
        if fact.fact not in self._locals:
            self._locals[fact.fact] = self._identifiers.take("of", fact.fact)
            self._currencies[fact.fact] = None
        return self._locals[fact.fact]


def _if(condition: str) -> list[str]:
    """Return a question; each of its parts on a line, if it is long."""
    short = condition.replace(_AND, " and ")
    if len(short) <= WIDTH:
        return [f"        if {short}:"]
    parts = condition.split("\n")
    return ["        if (", *(f"            {part}" for part in parts), "        ):"]


def _number(value: Money | Count) -> int:
    match value:
        case Money(minor_units, _):
            return minor_units
        case Count(number, _):
            return number
        case _:
            assert_never(value)
