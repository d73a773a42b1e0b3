"""What speaks against acting in a policy: words whose absence could let an act be done.

Of every word that a policy reads, this tells the side on which it is read. It errs on
one side only: what it does not name never holds an act back.
"""

from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    FactChange,
    Happening,
    OutcomeKnown,
    PermissionChange,
)
from policydsl.semantics import core

# Kind and name: a fact, an event, an outcome, a permission granted or withdrawn.
Word = tuple[str, str]
FOR, AGAINST, BOTH = 1, -1, 0
_EARLY = (core.Comparison.AT_LEAST, core.Comparison.MORE_THAN)


def word_of(entry: AnyEntry) -> Word | None:
    """Return the word of an entry; an act that was done has none."""
    match entry:
        case FactChange():
            return "fact", entry.fact
        case Happening():
            return "event", entry.name
        case OutcomeKnown():
            return "outcome", entry.outcome
        case PermissionChange():
            return "granted" if entry.granted else "withdrawn", entry.permission
        case ActDone():
            return None


class Readings:
    """The words that are read against acting, and those that move a beginning.

    ``moving``: events that begin a clock by which a rule acts; without one of them
    the clock may begin with a later one, and the act come later.
    """

    def __init__(self, policy: core.Policy) -> None:
        self.against: set[Word] = set()
        self.moving: set[Word] = set()
        # What was not done for want of something is a reason to do something else.
        self.knows_fates = False
        self._policy = policy
        self._rules = {rule.name: rule for rule in policy.rules}
        self._seen: set[tuple[str, str, int]] = set()
        for rule in policy.rules:
            if rule.act is not None:
                self._of_rule(rule)
        for forbid in policy.forbids:
            self._guards(forbid.guards, -FOR)
        for limit in policy.limits:
            self._guards(limit.guards, -FOR)
            self._bounds(limit.bounds)
        if policy.requires:
            # A notice that reached nobody is none, and an act may come before it.
            self._add("outcome", "failed", AGAINST)
            self._add("outcome", "bounced", AGAINST)
        self._events(policy.closes_at, AGAINST)
        # Elsewhere it is another hour, and another day.
        follows = (fact.fact for fact in policy.zones.follows)
        for fact in (*follows, *policy.zones.facts.values()):
            self._add("fact", fact, AGAINST)

    def _add(self, kind: str, name: str, side: int) -> None:
        if side != FOR:
            self.against.add((kind, name))

    def _of_rule(self, rule: core.Rule) -> None:
        self._guards(rule.guards, FOR)
        self._bounds(rule.bounds)
        for act in filter(None, (rule.act, rule.otherwise)):
            for need in act.requirements:
                self._condition(need.permission, FOR)
        match rule.trigger:
            case core.When(events):
                self._events(events, FOR)
            case core.After() | core.AfterEach() | core.Every():
                if isinstance(rule.trigger.clock, str):
                    self._moved(rule.trigger.clock)
                    self._clock(rule.trigger.clock, FOR)
                elif not isinstance(rule.trigger.clock.start, core.FactRef):
                    self._events(rule.trigger.clock.start, BOTH)
            case _:
                pass

    def _bounds(self, bounds: tuple[core.Bound, ...]) -> None:
        for bound in bounds:
            match bound.limit:
                case core.Times(span=str() as clock):
                    self._clock(clock, BOTH, are_facts_read=True)

    def _moved(self, name: str) -> None:
        """What begins the clock, by itself or by its condition."""
        clock = self._policy.clocks[name]
        before = set(self.against)
        if isinstance(clock.start, tuple):
            self._events(clock.start, BOTH)
        if clock.running_while is not None:
            self._condition(clock.running_while, BOTH)
        self.moving |= self.against - before
        self.against = before

    def _guards(self, guards: tuple[core.Guard, ...], side: int) -> None:
        for guard in guards:
            self._condition(guard.condition, side if guard.wanted else -side)

    def _condition(self, condition: core.Condition, side: int) -> None:
        match condition:
            case core.Runs(clock):
                self._clock(clock, side)
            case core.ClockAt(core.Since(start), comparison, _):
                if not isinstance(start, core.FactRef):
                    # A later one begins it anew, and makes its value smaller.
                    self._events(start, BOTH if comparison in _EARLY else side)
            case core.ClockAt(str() as clock, comparison, _):
                self._clock(clock, side if comparison in _EARLY else BOTH)
            case core.FactUnknown(fact):
                self._add("fact", fact.fact, BOTH)
            case core.ItemsRun(clock=clock) | core.TotalAt(clock=clock):
                words = condition.items if isinstance(condition, core.TotalAt) else None
                self._items(words, clock)
            case core.InHand():
                self._in_hand(condition, side)
            case core.Occurred():
                self._events(condition.events, side)
                if condition.during is not None:
                    self._clock(condition.during, BOTH, are_facts_read=True)
            case core.Holds(rule):
                self._measure(rule)
            case core.Not(inner):
                self._condition(inner, -side)
            case core.AllOf(parts) | core.AnyOf(parts):
                for part in parts:
                    self._condition(part, side)
            case _:
                pass

    def _in_hand(self, wanted: core.InHand, side: int) -> None:
        for name in wanted.permissions:
            self._add("granted", name, side)
        for name in wanted.permissions | wanted.withdrawn_by:
            self._add("withdrawn", name, -side)

    def _items(self, words: frozenset[str] | None, clock: str | None) -> None:
        """Whatever tells that there is an item: of one more, more may be unknown."""
        if clock is not None:
            words = (words or frozenset()) | (self._policy.clocks[clock].items or set())
            self._clock(clock, BOTH, are_facts_read=True)
        for word in words or ():
            self._add("fact", word, BOTH)
            self._add("event", word, BOTH)

    def _events(self, events: core.Events, side: int) -> None:
        for event in events:
            match event:
                case core.WorldEvent(name):
                    self._add("event", name, side)
                case core.ActEvent(outcome=outcome):
                    self._add("outcome", outcome, side)
                case core.RuleEvent(outcome=outcome):
                    self._add("outcome", outcome.value, side)
                case core.FateEvent():
                    self.knows_fates = True
                case core.ClockEvent(clock):
                    self._clock(clock, BOTH, are_facts_read=True)
                case core.HeldEvent(rules=rules):
                    for rule in rules:
                        self._measure(rule)
                case core.PermissionEvent(permissions, _, granted):
                    for name in permissions:
                        self._add("granted" if granted else "withdrawn", name, side)

    def _clock(self, name: str, side: int, *, are_facts_read: bool = False) -> None:
        """``are_facts_read``: nobody asks whether the facts of the clock are known."""
        key = ("clock and facts" if are_facts_read else "clock", name, side)
        if key in self._seen:
            return
        self._seen.add(key)
        clock = self._policy.clocks[name]
        match clock.start:
            case core.FactRef(fact):
                if are_facts_read:
                    self._add("fact", fact, BOTH)
            case core.Earliest(inner):
                self._clock(inner, BOTH, are_facts_read=True)
            case None:
                pass
            case events:
                self._events(events, side)
        conditions = [clock.running_while] if clock.running_while else []
        for condition in conditions:
            self._condition(condition, side)
        for freeze in clock.freezes:
            self._condition(freeze.condition, BOTH)
            conditions.append(freeze.condition)
        if clock.evidence is not None:
            self._condition(clock.evidence, side)
        if are_facts_read:
            for condition in conditions:
                self._facts(condition)
        self._events(clock.until, -side)

    def _measure(self, name: str) -> None:
        """Whatever a measure hangs on, known or not, may hold an act back."""
        if ("measure", name, BOTH) in self._seen:
            return
        self._seen.add(("measure", name, BOTH))
        rule = self._rules[name]
        read = [guard.condition for guard in rule.guards]
        if isinstance(rule.trigger, core.While):
            read.append(rule.trigger.condition)
        for norm in self._policy.forbids:
            if norm.pattern.rules is not None and name in norm.pattern.rules:
                read += [guard.condition for guard in norm.guards]
        for condition in read:
            self._condition(condition, BOTH)
            self._facts(condition)
        for worse in rule.above:
            self._measure(worse)

    def _facts(self, condition: core.Condition) -> None:
        match condition:
            case core.FactAt(fact) | core.FactEquals(fact) | core.FactUnknown(fact):
                self._add("fact", fact.fact, BOTH)
            case core.Runs(clock) | core.ClockAt(str() as clock):
                self._clock(clock, BOTH, are_facts_read=True)
            case core.ClockAt(core.Since(core.FactRef(fact))):
                self._add("fact", fact, BOTH)
            case core.Not(inner):
                self._facts(inner)
            case core.AllOf(parts) | core.AnyOf(parts):
                for part in parts:
                    self._facts(part)
            case _:
                pass
