"""Parties of which a case may have several: which of them is meant where."""

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Label
from policydsl.diagnostics.text import Text
from policydsl.semantics.lowering.setting import Mistake, Setting
from policydsl.semantics.lowering.spelling import said
from policydsl.syntax import ast


def each_of(node: ast.Act, setting: Setting) -> frozenset[str] | None:
    """Return who gets an act of their own, if the act is done to each of several.

    An act to a party of which there may be several says `each`, and no other does.
    """
    term = node.audience
    if term is None or not node.each:
        if term is not None:
            check_one(term, setting)
        return None
    if isinstance(term, ast.Person) or not is_several(term.text, setting):
        declared = setting.vocabulary.nouns.get(term.text)
        raise Mistake(
            codes.EACH_OF_ONE.at(
                term.span,
                Text("there is only one `{party}` in a case", party=said(term)),
                label="each of whom?",
                related=()
                if declared is None
                else (Label(declared.node.name.span, "declared as one"),),
                help="leave `each` out, or declare the party as `several`",
            )
        )
    return setting.vocabulary.below(term.text)


def check_one(term: ast.Term, setting: Setting) -> None:
    """Complain about a party of which there may be several, where one is needed."""
    if isinstance(term, ast.Person) or not is_several(term.text, setting):
        return
    declared = setting.vocabulary.nouns[term.text]
    raise Mistake(
        codes.WHICH_OF_SEVERAL.at(
            term.span,
            Text("a case may have more than one `{party}`", party=said(term)),
            label="which of them?",
            related=(Label(declared.node.name.span, "declared here"),),
            help="write `each` before a party that an act is addressed to; of"
            " anything else say `of recipient`",
        )
    )


def is_several(name: str, setting: Setting) -> bool:
    """Whether a case may have several of a party."""
    return setting.vocabulary.is_several(name)
