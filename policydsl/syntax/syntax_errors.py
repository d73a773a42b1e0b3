"""An unexpected word -> what could have stood there."""

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic
from policydsl.source import Source, Span
from policydsl.syntax.lexer import Token
from policydsl.syntax.machine import Machine


def unexpected(machine: Machine, token: Token, source: Source) -> Diagnostic:
    """Say that a word cannot stand where it does."""
    span = Span(source, token.start, token.end)
    expected = sorted(machine.expected())
    return codes.UNEXPECTED_WORD.at(
        span, f"`{span.text}` {token.kind} cannot stand here", help=", ".join(expected)
    )
