"""What a diagnostic is. How it looks is in ``render``."""

from enum import Enum

from attrs import frozen

from policydsl.source import Span


class Severity(Enum):
    """Only ``ERROR`` keeps a policy from being compiled.

    ``NOTE`` says what may be worth knowing, and finds nothing wrong.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@frozen
class Label:
    """A remark about a place."""

    span: Span
    text: str = ""


@frozen
class Edit:
    """Replace the words of a span; an empty span inserts."""

    span: Span
    replacement: str


@frozen
class Fix:
    """Edits that do not overlap. ``is_safe``: the meaning stays as it is."""

    title: str
    edits: tuple[Edit, ...]
    is_safe: bool = False


@frozen
class Diagnostic:
    """One finding, ready to be shown.

    What it says is a text, which the catalogue translates. ``language`` is the one in
    which it was said; empty as long as nobody asked for any.
    """

    code: "Code"
    message: str
    primary: Label
    related: tuple[Label, ...] = ()
    help: str | None = None
    fixes: tuple[Fix, ...] = ()
    language: str = ""

    @property
    def is_error(self) -> bool:
        """Whether the finding keeps a policy from being compiled."""
        return self.code.severity is Severity.ERROR


@frozen
class Code:
    """A kind of diagnostic: a number that never changes, and a readable slug."""

    number: str
    slug: str
    severity: Severity
    summary: str

    def at(
        self,
        span: Span,
        message: str,
        *,
        label: str = "",
        related: tuple[Label, ...] = (),
        help: str | None = None,
        fixes: tuple[Fix, ...] = (),
    ) -> Diagnostic:
        """Return a diagnostic of this kind, with its main label at ``span``."""
        return Diagnostic(self, message, Label(span, label), related, help, fixes)
