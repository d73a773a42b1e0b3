"""What was found of acts that were done, for as long as nothing changes it.

Whether an act was to be done is judged by what is known of the time before it, without
whatever else was done at its instant. An act that was due in a decision for that very
instant, made before anything was done then, has been judged by that decision.
"""

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

    def learn(self, entry: AnyEntry, known: Known) -> None:
        """Drop what an entry may change that was not known before."""
        acts = known.acts
        of: AnyEntry | None = entry
        if isinstance(entry, OutcomeKnown):
            of = known.acts_by_id.get(entry.act)
        # What is done at an instant, and what becomes of it then, is not seen by what
        # is judged at that instant on its own.
        is_unseen = isinstance(of, ActDone) and of.at == entry.at
        for act in reversed(acts):
            if act.at < entry.at:
                break
            is_kept = of is act or (is_unseen and act.id in self._due)
            if act.at > entry.at or not is_kept:
                self.pop(act.id, None)
                self._due.discard(act.id)
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
