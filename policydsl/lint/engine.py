"""A lint rule, and how all of them are asked about one document."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import frozen

from policydsl.diagnostics.findings import Findings
from policydsl.diagnostics.model import Code, Diagnostic
from policydsl.lint.subject import Kind, Subject
from policydsl.source import Span

Check = Callable[[Subject], Iterable[Diagnostic]]


@frozen
class LintRule:
    """One thing that looks like a slip; ``check`` is a pure function.

    ``kinds``: the kinds of documents that it is asked about. ``needs_core``: only
    where the document has no errors; without it, also where other parts have some.
    ``yields_to``: codes that say the same; where one of them was found, this rule
    says nothing. ``is_optional``: only asked where the settings select it.
    """

    code: Code
    check: Check
    kinds: frozenset[Kind] = frozenset({Kind.POLICY})
    needs_core: bool = False
    yields_to: tuple[Code, ...] = ()
    is_optional: bool = False


def lint(
    subject: Subject, rules: Sequence[LintRule], known: Iterable[Diagnostic] = ()
) -> tuple[Diagnostic, ...]:
    """Return what the rules find in a document, by place.

    ``known`` is what was found before. A sentence that could not be read whole is not
    judged, and where there is an error already, nothing is added to it.
    """
    own = [one for one in known if one.primary.span.source is subject.source]
    findings = Findings(subject.document.damaged)
    for rule in rules:
        if subject.kind not in rule.kinds:
            continue
        if rule.needs_core and subject.policy is None and subject.law is None:
            continue
        stronger = [one for one in own if one.is_error or one.code in rule.yields_to]
        for found in rule.check(subject):
            if not any(_meet(one.primary.span, found.primary.span) for one in stronger):
                findings.report(found)
    return findings.in_order([subject.source])


def optional(rules: Sequence[LintRule]) -> Iterator[Code]:
    """Yield the codes of rules that nobody is told of who did not ask."""
    yield from (rule.code for rule in rules if rule.is_optional)


def _meet(one: Span, other: Span) -> bool:
    """Whether two places share a character, or one is an empty place in the other."""
    if one.source is not other.source:
        return False
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end
