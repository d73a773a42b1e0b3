"""Random laws about the random policies, and whether what was lawful stays lawful."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from policydsl.legal.scope import Bound
from policydsl.runtime.calendars import CalendarEnds
from policydsl.runtime.case import ActDone, AnyEntry, Case, OutcomeKnown
from policydsl.runtime.decision import PlannedAct, State
from policydsl.semantics import core
from policydsl.semantics.lower import lower_law
from policydsl.semantics.monitor import Breach, breaches
from policydsl.source import Source
from policydsl.syntax.lexicon import Lexicon
from policydsl.syntax.parser import parse
from policydsl.vocabulary.load import load
from random_cases.loading import Trial, vocabulary
from random_cases.policies import law_norm

_HEADER = """\
law trial.law "Trial"
    of CN
    force statute
    in force from 2025-01-01
    source "drawn at random"
    uses trial
"""
_PURPOSES = (None, "demand", "relay")
_LEVELS = (None, "nothing", "caller", "debt")
_CHANNELS = ((), ("app",), ("phone",), ("voice robot",))
_ACTORS = (None, "in house", "agency")
_BELOW = {"third party": ("third party", "emergency"), "person": ("person", "borrower")}
_OUTCOMES = ("answered", "rejected", "no answer")


def random_law(r: Random, policy: str) -> core.Law | None:
    """Return a law of several articles; some are what the policy asks of itself."""
    norms = [law_norm(r) for _ in range(r.randint(2, 5))]
    norms += [
        paragraph
        for paragraph in policy.split("\n\n")
        if paragraph.startswith(("forbid ", "limit ")) and "rule_" not in paragraph
    ]
    articles = [
        f"article {number}\n    " + norm.strip().replace("\n", "\n    ")
        for number, norm in enumerate(norms, 1)
    ]
    return lowered_law("\n\n".join((_HEADER, *articles)) + "\n")


def lowered_law(text: str) -> core.Law | None:
    """Return a law in the words of the random policies; ``None`` if it has errors."""
    words = vocabulary()
    document, mistakes = parse(
        Source("trial.law", text), Lexicon.from_documents([words])
    )
    known, slips = load([words, document])
    lexicon = Lexicon.from_documents([words, document])
    law, findings = lower_law(document, known, lexicon)
    wrong = any(one.is_error for one in (*mistakes, *slips, *findings))
    return None if wrong else law


def broken(
    r: Random, one: Trial, rule: core.Rule, bound: Bound, case: Case, at: datetime
) -> Breach | None:
    """Do what is due of a rule at an instant, and ask the monitor about the article.

    What the policy leaves open is filled in at random. Only what was known then
    counts, and what became of the act itself.
    """
    try:
        due = one.compiled(case, at).in_state(State.DUE)
    except CalendarEnds:
        return None
    for act in due:
        if act.rule != rule.name:
            continue
        history = [e for e in case.history if max(e.at, e.recorded) <= at]
        known = replace(case, history=(*history, *_done(r, act, at)))
        for norm in bound.article.norms:
            for breach in _breaches(one, bound, norm, known, at):
                if breach.act == act.id:
                    return breach
    return None


def _breaches(
    one: Trial, bound: Bound, norm: core.Norm, case: Case, at: datetime
) -> Iterator[Breach]:
    try:
        yield from breaches(
            norm,
            case,
            at + timedelta(seconds=1),
            clocks=bound.law.clocks,
            zones=one.policy.zones,
            calendar=one.policy.calendar,
        )
    except CalendarEnds:
        return


def _done(r: Random, planned: PlannedAct, at: datetime) -> list[AnyEntry]:
    audience = planned.audience
    done = ActDone(
        id=planned.id,
        at=at,
        recorded=at,
        verb=planned.verb,
        audience=r.choice(_BELOW.get(audience or "", (audience,))),
        channels=planned.channels or r.choice(_CHANNELS),
        purpose=planned.purpose or r.choice(_PURPOSES),
        matter=planned.matter,
        actor=planned.actor or r.choice(_ACTORS),
        disclosing=planned.disclosing or r.choice(_LEVELS),
        rule=planned.rule,
        occurrence=planned.id,
    )
    if r.random() < 0.3:
        return [done]
    then = at + timedelta(seconds=1)
    outcome = OutcomeKnown(
        id=f"what became of {done.id}",
        at=then,
        recorded=then,
        act=done.id,
        outcome=r.choice(_OUTCOMES),
        by=r.choice((None, None, "borrower", "emergency")),
    )
    return [done, outcome]
