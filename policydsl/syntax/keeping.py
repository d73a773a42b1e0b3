"""Sentences that were read before, so that those that did not change are kept.

What a sentence says depends on its own lines, on the words that are known, and on the
kind of its document. If all of these are the same, its tree is only moved to where it
stands now. A name that the document introduces counts only where it may stand.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar, cast

from attrs import fields

from policydsl.source import Source, Span
from policydsl.syntax import ast
from policydsl.syntax.cutting import units_of
from policydsl.syntax.lexer import Known

_Read = ast.Sentence | ast.Header
_N = TypeVar("_N", bound=ast.Node)
_ValuesOf = Callable[[Any], tuple[Any, ...]]
_WITH_PLURAL = (ast.Sort.UNIT, ast.Sort.ITEM)


class Written(NamedTuple):
    """A sentence as it stands in a document.

    ``text`` are its lines, ``read_as`` is what stands for them when they are cut into
    words. ``kind`` is that of the document.
    """

    text: str
    read_as: str
    kind: str | None


class Sentences:
    """The sentences of one document as they were read the last time.

    Only those without a mistake are kept: what is said of a mistake depends on more.
    """

    def __init__(self) -> None:
        self._around: object = None
        self._names: dict[str, Known] = {}
        # Units with which names begin that were or are introduced, not both.
        self._doubtful: tuple[str, ...] = ()
        self._before: dict[Written, tuple[int, _Read]] = {}
        self._now: dict[Written, tuple[int, _Read]] = {}

    def begin(self, around: object, introduced: Iterable[Known]) -> None:
        """Begin to read again, with the names that the document introduces.

        ``around`` is all else that sentences depend on. What was not met in the last
        reading is forgotten.
        """
        names: dict[str, Known] = {}
        for one in introduced:
            # As where words are read: the first one counts.
            names.setdefault(one.text, one)
        changed = {known for _, known in names.items() ^ self._names.items()}
        is_same = around == self._around and not any(
            known.sort in _WITH_PLURAL or not units_of(known.text) for known in changed
        )
        self._before = self._now if is_same else {}
        self._doubtful = tuple(
            {units_of(known.text)[0] for known in changed} if is_same else ()
        )
        self._around, self._names, self._now = around, names, {}

    def find(self, written: Written, source: Source, start: int) -> _Read | None:
        """Return what a sentence said, as if it had been read at ``start``."""
        known = self._now.get(written)
        if known is None:
            known = self._before.get(written)
            if known is None or any(one in written.read_as for one in self._doubtful):
                return None
        found = moved(known[1], source, start - known[0])
        self._now[written] = start, found
        return found

    def keep(self, written: Written, start: int, node: _Read) -> None:
        """Remember what a sentence says that begins at ``start``."""
        self._now[written] = start, node


def moved(node: _N, source: Source, by: int) -> _N:
    """Return a tree as it is in another text, so many code points further on."""
    return cast(_N, _moved(node, _values_of(), source, by))


def _moved(
    node: Any, values_of: Mapping[type, _ValuesOf], source: Source, by: int
) -> Any:
    kind = type(node)
    span, *values = values_of[kind](node)
    for at, value in enumerate(values):
        if type(value) in values_of:
            values[at] = _moved(value, values_of, source, by)
        elif type(value) is tuple and value:
            values[at] = tuple(
                [
                    _moved(one, values_of, source, by)
                    if type(one) in values_of
                    else one
                    for one in value
                ]
            )
    return kind(*values, span=Span(source, span.start + by, span.end + by))


@cache
def _values_of() -> Mapping[type, _ValuesOf]:
    """Return, for each class of nodes, how the values of one are had, its span first.

    Beside nodes and tuples of them, nodes have values that are nowhere in a text.
    """
    found: dict[type, _ValuesOf] = {}
    kinds: list[type[ast.Node]] = [ast.Node]
    for kind in kinds:
        kinds += kind.__subclasses__()
        names = [one.name for one in fields(kind) if one.name != "span"]
        found[kind] = attrgetter("span", *names) if names else _span_only
    return found


def _span_only(node: ast.Node) -> tuple[Span]:
    return (node.span,)
