"""A simulation and an explanation as text for people."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from policydsl.diagnostics.render.cells import columns, visible
from policydsl.runtime.case import Case, OutcomeKnown
from policydsl.runtime.decision import Duty
from policydsl.runtime.zones import local_minutes
from policydsl.scenario.play import DEFERRED, DONE, DUE, Record
from policydsl.semantics import core
from policydsl.semantics.together import OTHERWISE
from policydsl.simulate.days import Day, Simulation
from policydsl.simulate.explanation import Explanation
from policydsl.simulate.reasons import Speaker, time
from policydsl.simulate.sentences import chain, outlook
from policydsl.simulate.why import Need, Why
from policydsl.syntax import ast

_INDENT = "    "
_OPEN = ("due", "deferred", "blocked", "waiting")
# Nothing is to come, so nothing is needed.
_OVER = ("done", "lapsed", "cancelled", "skipped", "closed")


def render(simulation: Simulation, language: str = "en") -> str:
    """Return the days of a simulation, each with what was done, or not, and why.

    Days on which nothing new happened stand together on one line.
    """
    played = simulation.played
    speaker = Speaker(simulation.policy, language, played.zone)
    title = speaker.say(
        "day.title",
        policy=simulation.policy.name,
        case=played.case.id,
        first=simulation.first.isoformat(),
        last=simulation.last.isoformat(),
    )
    lines = [visible(title)]
    quiet: list[Day] = []
    for day in simulation.days:
        if day.records:
            lines += _quiet(quiet, speaker)
            lines += _day(day, simulation, _speaker_on(day, speaker))
            quiet = []
        else:
            quiet.append(day)
    lines += _quiet(quiet, speaker)
    lines += _duties(simulation.decision.duties, speaker)
    review = simulation.decision.next_review
    if played.stopped is not None:
        lines += ["", visible(speaker.stopped(played.stopped))]
    lines += ["", _review(speaker, review) if review else speaker.say("day.no_review")]
    return "\n".join(lines) + "\n"


def _speaker_on(day: Day, speaker: Speaker) -> Speaker:
    """Return who says what the version of a day means."""
    version = speaker.policy.version_on(day.day)
    if version is speaker.policy:
        return speaker
    return Speaker(version, speaker.language, speaker.zone)


def _duties(duties: Sequence[Duty], speaker: Speaker) -> Iterator[str]:
    """Yield what the policy requires of itself, as it stands at the end."""
    if duties:
        yield ""
        yield speaker.say("duty.title")
    for duty in duties:
        said = {
            "words": speaker.clause(duty.clause, duty.words),
            "since": speaker.instant(duty.since),
            "last": speaker.until(duty.deadline) if duty.deadline is not None else "",
            "met": speaker.instant(duty.met_at) if duty.met_at is not None else "",
        }
        is_endless = duty.deadline is None and duty.met_at is None
        key = "open_end" if is_endless else duty.state.value
        yield visible(_INDENT + speaker.say(f"duty.{key}", **said))


def _review(speaker: Speaker, review: datetime) -> str:
    return speaker.say("day.review", instant=speaker.instant(review))


def _quiet(days: Sequence[Day], speaker: Speaker) -> Iterator[str]:
    if not days:
        return
    span = days[0].day.isoformat()
    if len(days) > 1:
        span = speaker.say("day.range", first=span, last=days[-1].day.isoformat())
    yield ""
    yield f"{span}  {speaker.say('day.quiet')}"


def _day(day: Day, simulation: Simulation, speaker: Speaker) -> Iterator[str]:
    ages = [
        speaker.say("day.clock", clock=speaker.term(name), days=speaker.days(number))
        for name, number in day.ages
    ]
    yield ""
    yield f"{day.day.isoformat()}  {speaker.say('join.clocks').join(ages)}".rstrip()
    done = {one.act.id for one in day.records if one.outcome == DONE and one.act}
    rows = [
        _record(record, simulation, speaker)
        for record in day.records
        # What was done later on the same day was hardly put off.
        if not (record.outcome == DEFERRED and record.act and record.act.id in done)
    ]
    width = max(columns(state) for _, state, _ in rows)
    for at, state, words in rows:
        gap = " " * (width - columns(state))
        yield visible(f"{_INDENT}{at}  {state}{gap}  {words}".rstrip())


def _record(
    record: Record, simulation: Simulation, speaker: Speaker
) -> tuple[str, str, str]:
    at = time(local_minutes(record.at, simulation.played.zone))
    return (
        at,
        speaker.say(f"state.{record.outcome}"),
        _words(record, simulation, speaker),
    )


def _words(record: Record, simulation: Simulation, speaker: Speaker) -> str:
    words = record.rule
    if record.of is not None:
        words += f" {speaker.say('record.of', date=record.of.isoformat())}"
    act = record.act
    if act is not None and act.audience and act.index.startswith(f"{act.audience}/"):
        words += f" {speaker.say('record.for', person=act.audience)}"
    if act is not None and record.outcome in (DONE, DUE):
        said = speaker.act(act)
        for entry in simulation.case.history:
            if isinstance(entry, OutcomeKnown) and entry.act == act.id:
                outcome = speaker.term(entry.outcome)
                said = speaker.say("join.became", act=said, outcome=outcome)
        return speaker.say("join.part", head=words, rest=said)
    if act is not None and act.index.endswith(OTHERWISE):
        words = speaker.say("join.part", head=words, rest=speaker.act(act))
    if act is not None and record.outcome == DEFERRED and act.until is not None:
        until = speaker.say("record.until", instant=speaker.instant(act.until))
        words += f" {until}"
    reasons = speaker.reasons(record.reasons)
    return speaker.say("join.part", head=words, rest=reasons) if reasons else words


def render_why(
    why: Why,
    policy: core.Policy,
    zone: str,
    language: str = "en",
    *,
    stopped: str | None = None,
    explained: tuple[Explanation, Case] | None = None,
) -> str:
    """Return where a rule stands, why, and what it needs.

    ``stopped``: why the case could not be looked at on a later day. ``explained``:
    since when it stands so, and what alone would change it, of which case.
    """
    speaker = Speaker(policy, language, zone)
    rule = why.rule
    title = rule.name
    if rule.title:
        title = speaker.say("join.part", head=rule.name, rest=rule.title)
    trigger, action = rule.node.trigger, rule.node.action
    said = speaker.say(
        "join.part", head=speaker.phrase(trigger), rest=speaker.phrase(action)
    )
    lines = [title, _INDENT + said, ""]
    lines += [_INDENT + line for line in _answer(why, speaker)]
    if explained is not None:
        links = list(chain(explained[0], speaker))
        lines += ["", *(_INDENT + line for line in links)] if links else []
    if why.needs and why.state not in _OVER:
        lines += ["", _INDENT + speaker.say("why.needs")]
        lines += [_INDENT + line for line in _table(why, speaker)]
    if explained is not None:
        lines += ["", *(_INDENT + line for line in outlook(*explained, speaker))]
    lines += ["", *(_INDENT + line for line in _after(why, speaker))]
    if stopped is not None:
        lines += ["", _INDENT + speaker.stopped(stopped)]
    return "\n".join(visible(line.rstrip()) for line in lines).rstrip() + "\n"


def _answer(why: Why, speaker: Speaker) -> Iterator[str]:
    yield _headline(why, speaker)
    if why.age is not None:
        clock, start, days = why.age
        yield speaker.say(
            "why.age",
            clock=speaker.term(clock),
            date=start.isoformat(),
            days=speaker.days(days),
        )
    for condition in why.frozen:
        yield speaker.say("why.still", words=speaker.phrase(condition))
    if why.last_done is not None and why.state != DONE:
        yield speaker.say("why.last_done", instant=speaker.instant(why.last_done))


def _headline(why: Why, speaker: Speaker) -> str:
    act = why.act
    reasons = speaker.reasons(act.reasons) if act is not None else ""
    match why.state:
        case "future" if why.earliest is not None:
            trigger = speaker.phrase(why.rule.node.trigger)
            instant = speaker.instant(why.earliest)
            return speaker.say("why.future", instant=instant, trigger=trigger)
        case "idle" | "idle_event":
            return _idle(why, speaker)
        case "paused" if why.age is not None:
            return speaker.say("why.paused", clock=speaker.term(why.age[0]))
        case "deferred" if act is not None and act.until is not None:
            until = speaker.instant(act.until)
            return speaker.say("why.deferred", instant=until, reasons=reasons)
        case "deferred":
            return speaker.say("why.deferred_open", reasons=reasons)
        case "done" if why.last_done is not None:
            return speaker.say("why.done", instant=speaker.instant(why.last_done))
        case "lapsed" if act is not None and act.lapses_at is not None:
            return speaker.say("why.lapsed", instant=speaker.instant(act.lapses_at))
        case "lapsed":
            return speaker.say("why.over")
        case state:
            return speaker.say(f"why.{state}", reasons=reasons)


def _idle(why: Why, speaker: Speaker) -> str:
    trigger = why.rule.node.trigger
    if isinstance(trigger, ast.When):
        return speaker.say("why.idle_event", events=_events(trigger.events, speaker))
    if isinstance(trigger, ast.Before):
        return speaker.say("why.idle_before", trigger=speaker.phrase(trigger))
    clock = trigger.clock if not isinstance(trigger, ast.While) else None
    if isinstance(clock, ast.Since):
        return speaker.say("why.idle_event", events=speaker.quoted(clock.start))
    assert isinstance(clock, ast.NamedClock)
    node = speaker.policy.vocabulary.clocks[clock.clock.text].node
    name = speaker.term(clock.clock.text)
    if node.start is None and node.running_while is not None:
        condition = speaker.phrase(node.running_while)
        return speaker.say("why.idle_while", clock=name, condition=condition)
    assert node.start is not None
    if isinstance(node.start, ast.TheEarliest):
        start = speaker.phrase(node.start.clock)
        return speaker.say("why.idle_earliest", clock=name, start=start)
    key = "why.idle_date" if isinstance(node.start, ast.Term) else "why.idle"
    return speaker.say(key, clock=name, start=speaker.phrase(node.start))


def _table(why: Why, speaker: Speaker) -> Iterator[str]:
    answers = [_status(need, speaker) for need in why.needs]
    width = max(columns(answer) for answer in answers)
    for answer, need in zip(answers, why.needs, strict=True):
        yield f"  {answer}{' ' * (width - columns(answer))}  {_need(need, speaker)}"


def _status(need: Need, speaker: Speaker) -> str:
    if need.is_bound:
        return speaker.say("need.bound")
    if need.is_met is None:
        return speaker.say("need.unknown")
    return speaker.say("need.met" if need.is_met else "need.unmet")


def _need(need: Need, speaker: Speaker) -> str:
    words = speaker.phrase(need.node) if need.node is not None else ""
    if need.clock is None:
        return speaker.say(f"need.{need.kind}", words=words)
    clock = speaker.term(need.clock)
    declared = speaker.policy.vocabulary.clocks.get(need.clock)
    if need.kind == "running":
        until = declared.node.until if declared is not None else ()
        key = "need.running" if until else "need.running_open"
        return speaker.say(key, clock=clock, events=_events(until, speaker))
    return speaker.say(f"need.{need.kind}", clock=clock, words=words)


def _events(events: Sequence[ast.EventPhrase], speaker: Speaker) -> str:
    return speaker.say("join.events").join(speaker.quoted(event) for event in events)


def _after(why: Why, speaker: Speaker) -> Iterator[str]:
    act = why.act
    if act is not None and act.lapses_at is not None and why.state in _OPEN:
        yield speaker.say("why.lapses", instant=speaker.until(act.lapses_at))
    if why.rule.otherwise is not None and why.state not in _OVER:
        said = speaker.phrase(why.rule.otherwise.node)
        yield speaker.say("why.otherwise", act=said)
    review = why.decision.next_review
    if review is not None:
        yield speaker.say("why.review", instant=speaker.instant(review))
