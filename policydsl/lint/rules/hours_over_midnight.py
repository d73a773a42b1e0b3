"""Hours that run over midnight, where the quiet hours were perhaps meant."""

from collections.abc import Iterator

from policydsl.diagnostics import lint_codes as codes
from policydsl.diagnostics.model import Diagnostic
from policydsl.lint.engine import LintRule
from policydsl.lint.subject import Subject
from policydsl.syntax import ast


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Report the hours of a limit or an `only` that end on the next day.

    Hours in a condition are not looked at: there, those of the night are often meant.
    """
    bound = [one.bounds for one in subject.every(ast.Limit)]
    bound += [one.bounds for one in subject.every(ast.Only)]
    for hours in (one for bounds in bound for one in bounds):
        if isinstance(hours, ast.Between) and hours.start.minutes > hours.end.minutes:
            yield codes.HOURS_OVER_MIDNIGHT.at(
                hours.span,
                "these hours are those of the night",
                label="the act is done between them, until the next day",
                help="write the hours in which it may be done, the earlier one first",
            )


RULE = LintRule(codes.HOURS_OVER_MIDNIGHT, check)
