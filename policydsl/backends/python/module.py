"""A policy as one Python module that needs only the runtime."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from textwrap import indent

from policydsl.backends.json_schema import names_of
from policydsl.backends.python.blocks import (
    clock_block,
    forbid_block,
    limit_block,
    require_block,
    rule_block,
)
from policydsl.backends.python.by_row import row_block
from policydsl.backends.python.constants import Constants
from policydsl.backends.python.text import (
    call,
    comment,
    day,
    docstring,
    filled,
    literal,
)
from policydsl.runtime.names import FactShape, Names
from policydsl.semantics import core

# What a module may use, by the module of the runtime that defines it.
_IMPORTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("calendars", ("Calendar",)),
    ("case", ("Case", "Count", "Hours", "Length", "Money")),
    (
        "conditions",
        (
            "all_of",
            "amount_at_least",
            "amount_at_most",
            "amount_less_than",
            "amount_more_than",
            "any_of",
            "at_least",
            "at_most",
            "has_permission",
            "holds",
            "is_unknown",
            "is_value",
            "it_says",
            "less_than",
            "more_than",
            "negate",
            "nobody_knows",
            "occurred",
            "runs",
        ),
    ),
    ("deciding", ("decide_by",)),
    ("decision", ("Decision", "Held")),
    ("durations", ("Duration", "Rounding", "Unit")),
    ("fates", ("fates",)),
    (
        "forms",
        (
            "Act",
            "Became",
            "Began",
            "Between",
            "Bound",
            "Clock",
            "Dates",
            "DayBefore",
            "DaySet",
            "During",
            "Earliest",
            "Ended",
            "Fact",
            "Fate",
            "Forbid",
            "FreeDays",
            "Freeze",
            "Guard",
            "HowMany",
            "InHand",
            "LastDayOfMonth",
            "Limit",
            "MeasureBecame",
            "OutsideDays",
            "OutsideDaysOf",
            "OutsideHours",
            "Pattern",
            "Permitted",
            "Requirement",
            "RuleBecame",
            "Since",
            "Times",
            "Weekdays",
            "WorkingDays",
            "World",
            "Yearly",
        ),
    ),
    ("names", ("FactShape", "Names")),
    ("program", ("Program", "Rule")),
    (
        "triggers",
        ("After", "AfterEach", "Before", "Every", "Roll", "When", "While"),
    ),
    ("rows", ("Row", "held_by_row")),
    ("required", ("RequireBefore", "RequireWithin")),
    ("state", ("CaseState",)),
    ("totals", ("items_run", "total")),
)
_WORD = re.compile(r"\b[A-Za-z_]+\b")

_DECIDE = '''\
def decide(case: Case, at: datetime) -> Decision:
    """Return what the policy says about a case at an instant."""
    return decide_by(POLICY, case, at)


def start(case: Case) -> CaseState:
    """Return the case as a state, which is told one entry at a time."""
    return CaseState(POLICY, case)'''


def emit(policy: core.Policy) -> str:
    """Return the text of a module with a function ``decide(case, at)``.

    Text of the document stands in it as data only: in literals and in comments.
    """
    parts = [_version(version) for version in policy.earlier]
    parts.append(_body(policy))
    # A row has no time, by which one of several versions would be in force.
    by_row = [] if policy.earlier else row_block(policy)
    if by_row:
        parts.append(_section("by a row alone", [by_row]))
    body = "\n\n".join(parts)
    return f"{_header(policy)}\n\n{_imports(body)}\n\n{body}\n\n\n{_DECIDE}\n"


def _version(policy: core.Policy) -> str:
    """Return an earlier version; its names are those of a function."""
    name = f"version_{policy.version}"
    return "\n".join(
        [
            f"\ndef {name}() -> Program:",
            f'    """Return version {policy.version}."""',
            indent(_body(policy), "    "),
            "    return POLICY",
            "",
            "",
            f"{name.upper()} = {name}()",
        ]
    )


def _body(policy: core.Policy) -> str:
    """Return the statements that make a program of one version."""
    constants = Constants()
    clocks = [clock_block(constants, clock) for clock in policy.clocks.values()]
    norms = [forbid_block(constants, norm) for norm in policy.forbids]
    norms += [limit_block(constants, norm) for norm in policy.limits]
    norms += _requires(constants, policy)
    rules = [rule_block(constants, rule) for rule in policy.rules]
    program = _program(constants, policy)
    return "\n\n".join(
        [
            _section("what is spoken of", [constants.lines]),
            _section("the words of a case", [_names(_names_in(policy))]),
            _section("clocks", [["CLOCKS: dict[str, Clock] = {}"], *clocks]),
            _section("norms", [*_NORMS, *norms]),
            _section("rules", [["RULES: dict[str, Rule] = {}"], *rules]),
            _section("the policy", [program]),
        ]
    )


_NORMS = [["FORBIDS: dict[str, Forbid] = {}", "LIMITS: dict[str, Limit] = {}"]]


def _requires(constants: Constants, policy: core.Policy) -> Iterator[list[str]]:
    """Yield what the policy requires of itself; nothing if it does not."""
    if policy.requires:
        yield ["REQUIRES: dict[str, RequireBefore] = {}"]
    yield from (require_block(constants, norm) for norm in policy.requires)
    if policy.duties:
        yield ["DUTIES: dict[str, RequireWithin] = {}"]
    yield from (require_block(constants, norm) for norm in policy.duties)


def _section(title: str, blocks: list[list[str]]) -> str:
    text = "\n\n".join("\n".join(block) for block in blocks if block)
    return f"# --- {title} {'-' * (70 - len(title))}\n\n{text}"


def _header(policy: core.Policy) -> str:
    title = f", {policy.title}" if policy.title else ""
    return docstring(
        (
            f"{policy.name}, version {policy.version}{title}",
            "",
            "Written from the policy of that name; a change belongs there. What the",
            "author wrote stands above what it became.",
        )
    )


def _imports(body: str) -> str:
    used = set(_WORD.findall(body)) | {"Case", "CaseState", "Decision", "decide_by"}
    lines = ["from datetime import date, datetime"]
    lines += ["from operator import itemgetter"] if "itemgetter" in used else []
    lines.append("")
    for module, names in _IMPORTS:
        wanted = [name for name in names if name in used]
        if wanted:
            text = call("", wanted) if len(wanted) > 1 else wanted[0]
            if "\n" not in text:
                text = ", ".join(wanted)
            lines.append(f"from policydsl.runtime.{module} import {text}")
    return "\n".join(lines)


def _names_in(policy: core.Policy) -> Names:
    names = names_of(policy.vocabulary)
    for version in policy.earlier:
        names = _joined(names_of(version.vocabulary), names)
    return replace(names, formerly=policy.former_names)


def _joined(before: Names, names: Names) -> Names:
    """Return the names of two versions: a history may use those of both."""
    joined = {
        one.name: getattr(before, one.name) | getattr(names, one.name)
        for one in fields(Names)
        if isinstance(getattr(names, one.name), frozenset)
    }
    return replace(names, **joined, facts={**before.facts, **names.facts})


def _names(names: Names) -> list[str]:
    parts = [
        f"{sort}={literal(getattr(names, sort))}"
        for sort in (
            "parties",
            "takers",
            "channels",
            "purposes",
            "matters",
            "actors",
            "levels",
            "permissions",
            "events",
            "verbs",
            "outcomes",
            *(("item_events",) if names.item_events else ()),
            *(("several",) if names.several else ()),
            *(("units",) if names.units else ()),
        )
    ]
    shapes = [f"{literal(n)}: {_shape(s)}," for n, s in sorted(names.facts.items())]
    facts = "{}" if not shapes else "{\n    " + "\n    ".join(shapes) + "\n}"
    parts.append(f"facts={facts}")
    if names.formerly:
        now = names.formerly.items()
        pairs = [f"{literal(before)}: {literal(name)}" for before, name in now]
        parts.append(f"formerly={{{', '.join(pairs)}}}")
    return ["NAMES = " + call("Names", parts)]


def _shape(shape: FactShape) -> str:
    parts = [literal(shape.kind)]
    if shape.owners:
        parts.append(f"owners={literal(shape.owners)}")
    if shape.of_item:
        parts.append("of_item=True")
    if shape.values:
        parts.append(f"values={literal(shape.values)}")
    if shape.unit is not None:
        parts.append(f"unit={literal(shape.unit)}")
    return call("FactShape", parts).replace("\n", f"\n{' ' * 4}")


def _program(constants: Constants, policy: core.Policy) -> list[str]:
    until = policy.in_force_until
    calendar = policy.calendar
    parts = [
        f"name={literal(policy.name)}",
        f"version={policy.version}",
        f"zone={literal(policy.zone)}",
        f"in_force_from={day(policy.in_force_from)}",
        f"in_force_until={day(until) if until is not None else 'None'}",
        f"acts_from={policy.acts_from}",
        f"calendar={constants.calendar(calendar) if calendar is not None else 'None'}",
        f"closes_at={constants.events(policy.closes_at)}",
        "clocks=CLOCKS",
        "rules=RULES",
        "forbids=tuple(FORBIDS.values())",
        "limits=tuple(LIMITS.values())",
        "names=NAMES",
    ]
    if policy.zones.follows:
        each = [constants.fact(fact) for fact in policy.zones.follows]
        parts.append(f"follows=({', '.join(each)},)")
    if policy.zones.facts:
        pairs = [
            f"{literal(party)}: {literal(fact)}"
            for party, fact in sorted(policy.zones.facts.items())
        ]
        parts.append(filled("zone_facts={", pairs, "}"))
    if policy.requires:
        parts.append("requires=tuple(REQUIRES.values())")
    if policy.duties:
        parts.append("duties=tuple(DUTIES.values())")
    if policy.since:
        pairs = [f"{literal(n)}: {day(d)}" for n, d in sorted(policy.since.items())]
        parts.append(filled("since={", pairs, "}"))
    if policy.next_from is not None:
        parts.append(f"next_from={day(policy.next_from)}")
    if policy.earlier:
        names = [f"VERSION_{version.version}" for version in policy.earlier]
        parts.append(f"earlier=({', '.join(names)},)")
    return [*comment(_opening(policy)), "POLICY = " + call("Program", parts)]


def _opening(policy: core.Policy) -> str:
    """Return what the header of the policy says."""
    header = policy.document.header
    return header.span.text.strip() if header is not None else policy.name
