"""Random laws about the random policies, and whether what was lawful stays lawful."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from random import Random

from policydsl.backends.python import compile_policy
from policydsl.runtime.calendars import CalendarEnds
from policydsl.runtime.case import ActDone, AnyEntry, Case
from policydsl.runtime.decision import PlannedAct
from policydsl.semantics import core, evaluate
from policydsl.semantics.lower import lower_law
from policydsl.semantics.monitor import Breach, breaches
from policydsl.semantics.scope import Bound
from policydsl.source import Source
from policydsl.syntax.lexicon import Lexicon
from policydsl.syntax.parser import parse
from policydsl.vocabulary.load import load
from random_cases.aimed import fitting
from random_cases.hostile import done
from random_cases.loading import Trial, lowered, trial, vocabulary
from random_cases.policies import law_norm
from random_cases.words import CLOCKS, EVENTS

_HEADER = """\
law {name} "Trial"
    of CN
    force {force}
    in force from {begin}{binds}
    source "drawn at random"
    uses trial
"""
_FORCES = ("statute", "statute", "departmental rule", "standard", "guidance")
_BEGINS = ("2025-01-01", "2025-01-01", "2026-02-01", "2026-03-05")
_DATED = ("from 2026-03-01", "from 2025-06-01 until 2026-03-10", "from 2026-05-01")
_BOUND = ("lender bank", "product loan", "actor agency", "actor in house")
_ACTS = (
    "contact",
    "contact borrower",
    "contact third party",
    "contact emergency",
    "contact joint debtor",
    "call",
    "call borrower",
    "call by phone",
    "remind borrower",
    "visit",
    "visit with more than 2 visitors",
    "notify about settlement",
    "contact for relay",
    "contact disclosing more than caller",
    "contact through agency",
    "call through in house",
    "report",
    "file suit",
)
_SPANS = (
    "per day",
    "per month",
    "per case",
    "per week from monday",
    "per week from sunday",
    "in 1 day",
    "in 3 days",
    "in 7 days",
    "in 8 days",
    "in 30 days",
    "in 1 week",
    "in 1 month rounding down",
    "in 5 hours",
    "in 24 hours",
    "in 45 minutes",
    "during overdue",
    "during disputed",
)
_KEYS = ("", "", " for each person", " for each borrower", " for each instalment")
_COUNTING = ("", "", " counting answered", " counting answered, rejected")
_ACTS_BY_SOMEBODY = re.compile(r"    [^:]*: (call|contact|remind|notify|visit) ")
_TIMES = re.compile(r"^limit [^:]*: \d+ times? ")
_BACK = ("4 hours", "1 day", "2 days", "7 days", "1 week", "1 month rounding up")
_GUARDS = (
    "",
    "",
    "",
    " unless consent of recipient",
    " unless consent of borrower",
    " if disputed",
    " if risk is not low",
    " unless listed",
    " if refused by recipient",
    " unless it is for relay",
    " unless it is with at least 2 visitors",
    " if less than 30 hours since remind done",
    ' if "at an unreasonable hour"',
    ' unless "there is no other way"',
)


def random_law(r: Random, policy: str) -> core.Law | None:
    """Return a law of several articles; some are what the policy asks of itself."""
    norms = [law_norm(r) for _ in range(r.randint(2, 5))]
    return _of_articles(norms + _asked_of_itself(policy))


def _asked_of_itself(policy: str) -> list[str]:
    return [
        paragraph
        for paragraph in policy.split("\n\n")
        if paragraph.startswith(("forbid ", "limit ")) and "rule_" not in paragraph
    ]


def _of_articles(norms: list[str]) -> core.Law | None:
    header = _HEADER.format(
        name="trial.law", force="statute", begin="2025-01-01", binds=""
    )
    return lowered_law(_text(header, [(norm,) for norm in norms]))


def _text(header: str, articles: Iterable[Sequence[str]]) -> str:
    """Return a law; each article is its norms, and what it says of itself."""
    parts = [header]
    for number, said in enumerate(articles, 1):
        inner = "\n".join(one.strip() for one in said).replace("\n", "\n    ")
        parts.append(f"article {number}\n    {inner}")
    return "\n\n".join(parts) + "\n"


def _laws(r: Random, norms: list[str]) -> dict[str, core.Law]:
    """Return one law or two, which say whom they bind, since when, and how much."""
    found: dict[str, core.Law] = {}
    names = r.choice((("trial.law",), ("trial.law", "trial.other")))
    for place, name in enumerate(names):
        header = _HEADER.format(
            name=name,
            force=r.choice(_FORCES),
            begin=r.choice(_BEGINS),
            binds=f"\n    binds {r.choice(_BOUND)}" if r.random() < 0.2 else "",
        )
        own = [list(one) for one in _paired(r, norms[place :: len(names)])]
        for said in own:
            said += _said(r)
        law = lowered_law(_text(header, own))
        if law is not None:
            found[name] = law
    return found


def _paired(r: Random, norms: list[str]) -> Iterator[list[str]]:
    """Yield the norms of each article: one, or now and then two."""
    rest = list(norms)
    while rest:
        number = 2 if r.random() < 0.15 else 1
        yield rest[:number]
        del rest[:number]


def _said(r: Random) -> Iterator[str]:
    """Yield what an article says of itself."""
    if r.random() < 0.15:
        yield f"force {r.choice(_FORCES)}"
    if r.random() < 0.2:
        yield f"in force {r.choice(_DATED)}"
    if r.random() < 0.2:
        yield f"binds {', '.join(r.sample(_BOUND, r.choice((1, 1, 2))))}"
    if r.random() < 0.2:
        yield "breach is presumed"


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


# --- a policy that takes care of a law ------------------------------------------


def careful(r: Random) -> tuple[Trial, core.Law] | None:
    """Return a policy that asks of itself, more or less, what a law asks of it.

    So that many of its rules are lawful, and some of them only nearly.
    """
    norms = [_norm(r) for _ in range(r.randint(3, 6))]
    law = _of_articles(norms)
    one = _taking_care(r, trial(r).text, norms)
    return None if law is None or one is None else (one, law)


def judged(r: Random) -> tuple[Trial, Mapping[str, core.Law]] | None:
    """Return a policy and the laws that it is under; most take care of theirs."""
    text = _with_actors(r, trial(r).text)
    if r.random() < 0.75:
        norms = [_norm(r) for _ in range(r.randint(3, 6))]
        one = _taking_care(r, text, norms)
    else:
        norms = _asked_of_itself(text) + [_norm(r) for _ in range(r.randint(2, 5))]
        one = _taking_care(r, text, ())
    laws = _laws(r, norms)
    return None if one is None or not laws else (one, laws)


def _with_actors(r: Random, text: str) -> str:
    """Return a policy that says who acts: for all of its acts, or for some."""
    found = text
    if r.random() < 0.4:
        who = r.choice(
            ("actor in house", "actor agency", "actor in house, actor agency")
        )
        scope = r.choice(
            (who, f"lender bank, {who}", f"lender fund, product loan, {who}")
        )
        found = found.replace("    zone ", f"    as {scope}\n    zone ", 1)
    chance = r.choice((0.0, 0.3, 0.7))
    for line in text.splitlines():
        if _ACTS_BY_SOMEBODY.match(line) and r.random() < chance:
            who = r.choice(("in house", "agency"))
            found = found.replace(f"{line}\n", f"{line} through {who}\n", 1)
    return found if lowered(found)[0] is not None else text


def _taking_care(r: Random, text: str, norms: Iterable[str]) -> Trial | None:
    for norm in norms:
        if r.random() < 0.65 and '"' not in norm:
            longer = f"{text}\n{_nearly(r, norm)}\n"
            if lowered(longer)[0] is not None:
                text = longer
    policy, _ = lowered(text)
    if policy is None:
        return None
    decide = partial(evaluate.decide, policy)
    return Trial(text, policy, decide, compile_policy(policy))


def _norm(r: Random) -> str:
    while True:
        norm = _drawn(r)
        if _of_articles([norm]) is not None:
            return norm


def _drawn(r: Random) -> str:
    kind, act, guard = r.random(), r.choice(_ACTS), r.choice(_GUARDS)
    if kind < 0.25:
        return law_norm(r)
    if kind < 0.6:
        number = r.choice((1, 1, 2, 3, 7, 14))
        times = "1 time" if number == 1 else f"{number} times"
        counted = r.choice(_COUNTING)
        return (
            f"limit {act}: {times} {r.choice(_SPANS)}{counted}{r.choice(_KEYS)}{guard}"
        )
    if kind < 0.75:
        event = r.choice((*EVENTS, "call done", "contact done", "notify delivered"))
        return f"forbid {act} if less than {r.choice(_BACK)} since {event}"
    if kind < 0.85:
        hours = r.choice(("08:00 and 22:00", "22:00 and 06:00", "09:00 and 21:00"))
        whole = r.choice(("", " throughout", " throughout"))
        return f"limit {act}: between {hours}{whole}{guard}"
    if kind < 0.93:
        return f"forbid {act}{guard or f' if {r.choice(CLOCKS)}'}"
    least = r.choice(("", " at least 1 day", " at least 10 days", " at least 5 hours"))
    return f"require {r.choice(_ACTS)}{least} before {act}"


def _nearly(r: Random, norm: str) -> str:
    """Return a norm, one that differs from it in one place, or one that asks more."""
    if _TIMES.search(norm) and r.random() < 0.4:
        return _stricter(r, norm)
    if r.random() < 0.5:
        return norm
    kind = r.randrange(6)
    if kind == 0:
        span = "|".join(sorted(_SPANS, key=len, reverse=True))
        return re.sub(span, r.choice(_SPANS), norm, count=1)
    if kind == 1:
        return re.sub(r"\b[237] times", "1 time", norm, count=1)
    if kind == 2:
        return re.sub(r" for each \w+", r.choice(_KEYS), norm, count=1)
    if kind == 3:
        return re.sub(r" counting .*?ed$", "", norm, count=1)
    if kind == 4:
        return re.sub(r"^limit [^:]*:", f"limit {r.choice(_ACTS)}:", norm, count=1)
    number = str(r.choice((1, 2, 7, 8, 30)))
    return re.sub(r"(?<=less than )\d+|(?<=at least )\d+", number, norm, count=1)


def _stricter(r: Random, norm: str) -> str:
    """Return a limit that may keep the number of another one, in windows of its own."""
    act = norm.removeprefix("limit ").partition(":")[0]
    # What has more to it than a verb is narrower than the verb, and all are contacts.
    wider = r.choice((act, act, act.split()[0], "contact"))
    number = r.choice(("1 time", "1 time", "1 time", "2 times"))
    key = r.choice(("", "", "", *_KEYS))
    return f"limit {wider}: {number} {r.choice(_SPANS)}{key}"


# --- the monitor ----------------------------------------------------------------


def broken(
    r: Random, one: Trial, bound: Bound, case: Case, planned: PlannedAct, at: datetime
) -> Breach | None:
    """Do what is due at an instant, and ask the monitor about an article.

    Only what was known then counts, and what became of the act itself. What the policy
    leaves open is filled in: once in any way, and once as a norm of the article asks.
    """
    # An act of an earlier name of the rule may have the same number.
    history = [
        e for e in case.history if max(e.at, e.recorded) <= at and e.id != planned.id
    ]
    norms = bound.article.norms
    ways = [
        done(r, planned, at, one.actors),
        fitting(r, one, r.choice(norms), planned, at),
    ]
    for way in ways:
        if way is None:
            continue
        known = replace(case, history=(*history, *way))
        for norm in norms:
            for breach in _breaches(one, bound, norm, known, at):
                if breach.act == planned.id and _binds(one, bound, way[0]):
                    return breach
    return None


def _binds(one: Trial, bound: Bound, act: AnyEntry) -> bool:
    """Whether an article binds who acted; who is not named, may be anybody."""
    assert isinstance(act, ActDone)
    if not bound.actors or act.actor is None:
        return True
    return not set(bound.actors).isdisjoint(one.policy.vocabulary.above(act.actor))


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
            days=(bound.period.first, bound.period.last),
        )
    except CalendarEnds:
        return
