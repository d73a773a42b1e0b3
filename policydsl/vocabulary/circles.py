"""Events and clocks that are explained by themselves."""

from collections.abc import Iterator

import attrs

from policydsl.diagnostics import codes
from policydsl.diagnostics.findings import Findings
from policydsl.diagnostics.model import Label
from policydsl.diagnostics.text import Text, quoted
from policydsl.syntax import ast
from policydsl.vocabulary.declarations import Declared
from policydsl.vocabulary.graphs import circle, knots

# A name, and whether it is about the use of a clock: that needs its evidence, too.
_Node = tuple[str, bool]


def report_circles(declared: Declared, findings: Findings) -> frozenset[str]:
    """Report events and clocks whose meaning runs in a circle; return their names.

    The evidence of a clock, and what freezes it, may look at that clock's own
    episode (`during`); they may not ask for its value, which hangs on them.
    """
    needs = dict(_needs(declared))
    broken: set[str] = set()
    for knot in knots(needs):
        way = circle(needs, knot)
        _report(list(dict.fromkeys(name for name, _ in way)), declared, findings)
        broken.update(name for name, _ in knot)
    return frozenset(broken)


def _needs(declared: Declared) -> Iterator[tuple[_Node, dict[_Node, None]]]:
    for name, event in declared.events.items():
        yield (name, False), dict.fromkeys(_named(event.means))
    for name, clock in declared.clocks.items():
        meaning = (clock.start, clock.running_while, clock.until)
        yield (name, False), dict.fromkeys(_named(meaning))
        of_value = (clock.evidence, *_freezing(name, declared))
        needs = dict.fromkeys(_named(of_value))
        if isinstance(clock.start, ast.TheEarliest):
            needs[clock.start.clock.text, True] = None
        yield (name, True), needs


def _freezing(name: str, declared: Declared) -> Iterator[ast.Condition]:
    for freeze in declared.freezes:
        if any(clock.text == name for clock in freeze.clocks):
            yield freeze.condition


def _named(value: object) -> Iterator[_Node]:
    """Yield the events and clocks that a piece of the tree names."""
    match value:
        case tuple():
            for part in value:
                yield from _named(part)
        case ast.ClockCompares(clock=ast.NamedClock(clock=clock)):
            yield clock.text, False
            yield clock.text, True
        case ast.Term(text=text, sort=ast.Sort.EVENT | ast.Sort.CLOCK):
            yield text, False
        case ast.Node():
            for field in attrs.fields(type(value)):
                if field.name != "span":
                    yield from _named(getattr(value, field.name))
        case _:
            return


def _report(names: list[str], declared: Declared, findings: Findings) -> None:
    # The circle begins with whichever was declared first, wherever it was found.
    first = min(range(len(names)), key=lambda at: declared.places[names[at]].start)
    names = names[first:] + names[:first]
    places = [declared.places[name] for name in names]
    way = quoted(names[0])
    for name in (*names[1:], names[0]):
        way = Text("{way} needs {name}", way=way, name=quoted(name))
    findings.report(
        codes.CIRCULAR_MEANING.at(
            places[0],
            Text(
                "the meaning of `{name}` runs in a circle: {way}",
                name=names[0],
                way=way,
            ),
            label="explained by itself",
            related=tuple(Label(place, "and by this") for place in places[1:]),
            help="explain one of them without the others",
        )
    )
