"""What is a kind of what."""

from policydsl.diagnostics import codes
from policydsl.diagnostics.findings import Findings
from policydsl.diagnostics.model import Label
from policydsl.diagnostics.suggest import did_you_mean
from policydsl.syntax import ast
from policydsl.vocabulary.declarations import Declared


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
    for circle in _circles(parents):
        _report_circle(circle, terms, findings)
        for name in circle:
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
                f"`{name}` is a kind of `{parent.text}`, which nobody declares",
                label=f"no {own.value} of this name",
                help=did_you_mean(parent.text, alike),
            )
        )
    elif sort is not own:
        findings.report(
            codes.PARENT_OF_ANOTHER_SORT.at(
                parent.span,
                f"`{name}` is a {own.value}, and `{parent.text}` is a {sort.value}",
                label=f"a {own.value} can only be a kind of {own.value}",
                related=(Label(declared.places[parent.text], "declared here"),),
            )
        )
    return sort is own


def _circles(parents: dict[str, str]) -> list[list[str]]:
    """Return each circle once; its members in the order of the `is`."""
    circles: list[list[str]] = []
    done: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        name: str | None = start
        while name is not None and name not in done and name not in path:
            path[name] = None
            name = parents.get(name)
        if name is not None and name in path:
            members = list(path)
            circles.append(members[members.index(name) :])
        done.update(path)
    return circles


def _report_circle(
    circle: list[str], terms: dict[str, ast.Term], findings: Findings
) -> None:
    way = " is ".join(f"`{name}`" for name in [*circle, circle[0]])
    findings.report(
        codes.CIRCULAR_IS.at(
            terms[circle[0]].span,
            f"nothing can be a kind of itself: {way}",
            label="closes the circle" if len(circle) == 1 else "part of the circle",
            related=tuple(Label(terms[name].span, "and here") for name in circle[1:]),
            help="leave out one of these",
        )
    )
