"""The tables of a policy, and what is true of all of them."""

from collections.abc import Callable, Iterator, Mapping

from policydsl.backends.table import glossary, ladder, limits, overview
from policydsl.backends.table.examples import clock_time
from policydsl.backends.table.model import Item, Report, Table, Tone
from policydsl.backends.table.setting import Setting
from policydsl.backends.wording import languages, words
from policydsl.syntax import ast

TABLES: Mapping[str, Callable[[Setting], Table]] = {
    "overview": overview.table,
    "ladder": ladder.table,
    "limits": limits.table,
    "glossary": glossary.table,
}


def report(setting: Setting, keys: tuple[str, ...]) -> Report:
    """Return the tables of these keys, in this order."""
    policy = setting.policy
    return Report(
        title=policy.title or policy.name,
        language=setting.say("page.lang"),
        source_language=_tag(policy.document.language, setting),
        facts=tuple(_facts(setting)),
        tables=tuple(TABLES[key](setting) for key in keys),
        contents=setting.say("page.contents"),
        colon=setting.say("page.colon"),
    )


def _tag(language: str, setting: Setting) -> str:
    """Return the web tag of the language in which the document is written."""
    known = language if language in languages() else setting.words.language
    return words(known).say("page.lang")


def _facts(setting: Setting) -> Iterator[tuple[str, Item]]:
    policy, say = setting.policy, setting.say
    name = say("page.policy_is", name=policy.name, version=policy.version)
    yield say("page.policy"), Item(name)
    yield from _scope(setting)
    first = policy.in_force_from.isoformat()
    if policy.in_force_until is None:
        in_force = say("page.from_date", first=first)
    else:
        last = policy.in_force_until.isoformat()
        in_force = say("page.from_until", first=first, last=last)
    yield say("page.in_force"), Item(in_force)
    yield say("page.days"), Item(_days(setting))
    if policy.calendar is not None:
        calendar = say(
            "page.business_days_are",
            calendar=setting.spell(policy.calendar.name, ast.Sort.CALENDAR),
            last=policy.calendar.last.isoformat(),
        )
        yield say("page.business_days"), Item(calendar)
    header = policy.document.header
    if isinstance(header, ast.PolicyHeader) and header.closes_at:
        events = setting.phrases(header.closes_at)
        yield say("page.closes"), Item(say("page.closes_are", events=events))
    start = say("page.examples_are", start=setting.start.isoformat())
    yield say("page.examples"), Item(start, Tone.ASIDE)
    yield say("page.proof"), Item(say("page.proof_is"), Tone.ASIDE)


def _scope(setting: Setting) -> Iterator[tuple[str, Item]]:
    header = setting.policy.document.header
    if not isinstance(header, ast.PolicyHeader):
        return
    if header.scope is not None:
        said = setting.listed([setting.phrase(term) for term in header.scope.terms])
        yield setting.say("page.acts_as"), Item(said)
    for key, laws in (("under", header.under), ("declares", header.declares)):
        if laws:
            said = setting.listed([law.text for law in laws])
            yield setting.say(f"page.{key}"), Item(said, Tone.NAME)


def _days(setting: Setting) -> str:
    policy = setting.policy
    header = policy.document.header
    zone = policy.zone
    if isinstance(header, ast.PolicyHeader) and header.follows:
        facts = setting.listed([setting.phrase(fact) for fact in header.follows])
        zone = setting.say("page.zone_follows", facts=facts, zone=zone)
    if not policy.acts_from:
        return setting.say("page.days_are", zone=zone)
    time = clock_time(policy.acts_from)
    return setting.say("page.days_act", zone=zone, time=time)
