"""A reason or a title without a word: ``because "..."``."""

from collections.abc import Iterator

from policydsl.diagnostics import lint_codes as codes
from policydsl.diagnostics.model import Diagnostic
from policydsl.lint.engine import LintRule
from policydsl.lint.subject import Kind, Subject
from policydsl.syntax import ast


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Report what is quoted and has neither a letter nor a digit.

    Words that say no more than dots would are not found.
    """
    for text in subject.every(ast.Text):
        if not any(char.isalnum() for char in text.text):
            yield codes.TEXT_SAYS_NOTHING.at(
                text.span,
                "there is no word in this text",
                label="says nothing",
                help="write what is to be said here, or leave it out",
            )


RULE = LintRule(codes.TEXT_SAYS_NOTHING, check, kinds=frozenset(Kind))
