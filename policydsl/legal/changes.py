"""Which articles begin or end while a policy is in force, and what comes of it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import frozen

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Label
from policydsl.diagnostics.text import Text, all_of
from policydsl.legal.judging import Judged
from policydsl.legal.verdict import Verdict
from policydsl.semantics import core, scope
from policydsl.semantics.scope import Period
from policydsl.syntax import ast

_FINE = (Verdict.LAWFUL, Verdict.OUT_OF_SCOPE)


@frozen
class Change:
    """An article that begins, or no longer is, in force from a day on."""

    day: date
    law: core.Law
    article: core.Article
    begins: bool

    @property
    def name(self) -> str:
        """The citation of the article."""
        return f"{self.law.name} {self.article.number}"


def changes(
    policy: core.Policy, laws: Mapping[str, core.Law], period: Period
) -> Iterator[Change]:
    """Yield what changes in the articles that may bind a policy, in order of days."""
    found = [
        Change(day, law, article, begins)
        for _, law in sorted(laws.items())
        for article, day, begins in scope.changes(law, period)
        if day > period.first and scope.may_bind(policy, law, article)
    ]
    yield from sorted(found, key=lambda one: (one.day, one.begins, one.name))


def findings(judged: Judged) -> Iterator[Diagnostic]:
    """Yield a finding for each day from which on a policy that was lawful is not."""
    policy, first = judged.checked.policy, judged.checked.period.first
    wrong = [one for one in judged.judgements if one.verdict not in _FINE]
    broken = [one.bound for one in wrong if one.verdict.is_breach]
    if not broken or any(one.bound.period.first <= first for one in wrong):
        return
    day = min(bound.period.first for bound in broken)
    begun = {bound.name: bound for bound in broken if bound.period.first == day}
    header = policy.document.header
    assert isinstance(header, ast.PolicyHeader)
    assert header.in_force_from is not None
    yield codes.TEXT_CHANGES.at(
        header.in_force_from.span,
        Text("from {day} on `{policy}` is not lawful", day=day, policy=policy.name),
        label=Text("before, it breaks no article"),
        related=tuple(_beginnings(begun.values(), day)),
        help="let this version end on the day before, and a new one keep the new text",
    )


def _beginnings(begun: Iterable[scope.Bound], day: date) -> Iterator[Label]:
    """Yield where laws say that articles begin; those of one place together."""
    places: dict[ast.Date, list[str]] = {}
    for bound in begun:
        header = bound.law.document.header
        assert isinstance(header, ast.LawHeader)
        place = bound.article.node.in_force_from or header.in_force_from
        assert place is not None
        places.setdefault(place, []).append(bound.name)
    for place, names in places.items():
        yield Label(
            place.span,
            Text("{article} begins on {day}", article=all_of(names), day=day),
        )
