"""Makes codes, by how bad what they find is."""

from policydsl.diagnostics.model import Code, Severity


def error(number: str, slug: str, summary: str) -> Code:
    """Return a code that keeps a policy from being compiled."""
    return Code(number, slug, Severity.ERROR, summary)


def warning(number: str, slug: str, summary: str) -> Code:
    """Return a code that does not."""
    return Code(number, slug, Severity.WARNING, summary)


def note(number: str, slug: str, summary: str) -> Code:
    """Return a code that finds nothing wrong."""
    return Code(number, slug, Severity.NOTE, summary)
