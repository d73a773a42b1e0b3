"""Which articles bind a policy, and for how long."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import Enum

from attrs import frozen

from policydsl.semantics import core
from policydsl.syntax import ast
from policydsl.syntax.ast import Sort
from policydsl.vocabulary.model import Vocabulary


class Binds(Enum):
    """Whether an article binds whoever acts; it may hang on what nobody stated."""

    YES = "yes"
    NO = "no"
    NOT_STATED = "not stated"


class Level(Enum):
    """How strong an article is: binding law, or a standard that nobody must keep."""

    LAW = "law"
    STANDARD = "standard"


# The levels of force that bind by themselves; any other binds who declares it.
_BINDING = frozenset({"statute", "regulation", "departmental_rule"})


@frozen
class Period:
    """Civil days, both included; ``last`` is ``None`` if there is no end."""

    first: date
    last: date | None

    def meet(self, other: "Period") -> "Period | None":
        """Return the days that are in both."""
        first = max(self.first, other.first)
        ends = [one for one in (self.last, other.last) if one is not None]
        last = min(ends, default=None)
        return None if last is not None and last < first else Period(first, last)


@frozen
class Bound:
    """An article, and what of its law belongs to it.

    ``is_stated``: the policy says all that the scope of the article asks for; what it
    does not say is in ``not_stated``, by sort.
    """

    law: core.Law
    article: core.Article
    level: Level
    period: Period
    not_stated: tuple[ast.Sort, ...] = ()

    @property
    def name(self) -> str:
        """The citation: the name of the law and the number of the article."""
        return f"{self.law.name} {self.article.number}"

    @property
    def is_presumed(self) -> bool:
        """Whether a breach of it is only presumed."""
        return self.article.node.is_presumed

    @property
    def actors(self) -> tuple[str, ...]:
        """The actors that it binds; none named: any."""
        return tuple(
            one.text for one in scope_terms(self.law, self.article) if _is_actor(one)
        )


def period_of(policy: core.Policy) -> Period:
    """Return when a policy is in force."""
    return Period(policy.in_force_from, policy.in_force_until)


def binding(policy: core.Policy, law: core.Law, period: Period) -> Iterator[Bound]:
    """Yield the articles of a law that may bind a policy in a period."""
    for article in law.articles:
        in_force = _in_force(law, article).meet(period)
        if in_force is None:
            continue
        missing: list[ast.Sort] = []
        binds = _binds(policy, scope_terms(law, article), missing)
        if binds is Binds.NO:
            continue
        level = _level(policy, law, article)
        yield Bound(law, article, level, in_force, tuple(missing))


def changes(law: core.Law, period: Period) -> Iterator[tuple[core.Article, date, bool]]:
    """Yield each article that begins (``True``) or ends within a period, with the day.

    The day is the first on which it is in force, or on which it no longer is.
    """
    for article in law.articles:
        own = _in_force(law, article)
        if own.first > period.first and own.meet(period) is not None:
            yield article, own.first, True
        if own.last is not None:
            after = own.last + timedelta(days=1)
            if period.first <= after and (period.last is None or after <= period.last):
                yield article, after, False


def may_bind(policy: core.Policy, law: core.Law, article: core.Article) -> bool:
    """Return whether an article may bind a policy by what the header states."""
    return _binds(policy, scope_terms(law, article), []) is not Binds.NO


def scope_terms(law: core.Law, article: core.Article) -> tuple[ast.Term, ...]:
    """Return whom and what an article binds; its own scope goes before the law's."""
    header = law.document.header
    assert isinstance(header, ast.LawHeader)
    scope = article.node.binds or header.binds
    return scope.terms if scope is not None else ()


def stated(policy: core.Policy, sort: Sort) -> tuple[str, ...]:
    """Return what a policy says of who acts, on what."""
    header = policy.document.header
    assert isinstance(header, ast.PolicyHeader)
    terms = header.scope.terms if header.scope is not None else ()
    return tuple(one.text for one in terms if one.sort is sort)


def settled_by(laws: Mapping[str, core.Law]) -> Mapping[tuple[str, str], list[str]]:
    """Return by which articles open words are settled: by law and number."""
    found: dict[tuple[str, str], list[str]] = {}
    for law in laws.values():
        for article in law.articles:
            settles = article.node.settles
            if settles is not None:
                key = (settles.law.text, settles.article.text)
                found.setdefault(key, []).append(f"{law.name} {article.number}")
    return found


def is_kind_of(term: str, wanted: str, vocabulary: Vocabulary) -> bool:
    """Return whether a term is another, or a kind of it."""
    return wanted in vocabulary.above(term)


def _is_actor(term: ast.Term) -> bool:
    return term.sort is Sort.ACTOR


def _binds(
    policy: core.Policy, terms: tuple[ast.Term, ...], missing: list[ast.Sort]
) -> Binds:
    """Any one of the terms of a sort is enough, and each sort has to fit.

    Who acts is asked of each act, not here: a rule may say `through agency`.
    """
    by_sort: dict[Sort, list[str]] = {}
    for term in terms:
        if not _is_actor(term):
            by_sort.setdefault(term.sort, []).append(term.text)
    result = Binds.YES
    for sort, wanted in by_sort.items():
        said = stated(policy, sort)
        if not said:
            missing.append(sort)
            result = Binds.NOT_STATED
        elif not any(
            is_kind_of(one, other, policy.vocabulary)
            for one in said
            for other in wanted
        ):
            return Binds.NO
    return result


def _in_force(law: core.Law, article: core.Article) -> Period:
    header = law.document.header
    assert isinstance(header, ast.LawHeader)
    assert header.in_force_from is not None
    first, last = header.in_force_from.date, header.in_force_until
    if article.node.in_force_from is not None:
        first = article.node.in_force_from.date
    until = article.node.in_force_until or last
    return Period(first, None if until is None else until.date)


def _level(policy: core.Policy, law: core.Law, article: core.Article) -> Level:
    """Return how strong an article is; who declares a standard is bound by it."""
    header, own = policy.document.header, law.document.header
    assert isinstance(header, ast.PolicyHeader)
    assert isinstance(own, ast.LawHeader)
    force = article.node.force or own.force
    if force is not None and force.text in _BINDING:
        return Level.LAW
    if any(one.text == law.name for one in header.declares):
        return Level.LAW
    return Level.STANDARD
