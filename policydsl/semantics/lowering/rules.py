"""A rule -> a rule of the core."""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import takewhile
from typing import TypeVar

from attrs import evolve

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Label
from policydsl.diagnostics.suggest import did_you_mean
from policydsl.diagnostics.text import Text, listed, quoted
from policydsl.runtime.durations import Duration
from policydsl.semantics import core
from policydsl.semantics.lowering import lateness, quantities
from policydsl.semantics.lowering.acts import act_of_rule
from policydsl.semantics.lowering.bounds import bounds
from policydsl.semantics.lowering.conditions import guards
from policydsl.semantics.lowering.items import item_position
from policydsl.semantics.lowering.mentions import notices
from policydsl.semantics.lowering.parties import check_declared
from policydsl.semantics.lowering.setting import Mistake, Setting
from policydsl.semantics.lowering.spelling import said, spanning
from policydsl.semantics.lowering.triggers import trigger
from policydsl.source import Span
from policydsl.syntax import ast
from policydsl.syntax.formatter import phrase

OfKind = TypeVar("OfKind", bound=ast.Clause)

# Clauses about an act, which a measure that is held has no use for.
_OF_ACTS = (
    ast.Only,
    ast.Within,
    ast.Late,
    ast.Otherwise,
    ast.AlsoForRunningCases,
    ast.AgainAfterRegret,
)


def rule(
    node: ast.Rule, laws: Mapping[str, core.Law], setting: Setting
) -> core.Rule | None:
    """Return a rule, or nothing if a part of it could not be understood.

    Each clause is judged by itself, so that one mistake does not hide another.
    """
    _check_clauses(node, setting)
    name = node.name.text
    is_hold = isinstance(node.action, ast.Hold)
    started = setting.attempt(lambda: _fitting_trigger(node, setting))
    done, measures = _action(node, setting)
    position = item_position(node.trigger, setting, of_an_act=not is_hold)
    asked = guards(node.clauses, name, setting, position)
    verbs = None if done is None else frozenset((done.verb,))
    held_to = tuple(bound for only in _all(node, ast.Only) for bound in only.bounds)
    limits = bounds(held_to, f"{name}/only", verbs, setting)
    within = _within(node, setting)
    late, is_late_stated = _late(node, setting)
    instead = _otherwise(node, setting)
    cited = tuple(setting.attempt_all(_citations(node, laws)))
    if started is None or (done is None and not measures):
        return None
    if done is not None and not is_late_stated:
        late = lateness.default_lateness(started, done)
    return core.Rule(
        name=name,
        title=None if node.title is None else node.title.text,
        trigger=started,
        act=done,
        measures=measures,
        guards=asked,
        bounds=limits,
        within=within,
        late=late,
        is_late_stated=is_late_stated,
        otherwise=instead,
        otherwise_late=None if instead is None else lateness.instead(started, instead),
        because=next((b.reason.text for b in _all(node, ast.Because)), None),
        cites=cited,
        also_for_running_cases=any(_all(node, ast.AlsoForRunningCases)),
        again_after_regret=any(_all(node, ast.AgainAfterRegret)),
        notices=notices(started, asked),
        words=_words(node, setting),
        node=node,
        formerly=_formerly(node, setting),
    )


def _words(node: ast.Rule, setting: Setting) -> str:
    """Return trigger and act with all that stands between them.

    Where there may be a comment among them, the rule is written anew; a rule whose
    name is nowhere in the document is written without one.
    """
    text = spanning(node.trigger, node.action).text
    if not text or "#" in text:
        nowhere = Span(node.span.source, node.span.start, node.span.start)
        name = evolve(node.name, span=nowhere)
        bare = evolve(node, name=name, title=None, clauses=())
        text = phrase(bare, setting.lexicon, setting.document.language)
    return " ".join(text.split())


def _fitting_trigger(node: ast.Rule, setting: Setting) -> core.Trigger:
    is_hold = isinstance(node.action, ast.Hold)
    if is_hold is not isinstance(node.trigger, ast.While):
        raise Mistake(
            codes.ACTION_DOES_NOT_FIT.at(
                node.action.span,
                "a measure is held while something is so, an act is done at a time",
                label="this is a measure" if is_hold else "this is an act",
                related=(Label(node.trigger.span, "and it is set off by this"),),
                help="hold a measure while a condition holds;"
                " do an act after, every or when",
            )
        )
    started = trigger(node.trigger, setting)
    if isinstance(started, core.Before) and not any(_all(node, ast.Late)):
        return evolve(started, ends_with_date=True)
    return started


def _action(
    node: ast.Rule, setting: Setting
) -> tuple[core.Act | None, tuple[str, ...]]:
    match node.action:
        case ast.Act() as done:
            prefix = f"{node.name.text}/with"
            position = item_position(node.trigger, setting)
            return setting.attempt(act_of_rule, done, prefix, setting, position), ()
        case ast.Hold(measures):
            return None, tuple(
                setting.attempt_all(
                    partial(_measure, term, setting) for term in measures
                )
            )


