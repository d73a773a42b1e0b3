"""``policydsl certify``: a record of what was proved, to be kept and signed."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policydsl import __version__
from policydsl.cli.inputs import POLICY, language_option, stop_at_errors, told_in
from policydsl.cli.output import show, write
from policydsl.diagnostics.catalogue import in_language
from policydsl.diagnostics.text import Text
from policydsl.documents import uses
from policydsl.documents.workspace import Workspace
from policydsl.driver import Loaded, Run
from policydsl.syntax import ast
from policydsl.syntax.saying import said_in

if TYPE_CHECKING:
    from policydsl.certify.record import Paper

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("certify")
@click.argument("policy", type=POLICY)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["json", "html"]),
    default="json",
    show_default=True,
    help="For programs, or a page to be signed.",
)
@click.option(
    "--as-of",
    type=_DAY,
    help="Ask about the law of this day only; else of all days of the policy.",
)
@click.option(
    "--proof-seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    help="What is neither proved nor refuted after so long is not proved.",
)
@click.option("--signed-on", type=_DAY, help="The day of the signature.")
@language_option
@click.option("--output", "-o", type=click.Path(path_type=Path), help="A file.")
def command(
    policy: Path,
    output_format: str,
    as_of: datetime | None,
    proof_seconds: float,
    signed_on: datetime | None,
    language: str | None,
    output: Path | None,
) -> int:
    """Record what was proved of a policy, and on which terms.

    The same documents give the same record. A policy that breaks an article, or of
    which not everything is proved, gets none.
    """
    if policy.is_dir():
        raise click.UsageError("a certificate is of one version; name its document")
    workspace = Workspace()
    loaded = Run(workspace).load(policy)
    stop_at_errors(loaded)
    if loaded.policy is None:
        raise click.UsageError(f"`{policy}` is not a policy")
    # Loaded late: the solver takes its time, and most commands prove nothing.
    from policydsl.certify.page import as_html
    from policydsl.certify.record import as_json, record, refusals
    from policydsl.proving import prove

    shown_in = told_in(loaded.language, language)
    day = None if as_of is None else as_of.date()
    proof = prove(loaded, as_of=day, seconds=proof_seconds)
    why = list(refusals(proof))
    if why:
        show([one for one in proof.diagnostics if one.is_error])
        for reason in why:
            said = Text("no certificate: {reason}", reason=reason)
            click.echo(in_language(said, shown_in), err=True)
        return 1
    written = record(
        proof,
        list(_papers(workspace, loaded, policy, shown_in)),
        version=__version__,
        language=shown_in,
        signed_on=None if signed_on is None else signed_on.date(),
    )
    write(as_html(written) if output_format == "html" else as_json(written), output)
    return 0


def _papers(
    workspace: Workspace, loaded: Loaded, policy: Path, language: str
) -> "Iterator[Paper]":
    """Yield each document that the proof rests on, once, by kind and name."""
    own = workspace.open(policy)
    header = loaded.document.header if loaded.document is not None else None
    assert isinstance(header, ast.PolicyHeader)
    names = (*header.under, *header.declares)
    laws = uses.laws(workspace, own, names).documents
    words = {
        str(one.path): one
        for user in (own, *laws)
        for one in uses.vocabularies(workspace, user).documents
    }
    found = [_paper("policy", own.path, loaded.document, language)]
    for kind, every in (("law", laws), ("vocabulary", tuple(words.values()))):
        papers = [
            _paper(kind, one.path, _document(workspace, one.path), language)
            for one in every
        ]
        found += sorted(papers, key=lambda paper: (paper.name, paper.sha256))
    yield from dict.fromkeys(found)


def _document(workspace: Workspace, path: Path) -> ast.Document | None:
    return Run(workspace).load(path).document


def _paper(
    kind: str, path: Path, document: ast.Document | None, language: str
) -> "Paper":
    from policydsl.certify.record import Paper

    assert document is not None
    header = document.header
    assert header is not None
    title = None
    if header.title is not None:
        title = said_in(header.title, document.language, language)
    version = None if isinstance(header, ast.LawHeader) else header.version
    return Paper(kind, header.name.text, title, version, path.read_bytes())
