"""``policydsl check``: what is wrong with documents."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from policydsl.cli.inputs import expanded
from policydsl.cli.output import counted, show
from policydsl.diagnostics.catalogue import in_language
from policydsl.diagnostics.model import Diagnostic
from policydsl.diagnostics.render import terminal
from policydsl.diagnostics.text import Text, listed
from policydsl.documents.workspace import Workspace
from policydsl.driver import Loaded, Run, in_order, together
from policydsl.syntax import ast

STDIN = Path("-")
# So many findings are read by nobody; the other formats have all of them.
MOST_SHOWN = 100
NOT_PROVED = Text("Law: not proved (this version checks the language, not the law).")
_HEADERS = {
    ast.PolicyHeader: "policies",
    ast.LawHeader: "laws",
    ast.VocabularyHeader: "vocabularies",
}
_THINGS = {
    "policies": (Text("{number} policy"), Text("{number:,} policies")),
    "rules": (Text("{number} rule"), Text("{number:,} rules")),
    "laws": (Text("{number} law"), Text("{number:,} laws")),
    "vocabularies": (Text("{number} vocabulary"), Text("{number:,} vocabularies")),
    "scenarios": (Text("{number} scenario"), Text("{number:,} scenarios")),
}


@click.command("check")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, allow_dash=True, path_type=Path),
    metavar="PATH...",
)
@click.option(
    "--output-format",
    type=click.Choice(["full", "concise", "json"]),
    default="full",
    show_default=True,
    help="Findings with their lines, one line each, or JSON.",
)
@click.option(
    "--stdin-filename",
    type=click.Path(path_type=Path),
    default=Path("stdin.policy"),
    help="Where the document would be that is read from standard input (PATH is -).",
)
def command(paths: tuple[Path, ...], output_format: str, stdin_filename: Path) -> int:
    """Check documents and say what is wrong with them.

    PATH is a document, or a folder with documents.
    """
    texts: dict[Path, str | bytes] = {}
    if STDIN in paths:
        texts[stdin_filename] = sys.stdin.buffer.read()
    places = [stdin_filename if path == STDIN else path for path in paths]
    run = Run(Workspace(texts))
    loaded = [run.load(path, str(path)) for path in expanded(places)]
    every = [*loaded, *_of_versions(loaded)]
    found = in_order(one for document in every for one in document.diagnostics)
    checked = _counts(loaded)
    if output_format == "json":
        # Loaded late: most calls are for people.
        from policydsl.diagnostics.render import json

        click.echo(json.render(found, {"checked": checked, "law": "not proved"}))
    elif output_format == "concise":
        for one in found:
            click.echo(terminal.concise(one))
    else:
        show(found[:MOST_SHOWN])
        language = terminal.language_of(one.language for one in loaded)
        if len(found) > MOST_SHOWN:
            more = Text("… and {number:,} more", number=len(found) - MOST_SHOWN)
            click.echo(in_language(more, language))
        click.echo(in_language(_closing(checked, found), language))
    return 1 if found else 0


def _of_versions(loaded: Sequence[Loaded]) -> Iterator[Loaded]:
    """Yield what several documents of one policy in one folder are together."""
    named: dict[tuple[Path, str], list[Loaded]] = {}
    for one in loaded:
        if one.policy is not None:
            key = (Path(one.path).parent, one.policy.name)
            named.setdefault(key, []).append(one)
    for versions in named.values():
        if len(versions) > 1:
            yield together(versions)


def _counts(loaded: Sequence[Loaded]) -> dict[str, int]:
    """Return how many things of each kind were checked."""
    counts = dict.fromkeys(_THINGS, 0)
    for one in loaded:
        counts["scenarios"] += len(one.scenarios)
        if one.document is None or one.document.header is None:
            continue
        counts[_HEADERS[type(one.document.header)]] += 1
        if isinstance(one.document.header, ast.PolicyHeader):
            sentences = one.document.sentences
            counts["rules"] += sum(isinstance(s, ast.Rule) for s in sentences)
    return counts


def _closing(checked: dict[str, int], found: Sequence[Diagnostic]) -> str:
    """Say what was checked, and what was not."""
    things = [
        counted(*_THINGS[name], number) for name, number in checked.items() if number
    ]
    closing = Text(
        "{things}: {found}.",
        things=listed(things) or Text("nothing was checked"),
        found=terminal.summary(found),
    )
    if checked["policies"]:
        return Text("{closing}\n{law}", closing=closing, law=NOT_PROVED)
    return closing
