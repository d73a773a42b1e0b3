"""What is a kind of what."""

from policydsl.diagnostics import codes
from policydsl.diagnostics.findings import Findings
from policydsl.diagnostics.model import Label
from policydsl.diagnostics.suggest import did_you_mean
from policydsl.diagnostics.text import Text, quoted
from policydsl.syntax import ast
from policydsl.syntax.called import called, one_called
from policydsl.vocabulary.declarations import Declared
from policydsl.vocabulary.graphs import circle, knots


def parents_of(declared: Declared, findings: Findings) -> dict[str, str]:
    """Return the parent of each noun and act that has a sound one.

    A parent that is unknown, of another sort, or part of a circle is reported and
    left out, so that everybody after this may follow parents to their end.
    """
    terms: dict[str, ast.Term] = {}
    for name, sentence in _kinds(declared):
        parent = sentence.parent
        if parent is not None and _is_sound(name, parent, declared, findings):
            terms[name] = parent
    parents = {name: term.text for name, term in terms.items()}
    needs = {name: (parent,) for name, parent in parents.items()}
    for knot in knots(needs):
        _report_circle(circle(needs, knot), terms, findings)
        for name in knot:
            del parents[name]
    return parents


def _kinds(
    declared: Declared,
) -> list[tuple[str, ast.NounDeclaration | ast.ActDeclaration]]:
    return [*declared.nouns.items(), *declared.acts.items()]


def _is_sound(
    name: str, parent: ast.Term, declared: Declared, findings: Findings
) -> bool:
    own = declared.sorts[name]
    sort = declared.sorts.get(parent.text)
    if sort is None:
        alike = [term for term, sort in declared.sorts.items() if sort is own]
        findings.report(
            codes.UNKNOWN_WORD.at(
                parent.span,
                Text(
                    "`{name}` is a kind of `{parent}`, which nobody declares",
                    name=name,
                    parent=parent.text,
                ),
                label=Text("no {sort} of this name", sort=called(own)),
                help=did_you_mean(parent.text, alike),
            )
        )
    elif sort is not own:
        findings.report(
            codes.PARENT_OF_ANOTHER_SORT.at(
                parent.span,
                Text(
                    "`{name}` is {own}, and `{parent}` is {sort}",
                    name=name,
                    own=one_called(own),
                    parent=parent.text,
                    sort=one_called(sort),
                ),
                label=Text(
                    "{one} can only be a kind of {own}",
                    one=one_called(own),
                    own=called(own),
                ),
                related=(Label(declared.places[parent.text], "declared here"),),
            )
        )
    return sort is own


def _report_circle(
    way: list[str], terms: dict[str, ast.Term], findings: Findings
) -> None:
    line = quoted(way[0])
    for name in (*way[1:], way[0]):
        line = Text("{way} is {name}", way=line, name=quoted(name))
    findings.report(
        codes.CIRCULAR_IS.at(
            terms[way[0]].span,
            Text("nothing can be a kind of itself: {line}", line=line),
            label="closes the circle" if len(way) == 1 else "part of the circle",
            related=tuple(Label(terms[name].span, "and here") for name in way[1:]),
            help="leave out one of these",
        )
    )
