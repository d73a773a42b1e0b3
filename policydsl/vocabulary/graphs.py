"""Circles among things that need each other."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def knots(needs: Mapping[Node, Iterable[Node]]) -> list[list[Node]]:
    """Return the sets of things each of which needs all of its set in the end.

    A thing that needs nothing but itself is such a set. What is needed but needs
    nothing itself may be missing from ``needs``. Takes time in proportion to the
    needs.
    """
    return [
        knot
        for knot in _components(needs)
        if len(knot) > 1 or knot[0] in needs[knot[0]]
    ]


def circle(needs: Mapping[Node, Iterable[Node]], knot: list[Node]) -> list[Node]:
    """Return one circle of a knot: each needs the next, and the last the first."""
    inside = set(knot)
    path: dict[Node, int] = {}
    node = knot[0]
    while node not in path:
        path[node] = len(path)
        node = next(other for other in needs[node] if other in inside)
    return list(path)[path[node] :]


def _components(needs: Mapping[Node, Iterable[Node]]) -> Iterator[list[Node]]:
    """Yield the strongly connected components (Tarjan 1972), without recursion."""
    order: dict[Node, int] = {}
    low: dict[Node, int] = {}
    waiting: list[Node] = []
    is_waiting: set[Node] = set()
    for start in needs:
        if start in order:
            continue
        work = [(start, iter(needs[start]))]
        order[start] = low[start] = len(order)
        waiting.append(start)
        is_waiting.add(start)
        while work:
            node, others = work[-1]
            for other in others:
                if other not in needs:
                    continue
                if other not in order:
                    order[other] = low[other] = len(order)
                    waiting.append(other)
                    is_waiting.add(other)
                    work.append((other, iter(needs[other])))
                    break
                if other in is_waiting:
                    low[node] = min(low[node], order[other])
            else:
                work.pop()
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[node])
                if low[node] == order[node]:
                    yield _taken(waiting, is_waiting, node)


def _taken(waiting: list[Node], is_waiting: set[Node], node: Node) -> list[Node]:
    """Take what waits from ``node`` on, in the order in which it was met."""
    knot: list[Node] = []
    while not knot or knot[-1] != node:
        knot.append(waiting.pop())
        is_waiting.remove(knot[-1])
    return knot[::-1]
