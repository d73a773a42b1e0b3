"""Whether what is given of another case is a person's, so that this case sees it."""

from collections.abc import Iterator

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic
from policydsl.diagnostics.text import Text
from policydsl.syntax import ast


def check_elsewhere(given: ast.Given) -> Iterator[Diagnostic]:
    """Report what is given of another case and is no person's."""
    if not isinstance(given, ast.GivenFact | ast.GivenEvent | ast.GivenAct):
        return
    if given.elsewhere and not _is_of_person(given):
        yield codes.GIVEN_DOES_NOT_FIT.at(
            given.span,
            Text(
                "`{said}` is no person's, so this case does not see it",
                said=" ".join(given.span.text.split()),
            ),
            label="of another case",
            help="give what a person did, or permits, or what was done to a person",
        )


def _is_of_person(given: ast.GivenFact | ast.GivenEvent | ast.GivenAct) -> bool:
    match given:
        case ast.GivenFact(fact):
            return fact.of is not None and given.item is None
        case ast.GivenEvent(ast.Happens(by=by)):
            return by is not None and given.item is None
        case ast.GivenEvent(ast.PermissionBecame(of=of)):
            return of is not None
        case ast.GivenAct(act):
            return act.audience is not None
        case _:
            return False
