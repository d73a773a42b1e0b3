"""``policydsl check``: what is wrong with documents."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from policydsl.proving import Proof

STDIN = Path("-")
# So many findings are read by nobody; the other formats have all of them.
MOST_SHOWN = 100
NOT_PROVED = Text("Law: not proved.")
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
@click.option(
    "--proof/--no-proof",
    default=True,
    show_default=True,
    help="Prove that the policies keep the laws that they name.",
)
@click.option(
    "--proof-seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=10.0,
    show_default=True,
    help="What is neither proved nor refuted after so long is not proved.",
)
def command(
    paths: tuple[Path, ...],
    output_format: str,
    stdin_filename: Path,
    proof: bool,
    proof_seconds: float,
) -> int:
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
    proofs = _proofs(loaded, proof_seconds) if proof else []
    found = in_order(
        (
            *(one for document in every for one in document.diagnostics),
            *(one for each in proofs for one in each.diagnostics),
        )
    )
    checked = _counts(loaded)
    if output_format == "json":
        # Loaded late: most calls are for people.
        from policydsl.diagnostics.render import json

        click.echo(json.render(found, {"checked": checked, "law": _as_data(proofs)}))
    elif output_format == "concise":
        for one in found:
            click.echo(terminal.concise(one))
    else:
        show(found[:MOST_SHOWN])
        language = terminal.language_of(one.language for one in loaded)
        if len(found) > MOST_SHOWN:
            more = Text("… and {number:,} more", number=len(found) - MOST_SHOWN)
            click.echo(in_language(more, language))
        law = _law(proofs) if proof else NOT_PROVED
        click.echo(in_language(_closing(checked, found, law), language))
    return 1 if found else 0


def _proofs(loaded: Sequence[Loaded], seconds: float) -> "list[Proof]":
    """Prove each policy that has no errors; several of one name are told apart."""
    policies = [one for one in loaded if one.policy is not None and not one.has_errors]
    if not policies:
        return []
    # Loaded late: the solver takes its time, and many documents have no policy.
    from policydsl.proving import prove

    return [prove(one, seconds=seconds) for one in policies]


def _as_data(proofs: "Sequence[Proof]") -> object:
    """Return every verdict; without a proof, that nothing was proved."""
    if not proofs:
        return "not proved"
    return [
        {
            "policy": proof.judged.checked.policy.name,
            "rule": one.rule.name,
            "article": one.bound.name,
            "verdict": one.verdict.value,
            "ground": one.ground.value,
        }
        for proof in proofs
        for one in proof.judged.judgements
    ]


def _law(proofs: "Sequence[Proof]") -> Text:
    """Say how the law came out: never more than was shown."""
    judged = [one for proof in proofs for one in proof.judged.judgements]
    concerned = [one for one in judged if one.concerns]
    if not concerned:
        return Text("Law: no article of the laws named concerns an act.")
    kept = [one for one in concerned if one.is_lawful]
    lines = Text(
        "Law: {kept} of {number} questions (rule and article) are proved lawful.",
        kept=len(kept),
        number=len(concerned),
    )
    left = [o for proof in proofs for o in proof.judged.checked.obligations]
    for one in left:
        lines = Text(
            "{lines}\n  duty left to others: {words} ({article})",
            lines=lines,
            words=one.norm.words,
            article=one.bound.name,
        )
    return lines


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


def _closing(checked: dict[str, int], found: Sequence[Diagnostic], law: str) -> str:
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
        return Text("{closing}\n{law}", closing=closing, law=law)
    return closing
