"""Scenarios that say too little to be checked, or what cannot be."""

from collections.abc import Iterator

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Label
from policydsl.diagnostics.text import Text
from policydsl.scenario.story import who
from policydsl.syntax import ast

# What `never` says will not happen.
_EVER = (ast.Outcome.DONE, ast.Outcome.BEGUN)


def expects_nothing(scenario: ast.Scenario) -> Diagnostic:
    """Report a scenario that passes whatever happens."""
    return codes.EXPECTS_NOTHING.at(
        scenario.name.span,
        Text("scenario `{scenario}` expects nothing", scenario=scenario.name.text),
        label="whatever happens, it passes",
        help="say what is done on which day, or that nothing is",
    )


def contradictions(scenario: ast.Scenario) -> Iterator[Diagnostic]:
    """Report what is expected on a day of a rule that is expected never to act."""
    never: dict[tuple[str, str | None], ast.ExpectNever] = {}
    for one in scenario.expectations:
        if isinstance(one, ast.ExpectNever):
            never[one.rule.text, who(one.person)] = one
    for one in scenario.expectations:
        if not isinstance(one, ast.Expect) or one.outcome not in _EVER:
            continue
        # Never for anybody, or never for the same one of several.
        for_all = never.get((one.rule.text, None))
        other = for_all or never.get((one.rule.text, who(one.person)))
        if other is not None:
            yield codes.NEVER_AND_DONE.at(
                one.span,
                Text("`{rule}` is expected never, and on a day", rule=one.rule.text),
                label="both cannot be",
                related=(Label(other.span, "never, it says here"),),
                help="keep the one that is meant",
            )
