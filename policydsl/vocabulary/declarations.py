"""The declarations of some documents, each under its name."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from policydsl.diagnostics import codes
from policydsl.diagnostics.findings import Findings
from policydsl.diagnostics.model import Label
from policydsl.source import Span
from policydsl.syntax import ast


@frozen
class Declared:
    """All declarations by sort and name; where a name comes twice, the first."""

    nouns: dict[str, ast.NounDeclaration]
    acts: dict[str, ast.ActDeclaration]
    facts: dict[str, ast.FactDeclaration]
    events: dict[str, ast.EventDeclaration]
    clocks: dict[str, ast.ClockDeclaration]
    calendars: dict[str, ast.CalendarDeclaration]
    levels: tuple[str, ...]
    sorts: dict[str, ast.Sort]
    places: dict[str, Span]


def gather(documents: Sequence[ast.Document], findings: Findings) -> Declared:
    """Collect the declarations, and report names that are declared twice."""
    sorts: dict[str, ast.Sort] = {}
    places: dict[str, Span] = {}
    levels: list[str] = []
    declared = Declared({}, {}, {}, {}, {}, {}, (), sorts, places)
    for sentence in _declarations(documents):
        for name, sort in _introduced(sentence):
            if name.text in places:
                _report_twice(name, places[name.text], findings)
                continue
            sorts[name.text] = sort
            places[name.text] = name.span
            if sort is ast.Sort.LEVEL:
                levels.append(name.text)
            else:
                _keep(declared, sentence, name.text)
    return Declared(
        declared.nouns,
        declared.acts,
        declared.facts,
        declared.events,
        declared.clocks,
        declared.calendars,
        tuple(levels),
        sorts,
        places,
    )


def _declarations(documents: Iterable[ast.Document]) -> Iterator[ast.Declaration]:
    for document in documents:
        for sentence in document.sentences:
            if isinstance(sentence, ast.Declaration):
                yield sentence


def _introduced(sentence: ast.Declaration) -> Iterator[tuple[ast.Name, ast.Sort]]:
    match sentence:
        case ast.NounDeclaration(sort=sort, name=name):
            yield name, sort
        case ast.DisclosureDeclaration(levels=levels):
            for level in levels:
                yield level, ast.Sort.LEVEL
        case ast.ActDeclaration(name=name):
            yield name, ast.Sort.ACT
        case ast.FactDeclaration(name=name):
            yield name, ast.Sort.FACT
        case ast.EventDeclaration(name=name):
            yield name, ast.Sort.EVENT
        case ast.ClockDeclaration(name=name):
            yield name, ast.Sort.CLOCK
        case ast.CalendarDeclaration(name=name):
            yield name, ast.Sort.CALENDAR


def _keep(declared: Declared, sentence: ast.Declaration, name: str) -> None:
    match sentence:
        case ast.NounDeclaration():
            declared.nouns[name] = sentence
        case ast.ActDeclaration():
            declared.acts[name] = sentence
        case ast.FactDeclaration():
            declared.facts[name] = sentence
        case ast.EventDeclaration():
            declared.events[name] = sentence
        case ast.ClockDeclaration():
            declared.clocks[name] = sentence
        case ast.CalendarDeclaration():
            declared.calendars[name] = sentence
        case ast.DisclosureDeclaration():
            pass  # its levels are kept by themselves


def _report_twice(name: ast.Name, first: Span, findings: Findings) -> None:
    where = "" if first.source is name.span.source else f" in {first.source.path}"
    findings.report(
        codes.DECLARED_TWICE.at(
            name.span,
            f"`{name.text}` is declared twice",
            label="declared again here",
            related=(Label(first, f"first declared here{where}"),),
            help="give one of them another name, or leave one out",
        )
    )
