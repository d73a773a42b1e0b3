"""``policydsl table``: a policy as tables for people."""

import shutil
import sys
from pathlib import Path

import click

from policydsl.cli.inputs import POLICY, language_for, language_option, policy_of
from policydsl.cli.output import write

# In columns, where the output is no terminal.
WIDTH = 100


@click.command("table")
@click.argument("policy", type=POLICY)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["terminal", "markdown", "html", "csv"]),
    default="terminal",
    show_default=True,
)
@language_option
@click.option(
    "--of",
    type=click.Choice(["all", "overview", "ladder", "limits", "glossary"]),
    default="all",
    show_default=True,
    help="The steps, what bounds them, or what the words mean.",
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="A file.")
def command(
    policy: Path,
    output_format: str,
    language: str | None,
    of: str,
    output: Path | None,
) -> int:
    """Show a policy as tables for people.

    The escalation ladder, the limits, and the glossary with each clock's definition.
    Of a folder, one after the other, the tables of each version of its policy.
    """
    from policydsl.backends import table

    known = policy_of(policy)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDTH
    told_in = language_for(known, language)
    if known.earlier and output_format == "html":
        raise click.UsageError("a page shows one version; name its document")
    texts = [
        table.emit(version, format=output_format, language=told_in, of=of, width=width)
        for version in known.versions
    ]
    write("\n".join(texts), output)
    return 0
