"""The documents that a command is about."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from policydsl.cli.output import show
from policydsl.documents.discovery import Discovery
from policydsl.documents.finding import SUFFIXES
from policydsl.documents.projects import Projects
from policydsl.driver import Loaded, load
from policydsl.semantics import core
from policydsl.syntax.words import key_of, language_keys

# A document, or the folder in which all versions of a policy are.
POLICY = click.Path(exists=True, path_type=Path)
language_option = click.option(
    "--language", help="Such as zh_hans; that of the policy, if left out."
)


def expanded(
    paths: Sequence[Path], suffix: str = "", discovery: Discovery | None = None
) -> list[Path]:
    """Return the files among the paths, and the documents in the folders.

    What git ignores and what settings exclude is left out of folders.

    Raises:
        click.UsageError: If a folder holds no document of that suffix.
    """
    finder = discovery or Discovery(
        Projects(), suffixes=(suffix,) if suffix else SUFFIXES
    )
    found: dict[Path, None] = {}
    for path in paths:
        inside = finder.documents([path])
        if not inside and path.is_dir():
            kind = f"`*{suffix}`" if suffix else "document"
            raise click.UsageError(f"there is no {kind} in `{path}`")
        found.update(dict.fromkeys(inside))
    return list(found)


def policy_of(path: Path) -> core.Policy:
    """Load a policy, or all versions of the one in a folder.

    If it has errors, they are shown, and the command ends with exit status 1.

    Raises:
        click.UsageError: If the document is not a policy.
    """
    loaded = load(path)
    stop_at_errors(loaded)
    if loaded.policy is None:
        raise click.UsageError(f"`{path}` is not a policy")
    return loaded.policy


def language_for(policy: core.Policy, wanted: str | None) -> str:
    """Return the language to write in: the one wanted, or that of the policy.

    Raises:
        click.BadParameter: If there are no words of the one that is wanted.
    """
    # Loaded late: needed by commands that write for people.
    from policydsl.backends.wording import languages

    known = languages()
    if wanted is None:
        own = policy.document.language
        return own if own in known else known[0]
    if wanted not in known:
        raise click.BadParameter(
            f"`{wanted}` is none of: {', '.join(known)}", param_hint="--language"
        )
    return wanted


def told_in(own: str, wanted: str | None) -> str:
    """Return the language of the documents that is wanted, else a document's own.

    Raises:
        click.BadParameter: If there is no such language.
    """
    key = own if wanted is None else key_of(wanted)
    if key is None:
        known = ", ".join(language_keys())
        raise click.BadParameter(
            f"`{wanted}` is none of: {known}", param_hint="--language"
        )
    return key


def stop_at_errors(loaded: Loaded) -> None:
    """Show the errors of a document, if it has any, and end with exit status 1."""
    errors = [one for one in loaded.diagnostics if one.is_error]
    if errors:
        show(errors)
        sys.stdout.flush()
        raise click.exceptions.Exit(1)
