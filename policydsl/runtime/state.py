"""A case that is followed: told one entry at a time, asked from time to time.

What a state answers is what ``decide`` answers from the whole history. It keeps the
history, so it is as large as the case; nothing else in it grows. What it does not do
again: check and sort entries that it knows; judge acts that were done, until it is
told of a time before them; plan what no news and no time has changed since; decide
before the next review of its last answer.
"""

from dataclasses import replace
from datetime import UTC, datetime
from heapq import heappop, heappush

from policydsl.runtime.case import AnyEntry, Case
from policydsl.runtime.deciding import decide_by, decide_known
from policydsl.runtime.decision import Decision
from policydsl.runtime.errors import CaseError
from policydsl.runtime.fitting import (
    fitted_case,
    fitted_entry,
    fitted_instant,
    fitted_names,
)
from policydsl.runtime.following import Course, decide_next
from policydsl.runtime.judging import Judgements
from policydsl.runtime.known import Known, first_told
from policydsl.runtime.past import adopted
from policydsl.runtime.program import Program

_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


class CaseState:
    """What a policy knows of a case at the latest instant that it was told of."""

    __slots__ = (
        "_case",
        "_coming",
        "_course",
        "_entries",
        "_judged",
        "_known",
        "_last",
        "_names",
        "_now",
        "_program",
        "_version",
    )

    def __init__(self, program: Program, case: Case) -> None:
        """Start with a case, and with what its history holds already.

        Raises:
            CaseError: If the case does not fit the policy.
        """
        if not isinstance(case, Case):
            raise CaseError("case", f"is a Case, not a {type(case).__name__}")
        self._program = self._version = program
        fit = fitted_case(program.names, case)
        self._names = fitted_names(program.names, case)
        self._case = replace(fit, history=())
        self._entries: dict[str, AnyEntry] = {}
        self._coming: list[tuple[datetime, str]] = []
        self._judged = Judgements()
        self._last: Decision | None = None
        self._now = _BEFORE_ALL
        self._known: Known | None = None
        self._course: Course | None = None
        for entry in fit.history:
            self._add(entry)

    @property
    def case(self) -> Case:
        """The case, with each entry that was told."""
        return replace(self._case, history=tuple(self._entries.values()))

    def advance(self, news: AnyEntry | datetime) -> None:
        """Learn of an entry, or that it is so late by now.

        The same entry again is no news. Time does not go back.

        Raises:
            CaseError: If the entry does not fit the policy.
        """
        if isinstance(news, datetime):
            self._reach(fitted_instant(news))
        else:
            self._add(fitted_entry(self._names, news))

    def decide(self, at: datetime) -> Decision:
        """Return what the policy says about the case at an instant.

        An instant before the latest one is answered from the whole history.

        Raises:
            CaseError: If it is not an instant.
            CalendarEnds: If an answer needs a day that no calendar knows yet.
        """
        at = fitted_instant(at)
        if at < self._now:
            return decide_by(self._program, self.case, at)
        self._reach(at)
        last = self._last
        if last is None:
            known = self._sorted()
            known.next_entry = self._coming[0][0] if self._coming else None
            program, known = adopted(self._program, known, at)
            if program is not self._version:
                self._version = program
                self._judged = Judgements()  # its rules may have other names
            last = self._last = self._decided(program, known, at)
        elif last.at != at:
            told = last.acts, last.held, last.regrets
            last = Decision(at, *told, last.next_review, last.duties)
        self._judged.keep(last, self._sorted())
        return last

    def _decided(self, program: Program, known: Known, at: datetime) -> Decision:
        if self._program.earlier:
            # What earlier versions look up is not traced.
            return decide_known(program, known, at, self._judged)
        course, self._course = self._course, None
        course = course or Course()
        decision = decide_next(program, known, at, self._judged, course)
        self._course = course
        return decision

    # --- what is known ----------------------------------------------------------

    def _reach(self, at: datetime) -> None:
        """Let it be ``at``, if that is later than now."""
        if at <= self._now:
            return
        self._now = at
        last = self._last
        if last and last.next_review is not None and last.next_review <= at:
            self._last = None
        while self._coming and self._coming[0][0] <= at:
            self._learn(self._entries[heappop(self._coming)[1]])

    def _add(self, entry: AnyEntry) -> None:
        """Keep an entry; of several of one id the first counts."""
        other = self._entries.get(entry.id)
        if other is not None:
            if other != entry and first_told(other, entry) is entry:
                self._entries[entry.id] = entry
                self._start_over()
            return
        self._entries[entry.id] = entry
        known_at = max(entry.at, entry.recorded)
        if known_at <= self._now:
            self._learn(entry)
        else:
            heappush(self._coming, (known_at, entry.id))
            self._last = None  # its next review may come sooner

    def _learn(self, entry: AnyEntry) -> None:
        """Take an entry in that has come to be known."""
        self._last = None
        known = self._known
        if known is None:
            self._judged = Judgements()
            return
        # Acts are judged again that were done when it was effective already.
        self._judged.learn(entry, known)
        if known.is_last(entry):
            known.append(entry)
        else:
            self._known = self._course = None

    def _sorted(self) -> Known:
        if self._known is None:
            self._known = Known(self.case, self._now, self._names.formerly)
        return self._known

    def _start_over(self) -> None:
        """Sort everything out again: what was known has changed."""
        self._known = self._last = self._course = None
        self._judged = Judgements()
        coming = ((max(e.at, e.recorded), e.id) for e in self._entries.values())
        self._coming = sorted(one for one in coming if one[0] > self._now)
