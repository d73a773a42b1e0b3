"""``policydsl completion``: what a shell needs to complete words."""

from typing import cast

import click
from click.shell_completion import ShellComplete, get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> int:
    """Print a script that completes commands, options and files in a shell.

    For bash, put `eval "$(policydsl completion bash)"` into ~/.bashrc; for zsh the same
    into ~/.zshrc; for fish, `policydsl completion fish | source` into its config.fish.
    """
    root = context.find_root()
    # There is one for each of the shells that are offered.
    found = cast(type[ShellComplete], get_completion_class(shell))
    script = found(root.command, {}, "policydsl", "_POLICYDSL_COMPLETE")
    click.echo(script.source())
    return 0
