"""What commands write, and where."""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from policydsl.diagnostics.model import Diagnostic
from policydsl.diagnostics.render import terminal
from policydsl.diagnostics.text import Text


def show(diagnostics: Sequence[Diagnostic]) -> None:
    """Print findings in full, in colour if the output is a terminal."""
    if not diagnostics:
        return
    if sys.stdout.isatty():
        # Loaded late: without a terminal nobody sees a colour.
        from policydsl.diagnostics.render import colour

        colour.write(diagnostics, sys.stdout)
    else:
        click.echo(terminal.render(diagnostics), nl=False)


def write(text: str, path: Path | None) -> None:
    """Print a text, or write it to a file: the whole of it, or nothing.

    Raises:
        click.ClickException: If the file cannot be written.
    """
    if path is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    with whole(path) as file:
        file.write(text)


def rewrite(path: Path, text: str) -> None:
    """Put a text into a file that is there: the whole of it, or nothing.

    The file may be a link, which stays one; who may read and write it stays, too.

    Raises:
        click.ClickException: If the file cannot be written.
    """
    place = path.resolve()
    with whole(place, place.stat().st_mode & 0o7777) as file:
        file.write(text)


@contextmanager
def whole(path: Path, mode: int | None = None) -> Iterator[TextIO]:
    """Give a file to write into; it has its name only when all of it is written.

    ``mode`` says who may read and write it; without one, what is usual.

    Raises:
        click.ClickException: If the file cannot be written.
    """
    name = None
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        # No translation of line ends: what is written is the same everywhere.
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            yield file
        Path(name).chmod(0o666 & ~_mask() if mode is None else mode)
        Path(name).replace(path)
        name = None
    except OSError as error:
        reason = (error.strerror or "it cannot be written").lower()
        raise click.ClickException(f"`{path}` cannot be written: {reason}") from error
    finally:
        if name is not None:
            Path(name).unlink(missing_ok=True)


def _mask() -> int:
    """Return the file mode creation mask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def counted(one: str, many: str, number: int) -> Text:
    """Return the template for one or for several, with the number in it."""
    return Text(one if number == 1 else many, number=number)
