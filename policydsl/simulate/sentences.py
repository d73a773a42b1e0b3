"""What would change an answer, in sentences."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import PurePath

from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Case,
    Count,
    FactChange,
    Happening,
    Hours,
    Money,
    OutcomeKnown,
    PermissionChange,
    SetOfDays,
    Value,
)
from policydsl.runtime.decision import Cause, Reason
from policydsl.semantics.lowering.quantities import decimal
from policydsl.simulate.explanation import Change, Explanation, Link
from policydsl.simulate.reasons import Speaker, time

_INDENT = "  "
_STOPS = ("stops", "needed")


def chain(found: Explanation, speaker: Speaker) -> Iterator[str]:
    """Yield the reasons of the last act, with their places and since when they hold."""
    act = found.reasons.act
    links = [one.chain for one in found.acts if act is not None and one.act == act]
    if act is None or not links or not act.reasons:
        return
    yield speaker.say("chain.title")
    yield from dict.fromkeys(_INDENT + _link(link, speaker) for link in links[0])


def _link(link: Link, speaker: Speaker) -> str:
    cause = Cause(link.cause)
    words = speaker.reasons((Reason(cause, link.clause, link.words),))
    # When it was too late is said already.
    if link.since is not None and cause is not Cause.LATE:
        since = speaker.instant(link.since)
        words = speaker.say("chain.since", reason=words, since=since)
    if link.until is not None:
        until = speaker.instant(link.until)
        words = speaker.say("chain.until", reason=words, until=until)
    if link.place is None:
        return words
    place = link.place
    is_here = place.document == PurePath(speaker.policy.document.span.source.path).name
    key = "chain.place" if is_here else "chain.place_in"
    return speaker.say(key, reason=words, line=place.line, document=place.document)


def outlook(found: Explanation, case: Case, speaker: Speaker) -> Iterator[str]:
    """Yield when it is due if nothing happens, and what alone would change that."""
    kind = "hold" if found.reasons.rule.measures else "act"
    is_now = found.days_ahead == 0 and found.earliest is None
    if found.earliest is not None:
        instant = speaker.instant(found.earliest)
        yield speaker.say(f"outlook.{kind}_earliest", instant=instant)
    elif not is_now:
        days = speaker.days(found.days_ahead)
        yield speaker.say(f"outlook.{kind}_never", days=days)
    instant = speaker.instant(found.about)
    if not found.changes:
        yield speaker.say("outlook.none")
        return
    if any(one.effect in _STOPS for one in found.changes):
        key = f"{kind}_stops" if found.about == found.at else "act_stopped"
    else:
        key = f"{kind}_cures"
    yield speaker.say(f"outlook.{key}", instant=instant)
    alike: dict[object, list[Change]] = {}
    for one in found.changes:
        alike.setdefault(_sort(one), []).append(one)
    lines = (_change(some, kind, case, speaker) for some in alike.values())
    yield from dict.fromkeys(_INDENT + line for line in lines)


def _sort(change: Change) -> object:
    """Return what outcomes of one act that change the same have in common."""
    one = change.entry
    if not isinstance(one, OutcomeKnown) or change.effect == "needed":
        return id(change)
    return change.effect, change.due_at, one.act, one.by


def _change(alike: list[Change], kind: str, case: Case, speaker: Speaker) -> str:
    change = alike[0]
    said = entry(change.entry, case, speaker)
    if isinstance(change.entry, OutcomeKnown):
        outcomes = [one.entry for one in alike if isinstance(one.entry, OutcomeKnown)]
        said = _outcome(outcomes, case, speaker)
    if change.effect == "due":
        return speaker.say(f"change.{kind}_due", entry=said)
    if change.due_at is not None:
        instant = speaker.instant(change.due_at)
        return speaker.say(f"change.{kind}_earlier", entry=said, instant=instant)
    if change.effect == "needed":
        instant = speaker.instant(change.entry.at)
        return speaker.say("change.needed", entry=said, instant=instant)
    return speaker.say("change.stops", entry=said)


def entry(one: AnyEntry, case: Case, speaker: Speaker) -> str:
    """Return an entry of a history as a sentence."""
    item = getattr(one, "item", None)
    said = _entry(one, case, speaker)
    return speaker.say("entry.item", entry=said, item=item) if item else said


def _entry(one: AnyEntry, case: Case, speaker: Speaker) -> str:
    match one:
        case Happening(name=name, by=by):
            key = "entry.event" if by is None else "entry.event_by"
            said = speaker.term(name)
            return speaker.say(key, name=said, person=_person(by, speaker))
        case FactChange(fact=fact, of=of, value=value):
            return _fact(fact, of, value, speaker)
        case PermissionChange():
            return _permission(one, speaker)
        case OutcomeKnown():
            return _outcome([one], case, speaker)
        case ActDone(rule=rule):
            said = _act(one, speaker)
            return speaker.say("entry.of_rule", act=said, rule=rule) if rule else said


def _outcome(known: Sequence[OutcomeKnown], case: Case, speaker: Speaker) -> str:
    name = known[0].act
    acts = [one for one in case.history if one.id == name and isinstance(one, ActDone)]
    act = _act(acts[0], speaker) if acts else name
    if acts and acts[0].rule is not None:
        act = speaker.say("join.part", head=acts[0].rule, rest=act)
    quoted = (speaker.say("join.quoted", words=speaker.term(k.outcome)) for k in known)
    return speaker.say(
        "entry.outcome",
        act=act,
        date=speaker.instant(acts[0].at) if acts else "",
        outcome=speaker.say("join.events").join(dict.fromkeys(quoted)),
    )


def _act(act: ActDone, speaker: Speaker) -> str:
    key = "entry.act" if act.audience is None else "entry.act_to"
    person = _person(act.audience, speaker)
    return speaker.say(key, verb=speaker.term(act.verb), person=person)


def _person(name: str | None, speaker: Speaker) -> str:
    return speaker.term(name) if name is not None else ""


def _fact(fact: str, of: str | None, value: Value | None, speaker: Speaker) -> str:
    name = speaker.term(fact)
    if of is not None:
        name = speaker.say("entry.of", fact=name, person=_person(of, speaker))
    if value is None:
        return speaker.say("entry.unknown", fact=name)
    return speaker.say("entry.fact", fact=name, value=_value(value, speaker))


def _permission(one: PermissionChange, speaker: Speaker) -> str:
    said = speaker.say(
        "entry.granted" if one.granted else "entry.withdrawn",
        permission=speaker.term(one.permission),
        person=_person(one.of, speaker),
    )
    if one.given_to is not None:
        to = _person(one.given_to, speaker)
        said = speaker.say("entry.given_to", entry=said, person=to)
    if one.purposes:
        said = speaker.say(
            "entry.purposes", entry=said, purposes=_terms(one.purposes, speaker)
        )
    if one.occurrence is not None:
        said = speaker.say("entry.one_act", entry=said)
    return said


def _terms(names: Sequence[str], speaker: Speaker) -> str:
    return speaker.say("join.events").join(speaker.term(name) for name in names)


def _value(value: Value, speaker: Speaker) -> str:
    match value:
        case bool():
            return speaker.say("entry.yes" if value else "entry.no")
        case Money(_, currency):
            return speaker.say("entry.money", amount=decimal(value), currency=currency)
        case Count(number, unit):
            unit = speaker.term(unit)
            return speaker.say("entry.count", number=number, unit=unit)
        case Hours(start, end):
            return speaker.say("day.range", first=time(start), last=time(end))
        case SetOfDays():
            return speaker.say("entry.days")
        case date():
            return value.isoformat()
        case str():
            return speaker.term(value)
