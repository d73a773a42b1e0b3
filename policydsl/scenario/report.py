"""A scenario that failed, for people: what was expected beside what happened."""

from collections.abc import Iterator
from datetime import date

from policydsl.diagnostics.catalogue import in_language
from policydsl.diagnostics.render.cells import columns, visible
from policydsl.diagnostics.text import Text, listed, quoted
from policydsl.runtime.decision import Decision, PlannedAct, Reason
from policydsl.runtime.zones import local_date, local_minutes
from policydsl.scenario.compare import Compared, Wanted
from policydsl.scenario.play import DONE, Record
from policydsl.scenario.run import Outcome

_NOTHING = "-"
_DAY = "yyyy-mm-dd"


def render(outcome: Outcome, language: str = "") -> str:
    """Return a passed scenario on one line, a failed one side by side.

    Lines that differ begin with ``!``. Below them stands why an act that was
    expected did not happen. ``language`` is that of the scenario; without one, the
    report is in English.
    """
    scenario = outcome.scenario
    title = f' "{visible(scenario.title.text)}"' if scenario.title else ""
    name = f"{visible(scenario.name.text)}{title}"
    if outcome.passed:
        return f"{in_language(Text('passed'), language)}  {name}\n"
    lines = [f"{in_language(Text('FAILED'), language)}  {name}", ""]
    lines += _side_by_side(outcome, language)
    if outcome.played.stopped is not None:
        stopped = Text("the story stops here: {reason}", reason=outcome.played.stopped)
        lines += ["", visible(in_language(stopped, language))]
    hints = [visible(in_language(hint, language)) for hint in _hints(outcome)]
    if hints:
        lines += ["", *hints]
    return "\n".join(lines) + "\n"


def _side_by_side(outcome: Outcome, language: str) -> Iterator[str]:
    def said(text: str) -> str:
        return visible(in_language(text, language))

    rows = [("", "", said(Text("expected")), said(Text("happened")))]
    last = None
    for pair in outcome.pairs:
        day = pair.day.isoformat() if pair.day != last else ""
        last = pair.day
        mark = "!" if pair.is_wrong else ""
        happened = _happened(pair, outcome.played.zone)
        rows.append((mark, day, said(_wanted(pair)), said(happened)))
    width = max(columns(row[2]) for row in rows)
    for mark, day, wanted, happened in rows:
        gap = " " * (width - columns(wanted))
        yield f"{mark:1} {day:{len(_DAY)}}  {wanted}{gap}  {happened}".rstrip()


def _wanted(pair: Compared) -> str:
    wanted = pair.wanted
    if wanted is None:
        return _NOTHING
    if wanted.is_never:
        return Text("{rule} never", rule=_subject(wanted.rule, wanted.person, None))
    subject = _subject(wanted.rule, wanted.person, wanted.of)
    return _line(subject, wanted.outcome, wanted.minutes, _words(wanted))


def _subject(rule: str, person: str | None, of: date | None) -> str:
    subject = rule
    if person is not None:
        subject = Text("{rule} for {person}", rule=subject, person=person)
    if of is not None:
        subject = Text("{rule} of {date}", rule=subject, date=of.isoformat())
    return subject


def _line(subject: str, outcome: str, minutes: int | None, over: str) -> str:
    line = Text("{rule} {outcome}", rule=subject, outcome=Text(outcome))
    if minutes is not None:
        line = Text("{line} {time}", line=line, time=_time(minutes))
    if over:
        line = Text("{line} over {reason}", line=line, reason=over)
    return line


def _words(wanted: Wanted) -> str:
    return " ".join(wanted.over.span.text.split()) if wanted.over is not None else ""


def _happened(pair: Compared, zone: str) -> str:
    record = pair.happened
    if record is None:
        return _NOTHING
    # Beside what was expected stands as much as was expected.
    wanted = pair.wanted
    has_time = wanted is None or pair.is_wrong or wanted.minutes is not None
    has_reason = wanted is None or pair.is_wrong or wanted.over is not None
    minutes = local_minutes(record.at, zone) if has_time else None
    over = _reason(record) if has_reason and record.reasons else ""
    person = None
    if record.act is not None and (has_time or (wanted and wanted.person)):
        to, index = record.act.audience, record.act.index
        person = to if to and index.startswith(f"{to}/") else None
    return _line(
        _subject(record.rule, person, record.of), record.outcome, minutes, over
    )


def _reason(record: Record) -> str:
    return listed(" ".join(reason.words.split()) for reason in record.reasons)


def _time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _hints(outcome: Outcome) -> Iterator[str]:
    """Say where each act stood that was expected and did not happen."""
    told: set[tuple[str, str]] = set()
    for pair in outcome.pairs:
        wanted = pair.wanted
        if wanted is None or pair.happened is not None or wanted.outcome != DONE:
            continue
        key = (wanted.rule, wanted.day.isoformat())
        if key in told:
            continue
        told.add(key)
        yield _where_it_stood(wanted, outcome)


def _where_it_stood(wanted: Wanted, outcome: Outcome) -> Text:
    day, rule = wanted.day.isoformat(), wanted.rule
    decision = _decision_of(wanted, outcome)
    if decision is None:
        return Text(
            "hint: on {day} {rule} was not asked about:"
            " the story had ended, or the system was down",
            day=day,
            rule=rule,
        )
    acts = [act for act in decision.acts if act.rule == wanted.rule]
    if not acts:
        return Text(
            "hint: on {day} {rule} had nothing to do yet: its trigger had not come",
            day=day,
            rule=rule,
        )
    state = _state(acts[-1], outcome.played.zone)
    return Text("hint: on {day} {rule} was {state}", day=day, rule=rule, state=state)


def _state(act: PlannedAct, zone: str) -> Text:
    since = local_date(act.due_from, zone).isoformat()
    name = Text(act.state.value)
    state = Text("{state} (due from {date})", state=name, date=since)
    for at, reason in enumerate(act.reasons):
        because = _because(reason)
        if at:
            state = Text("{state}; {reason}", state=state, reason=because)
        else:
            state = Text("{state}: {reason}", state=state, reason=because)
    return state


def _because(reason: Reason) -> Text:
    words = quoted(" ".join(reason.words.split()))
    return Text("{cause}, {words}", cause=Text(reason.cause.value), words=words)


def _decision_of(wanted: Wanted, outcome: Outcome) -> Decision | None:
    """Return the last decision up to the end of a day."""
    zone = outcome.played.zone
    before = [
        one for one in outcome.decisions if local_date(one.at, zone) <= wanted.day
    ]
    return before[-1] if before else None
