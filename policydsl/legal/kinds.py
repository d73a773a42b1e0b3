"""A law as it is read beside a policy, whose vocabulary may have more kinds of a term.

A law that was written about agencies binds those that a lender has a word of its own
for. The law itself knows only the kinds that its own vocabularies have.
"""

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from policydsl.semantics import core
from policydsl.syntax import ast
from policydsl.vocabulary.model import Vocabulary

# Sets of terms that stand for a term and its kinds. Whose withdrawal counts is no such
# set: it has what a permission is a kind of.
_WITH_KINDS = frozenset(
    {
        "verbs",
        "audiences",
        "by",
        "permissions",
        "of",
        "given_to",
        "channels",
        "purposes",
        "matters",
        "actors",
        "items",
    }
)
_Below = Callable[[str], frozenset[str]]


def with_kinds(
    laws: Mapping[str, core.Law], vocabulary: Vocabulary
) -> Mapping[str, core.Law]:
    """Return laws in which each term stands for its kinds in a vocabulary as well."""
    return {name: _of_law(law, vocabulary.below) for name, law in laws.items()}


def _of_law(law: core.Law, below: _Below) -> core.Law:
    articles = tuple(
        attrs.evolve(one, norms=tuple(_widened(norm, below) for norm in one.norms))
        for one in law.articles
    )
    clocks = {name: _widened(clock, below) for name, clock in law.clocks.items()}
    return attrs.evolve(law, articles=articles, clocks=clocks)


def _widened(form: Any, below: _Below) -> Any:
    """Return a form of the core with the kinds of all terms in it."""
    if isinstance(form, tuple):
        parts = tuple(_widened(one, below) for one in form)
        is_same = all(map(_is, parts, form))
        return form if is_same else type(form)(parts)
    kind = type(form)
    if not attrs.has(kind) or isinstance(form, ast.Node):
        return form
    changed: dict[str, Any] = {}
    for one in attrs.fields(kind):
        if not one.eq:
            continue
        value = getattr(form, one.name)
        if one.name in _WITH_KINDS and isinstance(value, frozenset):
            wider = value.union(*map(below, value))
        else:
            wider = _widened(value, below)
        if wider is not value and wider != value:
            changed[one.name] = wider
    return attrs.evolve(form, **changed) if changed else form


def _is(one: object, other: object) -> bool:
    return one is other
