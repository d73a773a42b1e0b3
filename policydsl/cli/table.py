"""``policydsl table``: a policy as tables for people."""

import shutil
import sys
from pathlib import Path

import click

from policydsl.cli.inputs import POLICY, policy_of
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
@click.option("--language", default="en", show_default=True, help="Such as zh_hans.")
@click.option(
    "--of",
    type=click.Choice(["all", "overview", "ladder", "limits", "glossary"]),
    default="all",
    show_default=True,
    help="The steps, what bounds them, or what the words mean.",
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="A file.")
def command(
    policy: Path, output_format: str, language: str, of: str, output: Path | None
) -> int:
    """Show a policy as tables for people.

    The escalation ladder, the limits, and the glossary with each clock's definition.
    """
    from policydsl.backends import table
    from policydsl.backends.wording import languages

    if language not in languages():
        known = ", ".join(languages())
        raise click.BadParameter(
            f"`{language}` is none of: {known}", param_hint="--language"
        )
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDTH
    text = table.emit(
        policy_of(policy), format=output_format, language=language, of=of, width=width
    )
    write(text, output)
    return 0
