"""``policydsl check``: what is wrong with documents."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policydsl.checking.linting import linted
from policydsl.cli import law, witnesses
from policydsl.cli.inputs import expanded
from policydsl.cli.output import counted, show
from policydsl.diagnostics.catalogue import in_language
from policydsl.diagnostics.model import Diagnostic, Severity
from policydsl.diagnostics.render import terminal
from policydsl.diagnostics.text import Text, listed
from policydsl.documents.workspace import Workspace
from policydsl.driver import Loaded, Run, in_order, together
from policydsl.semantics import core
from policydsl.syntax import ast

if TYPE_CHECKING:
    from policydsl.proving import Proof

STDIN = Path("-")
# So many findings are read by nobody; the other formats have all of them.
MOST_SHOWN = 100
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
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Ask about the law of this day only; else of all days of the policy.",
)
@click.option(
    "--longest-gap",
    type=click.IntRange(min=1),
    metavar="DAYS",
    help="Warn where nothing is due for more days of a clock than these.",
)
@click.option(
    "--superfluous",
    is_flag=True,
    help="Say which clauses can go without an article of the laws failing.",
)
@click.option(
    "--write-scenarios",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write each case in which a law is broken as a scenario.",
)
@click.option(
    "--verdicts", is_flag=True, help="Say of each rule and article how it came out."
)
def command(
    paths: tuple[Path, ...],
    output_format: str,
    stdin_filename: Path,
    proof: bool,
    proof_seconds: float,
    as_of: datetime | None,
    longest_gap: int | None,
    superfluous: bool,
    write_scenarios: Path | None,
    verdicts: bool,
) -> int:
    """Check documents and say what is wrong with them.

    PATH is a document, or a folder with documents.
    """
    texts: dict[Path, str | bytes] = {}
    if STDIN in paths:
        texts[stdin_filename] = sys.stdin.buffer.read()
    places = [stdin_filename if path == STDIN else path for path in paths]
    run = Run(Workspace(texts))
    loaded = [linted(run.load(path, str(path))) for path in expanded(places)]
    every = [*loaded, *_of_versions(loaded)]
    day = None if as_of is None else as_of.date()
    asked = (day, proof_seconds, longest_gap, superfluous)
    proofs = _proofs(loaded, *asked) if proof else []
    if write_scenarios is not None:
        witnesses.write_scenarios(proofs, write_scenarios)
    said = [d.diagnostics for d in every] + [p.diagnostics for p in proofs]
    found = in_order(one for each in said for one in each)
    checked = _counts(loaded)
    if output_format == "json":
        # Loaded late: most calls are for people.
        from policydsl.diagnostics.render import json

        click.echo(json.render(found, {"checked": checked, "law": law.as_data(proofs)}))
    elif output_format == "concise":
        for one in found:
            click.echo(terminal.concise(one))
    else:
        show(found[:MOST_SHOWN])
        language = terminal.language_of(one.language for one in loaded)
        if len(found) > MOST_SHOWN:
            more = Text("… and {number:,} more", number=len(found) - MOST_SHOWN)
            click.echo(in_language(more, language))
        if verdicts and proofs:
            click.echo(f"{law.table(proofs, language)}\n")
        closing = _closing(checked, found, law.report(proofs))
        click.echo(in_language(closing, language))
    return 1 if any(d.code.severity is not Severity.NOTE for d in found) else 0


def _proofs(
    loaded: Sequence[Loaded],
    as_of: date | None,
    seconds: float,
    longest_gap: int | None,
    superfluous: bool,
) -> "list[Proof]":
    """Prove each policy that has no errors, and is in force on the day asked about."""
    policies = [
        one
        for one in loaded
        if not one.has_errors
        and one.policy is not None
        and (as_of is None or _is_in_force(one.policy, as_of))
    ]
    if not policies:
        return []
    # Loaded late: the solver takes its time, and many documents have no policy.
    from policydsl.proving import prove

    return [
        prove(
            one,
            as_of=as_of,
            seconds=seconds,
            longest_gap=longest_gap,
            superfluous=superfluous,
        )
        for one in policies
    ]


def _is_in_force(policy: core.Policy, day: date) -> bool:
    last = policy.in_force_until
    return policy.in_force_from <= day and (last is None or day <= last)


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


def _closing(checked: dict[str, int], found: Sequence[Diagnostic], said: str) -> str:
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
        return Text("{closing}\n{law}", closing=closing, law=said)
    return closing
