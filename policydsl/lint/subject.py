"""What a lint rule looks at: one document, and what became of it."""

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from operator import attrgetter
from typing import TypeVar

import attrs
from attrs import field, frozen

from policydsl.semantics import core
from policydsl.source import Source
from policydsl.syntax import ast
from policydsl.syntax.cutting import Comment, cut
from policydsl.syntax.lexicon import Lexicon
from policydsl.vocabulary.model import Vocabulary

N = TypeVar("N", bound=ast.Node)


class Kind(Enum):
    """The kinds of documents; what has no header holds scenarios."""

    POLICY = "policy"
    LAW = "law"
    VOCABULARY = "vocabulary"
    SCENARIOS = "scenarios"


_KINDS: Mapping[type, Kind] = {
    ast.PolicyHeader: Kind.POLICY,
    ast.LawHeader: Kind.LAW,
    ast.VocabularyHeader: Kind.VOCABULARY,
    type(None): Kind.SCENARIOS,
}


@frozen(eq=False)
class Subject:
    """A document with its words; scenarios have no vocabulary of their own.

    ``policy`` or ``law`` is there if the document is one and has no errors.
    ``laws`` are those that the policy is under or declares, ``policies`` those that
    the scenarios are about, both by name.
    """

    document: ast.Document
    lexicon: Lexicon
    vocabulary: Vocabulary | None
    policy: core.Policy | None = None
    law: core.Law | None = None
    laws: Mapping[str, core.Law] = field(factory=dict)
    policies: Mapping[str, core.Policy] = field(factory=dict)
    _nodes: dict[type, list[ast.Node]] = field(factory=dict, init=False)
    _comments: list[list[Comment]] = field(factory=list, init=False)

    @property
    def source(self) -> Source:
        """The text of the document."""
        return self.document.span.source

    @property
    def kind(self) -> Kind:
        """What kind of document it is."""
        return _KINDS[type(self.document.header)]

    @property
    def core(self) -> core.Policy:
        """The policy, for rules that are only asked where there is one."""
        assert self.policy is not None, "the rule lacks `needs_core=True`"
        return self.policy

    def every(self, kind: type[N]) -> Iterator[N]:
        """Yield all nodes of exactly this class, wherever in the tree, in order."""
        if not self._nodes:
            _sort(self.document, self._nodes)
        # What is under a class is of that class.
        yield from self._nodes.get(kind, ())  # type: ignore[misc]

    def comments(self) -> list[Comment]:
        """Return the comments of the document, in order."""
        if not self._comments:
            self._comments.append(cut(self.source).comments)
        return self._comments[0]


def _sort(node: ast.Node, into: dict[type, list[ast.Node]]) -> None:
    """Put a node and all below it under their classes; the tree may be deep."""
    waiting: list[object] = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting.extend(reversed(one))
        elif isinstance(one, ast.Node):
            into.setdefault(type(one), []).append(one)
            waiting.extend(reversed(_parts(one)))


_PARTS: dict[type, Callable[[object], tuple[object, ...]]] = {}


def _parts(node: ast.Node) -> tuple[object, ...]:
    """Return what a node is made of; how is worked out once for each class."""
    kind = type(node)
    if kind not in _PARTS:
        names = [one.name for one in attrs.fields(kind) if one.name != "span"]
        _PARTS[kind] = (
            attrgetter(*names)
            if len(names) > 1
            else lambda one: tuple(getattr(one, name) for name in names)
        )
    return _PARTS[kind](node)
