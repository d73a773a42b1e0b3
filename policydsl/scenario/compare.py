"""What a scenario expects, compared with what happened."""

from collections.abc import Mapping
from datetime import date

from attrs import evolve, frozen

from policydsl.runtime.zones import local_minutes
from policydsl.scenario.play import BEGUN, DONE, Played, Record
from policydsl.scenario.story import people_of, who
from policydsl.semantics import core
from policydsl.semantics.clauses import children, nodes, parts
from policydsl.syntax import ast


@frozen
class Wanted:
    """One expectation, of one day.

    ``minutes``: at this time of the day. ``of``: the day of a regretted act.
    ``is_never``: of the whole story; then ``day`` is its first day. ``person``: of
    the act to this one of several.
    """

    day: date
    rule: str
    outcome: str
    minutes: int | None = None
    of: date | None = None
    over: ast.Condition | None = None
    is_never: bool = False
    person: str | None = None


@frozen
class Compared:
    """Pairs of what was wanted and what happened; one of a pair may be missing.

    ``is_wrong``: the two differ. Ordered by day.
    """

    day: date
    wanted: Wanted | None
    happened: Record | None
    is_wrong: bool


def compare(
    scenario: ast.Scenario, policy: core.Policy, played: Played
) -> tuple[Compared, ...]:
    """Set each expectation beside what happened, and what nobody expected."""
    found: list[Compared] = []
    matched: set[int] = set()
    kinds = {name: one.party for name, one in people_of(scenario).items()}
    clauses = _Clauses(policy, kinds)
    wanted = [
        evolve(w, rule=policy.former_names.get(w.rule, w.rule))
        for e in scenario.expectations
        for w in _wanted(e, scenario)
    ]
    for one in wanted:
        if one.is_never:
            found += _broken_never(one, played)
            continue
        hits = [
            at
            for at, record in enumerate(played.records)
            if _fits(one, record, played.zone) and clauses.are_over(record, one.over)
        ]
        matched.update(hits)
        found += [Compared(one.day, one, played.records[at], False) for at in hits]
        if not hits:
            found.append(Compared(one.day, one, None, True))
    is_closed = any(isinstance(e, ast.ExpectNothingElse) for e in scenario.expectations)
    for at, record in enumerate(played.records):
        if at not in matched and record.counts and is_closed:
            found.append(Compared(record.day, None, record, True))
    return tuple(sorted(found, key=_order))


def _order(pair: Compared) -> tuple[date, str, bool]:
    one = pair.wanted or pair.happened
    assert one is not None
    return pair.day, one.rule, pair.wanted is None


def _wanted(expectation: ast.Expectation, scenario: ast.Scenario) -> list[Wanted]:
    match expectation:
        case ast.ExpectNever(rule, person):
            first, whom = scenario.first.date, who(person)
            return [Wanted(first, rule.text, DONE, is_never=True, person=whom)]
        case ast.Expect(rule, of, outcome, on, over, person):
            found = []
            for moment in on:
                minutes = moment.time.minutes if moment.time is not None else None
                one = Wanted(
                    moment.date.date,
                    rule.text,
                    outcome.value,
                    minutes,
                    over=over,
                    person=who(person),
                )
                found += [evolve(one, of=day.date) for day in of] or [one]
            return found
        case _:
            return []


def _broken_never(wanted: Wanted, played: Played) -> list[Compared]:
    return [
        Compared(record.day, wanted, record, True)
        for record in played.records
        if record.rule == wanted.rule
        and record.outcome in (DONE, BEGUN)
        and _is_for(wanted, record)
    ]


def _fits(wanted: Wanted, record: Record, zone: str) -> bool:
    return (
        record.rule == wanted.rule
        and record.outcome == wanted.outcome
        and record.day == wanted.day
        and _is_for(wanted, record)
        and (wanted.of is None or record.of == wanted.of)
        and wanted.minutes in (None, local_minutes(record.at, zone))
    )


def _nodes(policy: core.Policy) -> Mapping[str, tuple[ast.Node, ...]]:
    """Return what each clause says, in any version of a policy."""
    found: dict[str, tuple[ast.Node, ...]] = {}
    for version in policy.versions:
        for clause, said in nodes(version).items():
            found[clause] = (*found.get(clause, ()), *said)
    return found


def _is_for(wanted: Wanted, record: Record) -> bool:
    if wanted.person is None:
        return True
    return record.act is not None and record.act.audience == wanted.person


class _Clauses:
    """The clauses of a policy, asked what they are about."""

    def __init__(self, policy: core.Policy, kinds: Mapping[str, str | None]) -> None:
        self._nodes = _nodes(policy)
        self._kinds = kinds
        self._policy = policy

    def are_over(self, record: Record, phrase: ast.Condition | None) -> bool:
        """Whether one of the reasons comes from a clause that says ``phrase``."""
        if phrase is None:
            return True
        audience = record.act.audience if record.act is not None else None
        return any(
            self._says(part, phrase, audience)
            for reason in record.reasons
            for node in self._nodes.get(reason.clause, ())
            for part in parts(node)
        )

    def _says(
        self, part: ast.Node, phrase: ast.Condition, audience: str | None
    ) -> bool:
        if isinstance(phrase, ast.PermissionHeld):
            return self._asks_for(part, phrase, audience)
        return _same(part, phrase, audience)

    def _asks_for(
        self, part: ast.Node, phrase: ast.PermissionHeld, audience: str | None
    ) -> bool:
        """A kind of the permission will do, and so will fewer words about it."""
        if not isinstance(part, ast.PermissionHeld | ast.WithPermission):
            return False
        if part.permission.text not in self._policy.vocabulary.below(
            phrase.permission.text
        ):
            return False
        of = _party(part.of, audience) or audience
        wanted = None if phrase.of is None else _party(phrase.of, audience)
        if wanted not in (None, of, self._kinds.get(of or "")):
            return False
        given_to = phrase.given_to
        return given_to is None or part.given_to == given_to


def _party(term: ast.Term | None, audience: str | None) -> str | None:
    if term is None or isinstance(term, ast.Person):
        return who(term)
    return audience if term.text == core.RECIPIENT else term.text


def _same(one: object, other: object, audience: str | None) -> bool:
    """Whether two nodes say the same; the recipient is the audience of the act."""
    if isinstance(one, ast.Term) and isinstance(other, ast.Term):
        return _party(one, audience) == _party(other, audience)
    if isinstance(one, ast.Node):
        return type(one) is type(other) and all(
            _same(getattr(one, name), getattr(other, name), audience)
            for name in children(one)
        )
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(
            _same(a, b, audience) for a, b in zip(one, other, strict=True)
        )
    return one == other
