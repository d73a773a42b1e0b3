"""The weakest clauses that make a rule lawful, each proved before it is offered.

First the act says what it left open: a purpose, a level of disclosure, who acts. What
is left, the policy asks of itself in the words of the article: its hours, its number,
its condition. That is the weakest of all, for it forbids only what the law forbids.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product

from attrs import evolve, frozen

from policydsl.diagnostics import codes
from policydsl.legal.check import Checked, can_be_done, check
from policydsl.legal.scope import Period
from policydsl.legal.verdict import Judgement, Verdict
from policydsl.semantics import core
from policydsl.semantics.lower import lower_policy
from policydsl.source import Source, Span
from policydsl.syntax import ast
from policydsl.syntax.formatter import phrase
from policydsl.syntax.parser import parse

_FINE = (Verdict.LAWFUL, Verdict.OUT_OF_SCOPE)
# So many combinations of roles are tried for one rule.
_MOST_TRIALS = 60
# What states one more role of an act.
_State = Callable[[ast.Roles], ast.Roles]


@frozen
class Change:
    """Words in place of others; an empty span is where they are put in."""

    span: Span
    words: str


@frozen
class Repair:
    """What makes a rule lawful under articles that it broke.

    ``clauses``: the words that are new, for people; ``articles`` by their names.
    """

    rule: str
    articles: tuple[str, ...]
    clauses: tuple[str, ...]
    changes: tuple[Change, ...]


@frozen
class _Trial:
    """A policy with a change, ready to be proved."""

    document: ast.Document
    policy: core.Policy
    laws: Mapping[str, core.Law]


def repairs(
    policy: core.Policy,
    laws: Mapping[str, core.Law],
    judgements: Sequence[Judgement],
    period: Period,
) -> Iterator[Repair]:
    """Yield what to write, rule by rule, so that no article is broken any more.

    Each of them alone is proved; so are all of one rule together.
    """
    for rule in policy.rules:
        broken = [
            one
            for one in judgements
            if one.rule.name == rule.name and one.verdict not in _FINE and one.seeds
        ]
        if broken:
            yield from _of_rule(policy, laws, rule, broken, period)


def _of_rule(
    policy: core.Policy,
    laws: Mapping[str, core.Law],
    rule: core.Rule,
    broken: Sequence[Judgement],
    period: Period,
) -> Iterator[Repair]:
    names = [one.bound.name for one in broken]
    start = _Trial(policy.document, policy, laws)
    stated, said = _best_roles(start, rule, broken, period)
    still = set(_broken(_checked(stated, period), rule))
    left = [name for name in names if name in still]
    by_roles = tuple(name for name in names if name not in left)
    if by_roles and said is not None:
        act = rule.node.action
        yield Repair(rule.name, by_roles, (said,), (Change(act.span, said),))
    yield from _by_norms(stated, rule, broken, left, period)


# --- roles ----------------------------------------------------------------------


def _best_roles(
    start: _Trial,
    rule: core.Rule,
    broken: Sequence[Judgement],
    period: Period,
) -> tuple[_Trial, str | None]:
    """Return the policy with the fewest roles stated that keep the most articles."""
    best, words = start, None
    fewest = set(_broken(_checked(start, period), rule))
    action = rule.node.action
    if not isinstance(action, ast.Act):
        return best, words
    for number, roles in enumerate(_roles(start.policy, action, broken)):
        if number >= _MOST_TRIALS or not fewest:
            break
        act = evolve(action, roles=roles)
        trial = _with_act(start, rule, act)
        if trial is None:
            continue
        left = set(_broken(_checked(trial, period), rule))
        if len(left) < len(fewest) and left < fewest and _is_live(trial, rule):
            best, fewest = trial, left
            words = phrase(act, trial.policy.lexicon, trial.document.language)
    return best, words


def _roles(
    policy: core.Policy, act: ast.Act, broken: Sequence[Judgement]
) -> Iterator[ast.Roles]:
    """Yield roles to state, one alone before several, the widest level first."""
    asked = [p for one in broken for norm in one.bound.article.norms for p in _of(norm)]
    found: list[list[_State]] = []
    roles = act.roles
    if roles.disclosing is None and any(p.disclosing is not None for p in asked):
        found.append([_level(one, act.span) for one in _levels(policy)])
    if roles.purpose is None and any(p.purposes is not None for p in asked):
        found.append([_purpose(one) for one in _terms(policy, ast.Sort.PURPOSE, act)])
    if roles.actor is None and any(p.actors is not None for p in asked):
        found.append([_actor(one) for one in _terms(policy, ast.Sort.ACTOR, act)])
    for choices in found:
        for state in choices:
            yield state(roles)
    if len(found) > 1:
        for states in product(*found):
            stated = roles
            for state in states:
                stated = state(stated)
            yield stated


def _levels(policy: core.Policy) -> Iterator[str]:
    """Yield the levels of disclosure, the most that can be said first."""
    yield from reversed(policy.vocabulary.levels)


def _level(name: str, span: Span) -> _State:
    level = ast.Disclosing(_term(name, ast.Sort.LEVEL, span), span=span)
    return lambda roles: evolve(roles, disclosing=level)


def _purpose(term: ast.Term) -> _State:
    return lambda roles: evolve(roles, purpose=term)


def _actor(term: ast.Term) -> _State:
    return lambda roles: evolve(roles, actor=term)


def _of(norm: core.Norm) -> Iterator[core.Pattern]:
    """Yield the patterns of a norm, those in its conditions included."""
    match norm:
        case core.Forbid() | core.Limit():
            yield norm.pattern
            for guard in norm.guards:
                yield from _says(guard.condition)
        case core.RequireBefore():
            yield norm.later
        case core.RequireWithin():
            return


def _says(condition: core.Condition) -> Iterator[core.Pattern]:
    match condition:
        case core.Says(pattern):
            yield pattern
        case core.Not(inner):
            yield from _says(inner)
        case core.AllOf(parts) | core.AnyOf(parts):
            for part in parts:
                yield from _says(part)
        case _:
            return


def _terms(policy: core.Policy, sort: ast.Sort, act: ast.Act) -> list[ast.Term]:
    nouns = policy.vocabulary.nouns.items()
    return [_term(name, sort, act.span) for name, one in nouns if one.sort is sort]


def _term(name: str, sort: ast.Sort, span: Span) -> ast.Term:
    # An empty place: the words of the author are no spelling of a new term.
    return ast.Term(name, sort, span=Span(span.source, span.end, span.end))


def _with_act(start: _Trial, rule: core.Rule, act: ast.Act) -> _Trial | None:
    node = evolve(rule.node, action=act)
    sentences = tuple(
        node if one is rule.node else one for one in start.document.sentences
    )
    return _lowered(start, sentences)


# --- norms ------------------------------------------------------------------------


def _by_norms(
    start: _Trial,
    rule: core.Rule,
    broken: Sequence[Judgement],
    left: Iterable[str],
    period: Period,
) -> Iterator[Repair]:
    """Let the policy ask of itself what an article asks; others may be kept by it."""
    open_names = dict.fromkeys(left)
    for judgement in broken:
        name = judgement.bound.name
        if name not in open_names:
            continue
        words = [_in_words(start, norm.node) for norm in _asked(judgement)]
        written = [_parsed(start, one) for one in words]
        if None in written:
            continue
        added = (one for sentences in written if sentences for one in sentences)
        trial = _lowered(start, (*start.document.sentences, *added))
        if trial is None or not _is_live(trial, rule):
            continue
        still = set(_broken(_checked(trial, period), rule))
        if name in still:
            continue
        kept = tuple(one for one in open_names if one not in still)
        for one in kept:
            del open_names[one]
        said = tuple(words)
        yield Repair(rule.name, kept, said, (_appended(start.document, said),))


def _in_words(start: _Trial, node: ast.Node) -> str:
    """Return a norm in the words of the policy.

    A condition that its vocabulary has no words for is left out: the norm then holds
    whether it is so or not, and so asks for more.
    """
    lexicon, language = start.policy.lexicon, start.document.language
    if isinstance(node, ast.Forbid | ast.Limit):
        alone = ((c, evolve(node, clauses=(c,))) for c in node.clauses)
        known = tuple(
            clause
            for clause, one in alone
            if _parsed(start, phrase(one, lexicon, language)) is not None
        )
        node = evolve(node, clauses=known)
    return phrase(node, lexicon, language)


def _parsed(start: _Trial, words: str) -> tuple[ast.Sentence, ...] | None:
    """Return sentences as the policy would have them; ``None`` if it has no words."""
    source = Source(start.document.span.source.path, words)
    document, mistakes = parse(source, start.policy.lexicon)
    is_wrong = any(one.is_error and one.code is not codes.NO_HEADER for one in mistakes)
    return None if is_wrong else document.sentences


def _asked(judgement: Judgement) -> list[core.Norm]:
    """Return the norms of the article that are broken, each once."""
    return list({seed.norm.clause: seed.norm for seed in judgement.seeds}.values())


def _appended(document: ast.Document, sentences: Sequence[str]) -> Change:
    """Return sentences at the end of a document."""
    source = document.span.source
    end = len(source.text.rstrip())
    text = "".join(f"\n\n{sentence}" for sentence in sentences)
    return Change(Span(source, end, end), text)


# --- proving ------------------------------------------------------------------------


def _lowered(start: _Trial, sentences: tuple[ast.Sentence, ...]) -> _Trial | None:
    document = evolve(start.document, sentences=sentences)
    policy = start.policy
    changed, _ = lower_policy(document, policy.vocabulary, policy.lexicon, start.laws)
    return None if changed is None else _Trial(document, changed, start.laws)


def _checked(trial: _Trial, period: Period) -> Checked:
    return check(trial.policy, trial.laws, period=period)


def _broken(checked: Checked, rule: core.Rule) -> Iterator[str]:
    """Yield the articles that a rule is not known to keep."""
    for one in checked.judgements:
        if one.rule.name == rule.name and one.verdict not in _FINE:
            yield one.bound.name


def _is_live(trial: _Trial, rule: core.Rule) -> bool:
    """Whether the rule can still act."""
    now = next(one for one in trial.policy.rules if one.name == rule.name)
    return can_be_done(trial.policy, now)
