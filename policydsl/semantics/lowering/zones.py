"""Time zones: their names, and the facts that say which counts."""

from collections.abc import Set
from zoneinfo import ZoneInfoNotFoundError

from policydsl.diagnostics import codes
from policydsl.diagnostics.suggest import did_you_mean
from policydsl.diagnostics.text import Text
from policydsl.runtime.zones import is_portable, zone
from policydsl.semantics import core
from policydsl.semantics.lowering.facts import fact_named, fact_ref, wrong_type
from policydsl.semantics.lowering.setting import Position, Setting
from policydsl.syntax import ast

# What is offered where a zone is missing. The author must look at it.
SAMPLE_ZONE = "Asia/Shanghai"


def zone_fact(node: ast.FactOf, setting: Setting) -> core.FactRef:
    """Return a fact that says in which zone a case is."""
    fact = fact_named(node.fact, setting)
    if not isinstance(fact.type, ast.ZoneType):
        complaint, label = Text("is no time zone"), Text("days cannot begin by it")
        raise wrong_type(node, fact, complaint, label, setting)
    return fact_ref(node, setting, Position())


def check_given(
    fact: ast.FactOf, name: ast.Text, setting: Setting, position: Position
) -> None:
    """Report what cannot be the zone that a story gives to a fact."""
    found = fact_named(fact.fact, setting)
    fact_ref(fact, setting, position)
    if not isinstance(found.type, ast.ZoneType):
        complaint, label = Text("is no time zone"), Text("a zone stands in these marks")
        raise wrong_type(name, found, complaint, label, setting)
    check_zone(name, setting)


def check_zone(name: ast.Name | ast.Text, setting: Setting) -> None:
    """Report a time zone that is not in the tz database."""
    written = name.text
    try:
        zone(written)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # Loaded late: the list is read from many files, and only to suggest.
        from zoneinfo import available_timezones

        setting.findings.report(
            codes.UNKNOWN_ZONE.at(
                name.span,
                Text("there is no time zone `{name}`", name=written),
                label="not in the tz database",
                help=_zone_of_city(written, available_timezones())
                or Text("write it like `{zone}`", zone=SAMPLE_ZONE),
            )
        )


def _zone_of_city(written: str, zones: Set[str]) -> str | None:
    """Return a question that names the zone of a city, or one that is close."""
    known = sorted(filter(is_portable, zones))
    cities = {name.rpartition("/")[2].casefold(): name for name in known}
    city = cities.get(written.casefold().replace(" ", "_"))
    if city is not None:
        return Text("did you mean `{word}`?", word=city)
    return did_you_mean(written, known)
