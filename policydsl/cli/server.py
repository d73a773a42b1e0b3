"""``policydsl server``: what editors talk to."""

import click

_MISSING = (
    "the language server is not installed; "
    "install it with: pip install 'policydsl[lsp]'"
)


@click.command("server")
# Some clients say so, and there is no other way to talk to it.
@click.option("--stdio", is_flag=True, hidden=True)
def command(stdio: bool) -> int:
    """Answer an editor in the language server protocol.

    Reads requests from standard input until it is told to stop.
    """
    try:
        # Loaded late: only editors need it, and not everybody has it.
        from policydsl.lsp.server import start
    except ModuleNotFoundError as error:
        if error.name not in ("pygls", "lsprotocol"):
            raise
        raise click.ClickException(_MISSING) from error
    start()
    return 0
