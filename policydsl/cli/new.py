"""``policydsl new``: a project to start from."""

import re
from pathlib import Path

import click

from policydsl.documents.finding import LIBRARY

STARTER = LIBRARY / "starter"
_PLACEHOLDER = re.compile(rf"\b{STARTER.name}\b")
_NAME = re.compile(r"[^\W\d]\w*")


@click.command("new")
@click.argument("path", type=click.Path(path_type=Path), metavar="NAME")
def command(path: Path) -> int:
    """Start a project that passes its own tests.

    Makes a folder NAME with a policy and its scenarios; it must not exist yet.
    """
    name = path.name
    if not _NAME.fullmatch(name):
        raise click.UsageError(
            f"`{name}` cannot be the name of a policy: use letters, digits and `_`"
        )
    if path.exists():
        raise click.UsageError(f"`{path}` exists already, and is left as it is")
    files = _files(path)
    _refuse_words_of_the_language(name, files)
    try:
        path.mkdir(parents=True)
        for place, text in files.items():
            place.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise click.ClickException(f"`{path}` cannot be made: {error}") from error
    for place in files:
        click.echo(f"wrote {place}")
    click.echo(f"\nNow try: policydsl check {path} && policydsl test {path}")
    return 0


def _files(folder: Path) -> dict[Path, str]:
    """Return the documents of a project by their paths."""
    return {
        folder / f"{folder.name}{one.suffix}": _PLACEHOLDER.sub(
            folder.name, one.read_text(encoding="utf-8")
        )
        for one in sorted(STARTER.iterdir())
    }


def _refuse_words_of_the_language(name: str, files: dict[Path, str]) -> None:
    """A name may be a keyword or a term: then the documents could not be read."""
    # Loaded late: the compiler is not needed to refuse a folder that exists.
    from policydsl.documents.workspace import Workspace
    from policydsl.driver import Run

    run = Run(Workspace(files))
    if any(run.load(path).has_errors for path in files):
        raise click.UsageError(
            f"`{name}` is a word of the language or of `collections`"
        )
