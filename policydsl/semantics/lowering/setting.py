"""What is around a phrase while it is lowered: its document, and its position."""

from collections.abc import Callable, Iterable, Mapping
from typing import ParamSpec, TypeVar

from attrs import field, frozen

from policydsl.diagnostics.findings import Findings
from policydsl.diagnostics.model import Diagnostic
from policydsl.runtime.calendars import Calendar
from policydsl.syntax import ast
from policydsl.syntax.lexicon import Lexicon
from policydsl.vocabulary.model import Vocabulary

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")


class Mistake(Exception):
    """A phrase of the author that cannot be lowered.

    Raised where it is found and caught by ``Setting.attempt``, around the clause
    that it spoils; it never leaves this folder. A phrase of several parts may have
    one ``others`` in each.
    """

    def __init__(self, diagnostic: Diagnostic, *others: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostics = (diagnostic, *others)


@frozen
class Position:
    """What a phrase may speak of where it stands.

    ``has_recipient``: there is somebody whom the act is addressed to. ``has_act``:
    `it is` has an act to be about. ``owner``: the party whose clock is explained.
    ``item``: the kind of the item that is looked at. ``may_be_open``: a law, which
    may use words that nobody can decide.
    """

    has_recipient: bool = False
    has_act: bool = False
    owner: str | None = None
    may_be_open: bool = False
    item: str | None = None


@frozen
class Setting:
    """The document that is being lowered, and what it may refer to.

    ``wanted_clocks`` gathers, in order, the clocks that the document turns out to
    read. ``is_law``: calendars come from the policy that the law will judge.
    ``people``: those of a story, by name, with the party that each is.
    """

    document: ast.Document
    vocabulary: Vocabulary
    lexicon: Lexicon
    findings: Findings
    calendar: Calendar | None = None
    rules: Mapping[str, ast.Rule] = field(factory=dict)
    groups: Mapping[str, ast.Group] = field(factory=dict)
    is_law: bool = False
    people: Mapping[str, str] | None = None
    wanted_clocks: dict[str, None] = field(factory=dict)

    def attempt(
        self,
        lower: Callable[Arguments, Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Result | None:
        """Return what ``lower`` makes, or report its mistake and return nothing."""
        try:
            return lower(*args, **kwargs)
        except Mistake as mistake:
            for diagnostic in mistake.diagnostics:
                self.findings.report(diagnostic)
            return None

    def attempt_all(self, lowers: Iterable[Callable[[], Result]]) -> list[Result]:
        """Return what could be made; each mistake is reported by itself."""
        made = [self.attempt(lower) for lower in lowers]
        return [result for result in made if result is not None]

    def spelled(self, name: str) -> str:
        """Return a term as the document would spell it."""
        return self.lexicon.spelling(name, self.document.language)

    def all_spelled(self, names: Iterable[str]) -> list[str]:
        """Return terms as the document would spell them, in their order."""
        return [self.spelled(name) for name in names]

    def want_clock(self, name: str) -> str:
        """Note that a clock is read, and return its name."""
        self.wanted_clocks[name] = None
        return name
