"""Reasons and phrases in the words of a language."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from attrs import field, frozen

from policydsl.backends.wording import Words, words
from policydsl.diagnostics.catalogue import in_language
from policydsl.runtime.decision import Cause, PlannedAct, Reason
from policydsl.runtime.zones import local_date, local_minutes
from policydsl.semantics import core
from policydsl.semantics.clauses import nodes
from policydsl.syntax import ast
from policydsl.syntax.formatter import phrase

# Reasons that need no words of the policy.
_PLAIN = (
    Cause.NOTICE_DAY,
    Cause.LATE,
    Cause.SUPERSEDED,
    Cause.ENDED,
    Cause.UNFOUNDED,
)


@frozen
class Speaker:
    """Says things about a policy in one language; times are those of ``zone``."""

    policy: core.Policy
    language: str
    zone: str
    _words: Words = field(init=False, repr=False)
    _nodes: dict[str, tuple[ast.Node, ...]] = field(init=False, repr=False)

    @_words.default
    def _find_words(self) -> Words:
        return words(self.language, "explain")

    @_nodes.default
    def _find_nodes(self) -> dict[str, tuple[ast.Node, ...]]:
        return dict(nodes(self.policy))

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the table of words."""
        return self._words.say(key, **values)

    def phrase(self, node: ast.Node) -> str:
        """Return what the author wrote, in this language."""
        return " ".join(phrase(node, self.policy.lexicon, self.language).split())

    def stopped(self, reason: str) -> str:
        """Return why a case cannot be looked at any further."""
        return self.say("day.stopped", reason=in_language(reason, self.language))

    def term(self, name: str) -> str:
        """Return the name of a term in this language."""
        return self.policy.lexicon.spelling(name, self.language)

    def quoted(self, node: ast.Node) -> str:
        """Return what the author wrote, in this language and its quotation marks."""
        return self.say("join.quoted", words=self.phrase(node))

    def instant(self, instant: datetime) -> str:
        """Return an instant as the wall of the case shows it; midnight is the day."""
        minutes = local_minutes(instant, self.zone)
        day = local_date(instant, self.zone).isoformat()
        return self.say("day.instant", date=day, time=time(minutes)) if minutes else day

    def until(self, end: datetime) -> str:
        """Return the last day, or the end, of a span that ends before ``end``."""
        if local_minutes(end, self.zone):
            return self.instant(end)
        return local_date(end - timedelta(minutes=1), self.zone).isoformat()

    def days(self, number: int) -> str:
        """Return so many days."""
        key = "day.days_one" if number == 1 else "day.days_many"
        return self.say(key, number=number)

    def act(self, act: PlannedAct) -> str:
        """Return what is done, as the rule says it."""
        names = self.policy.former_names
        rule = self.policy.every_rule.get(names.get(act.rule, act.rule))
        if rule is None:
            return self.term(act.verb)
        is_other = rule.otherwise is not None and act.index.endswith("otherwise")
        said = rule.otherwise if is_other else rule.act
        return self.phrase(said.node) if said is not None else self.term(act.verb)

    def reasons(self, reasons: Iterable[Reason]) -> str:
        """Return reasons, joined; each once."""
        said = dict.fromkeys(self._reason(reason) for reason in reasons)
        return self.say("join.reasons").join(said)

    def _reason(self, reason: Reason) -> str:
        if reason.cause in _PLAIN:
            return self.say(f"reason.{reason.cause.value}")
        if "/effective/" in reason.clause:
            return self.say("reason.no_date", words=self._said(reason))
        if reason.cause is Cause.CONDITION:
            kind = "unless" if "/unless/" in reason.clause else "if"
            return self.say(f"reason.{kind}", words=self._said(reason))
        return self.say(f"reason.{reason.cause.value}", words=self._said(reason))

    def _said(self, reason: Reason) -> str:
        return self.clause(reason.clause, reason.words)

    def clause(self, clause: str, words: str) -> str:
        """Return what a clause says, in this language; of a norm, the whole norm."""
        norms: list[core.Norm] = [*self.policy.forbids, *self.policy.limits]
        norms += [*self.policy.requires, *self.policy.duties]
        for norm in norms:
            if clause == norm.clause:
                return self.phrase(norm.node)
        found = self._nodes.get(clause)
        if not found:
            return " ".join(words.split())
        return self.say("join.events").join(
            self.phrase(self._owned(node, clause)) for node in found
        )

    def _owned(self, node: ast.Node, clause: str) -> ast.Node:
        """A permission that is not in hand is somebody's."""
        if not isinstance(node, ast.WithPermission):
            return node
        name = clause.split("/")[0]
        rule = self.policy.every_rule[name]
        act = rule.otherwise if "/otherwise/" in clause else rule.act
        return held_by(node, act) if act is not None else node


def held_by(node: ast.WithPermission, act: core.Act) -> ast.PermissionHeld:
    """Return a permission with its owner, who is the recipient if nobody is named."""
    of = node.of or act.node.audience
    return ast.PermissionHeld(node.permission, of, node.given_to, span=node.span)


def time(minutes: int) -> str:
    """Return a time of day, in hours and minutes."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