def _measure(term: ast.Term, setting: Setting) -> str:
    check_declared(term, setting)
    return term.text


def _within(node: ast.Rule, setting: Setting) -> Duration | None:
    for clause in _all(node, ast.Within):
        return setting.attempt(quantities.duration, clause.duration, setting)
    return None


def _late(node: ast.Rule, setting: Setting) -> tuple[Duration | None, bool]:
    """Return the lateness that is stated, and whether one is."""
    for clause in _all(node, ast.Late):
        limit = clause.limit
        if limit is None:
            return None, True
        return setting.attempt(quantities.duration, limit, setting), True
    return None, False


def _otherwise(node: ast.Rule, setting: Setting) -> core.Act | None:
    prefix = f"{node.name.text}/otherwise/with"
    for clause in _all(node, ast.Otherwise):
        _check_each(node, clause.act, setting)
        position = item_position(node.trigger, setting)
        return setting.attempt(act_of_rule, clause.act, prefix, setting, position)
    return None


def _check_each(node: ast.Rule, instead: ast.Act, setting: Setting) -> None:
    """Instead of an act to one of several, an act is done to the same one."""
    main = node.action
    if not instead.each or not isinstance(main, ast.Act):
        return
    if main.each and main.audience == instead.audience:
        return
    setting.findings.report(
        codes.CLAUSE_DOES_NOT_FIT.at(
            instead.span,
            "one act is done instead of one",
            label="for each of several",
            related=(Label(main.span, "instead of this"),),
            help="address both acts to each of the same party: then it is done to"
            " the one whom the first did not reach",
        )
    )


def _citations(node: ast.Rule, laws: Mapping[str, core.Law]) -> Iterator["_Citation"]:
    for clause in _all(node, ast.Cites):
        yield _Citation(clause, laws)


class _Citation:
    """Looks up one article; called by ``Setting.attempt``."""

    def __init__(self, clause: ast.Cites, laws: Mapping[str, core.Law]) -> None:
        self.clause = clause
        self.laws = laws

    def __call__(self) -> tuple[str, str]:
        term, number = self.clause.law, self.clause.article
        law = self.laws.get(term.text)
        if law is None:
            raise Mistake(
                codes.UNKNOWN_WORD.at(
                    term.span,
                    Text("unknown law `{law}`", law=said(term)),
                    label="not among the laws that were found",
                    help=did_you_mean(said(term), self.laws),
                )
            )
        numbers = [article.number for article in law.articles]
        if number.text not in numbers:
            raise Mistake(
                codes.UNKNOWN_ARTICLE.at(
                    number.span,
                    Text(
                        "`{law}` has no article `{number}`",
                        law=law.name,
                        number=said(number),
                    ),
                    label="no article of this number",
                    help=did_you_mean(said(number), numbers)
                    or Text("it has {numbers}", numbers=_some(numbers)),
                )
            )
        return law.name, number.text


def _some(numbers: list[str]) -> str:
    return listed(map(quoted, numbers[:8]))


def _check_clauses(node: ast.Rule, setting: Setting) -> None:
    is_hold = isinstance(node.action, ast.Hold)
    for clause in node.clauses:
        if is_hold and isinstance(clause, _OF_ACTS):
            setting.findings.report(
                codes.CLAUSE_DOES_NOT_FIT.at(
                    clause.span,
                    "a measure is held exactly as long as its condition holds",
                    label="this is about an act",
                    related=(Label(node.action.span, "and this is a measure"),),
                    help="leave it out, or put it into the condition",
                )
            )


def _formerly(node: ast.Rule, setting: Setting) -> str | None:
    """Return the name that a rule had, if no other rule has it, or had it."""
    for clause in _all(node, ast.Formerly):
        name = clause.name.text
        other = setting.rules.get(name)
        label = Text("a rule that has this name")
        if other is None:
            label = Text("a rule that had this name")
            earlier = takewhile(lambda one: one is not node, setting.rules.values())
            other = next((one for one in earlier if _was_called(one, name)), None)
        if other is None:
            return name
        setting.findings.report(
            codes.RULE_TWICE.at(
                clause.name.span,
                Text("what was done as `{name}` would count for two rules", name=name),
                label="not free to be a former name",
                related=(Label(other.name.span, label),),
                help="name what this rule was called before, and no other was",
            )
        )
    return None


def _was_called(node: ast.Rule, name: str) -> bool:
    return any(clause.name.text == name for clause in _all(node, ast.Formerly))


def _all(node: ast.Rule, kind: type[OfKind]) -> Iterator[OfKind]:
    return (clause for clause in node.clauses if isinstance(clause, kind))
