"""Acts that break each article of the packs, and acts that keep it, by the monitor.

``acts/`` has a table for each jurisdiction: by the citation of an article, what
happened, as a scenario gives it. Of stories whose name begins with ``breaks`` the last
act breaks the article, and nothing else does; of ``misses`` a duty is missed, by no
act; of ``keeps`` nothing is broken.
"""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from policydsl.documents.finding import LIBRARY
from policydsl.driver import check_text, load
from policydsl.runtime.calendars import Calendar
from policydsl.runtime.case import ActDone, AnyEntry, Case, Party
from policydsl.runtime.zones import local_date
from policydsl.scenario.story import became, story_of
from policydsl.semantics import core
from policydsl.semantics.monitor import breaches
from policydsl.source import Source
from policydsl.syntax import ast
from policydsl.syntax.parser import parse

TABLES = sorted((Path(__file__).parent / "acts").glob("*.toml"))
POLICY = """policy acts
    version 1
    in force from 2018-01-01
    uses debt_collection, breathing_space
    zone {zone}
    closes at paid in full
"""
# Long after the last act of a story, so that what was due is missed.
LATER = timedelta(days=200)
# Every day from Monday to Friday is a business day.
WEEK = Calendar("week", date(2028, 1, 1), frozenset({5, 6}))


class Story(NamedTuple):
    """What happened, and which article it is told for."""

    article: str
    name: str
    zone: str
    given: str


def stories() -> Iterator[Story]:
    """Yield the stories of all tables."""
    for path in TABLES:
        table = tomllib.loads(path.read_text("utf-8"))
        zone = table.pop("zone")
        for article, told in table.items():
            for name, given in told.items():
                yield Story(article, name, zone, given)


STORIES = tuple(stories())


@cache
def policy_of(zone: str) -> core.Policy:
    """Return a policy without rules that has all words, in a zone."""
    policy = check_text(POLICY.format(zone=zone), "acts.policy").policy
    assert policy is not None
    return policy


@cache
def laws() -> dict[str, core.Law]:
    """Return all laws of the library by their names."""
    found = [load(path).law for path in sorted((LIBRARY / "laws").rglob("*.law"))]
    return {law.name: law for law in found if law is not None}


def articles() -> dict[str, tuple[core.Law, core.Article]]:
    """Return all articles of the library by their citations."""
    return {
        f"{law.name} {article.number}": (law, article)
        for law in laws().values()
        for article in law.articles
    }


def history(given: str, policy: core.Policy) -> tuple[AnyEntry, ...]:
    """Return what a story gives, in the order of time, outcomes of acts included."""
    lines = "".join(f"    given {line}\n" for line in given.strip().split("\n"))
    text = (
        f"scenario told\n    tests acts\n    from 2018-01-01 until 2026-12-31\n{lines}"
    )
    document, findings = parse(Source("acts", text), policy.lexicon)
    assert findings == (), text
    (scenario,) = document.sentences
    assert isinstance(scenario, ast.Scenario)
    told = story_of(scenario, policy)
    done = [entry for entry in told.entries if isinstance(entry, ActDone)]
    known = [
        became(answer, act, act.at, act.at)
        for act in done
        for answer in told.answers
        if answer.fits(act, local_date(act.at, policy.zone))
    ]
    for fate in told.fates:
        of = [
            act
            for act in done
            if act.at <= fate.at
            and fate.answer.fits(act, local_date(act.at, policy.zone))
        ]
        known.append(became(fate.answer, of[-1], fate.at, fate.recorded))
    return tuple(sorted((*told.entries, *known), key=lambda one: (one.at, one.id)))


def broken(story: Story) -> set[tuple[datetime, str | None]]:
    """Return when the article of a story is broken, and by which acts."""
    law, article = articles()[story.article]
    policy = policy_of(story.zone)
    done = history(story.given, policy)
    parties = {"borrower": Party((story.zone,))}
    return {
        (one.at, one.act)
        for norm in article.norms
        for one in breaches(
            norm,
            Case("case", done, parties, story.zone),
            done[-1].at + LATER,
            clocks=law.clocks,
            zones=policy.zones,
            calendar=WEEK,
            days=article.days,
        )
    }


@pytest.mark.parametrize("story", STORIES, ids=lambda one: f"{one.article} {one.name}")
def test_the_monitor_judges_as_the_story_says(story: Story) -> None:
    found = broken(story)
    kind = story.name.partition("_")[0]
    if kind == "breaks":
        done = history(story.given, policy_of(story.zone))
        last = [entry for entry in done if isinstance(entry, ActDone)][-1]
        assert found == {(last.at, last.id)}
    elif kind == "misses":
        assert [act for _, act in found] == [None]
    else:
        assert kind == "keeps"
        assert found == set()


def is_open(article: core.Article) -> bool:
    """Whether an article says no more than words that nobody can judge."""
    return all(
        isinstance(norm, core.Forbid)
        and any(open_words(guard.condition) for guard in norm.guards)
        for norm in article.norms
    )


def open_words(condition: core.Condition) -> bool:
    """Whether a condition has open words in it."""
    if isinstance(condition, core.OpenWords):
        return True
    if isinstance(condition, core.AllOf | core.AnyOf):
        return any(map(open_words, condition.conditions))
    return False


def test_each_article_is_broken_and_kept_by_some_act() -> None:
    judged = {name for name, (_, article) in articles().items() if not is_open(article)}
    for kinds in (("breaks", "misses"), ("keeps",)):
        told = {one.article for one in STORIES if one.name.startswith(kinds)}
        assert told <= judged
        assert judged - told == set()
