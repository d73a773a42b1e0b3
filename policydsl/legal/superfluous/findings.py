"""What is said of clauses that no article needs."""

from collections.abc import Iterator, Mapping

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Label
from policydsl.diagnostics.text import Text, listed
from policydsl.legal.check import Budget, Checked
from policydsl.legal.superfluous.asking import Superfluous, superfluous
from policydsl.semantics import core
from policydsl.syntax import ast


def findings(
    checked: Checked, laws: Mapping[str, core.Law], budget: Budget
) -> Iterator[Diagnostic]:
    """Yield a note for each clause that can go, if the policy is under any law."""
    if not laws:
        return
    header = checked.policy.document.header
    assert isinstance(header, ast.PolicyHeader)
    named = listed(dict.fromkeys(one.text for one in header.under))
    answers = superfluous(checked, laws, budget)
    for one in answers.found:
        yield _finding(one, named)
    if answers.left:
        yield codes.SUPERFLUOUS_FOR_LAW.at(
            header.name.span,
            "time was too short to ask whether every clause is needed",
            label=Text(
                "clauses that were not asked about: {number}", number=answers.left
            ),
            help="give it more time with `--proof-seconds`",
        )


def _finding(one: Superfluous, laws: str) -> Diagnostic:
    words, rule = one.clause.words, one.clause.rule
    if rule is None:
        said = Text("no article of {laws} needs `{words}`", laws=laws, words=words)
    else:
        said = Text(
            "no article of {laws} needs `{words}` in `{rule}`",
            laws=laws,
            words=words,
            rule=rule,
        )
    return codes.SUPERFLUOUS_FOR_LAW.at(
        one.clause.node.span,
        said,
        label=(
            "can go, but not all of these together"
            if one.rivals
            else "can go without one failing"
        ),
        related=tuple(Label(other.node.span, "one of these") for other in one.rivals),
        help="it may still be wanted, for what no law asks",
    )
