"""Random policies, read, lowered and compiled like any other document."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from random import Random

from policydsl.backends.python import Compiled, compile_policy
from policydsl.diagnostics.model import Diagnostic
from policydsl.runtime.case import Case
from policydsl.runtime.decision import Decision
from policydsl.semantics import core, evaluate
from policydsl.semantics.linked import linked
from policydsl.semantics.lower import lower_policy
from policydsl.semantics.scope import stated
from policydsl.source import Source
from policydsl.syntax import ast
from policydsl.syntax.lexicon import Lexicon
from policydsl.syntax.parser import parse
from policydsl.vocabulary.load import load
from random_cases.policies import policy_text
from random_cases.versions import versions_of
from random_cases.words import VOCABULARY

Decide = Callable[[Case, datetime], Decision]


@dataclass(frozen=True)
class Trial:
    """A random policy: its text, its core, what it means, and what it compiles to."""

    text: str
    policy: core.Policy
    reference: Decide
    compiled: Compiled

    @property
    def rules(self) -> tuple[str, ...]:
        """The names of the rules that act, in any version."""
        rules = (rule for one in self.policy.versions for rule in one.rules)
        return tuple(dict.fromkeys(rule.name for rule in rules if rule.act is not None))

    @property
    def actors(self) -> tuple[str | None, ...]:
        """Who may act where a rule does not say it; ``None`` is not written down."""
        return stated(self.policy, ast.Sort.ACTOR) or (None, "in house", "agency")


@cache
def vocabulary() -> ast.Document:
    """Return the vocabulary of the random policies."""
    document, mistakes = parse(Source("trial.vocabulary", VOCABULARY), Lexicon())
    assert not mistakes, mistakes
    return document


def lowered(text: str) -> tuple[core.Policy | None, tuple[Diagnostic, ...]]:
    """Return a policy in the words of the random policies, and its mistakes."""
    words = vocabulary()
    source = Source("trial.policy", text)
    document, mistakes = parse(source, Lexicon.from_documents([words]))
    known, slips = load([words, document])
    lexicon = Lexicon.from_documents([words, document])
    policy, findings = lower_policy(document, known, lexicon, {})
    errors = [one for one in (*mistakes, *slips, *findings) if one.is_error]
    return (None if errors else policy), tuple(errors)


def both(text: str) -> tuple[Decide, Decide]:
    """Return what a policy means, and what it compiles to."""
    policy, mistakes = lowered(text)
    assert policy is not None, mistakes
    return partial(evaluate.decide, policy), compile_policy(policy)


def trial(r: Random) -> Trial:
    """Return a random policy without mistakes."""
    while True:
        text = policy_text(r)
        policy, _ = lowered(text)
        if policy is not None:
            reference = partial(evaluate.decide, policy)
            return Trial(text, policy, reference, compile_policy(policy))


def trial_of_versions(r: Random) -> Trial:
    """Return a random policy with several versions, without mistakes."""
    while True:
        texts = versions_of(r, policy_text(r))
        found = [lowered(text)[0] for text in texts]
        policies = [policy for policy in found if policy is not None]
        if len(policies) == len(texts) > 1:
            policy = linked(policies)
            reference = partial(evaluate.decide, policy)
            return Trial("\n".join(texts), policy, reference, compile_policy(policy))
