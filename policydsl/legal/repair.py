"""The weakest clauses that make a rule lawful, each proved before it is offered.

First the act says what it left open: a purpose, a level of disclosure, who acts. What
is left, the policy asks of itself in the words of the article: its hours, its number,
its condition. That is the weakest of all, for it forbids only what the law forbids.
Where that would keep another rule from ever acting, the rule alone asks for it.
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
# Where a clause of a rule stands.
_INDENTED = "\n        "
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
    live: frozenset[str]


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
    start = _Trial(policy.document, policy, laws, _live(policy))
    stated, said = _best_roles(start, rule, broken, period)
    still = set(_broken(_checked(stated, period, rule), rule))
    left = [name for name in names if name in still]
    by_roles = tuple(name for name in names if name not in left)
    changes: tuple[Change, ...] = ()
    if by_roles and said is not None:
        changes = (Change(rule.node.action.span, said),)
        yield Repair(rule.name, by_roles, (said,), changes)
    for repair in _by_norms(stated, rule, broken, left, period):
        left = [name for name in left if name not in repair.articles]
        changes += repair.changes
        yield repair
    for judgement in broken:
        if judgement.bound.name in left:
            yield from _by_clauses(start, rule, judgement, changes, period)


# --- roles ----------------------------------------------------------------------


def _best_roles(
    start: _Trial,
    rule: core.Rule,
    broken: Sequence[Judgement],
    period: Period,
) -> tuple[_Trial, str | None]:
    """Return the policy with the fewest roles stated that keep the most articles."""
    best, words = start, None
    fewest = set(_broken(_checked(start, period, rule), rule))
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
        left = set(_broken(_checked(trial, period, rule), rule))
        if len(left) < len(fewest) and left < fewest and _are_live(trial):
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
    if roles.length is not None and roles.ending is None:
        found.append([_ending(one) for one in _ends(broken)])
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


def _ending(time: ast.Time) -> _State:
    return lambda roles: evolve(roles, ending=time)


def _ends(broken: Sequence[Judgement]) -> Iterator[ast.Time]:
    """Yield when hours end in which an act has to be over."""
    for one in broken:
        for norm in one.bound.article.norms:
            for bound in norm.bounds if isinstance(norm, core.Limit) else ():
                if isinstance(bound.node, ast.Between) and bound.node.throughout:
                    yield bound.node.end


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
        if trial is None or not _are_live(trial):
            continue
        still = set(_broken(_checked(trial, period, rule), rule))
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


# --- clauses of the rule alone ------------------------------------------------------


def _by_clauses(
    start: _Trial,
    rule: core.Rule,
    judgement: Judgement,
    changes: tuple[Change, ...],
    period: Period,
) -> Iterator[Repair]:
    """Let the rule alone ask what an article asks.

    ``changes``: what is written already.
    """
    name = judgement.bound.name
    options = [_clauses(norm.node) for norm in _asked(judgement)]
    lexicon, language = start.policy.lexicon, start.document.language
    for number, clauses in enumerate(product(*options)):
        if number >= _MOST_TRIALS:
            return
        words = tuple(dict.fromkeys(phrase(c, lexicon, language) for c in clauses))
        end = rule.node.span.end
        place = Span(rule.node.span.source, end, end)
        added = Change(place, "".join(f"{_INDENTED}{one}" for one in words))
        trial = _written(start, (*changes, added))
        if trial is None or not _are_live(trial):
            continue
        now = next(one for one in trial.policy.rules if one.name == rule.name)
        if name not in _broken(_checked(trial, period, now), now):
            yield Repair(rule.name, (name,), words, (added,))
            return


def _clauses(norm: ast.Node) -> list[ast.If | ast.Unless | ast.Only]:
    """Return the clauses of a rule of which any one keeps it within a norm."""
    match norm:
        case ast.Forbid():
            return [
                _opposite(one)
                for one in norm.clauses
                if isinstance(one, ast.If | ast.Unless)
            ]
        case ast.Limit(_, bounds):
            return [ast.Only(bounds, span=norm.span)]
        case _:
            return []


def _opposite(clause: ast.If | ast.Unless) -> ast.If | ast.Unless:
    if isinstance(clause, ast.If):
        return ast.Unless(clause.condition, span=clause.span)
    return ast.If(clause.condition, span=clause.span)


def _written(start: _Trial, changes: Iterable[Change]) -> _Trial | None:
    """Return the policy with changes in its text; ``None`` if it has mistakes then."""
    text = start.document.span.source.text
    for one in sorted(changes, key=lambda change: change.span.start, reverse=True):
        text = f"{text[: one.span.start]}{one.words}{text[one.span.end :]}"
    source = Source(start.document.span.source.path, text)
    document, mistakes = parse(source, start.policy.lexicon)
    if any(one.is_error for one in mistakes):
        return None
    return _lowered(evolve(start, document=document), document.sentences)


# --- proving ------------------------------------------------------------------------


def _lowered(start: _Trial, sentences: tuple[ast.Sentence, ...]) -> _Trial | None:
    document = evolve(start.document, sentences=sentences)
    policy = start.policy
    changed, _ = lower_policy(document, policy.vocabulary, policy.lexicon, start.laws)
    return None if changed is None else evolve(start, document=document, policy=changed)


def _checked(trial: _Trial, period: Period, rule: core.Rule) -> Checked:
    """Ask about one rule; the others are not touched by what it says."""
    return check(trial.policy, trial.laws, period=period, only=rule.name)


def _broken(checked: Checked, rule: core.Rule) -> Iterator[str]:
    """Yield the articles that a rule is not known to keep."""
    for one in checked.judgements:
        if one.rule.name == rule.name and one.verdict not in _FINE:
            yield one.bound.name


def _live(policy: core.Policy) -> frozenset[str]:
    """Return the rules that can act."""
    return frozenset(one.name for one in policy.rules if can_be_done(policy, one))


def _are_live(trial: _Trial) -> bool:
    """Whether every rule can still act that could before."""
    rules = {one.name: one for one in trial.policy.rules}
    return all(can_be_done(trial.policy, rules[name]) for name in sorted(trial.live))
