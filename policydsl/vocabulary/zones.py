"""Facts that say in which zone a party is."""

from collections.abc import Callable, Mapping

from policydsl.diagnostics import codes
from policydsl.diagnostics.findings import Findings
from policydsl.diagnostics.model import Label
from policydsl.diagnostics.text import Text
from policydsl.syntax import ast
from policydsl.vocabulary.model import Fact


def zone_facts(
    facts: Mapping[str, Fact],
    below: Callable[[str], frozenset[str]],
    findings: Findings,
) -> dict[str, str]:
    """Return, by each party, the one fact that says where it is.

    ``below`` returns a term and every kind of it. A party with two such facts is
    reported, once for each fact that comes later.
    """
    found: dict[str, str] = {}
    for fact in facts.values():
        if fact.of is None or not isinstance(fact.type, ast.ZoneType):
            continue
        of_it = below(fact.of)
        rivals = sorted(found[party] for party in of_it & found.keys())
        if rivals:
            _report(fact, facts[rivals[0]], findings)
        for party in of_it:
            found.setdefault(party, fact.name)
    return found


def _report(fact: Fact, first: Fact, findings: Findings) -> None:
    findings.report(
        codes.TWO_ZONES.at(
            fact.node.name.span,
            Text(
                "`{fact}` and `{first}` both say where a party is",
                fact=fact.name,
                first=first.name,
            ),
            label="a second zone of one party",
            related=(Label(first.node.name.span, "declared first"),),
            help="leave one of them out, or declare it of other parties",
        )
    )
