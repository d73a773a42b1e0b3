"""What looks like a slip in the sentences that freeze clocks."""

from collections.abc import Iterable, Iterator

import attrs

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Label
from policydsl.diagnostics.text import Text
from policydsl.semantics.lowering.clock_kinds import told
from policydsl.semantics.lowering.setting import Setting
from policydsl.syntax import ast

_UPPER = (ast.Comparison.LESS_THAN, ast.Comparison.AT_MOST)
_SPOKEN_OF = (ast.Sort.CLOCK, ast.Sort.FACT, ast.Sort.EVENT, ast.Sort.RULE)


def check_ends(setting: Setting) -> None:
    """Report the freezes of the document that nothing ever ends."""
    for node in setting.document.sentences:
        if not isinstance(node, ast.Freeze) or node.without_end is not None:
            continue
        if not _ends(node.condition, False, setting):
            setting.findings.report(
                codes.ENDLESS_FREEZE.at(
                    node.condition.span,
                    "nothing ends this pause, so a case may be forgotten in it",
                    label="no event ends it, and no length of time",
                    help="name a clock that an event ends, or say for how long; or add"
                    ' `without end because "…"`, if it is meant',
                )
            )


def _ends(node: ast.Condition, is_negated: bool, setting: Setting) -> bool:
    """Whether an event or time alone can end what holds now.

    A fact has no end of its own: it holds until somebody records another value.
    """
    match node:
        case ast.Not(inner):
            return _ends(inner, not is_negated, setting)
        case ast.AllOf(parts) | ast.AnyOf(parts):
            each = [_ends(part, is_negated, setting) for part in parts]
            is_any = isinstance(node, ast.AllOf) is not is_negated
            return any(each) if is_any else all(each)
        case ast.ClockCompares(comparison, _, clock):
            if (comparison in _UPPER) is not is_negated:
                return True
            if isinstance(clock, ast.Since):
                return False
            return _clock_ends(clock.clock.text, setting)
        case ast.ClockRuns(clock):
            return is_negated or _clock_ends(clock.clock.text, setting)
        case ast.Happened(during=during, within=within):
            is_bound = during is not None and _clock_ends(during.text, setting)
            return is_negated or within is not None or is_bound
        case ast.ItemsRun(clock=term):
            return is_negated or _clock_ends(term.text, setting)
        case ast.FactHolds() | ast.FactCompares() | ast.FactIs() | ast.TotalCompares():
            return False
        case _:
            return True


def _clock_ends(name: str, setting: Setting) -> bool:
    kind = setting.vocabulary.clocks.get(name)
    if kind is None or kind.node.until:
        return True
    runs = kind.node.running_while
    if runs is not None:
        return _ends(runs, False, setting)
    return isinstance(kind.node.start, ast.TheEarliest)


def check_silence(clocks: Iterable[str], setting: Setting) -> None:
    """Point out that a frozen clock alone keeps nobody from acting.

    ``clocks`` are those that the policy reads. A norm or a rule that asks for
    anything that the pause hangs on shows that the author thought of it.
    """
    read = set(clocks)
    asked = set(_asked(setting))
    acts = [rule for rule in setting.rules.values() if isinstance(rule.action, ast.Act)]
    for node in setting.vocabulary.freezes:
        frozen = next((term for term in node.clocks if term.text in read), None)
        if frozen is None or not acts:
            continue
        if asked.isdisjoint(_spoken_of(node.condition, setting)):
            _report_acts(node, frozen, setting)


def _report_acts(node: ast.Freeze, frozen: ast.Term, setting: Setting) -> None:
    header = setting.document.header
    is_own = node.span.source is setting.document.span.source
    assert header is not None
    name = setting.spelled(frozen.text)
    words = told(node.condition, setting)
    setting.findings.report(
        codes.FREEZE_WITHOUT_FORBID.at(
            node.span if is_own else header.name.span,
            Text(
                "`{name}` stands still while `{words}`, but acts go on",
                name=name,
                words=words,
            ),
            label="nothing is forbidden meanwhile",
            related=() if is_own else (Label(node.span, "it stands still by this"),),
            help="this stops the clock only; forbid the acts under the same condition",
        )
    )


def _asked(setting: Setting) -> Iterator[str]:
    """Yield what the prohibitions and the rules that act hang on."""
    for sentence in setting.document.sentences:
        match sentence:
            case (
                ast.Rule(action=ast.Act(), clauses=clauses)
                | ast.Forbid(clauses=clauses)
            ):
                for clause in clauses:
                    if isinstance(clause, ast.If | ast.Unless):
                        yield from _spoken_of(clause.condition, setting)
            case _:
                pass


def _spoken_of(node: ast.Node, setting: Setting) -> set[str]:
    """Return the clocks, facts, events and rules behind a phrase."""
    found: set[str] = set()
    waiting: list[object] = [node]
    while waiting:
        value = waiting.pop()
        if isinstance(value, tuple):
            waiting += value
        elif isinstance(value, ast.Term):
            if value.sort in _SPOKEN_OF and value.text not in found:
                found.add(value.text)
                clock = setting.vocabulary.clocks.get(value.text)
                if clock is not None:
                    waiting += [clock.node.start, clock.node.running_while]
        elif isinstance(value, ast.Node):
            fields = attrs.fields(type(value))
            waiting += [getattr(value, f.name) for f in fields if f.name != "span"]
    return found
