"""What is wrong with the versions of a policy, taken together."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Edit, Fix, Label
from policydsl.diagnostics.text import Text
from policydsl.semantics import core
from policydsl.semantics.linked import days_between, gone, predecessors
from policydsl.source import Span
from policydsl.syntax import ast
from policydsl.syntax.formatter import phrase

ONE_DAY = timedelta(days=1)


def check_versions(policies: Sequence[core.Policy]) -> tuple[Diagnostic, ...]:
    """Report what keeps versions from being run together, and what looks like a slip.

    Each is a policy of the same name, without errors of its own.
    """
    ordered = sorted(policies, key=lambda one: (one.in_force_from, one.version))
    found: list[Diagnostic] = []
    for before, after in pairwise(ordered):
        found += _order(before, after)
        found += _period(before, after)
        found += _zone(before, after)
        found += _taken(before, after)
    if not any(one.is_error for one in found):
        found += [_gone(rule, after, ordered) for rule, after in gone(ordered)]
    return tuple(found)


def _order(before: core.Policy, after: core.Policy) -> Iterator[Diagnostic]:
    if before.version == after.version:
        message = Text(
            "two documents are version {number} of `{name}`",
            number=after.version,
            name=after.name,
        )
    elif before.version > after.version:
        message = Text(
            "version {number} of `{name}` comes after version {other}",
            number=after.version,
            name=after.name,
            other=before.version,
        )
    else:
        return
    yield codes.VERSION_ORDER.at(
        _name(after),
        message,
        label=Text("in force from {first}", first=after.in_force_from),
        related=(
            Label(
                _name(before), Text("in force from {first}", first=before.in_force_from)
            ),
        ),
        help="number the versions in the order in which they come into force",
    )


def _period(before: core.Policy, after: core.Policy) -> Iterator[Diagnostic]:
    days = days_between(before, after)
    header = _header(before)
    part = header.in_force_until or header.in_force_from
    if days < 0:
        yield codes.VERSIONS_OVERLAP.at(
            _first_day(after),
            Text(
                "version {number} of `{name}` begins while version {other} is in force",
                number=after.version,
                name=after.name,
                other=before.version,
            ),
            label="one version decides on each day",
            related=(Label(part.span if part else _name(before), "the other one"),),
            help="leave out the last day of the other one; it ends on the day before"
            if header.in_force_until
            else "let one of them come into force later",
        )
    elif days > 0 and before.in_force_until is not None:
        yield codes.VERSION_GAP.at(
            _first_day(after),
            Text(
                "from {first} until {last} no version of `{name}` is in force",
                first=before.in_force_until + ONE_DAY,
                last=after.in_force_from - ONE_DAY,
                name=after.name,
            ),
            label="the next version begins here",
            related=(Label(part.span if part else _name(before), "the other one"),),
            help="leave out the last day of the other one; it ends on the day before",
        )


def _zone(before: core.Policy, after: core.Policy) -> Iterator[Diagnostic]:
    zone = _header(after).zone
    if before.zone != after.zone and zone is not None:
        yield codes.NOT_AVAILABLE.at(
            zone.span,
            Text(
                "version {number} of `{name}` has the zone `{zone}`",
                number=before.version,
                name=before.name,
                zone=before.zone,
            ),
            label="another zone in a later version: not available yet",
        )


def _taken(before: core.Policy, after: core.Policy) -> Iterator[Diagnostic]:
    """Report a new rule with a name that another rule had, and gave up."""
    names = {rule.name for rule in before.rules}
    had = {one.formerly: one for one in before.rules if one.formerly is not None}
    for rule in after.rules:
        other = had.get(rule.name)
        if other is None or rule.name in names or other.name == rule.formerly:
            continue
        yield codes.RULE_TWICE.at(
            rule.node.name.span,
            Text("what was done as `{name}` would count for two rules", name=rule.name),
            label="a name that another rule had",
            related=(Label(other.node.name.span, "a rule that had this name"),),
            help="give this one a name of its own",
        )


def _gone(
    rule: core.Rule, after: core.Policy, ordered: Sequence[core.Policy]
) -> Diagnostic:
    before = ordered[ordered.index(after) - 1]
    new = [
        one
        for one in after.rules
        if not predecessors(one, before) and one.formerly is None
    ]
    alike = [one for one in new if bool(one.measures) is bool(rule.measures)]
    return codes.NAME_DISAPPEARS.at(
        _name(after),
        Text(
            "version {number} of `{policy}` has no rule that is, or was, `{name}`",
            number=after.version,
            policy=after.name,
            name=rule.name,
        ),
        label="what was done under that name counts for no rule here",
        related=(Label(rule.node.name.span, "the rule of the version before"),),
        help=Text(
            "if one of the rules is meant, say so in it: `{clause}`",
            clause=_clause(rule, after),
        ),
        fixes=tuple(_fix(one, rule, after) for one in alike),
    )


def _fix(one: core.Rule, rule: core.Rule, after: core.Policy) -> Fix:
    end = Span(one.node.span.source, one.node.span.end, one.node.span.end)
    return Fix(
        Text("say that `{name}` was `{other}`", name=one.name, other=rule.name),
        (Edit(end, f"\n        {_clause(rule, after)}"),),
    )


def _clause(rule: core.Rule, after: core.Policy) -> str:
    name = rule.node.name
    node = ast.Formerly(ast.Name(name.text, span=name.span), span=name.span)
    return phrase(node, after.lexicon, after.document.language)


def _header(policy: core.Policy) -> ast.PolicyHeader:
    header = policy.document.header
    assert isinstance(header, ast.PolicyHeader)
    return header


def _name(policy: core.Policy) -> Span:
    return _header(policy).name.span


def _first_day(policy: core.Policy) -> Span:
    first = _header(policy).in_force_from
    return _name(policy) if first is None else first.span
