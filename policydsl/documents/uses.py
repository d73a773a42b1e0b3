"""The vocabularies that a document uses, each after those that it uses itself."""

from collections.abc import Sequence

from attrs import frozen

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Label
from policydsl.diagnostics.suggest import did_you_mean
from policydsl.diagnostics.text import Text, all_of, listed, quoted
from policydsl.documents.finding import LAW, POLICY, VOCABULARY
from policydsl.documents.paths import shown_path
from policydsl.documents.workspace import Opened, Workspace
from policydsl.source import Span
from policydsl.syntax import ast

# What a document is called in a message, by its suffix.
KINDS = {
    VOCABULARY: Text("vocabulary"),
    LAW: Text("law"),
    POLICY: Text("policy"),
}

# So many paths, or names, are shown in one message.
_MOST_SHOWN = 3


@frozen
class Found:
    """Documents in the order in which they have to be read."""

    documents: tuple[Opened, ...]
    diagnostics: tuple[Diagnostic, ...]


def vocabularies(workspace: Workspace, opened: Opened) -> Found:
    """Return the vocabularies that a document uses, directly or not, each once."""
    order: dict[str, Opened] = {}
    diagnostics: list[Diagnostic] = []
    # The way from the document to where the search is; it stays short.
    way: list[tuple[Opened, ast.Name]] = []

    def visit(user: Opened) -> None:
        for name in user.glance.uses if user.glance else ():
            found = one(workspace, user, name, VOCABULARY)
            if isinstance(found, Diagnostic):
                diagnostics.append(found)
            elif (circle := _circle(found, opened, way)) is not None:
                diagnostics.append(_circular(name, circle))
            elif str(found.path) not in order:
                way.append((found, name))
                visit(found)
                way.pop()
                order[str(found.path)] = found

    visit(opened)
    return Found(tuple(order.values()), tuple(dict.fromkeys(diagnostics)))


def laws(
    workspace: Workspace, opened: Opened, names: Sequence[ast.Name | ast.Term]
) -> Found:
    """Return the laws of these names; a jurisdiction stands for all its laws."""
    found: dict[str, Opened] = {}
    diagnostics: list[Diagnostic] = []
    for name in names:
        places = workspace.shelves.find_laws(name.text, opened.folders)
        if not places:
            diagnostics.append(missing(workspace, opened, name, LAW))
        for paths in places:
            if len(paths) > 1:
                diagnostics.append(_ambiguous(name, [str(p) for p in paths], LAW))
            else:
                found[str(paths[0])] = workspace.open(paths[0])
    return Found(tuple(found.values()), tuple(diagnostics))


def one(
    workspace: Workspace, user: Opened, name: ast.Name | ast.Term, suffix: str
) -> Opened | Diagnostic:
    """Return the document of a kind that ``user`` means by a name."""
    paths = workspace.shelves.find(name.text, suffix, user.folders)
    if not paths:
        return missing(workspace, user, name, suffix)
    if len(paths) > 1:
        return _ambiguous(name, [shown_path(path) for path in paths], suffix)
    return workspace.open(paths[0])


def every(
    workspace: Workspace, user: Opened, name: ast.Name | ast.Term, suffix: str
) -> tuple[Opened, ...] | Diagnostic:
    """Return the documents of a kind that have the name that ``user`` means."""
    paths = workspace.shelves.find(name.text, suffix, user.folders)
    if not paths:
        return missing(workspace, user, name, suffix)
    return tuple(workspace.open(path) for path in paths)


def is_of_stories(opened: Opened) -> bool:
    """Whether a document has scenarios only, whatever its file is called."""
    glance = opened.glance
    return bool(glance and glance.tests and glance.kind != "policy")


def named(opened: Opened, used: ast.Document | None) -> Span:
    """Return where a document names another, or its beginning if others do."""
    header = used.header if used else None
    glance = opened.glance
    if header is not None and glance is not None:
        for name in (*glance.uses, *glance.under, *glance.tests):
            if name.text == header.name.text:
                return name.span
    return Span(opened.source, 0, 0)


def unchecked(user: Span, shown: str, first: Diagnostic) -> Diagnostic:
    """Say that a document was not checked, because one that it uses has errors."""
    return codes.DOCUMENT_HAS_ERRORS.at(
        user,
        Text(
            "this document was not checked whole, because `{shown}` has errors",
            shown=shown,
        ),
        related=(Label(first.primary.span, "the first of them"),),
        help=Text("mend `{shown}` first", shown=shown),
    )


def missing(
    workspace: Workspace, user: Opened, name: ast.Name | ast.Term, suffix: str
) -> Diagnostic:
    """Say that a document is in none of the places, and which are."""
    names = workspace.shelves.names(suffix, user.folders)
    file = f"{name.text}{suffix}"
    called = workspace.shelves.name_in(file, user.folders)
    if called is None:
        help = did_you_mean(name.text, names) or _places(name.text, suffix, names)
    else:
        help = Text(
            "`{file}` is there, but its header calls it `{name}`",
            file=file,
            name=called,
        )
    return codes.DOCUMENT_NOT_FOUND.at(
        name.span,
        Text("there is no {kind} `{name}`", kind=KINDS[suffix], name=name.text),
        label="neither beside this document nor in the library",
        help=help,
    )


def _places(name: str, suffix: str, names: Sequence[str]) -> Text:
    """Say where a document would be written; a path is no name of one."""
    known = listed(map(quoted, names[:12])) or Text("none is there")
    if "/" in name or "\\" in name:
        return Text("write its name and no path, such as one of: {names}", names=known)
    return Text(
        "write it in a file `{file}`, or use one of: {names}",
        file=f"{name}{suffix}",
        names=known,
    )


def _ambiguous(
    name: ast.Name | ast.Term, paths: Sequence[str], suffix: str
) -> Diagnostic:
    shown = paths[:_MOST_SHOWN]
    more = []
    if len(paths) > _MOST_SHOWN:
        more = [Text("{count} more", count=len(paths) - _MOST_SHOWN)]
    return codes.AMBIGUOUS_DOCUMENT.at(
        name.span,
        Text(
            "there is more than one {kind} `{name}`",
            kind=KINDS[suffix],
            name=name.text,
        ),
        label=all_of([*map(quoted, shown), *more]),
        help="give one of them another name in its header",
    )


def _circle(
    found: Opened, opened: Opened, way: Sequence[tuple[Opened, ast.Name]]
) -> Sequence[ast.Name] | None:
    """Return the names that lead from a document on the way back to it."""
    if found is opened:
        return [name for _, name in way]
    for at, (earlier, _) in enumerate(way):
        if found is earlier:
            return [name for _, name in way[at + 1 :]]
    return None


def _circular(name: ast.Name, way: Sequence[ast.Name]) -> Diagnostic:
    circle = quoted(name.text)
    for one in (*way, name):
        circle = Text("{way} uses {name}", way=circle, name=quoted(one.text))
    return codes.CIRCULAR_USES.at(
        name.span,
        Text("vocabularies use each other in a circle: {circle}", circle=circle),
        label="leads back",
        related=tuple(Label(one.span, "on the way") for one in way),
        help="put the words that both need into a third vocabulary"
        if way
        else "leave it out: a document has its own words already",
    )
