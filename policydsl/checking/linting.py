"""A document that was loaded -> the same, with what the lint rules find in it."""

from collections.abc import Sequence

from attrs import evolve

from policydsl.diagnostics.catalogue import translated
from policydsl.lint.engine import LintRule, lint
from policydsl.lint.rules import RULES
from policydsl.lint.subject import Subject
from policydsl.loaded import Loaded, in_order


def linted(loaded: Loaded, rules: Sequence[LintRule] = RULES) -> Loaded:
    """Return a document with what is found in itself, not in those that it uses."""
    if loaded.document is None or loaded.lexicon is None:
        return loaded
    subject = Subject(
        loaded.document,
        loaded.lexicon,
        loaded.vocabulary,
        loaded.policy,
        loaded.law,
        loaded.laws,
        loaded.policies,
    )
    found = [
        translated(one, loaded.language)
        for one in lint(subject, rules, loaded.diagnostics)
    ]
    return evolve(loaded, diagnostics=in_order((*loaded.diagnostics, *found)))
