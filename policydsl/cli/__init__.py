"""The command line: arguments in, exit status out.

0: nothing is wrong. 1: something is. 2: the call or the settings are wrong, or there
is a bug. 130: stopped by the keyboard.
"""

import gc
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper

import click
from click.shell_completion import CompletionItem

from policydsl import __version__

# The order in which the commands are listed, each with its module in this folder
# and its first line of help: to list them, none has to be loaded.
COMMANDS = {
    "check": ("check", "Check documents and say what is wrong with them."),
    "format": ("format", "Write documents in their one canonical form."),
    "certify": ("certify", "Record what was proved of a policy, and on which terms."),
    "test": ("test", "Play the scenarios of policies and compare the outcomes."),
    "simulate": ("simulate", "Show day by day what a policy does with a case."),
    "table": ("table", "Show a policy as tables for people."),
    "audit": ("audit", "List what a log of contacts breaches of laws."),
    "build": ("build", "Compile a policy to a file of another kind."),
    "explain": ("explain", "Explain the code of a finding, such as PD0904."),
    "new": ("new", "Start a project that passes its own tests."),
    "server": ("server", "Answer an editor in the language server protocol."),
    "completion": (
        "completion",
        "Print a script that completes commands, options and files in a shell.",
    ),
}
STOPPED = 130
# So many new objects before garbage is looked for among them.
_YOUNG = 200_000


class _LazyGroup(click.Group):
    """Loads a command only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"policydsl.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[CompletionItem]:
        names = [name for name in COMMANDS if name.startswith(incomplete)]
        items = [CompletionItem(name, help=COMMANDS[name][1]) for name in names]
        # The options of the program itself.
        return [*items, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="policydsl")
@click.option("--debug", is_flag=True, help="Show where in policydsl a bug is.")
def group(debug: bool) -> None:
    """Policies of credit collection, written to be read, checked and run."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status; ``None`` takes those of the process."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    # What a command reads lives until it ends: to look for garbage often finds none.
    gc.set_threshold(_YOUNG)
    # A character that the terminal cannot show must not hide a finding.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = group.main(words, prog_name="policydsl", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        return STOPPED
    except BrokenPipeError:
        # Whoever read the output has seen enough; nothing is left to be flushed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if "--debug" in words:
            traceback.print_exc()
        else:
            _say_bug(error)
        return 2
    return status if isinstance(status, int) else 0


def _say_bug(error: Exception) -> None:
    kind = type(error).__name__
    said = " ".join(str(error).split())
    click.echo(
        f"policydsl: {kind}: {said}\n"
        "This is a bug in policydsl, not in your documents. "
        "`policydsl --debug ...` shows where.",
        err=True,
    )
