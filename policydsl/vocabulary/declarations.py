"""The declarations of some documents, each under its name."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from policydsl.diagnostics import codes
from policydsl.diagnostics.findings import Findings
from policydsl.diagnostics.model import Label
from policydsl.diagnostics.text import Text
from policydsl.source import Span
from policydsl.syntax import ast
from policydsl.syntax.declared import names_of


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
    freezes: tuple[ast.Freeze, ...] = ()


def gather(documents: Sequence[ast.Document], findings: Findings) -> Declared:
    """Collect the declarations, and report names that are declared twice."""
    sorts: dict[str, ast.Sort] = {}
    places: dict[str, Span] = {}
    levels: list[str] = []
    declared = Declared({}, {}, {}, {}, {}, {}, (), sorts, places)
    for sentence in declarations(documents):
        own: set[str] = set()
        for name, sort in names_of(sentence):
            if name.text in places:
                # Two facts may have a value in common; one fact names it once.
                is_shared = sort is sorts[name.text] is ast.Sort.VALUE
                if not is_shared or name.text in own:
                    _report_twice(name, places[name.text], findings)
                own.add(name.text)
                continue
            own.add(name.text)
            sorts[name.text] = sort
            places[name.text] = name.span
            if sort is ast.Sort.LEVEL:
                levels.append(name.text)
            elif sort is not ast.Sort.VALUE:
                _keep(declared, sentence, name.text)
    _check_levels(documents, findings)
    sentences = (one for document in documents for one in document.sentences)
    freezes = tuple(one for one in sentences if isinstance(one, ast.Freeze))
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
        freezes,
    )


def declarations(documents: Iterable[ast.Document]) -> Iterator[ast.Declaration]:
    """Yield the declarations of documents, in their order."""
    for document in documents:
        for sentence in document.sentences:
            if isinstance(sentence, ast.Declaration):
                yield sentence


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
    where = Text("first declared here")
    if first.source is not name.span.source:
        where = Text("first declared here in {path}", path=first.source.path)
    findings.report(
        codes.DECLARED_TWICE.at(
            name.span,
            Text("`{name}` is declared twice", name=name.text),
            label="declared again here",
            related=(Label(first, where),),
            help="give one of them another name, or leave one out",
        )
    )


def _check_levels(documents: Sequence[ast.Document], findings: Findings) -> None:
    """Report a second row of levels: nobody could compare the two."""
    rows = [
        sentence
        for sentence in declarations(documents)
        if isinstance(sentence, ast.DisclosureDeclaration)
    ]
    for row in rows[1:]:
        findings.report(
            codes.DECLARED_TWICE.at(
                row.span,
                "the levels of disclosure are declared twice",
                label="declared again here",
                related=(Label(rows[0].span, "first declared here"),),
                help="leave one of the rows out, or join them into one",
            )
        )
