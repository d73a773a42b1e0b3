"""A scenario that failed, for people: what was expected beside what happened."""

from collections.abc import Iterator

from policydsl.diagnostics.render.cells import columns, visible
from policydsl.runtime.decision import Decision, PlannedAct, Reason
from policydsl.runtime.zones import local_date, local_minutes
from policydsl.scenario.compare import Compared, Wanted
from policydsl.scenario.play import DONE, Record
from policydsl.scenario.run import Outcome

_NOTHING = "-"
_DAY = "yyyy-mm-dd"


def render(outcome: Outcome) -> str:
    """Return a passed scenario on one line, a failed one side by side.

    Lines that differ begin with ``!``. Below them stands why an act that was
    expected did not happen.
    """
    scenario = outcome.scenario
    title = f' "{visible(scenario.title.text)}"' if scenario.title else ""
    name = f"{visible(scenario.name.text)}{title}"
    if outcome.passed:
        return f"passed  {name}\n"
    lines = [f"FAILED  {name}", ""]
    lines += _side_by_side(outcome)
    if outcome.played.stopped is not None:
        lines += ["", f"the story stops here: {visible(outcome.played.stopped)}"]
    hints = list(_hints(outcome))
    if hints:
        lines += ["", *hints]
    return "\n".join(lines) + "\n"


def _side_by_side(outcome: Outcome) -> Iterator[str]:
    rows = [("", "", "expected", "happened")]
    last = None
    for pair in outcome.pairs:
        day = pair.day.isoformat() if pair.day != last else ""
        last = pair.day
        mark = "!" if pair.is_wrong else ""
        rows.append((mark, day, _wanted(pair), _happened(pair, outcome.played.zone)))
    width = max(columns(row[2]) for row in rows)
    for mark, day, wanted, happened in rows:
        gap = " " * (width - columns(wanted))
        yield f"{mark:1} {day:{len(_DAY)}}  {wanted}{gap}  {happened}".rstrip()


def _wanted(pair: Compared) -> str:
    wanted = pair.wanted
    if wanted is None:
        return _NOTHING
    person = f" for {wanted.person}" if wanted.person is not None else ""
    if wanted.is_never:
        return visible(f"{wanted.rule}{person} never")
    of = f" of {wanted.of.isoformat()}" if wanted.of else ""
    time = f" {_time(wanted.minutes)}" if wanted.minutes is not None else ""
    over = f" over {_words(wanted)}" if wanted.over is not None else ""
    return visible(f"{wanted.rule}{person}{of} {wanted.outcome}{time}{over}")


def _words(wanted: Wanted) -> str:
    return " ".join(wanted.over.span.text.split()) if wanted.over is not None else ""


def _happened(pair: Compared, zone: str) -> str:
    record = pair.happened
    if record is None:
        return _NOTHING
    of = f" of {record.of.isoformat()}" if record.of else ""
    # Beside what was expected stands as much as was expected.
    wanted = pair.wanted
    has_time = wanted is None or pair.is_wrong or wanted.minutes is not None
    has_reason = wanted is None or pair.is_wrong or wanted.over is not None
    time = f" {_time(local_minutes(record.at, zone))}" if has_time else ""
    over = f" over {_reason(record)}" if has_reason and record.reasons else ""
    person = ""
    if record.act is not None and (has_time or (wanted and wanted.person)):
        to, index = record.act.audience, record.act.index
        person = f" for {to}" if to and index.startswith(f"{to}/") else ""
    return visible(f"{record.rule}{person}{of} {record.outcome}{time}{over}")


def _reason(record: Record) -> str:
    return ", ".join(" ".join(reason.words.split()) for reason in record.reasons)


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
        for line in _where_it_stood(wanted, outcome):
            yield visible(line)


def _where_it_stood(wanted: Wanted, outcome: Outcome) -> Iterator[str]:
    head = f"hint: on {wanted.day.isoformat()} {wanted.rule}"
    decision = _decision_of(wanted, outcome)
    if decision is None:
        yield f"{head} was not asked about: the story had ended, or the system was down"
        return
    acts = [act for act in decision.acts if act.rule == wanted.rule]
    if not acts:
        yield f"{head} had nothing to do yet: its trigger had not come"
        return
    yield f"{head} was {_state(acts[-1], outcome.played.zone)}"


def _state(act: PlannedAct, zone: str) -> str:
    since = local_date(act.due_from, zone).isoformat()
    state = f"{act.state.value} (due from {since})"
    return f"{state}: {'; '.join(map(_because, act.reasons))}" if act.reasons else state


def _because(reason: Reason) -> str:
    words = " ".join(reason.words.split())
    return f"{reason.cause.value}, `{words}`"


def _decision_of(wanted: Wanted, outcome: Outcome) -> Decision | None:
    """Return the last decision up to the end of a day."""
    zone = outcome.played.zone
    before = [
        one for one in outcome.decisions if local_date(one.at, zone) <= wanted.day
    ]
    return before[-1] if before else None
