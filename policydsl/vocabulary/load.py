"""The declarations of documents -> one vocabulary."""

from collections.abc import Mapping, Sequence

from attrs import evolve

from policydsl.diagnostics import codes
from policydsl.diagnostics.findings import Findings
from policydsl.diagnostics.model import Diagnostic
from policydsl.diagnostics.text import Text
from policydsl.syntax import ast
from policydsl.vocabulary.calendars import calendar_of, named_days
from policydsl.vocabulary.circles import report_circles
from policydsl.vocabulary.declarations import Declared, gather
from policydsl.vocabulary.hierarchy import parents_of
from policydsl.vocabulary.model import ClockKind, EventKind, Fact, Noun, Vocabulary
from policydsl.vocabulary.translations import check_translations
from policydsl.vocabulary.verbs import verbs_of
from policydsl.vocabulary.zones import zone_facts


def load(
    documents: Sequence[ast.Document],
) -> tuple[Vocabulary, tuple[Diagnostic, ...]]:
    """Merge the declarations of documents into one vocabulary.

    The documents that are used come first, in the order in which they depend on
    each other; the last one names the result. Declarations that stand in a policy
    count like any other. The same document may come twice.
    """
    once = list({document.span.source: document for document in documents}.values())
    findings = Findings(span for document in once for span in document.damaged)
    declared = gather(once, findings)
    check_translations(once, findings)
    parents = parents_of(declared, findings)
    circular = report_circles(declared, findings)
    for clock in declared.clocks.values():
        _check_start(clock, findings)
    vocabulary = Vocabulary(
        name=_name(once),
        nouns=_nouns(declared, parents),
        verbs=verbs_of(declared, parents, findings),
        facts={name: _fact(fact) for name, fact in declared.facts.items()},
        events={
            name: _event(event, name in circular)
            for name, event in declared.events.items()
        },
        clocks={name: _clock(clock) for name, clock in declared.clocks.items()},
        calendars={
            name: calendar_of(calendar, findings)
            for name, calendar in declared.calendars.items()
            if not calendar.is_named
        },
        levels=declared.levels,
        parents=parents,
        freezes=declared.freezes,
        day_sets={
            name: named_days(calendar, findings)
            for name, calendar in declared.calendars.items()
            if calendar.is_named
        },
    )
    zones = zone_facts(vocabulary.facts, vocabulary.below, findings)
    vocabulary = evolve(vocabulary, zone_facts=zones)
    return vocabulary, findings.in_order([document.span.source for document in once])


def _name(documents: Sequence[ast.Document]) -> str:
    header = documents[-1].header if documents else None
    return "" if header is None else header.name.text


def _nouns(declared: Declared, parents: Mapping[str, str]) -> dict[str, Noun]:
    return {
        name: Noun(
            name=name,
            sort=noun.sort,
            parent=parents.get(name),
            several=noun.several,
            for_one_act=noun.for_one_act,
            node=noun,
        )
        for name, noun in declared.nouns.items()
    }


def _fact(sentence: ast.FactDeclaration) -> Fact:
    values: tuple[str, ...] = ()
    if isinstance(sentence.type, ast.OneOf):
        values = tuple(value.text for value in sentence.type.values)
    return Fact(
        name=sentence.name.text,
        of=None if sentence.of is None else sentence.of.text,
        type=sentence.type,
        values=values,
        node=sentence,
    )


def _event(sentence: ast.EventDeclaration, is_circular: bool) -> EventKind:
    """Return the event; one that means itself means nothing else."""
    return EventKind(
        name=sentence.name.text,
        by_party=sentence.by_party,
        by=None if sentence.by is None else sentence.by.text,
        means=() if is_circular else sentence.means,
        node=sentence,
    )


def _clock(sentence: ast.ClockDeclaration) -> ClockKind:
    of = None if sentence.of is None else sentence.of.text
    return ClockKind(sentence.name.text, of, sentence)


def _check_start(sentence: ast.ClockDeclaration, findings: Findings) -> None:
    if sentence.start is None and sentence.running_while is None:
        findings.report(
            codes.CLOCK_NEVER_STARTS.at(
                sentence.name.span,
                Text("nothing starts the clock `{clock}`", clock=sentence.name.text),
                label="neither an event, a date nor a condition starts it",
                help="say from which event or date it runs, or on which condition",
            )
        )
