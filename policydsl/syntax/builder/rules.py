"""Rules with their triggers and clauses; norms."""

from collections.abc import Callable

from policydsl.source import Span
from policydsl.syntax import ast
from policydsl.syntax.ast import Sort
from policydsl.syntax.builder import literals, phrases
from policydsl.syntax.parts import Part

_TRIGGERS = (ast.After, ast.AfterEach, ast.Every, ast.When, ast.While, ast.Before)
_CLAUSES = (
    ast.If,
    ast.Unless,
    ast.Only,
    ast.Within,
    ast.Late,
    ast.Otherwise,
    ast.Because,
    ast.Cites,
    ast.AlsoForRunningCases,
    ast.AgainAfterRegret,
    ast.Formerly,
)
_NORM_CLAUSES = (ast.If, ast.Unless)


def _rule(part: Part) -> ast.Node:
    names, span = literals.names(part), part.span
    # A rule without a name has an empty one at its beginning; the parser makes
    # up a name that no other rule of the document has.
    no_name = ast.Name("", span=Span(span.source, span.start, span.start))
    return ast.Rule(
        names[0] if names else no_name,
        literals.text(part),
        next(c for c in part.children if isinstance(c, _TRIGGERS)),
        part.first(ast.Act) or part.the(ast.Hold),
        tuple(c for c in part.children if isinstance(c, _CLAUSES)),
        span=span,
    )


def _after_each(part: Part) -> ast.Node:
    unit, rounding = literals.unit(part), literals.rounding(part)
    points = tuple(
        ast.Duration(int(t.text), unit, rounding, span=literals.span_of(part, t))
        for t in part.tokens("NUMBER")
    )
    return ast.AfterEach(points, phrases.clock(part), span=part.span)


def _every(part: Part) -> ast.Node:
    step, first = part.part("step"), part.part("grid_start")
    last = part.part("grid_end")
    assert step is not None
    assert first is not None
    return ast.Every(
        step.first(ast.Duration) or step.the(ast.OnDays),
        first.the(ast.Duration),
        phrases.clock(first),
        last.the(ast.Duration) if last else None,
        span=part.span,
    )


def _when(part: Part) -> ast.Node:
    return ast.When(phrases.events(part), span=part.span)


def _while(part: Part) -> ast.Node:
    return ast.While(phrases.condition(part), span=part.span)


def _hold(part: Part) -> ast.Node:
    return ast.Hold(part.terms(Sort.MEASURE), span=part.span)


def _late(part: Part) -> ast.Node:
    return ast.Late(part.first(ast.Duration), span=part.span)


def _because(part: Part) -> ast.Node:
    reason = literals.said(part)
    assert reason is not None
    return ast.Because(reason, span=part.span)


def _cites(part: Part) -> ast.Node:
    _, article = literals.names(part)
    return ast.Cites(literals.law_term(part), article, span=part.span)


def _stages(part: Part) -> ast.Node:
    return ast.Stages(literals.name(part), part.terms(Sort.RULE), span=part.span)


def _ladder(part: Part) -> ast.Node:
    return ast.Ladder(literals.name(part), part.terms(Sort.RULE), span=part.span)


def _target(part: Part) -> ast.Act | ast.RuleNames:
    return part.first(ast.Act) or part.the(ast.RuleNames)


def _norm_clauses(part: Part) -> tuple[ast.If | ast.Unless, ...]:
    return tuple(c for c in part.children if isinstance(c, _NORM_CLAUSES))


def _forbid(part: Part) -> ast.Node:
    return ast.Forbid(_target(part), _norm_clauses(part), span=part.span)


def _limit(part: Part) -> ast.Node:
    bounds, clauses = phrases.bounds(part), _norm_clauses(part)
    return ast.Limit(_target(part), bounds, clauses, span=part.span)


def _require_before(part: Part) -> ast.Node:
    earlier, later = part.part("earlier"), part.part("later")
    at_least = part.part("at_least_before")
    assert earlier is not None
    assert later is not None
    return ast.RequireBefore(
        earlier.the(ast.Act),
        at_least.the(ast.Duration) if at_least else None,
        later.the(ast.Act),
        span=part.span,
    )


def _require_within(part: Part) -> ast.Node:
    duration, event = part.the(ast.Duration), phrases.event(part)
    return ast.RequireWithin(part.the(ast.Act), duration, event, span=part.span)


NODES: dict[str, Callable[[Part], ast.Node]] = {
    "rule": _rule,
    "after_each": _after_each,
    "every": _every,
    "when": _when,
    "while": _while,
    "hold": _hold,
    "if": lambda part: ast.If(phrases.condition(part), span=part.span),
    "unless": lambda part: ast.Unless(phrases.condition(part), span=part.span),
    "only": lambda part: ast.Only(phrases.bounds(part), span=part.span),
    "within": lambda part: ast.Within(part.the(ast.Duration), span=part.span),
    "late": _late,
    "otherwise": lambda part: ast.Otherwise(part.the(ast.Act), span=part.span),
    "because": _because,
    "cites": _cites,
    "also_for_running": lambda part: ast.AlsoForRunningCases(span=part.span),
    "again_after_regret": lambda part: ast.AgainAfterRegret(span=part.span),
    "formerly": lambda part: ast.Formerly(literals.name(part), span=part.span),
    "stages": _stages,
    "ladder": _ladder,
    "forbid": _forbid,
    "limit": _limit,
    "require_before": _require_before,
    "require_within": _require_within,
    "rule_names": lambda p: ast.RuleNames(p.terms(Sort.RULE), span=p.span),
}
