"""A title that says nothing that the name does not say: ``rule ask "Ask"``."""

from collections.abc import Iterator

from policydsl.diagnostics import lint_codes as codes
from policydsl.diagnostics.model import Diagnostic, Edit, Fix
from policydsl.diagnostics.text import Text
from policydsl.lint.engine import LintRule
from policydsl.lint.subject import Subject
from policydsl.source import Span
from policydsl.syntax import ast


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Report titles with the letters and digits of the name, and no others.

    A title with the same words in another order is not found. That of a document may
    be its name: it stands at the head of pages, where a name would look odd.
    """
    for rule in subject.every(ast.Rule):
        name, title = rule.name, rule.title
        if title is not None and _letters(title.text) == _letters(name.text):
            yield codes.TITLE_REPEATS_NAME.at(
                title.span,
                Text("the title of `{name}` only repeats its name", name=name.text),
                label="says nothing new",
                help="say in a few words what it is for, or leave the title out",
                fixes=(_left_out(name, title),),
            )


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _left_out(name: ast.Name, title: ast.Text) -> Fix:
    span = Span(title.span.source, name.span.end, title.span.end)
    return Fix("leave the title out", (Edit(span, ""),), is_safe=True)


RULE = LintRule(codes.TITLE_REPEATS_NAME, check)
