"""The story of a scenario, played with a frozen clock.

The policy is asked at the start, at each entry, and at each next review. What is
due is done at once, and the policy is asked again until nothing is due.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from attrs import define, field, frozen

from policydsl.diagnostics.text import Text
from policydsl.runtime.calendars import CalendarBegins, CalendarEnds
from policydsl.runtime.case import ActDone, AnyEntry, Case
from policydsl.runtime.decision import Decision, PlannedAct, Reason, State
from policydsl.runtime.zones import local_date, start_of_day
from policydsl.scenario.story import Story, became

Decide = Callable[[Case, datetime], Decision]
# What can happen to a rule, in the words of the language.
DONE, BLOCKED, DEFERRED, LAPSED = "done", "blocked", "deferred", "lapsed"
CANCELLED, REGRETTED, BEGUN, ENDED = "cancelled", "regretted", "begun", "ended"
# What no scenario can expect: a wait for a condition of the rule's own, and an act
# of a row that was left out.
WAITING, SKIPPED, DUE = "waiting", "skipped", "due"

_FIRST_SEEN = {
    State.BLOCKED: BLOCKED,
    State.DEFERRED: DEFERRED,
    State.LAPSED: LAPSED,
    State.SKIPPED: SKIPPED,
    State.DUE: DUE,
}
# A decision that keeps asking for acts at one instant is a fault of the policy's
# interpreter; a policy with so many rules due at once is not.
_MOST_ACTS_AT_ONCE = 100_000


@frozen
class Record:
    """Something that happened to a rule.

    ``of``: the day on which a regretted act was done. ``counts``: it must be
    expected if nothing else may happen.
    """

    at: datetime
    day: date
    rule: str
    outcome: str
    reasons: tuple[Reason, ...] = ()
    of: date | None = None
    act: PlannedAct | None = None
    counts: bool = True


@frozen
class Played:
    """What happened, in order, and each decision after everything due was done.

    ``case`` is the case at the end. ``stopped``: why the story could not be played
    to its end: no calendar reaches so far, or what was done before could not be.
    """

    records: tuple[Record, ...]
    decisions: tuple[Decision, ...]
    case: Case
    zone: str
    stopped: str | None = None


def play(
    story: Story,
    decide: Decide,
    case: Case,
    zone: str,
    days: tuple[date, date],
    acts_from: datetime | None = None,
) -> Played:
    """Play a story from the first of the days up to the last, both included.

    ``case`` has the parties and the zone of the case; its history is the story's.
    Before ``acts_from`` what is due is only noted: the story tells what was done.
    """
    start = start_of_day(days[0], zone)
    end = start_of_day(days[1] + timedelta(days=1), zone)
    stage = _Stage(story, decide, case, zone, acts_from)
    now: datetime | None = _after_outage(story, start)
    stopped = stage.act_earlier()
    if stopped is not None:
        now = None
    while now is not None and now < end:
        asked = now
        try:
            now = _next(story, asked, stage.step(asked))
        except CalendarEnds as error:
            stopped, end = _beyond(error), asked
            break
    return Played(
        tuple(stage.records), tuple(stage.decisions), stage.case_at(end), zone, stopped
    )


def _next(story: Story, now: datetime, decision: Decision) -> datetime | None:
    upcoming = [entry.recorded for entry in story.entries]
    upcoming += [fate.recorded for fate in story.fates]
    # An entry that is known before it is effective changes nothing until then.
    upcoming += [entry.at for entry in story.entries]
    upcoming += [over for _, over in story.outages]
    if decision.next_review is not None:
        upcoming.append(decision.next_review)
    later = [instant for instant in upcoming if instant > now]
    return _after_outage(story, min(later)) if later else None


def _after_outage(story: Story, now: datetime) -> datetime:
    for begin, over in story.outages:
        if begin <= now < over:
            return _after_outage(story, over)
    return now


def _place_in_row(act: PlannedAct) -> str:
    """Return the index of an act, without the one of several to whom it is done."""
    return act.index.removeprefix(f"{act.audience}/")


def _beyond(error: CalendarEnds) -> Text:
    """Say that a calendar does not reach so far."""
    if isinstance(error, CalendarBegins):
        template = Text(
            "calendar `{calendar}` begins on {day}, and {asked} was asked for"
        )
        day = error.first
    else:
        template = Text(
            "calendar `{calendar}` ends on {day}, and {asked} was asked for"
        )
        day = error.last
    return Text(template, calendar=error.calendar, day=day, asked=error.asked)


@define
class _Stage:
    """The state of a story that is being played."""

    story: Story
    decide: Decide
    case: Case
    zone: str
    acts_from: datetime | None
    records: list[Record] = field(factory=list)
    decisions: list[Decision] = field(factory=list)
    done: list[AnyEntry] = field(factory=list)
    told: set[str] = field(factory=set)
    # Acts that were seen to wait, by id; whether they were seen to be blocked.
    waiting: dict[str, tuple[PlannedAct, bool]] = field(factory=dict)
    seen: set[tuple[str, str]] = field(factory=set)
    held: frozenset[str] = frozenset()

    def case_at(self, now: datetime) -> Case:
        known = [e for e in self.story.entries if e.recorded <= now]
        return replace(self.case, history=(*known, *self.done))

    def act_earlier(self) -> str | None:
        """Do what was done before the story; or say which of it was never due."""
        for one in self.story.earlier:
            now: datetime | None = one.first
            while now is not None and now <= one.last:
                self._answer_acts_by_hand(now)
                self._tell_fates(now)
                decision = self.decide(self.case_at(now), now)
                due = [a for a in decision.in_state(State.DUE) if a.rule == one.rule]
                if due:
                    self._act_before_story(due[0], now)
                    break
                now = decision.next_review
            else:
                day = local_date(one.first, self.zone).isoformat()
                return Text(
                    "`{rule}` was not due on {day}, and cannot have been done",
                    rule=one.rule,
                    day=day,
                )
        return None

    def _act_before_story(self, first: PlannedAct, now: datetime) -> None:
        """Do an act, and the same to each other one of several, if it is due, too."""
        place = first.rule, first.key, _place_in_row(first)
        due: tuple[PlannedAct, ...] = (first,)
        while due:
            self._act(due[0], now)
            self.records.pop()  # the story begins later
            decision = self.decide(self.case_at(now), now)
            due = tuple(
                act
                for act in decision.in_state(State.DUE)
                if (act.rule, act.key, _place_in_row(act)) == place
            )

    def step(self, now: datetime) -> Decision:
        self._answer_acts_by_hand(now)
        self._tell_fates(now)
        for _ in range(_MOST_ACTS_AT_ONCE):
            decision = self.decide(self.case_at(now), now)
            due = decision.in_state(State.DUE)
            if not due or (self.acts_from is not None and now < self.acts_from):
                self._note(decision)
                self.decisions.append(decision)
                return decision
            # One at a time: what becomes of it can change what is due.
            self._act(due[0], now)
        raise RuntimeError(f"acts never cease to be due at {now.isoformat()}")

    def _act(self, planned: PlannedAct, now: datetime) -> None:
        act = planned.as_done(now)
        self.done.append(act)
        self.waiting.pop(planned.id, None)
        self.seen.add((planned.id, DONE))
        self._record(now, planned.rule, DONE, act=planned)
        self._answer(act)

    def _answer(self, act: ActDone) -> None:
        day = local_date(act.at, self.zone)
        for answer in self.story.answers:
            if answer.fits(act, day):
                self.done.append(became(answer, act, act.at, act.recorded))
                return

    def _answer_acts_by_hand(self, now: datetime) -> None:
        for entry in self.story.entries:
            if not isinstance(entry, ActDone) or entry.recorded > now:
                continue
            if entry.id not in self.told:
                self.told.add(entry.id)
                self._answer(entry)

    def _tell_fates(self, now: datetime) -> None:
        for fate in self.story.fates:
            if fate.recorded > now:
                continue
            acts = [
                act for act in self.case_at(now).history if isinstance(act, ActDone)
            ]
            for act in sorted(acts, key=lambda one: one.at, reverse=True):
                if act.at > fate.at:
                    continue
                if fate.answer.fits(act, local_date(act.at, self.zone)):
                    entry = became(fate.answer, act, fate.at, fate.recorded)
                    if entry.id not in self.told:
                        self.told.add(entry.id)
                        self.done.append(entry)
                    break

    def _note(self, decision: Decision) -> None:
        now = decision.at
        for act in decision.acts:
            self._note_act(now, act)
        self._note_cancelled(decision)
        held = frozenset(one.rule for one in decision.held)
        for rule in sorted(held - self.held):
            self._record(now, rule, BEGUN)
        for rule in sorted(self.held - held):
            self._record(now, rule, ENDED)
        self.held = held
        acts = {act.id: act for act in decision.acts}
        for regret in decision.regrets:
            if (regret.occurrence, REGRETTED) not in self.seen:
                self.seen.add((regret.occurrence, REGRETTED))
                of = local_date(regret.done_at, self.zone)
                done = acts.get(regret.occurrence)
                self._record(now, regret.rule, REGRETTED, regret.reasons, of, act=done)

    def _note_act(self, now: datetime, act: PlannedAct) -> None:
        if act.state is State.DONE:
            # Done before, by the story; what the stage did itself was noted then.
            if (act.id, DONE) not in self.seen:
                self.seen.add((act.id, DONE))
                self.waiting.pop(act.id, None)
                self._record(act.done_at or now, act.rule, DONE, act=act)
        elif act.state is State.BLOCKED and act.is_silent:
            self._first(now, act, WAITING)
        elif act.state in _FIRST_SEEN:
            self._first(now, act, _FIRST_SEEN[act.state])

    def _first(self, now: datetime, act: PlannedAct, outcome: str) -> None:
        """Only the first day of a wait is told."""
        if outcome in (LAPSED, SKIPPED):
            self.waiting.pop(act.id, None)
        else:
            was_blocked = self.waiting.get(act.id, (act, False))[1]
            self.waiting[act.id] = (act, was_blocked or outcome == BLOCKED)
        if (act.id, outcome) not in self.seen:
            self.seen.add((act.id, outcome))
            counts = outcome == BLOCKED
            self._record(now, act.rule, outcome, act.reasons, act=act, counts=counts)

    def _note_cancelled(self, decision: Decision) -> None:
        """An act that waited and is gone was cancelled."""
        states = {act.id: act for act in decision.acts}
        for name, (waited, was_blocked) in list(self.waiting.items()):
            act = states.get(name)
            if act is not None and act.state is not State.CANCELLED:
                if act.state in (State.SKIPPED, State.DONE):
                    del self.waiting[name]
                continue
            del self.waiting[name]
            reasons = act.reasons if act is not None else ()
            self._record(
                decision.at,
                waited.rule,
                CANCELLED,
                reasons,
                act=act or waited,
                counts=was_blocked,
            )

    def _record(
        self,
        now: datetime,
        rule: str,
        outcome: str,
        reasons: tuple[Reason, ...] = (),
        of: date | None = None,
        *,
        act: PlannedAct | None = None,
        counts: bool = True,
    ) -> None:
        day = local_date(now, self.zone)
        self.records.append(Record(now, day, rule, outcome, reasons, of, act, counts))
