"""What was found of acts that were done, for as long as nothing changes it.

Whether an act was to be done is judged by what is known of the time before it, without
whatever else was done at its instant. An act that was due in a decision for that very
instant, made before anything was done then, has been judged by that decision.
"""

from collections.abc import Mapping
from datetime import datetime

from policydsl.runtime.case import ActDone, AnyEntry, OutcomeKnown
from policydsl.runtime.decision import Decision, Regret, State
from policydsl.runtime.known import Known


class Judgements(dict[str, Regret | None]):
    """Of each act that was judged, by its id: whether it is regretted, and why."""

    __slots__ = ("_asked", "_decision", "_due")

    def __init__(self) -> None:
        """Begin without a judgement."""
        super().__init__()
        self._decision: Decision | None = None
        # The instant of the decision, if nothing had been done at it.
        self._asked: datetime | None = None
        # Acts that were due at their instant, whatever else was done at it.
        self._due: set[str] = set()

    def keep(self, decision: Decision, known: Known) -> None:
        """Keep a decision: by it acts may be judged that it finds due."""
        is_first = not known.acts or known.acts[-1].at < decision.at
        self._asked = decision.at if is_first else None
        self._decision = decision

    def learn(self, entry: AnyEntry, entries: Mapping[str, AnyEntry]) -> None:
        """Drop what an entry may change; ``entries``: all that are known, by id."""
        of = entries.get(entry.act) if isinstance(entry, OutcomeKnown) else entry
        # What is done at an instant, and what becomes of it then, is not seen by what
        # is judged at that instant on its own.
        is_unseen = isinstance(of, ActDone) and of.at == entry.at
        for id in [id for id in self if entries[id].at >= entry.at]:
            is_same = entries[id].at == entry.at
            is_kept = of is entries[id] or (is_unseen and id in self._due)
            if not (is_same and is_kept):
                del self[id]
                self._due.discard(id)
        if self._asked is None:
            return
        if entry.at == self._asked and isinstance(entry, ActDone):
            if self._is_due(entry):
                self[entry.id] = None
                self._due.add(entry.id)
        elif entry.at <= self._asked and not (is_unseen and entry.at == self._asked):
            self._asked = None

    def _is_due(self, done: ActDone) -> bool:
        """Whether an act was due as it was done."""
        acts = self._decision.acts if self._decision is not None else ()
        return any(
            act.id == done.occurrence
            and act.state is State.DUE
            and act.rule == done.rule
            and act.channels == done.channels
            for act in acts
        )
