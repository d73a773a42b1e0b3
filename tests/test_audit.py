"""The audit of a log finds what the reference monitor finds."""

from collections import Counter
from collections.abc import Sequence
from random import Random

import pytest

from policydsl.audit.auditing import Audit
from policydsl.audit.binding import Stated
from policydsl.audit.records import Record, Shape
from policydsl.audit.story import PLACE
from policydsl.documents.finding import LIBRARY
from policydsl.driver import load as load_document
from policydsl.runtime.calendars import Calendar, CalendarEnds
from policydsl.runtime.case import Case
from policydsl.semantics import core
from policydsl.semantics.monitor import breaches
from policydsl.syntax.ast import Sort
from policydsl.vocabulary.load import load
from policydsl.vocabulary.model import Vocabulary
from random_cases.histories import random_case
from random_cases.laws import random_law
from random_cases.loading import trial, vocabulary
from random_cases.logs import SHAPES, logged, random_records, same_case

SEEDS = 60
CASES = 5
WORDS, _ = load([vocabulary()])
# By article: the acts, or instants, of its breaches, and what was counted together.
Broken = dict[str, dict[str, set[tuple[str, ...]]]]


def by_reference(
    law: core.Law,
    words: Vocabulary,
    case: Case,
    unknown: set[str],
    calendar: Calendar | None,
) -> Broken:
    """Return the breaches that the monitor finds; what it cannot judge is unknown."""
    nouns = words.nouns.values()
    facts = {one.name: PLACE for one in nouns if one.sort is Sort.PARTY}
    until = max(entry.at for entry in case.history)
    found: Broken = {}
    for article in law.articles:
        for norm in article.norms:
            try:
                every = breaches(
                    norm,
                    case,
                    until,
                    clocks=law.clocks,
                    zones=core.Zones("UTC", facts=facts),
                    calendar=calendar,
                    days=article.days,
                )
            except (CalendarEnds, ValueError):
                unknown.add(article.number)
                continue
            for one in every:
                key = one.act or one.at.isoformat()
                of_one = found.setdefault(article.number, {}).setdefault(key, set())
                of_one.add(one.counted)
    return found


def by_audit(
    law: core.Law,
    words: Vocabulary,
    records: Sequence[Record],
    shapes: Sequence[Shape],
    same: Case,
    calendar: Calendar | None = None,
) -> tuple[Broken, Broken]:
    """Return what the audit finds, and what the monitor finds."""
    until = max(entry.at for entry in same.history)
    audit = Audit([(law, words)], until, stated=Stated(calendar))
    found: Broken = {}
    for one in audit.breaches(records, shapes):
        number = one.article.removeprefix(f"{law.name} ")
        key = one.act.id if one.act is not None else one.at.astimezone(until.tzinfo)
        name = key if isinstance(key, str) else key.isoformat()
        counted = tuple(each.id for each in one.counted)
        found.setdefault(number, {}).setdefault(name, set()).add(counted)
    unknown: set[str] = set()
    expected = by_reference(law, words, same, unknown, calendar)
    unknown |= {
        tally.article.removeprefix(f"{law.name} ")
        for tally in audit.tallies
        if tally.unknown
    }
    for number in unknown:
        found.pop(number, None)
        expected.pop(number, None)
    return found, expected


def check(found: Broken, expected: Broken) -> None:
    """Compare; a breach of several bounds of one limit is told once by the audit."""
    assert {k: set(v) for k, v in found.items()} == {
        k: set(v) for k, v in expected.items()
    }
    for number, acts in found.items():
        for act, counted in acts.items():
            assert counted <= expected[number][act]


@pytest.mark.parametrize("seed", range(SEEDS))
def test_an_audit_agrees_with_the_monitor(seed: int) -> None:
    r = Random(seed)
    one = trial(r)
    law = random_law(r, one.text)
    if law is None:
        pytest.skip("the law that was drawn has mistakes")
    for _ in range(CASES):
        case = random_case(r, one.compiled, one.rules)
        records, shapes, same = logged(r, case)
        calendar = r.choice((None, WORDS.calendars["work days"]))
        check(*by_audit(law, WORDS, records, shapes, same, calendar))


def test_an_audit_agrees_under_regulation_f() -> None:
    loaded = load_document(LIBRARY / "laws/us/reg_f.law")
    assert loaded.law is not None
    assert loaded.vocabulary is not None
    broken: Counter[str] = Counter()
    for seed in range(SEEDS):
        records = random_records(Random(seed), 40)
        same = same_case(records)
        found, expected = by_audit(
            loaded.law, loaded.vocabulary, sorted(records), SHAPES, same
        )
        check(found, expected)
        broken.update({article: len(acts) for article, acts in expected.items()})
    # Most articles are broken somewhere, or nothing was compared.
    assert len(broken) >= 8, broken
